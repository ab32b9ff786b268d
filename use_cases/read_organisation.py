"""Read what the store holds of one organisation, as far as its reader may see it."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from domain.registers import RegisterName
from storage.store.reader import Reader
from storage.store.registers import REGISTERS
from storage.store.store import Store

#: Registers of which each list is an organisation's.
_OF_ORGANISATION = (
    RegisterName.ORGANISATIONS, RegisterName.SQUADS, RegisterName.EQUIPMENT, RegisterName.DRILLS,
    RegisterName.MEMBERS,
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class OrganisationRecord:
    """What a reader sees of one organisation. It holds people: never to be kept beyond a page.

    Parameters
    ----------
    registers
        Rows of the organisation, by register.
    opening_duty
        ``OpeningDutyRegister`` of the places of its district.
    partners
        ``PartnerRegister`` of its district.
    """

    registers: Mapping[RegisterName, pd.DataFrame]
    opening_duty: pd.DataFrame
    partners: pd.DataFrame

    @property
    def is_on_record(self) -> bool:
        """Whether the store tells the reader anything of it."""
        tables = (*self.registers.values(), self.opening_duty, self.partners)
        return any(not table.empty for table in tables)


def read_organisation(
    store: Store, reader: Reader, org_id: str, district_id: str, place_ids: list[str]
) -> OrganisationRecord:
    """Return what a reader may see of an organisation; opening personal values is written into the audit log.

    Parameters
    ----------
    store, reader
        The store, and who asks: rows beyond their rights are not among the answer.
    org_id, district_id
        The organisation and its district.
    place_ids
        Places of the district.

    Raises
    ------
    StoreError
        When the store cannot answer.
    """
    registers = {name: store.read(reader, name, scopes=[org_id]) for name in _OF_ORGANISATION}
    duty = store.read(reader, RegisterName.OPENING_DUTY, scopes=place_ids)
    partners = store.read(reader, RegisterName.PARTNERS, scopes=[district_id])
    return OrganisationRecord(registers, duty, partners)


def empty_record() -> OrganisationRecord:
    """Return the record of an organisation of which nothing is known."""
    empty = {name: REGISTERS[name].contract.empty_in() for name in RegisterName}
    return OrganisationRecord(
        {name: empty[name] for name in _OF_ORGANISATION},
        empty[RegisterName.OPENING_DUTY],
        empty[RegisterName.PARTNERS],
    )
