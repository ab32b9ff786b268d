"""What the store knows of each register: its contract, its scope, and how rows are found again."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from domain.registers import RegisterName
from domain.tables import registers as tables


@dataclass(frozen=True, slots=True)
class RegisterSpec:
    """How one register is kept.

    Parameters
    ----------
    name
        Its name, which is the name of its table.
    contract
        Contract of its rows.
    scope
        Column whose values are the lists that an upload concerns and that have a history of their
        own: rows of other lists are never touched.
    matches
        Columns by which a row of an upload is the same as a row that is kept, tried in order.
        Columns with personal values are compared as the store compares names: without blanks, in
        one form of width. A name alone never says that two people are one.
    found_by
        Personal columns that can be searched for exact values.
    """

    name: RegisterName
    contract: type[tables.Register]
    scope: str
    matches: tuple[tuple[str, ...], ...]
    found_by: tuple[str, ...] = ()

    @property
    def is_personal(self) -> bool:
        """Whether its rows hold personal values."""
        return bool(self.contract.personal_columns())


def _spec(
    name: RegisterName,
    contract: type[tables.Register],
    scope: str,
    *matches: tuple[str, ...],
    found_by: tuple[str, ...] = (),
) -> tuple[RegisterName, RegisterSpec]:
    return name, RegisterSpec(name, contract, scope, matches, found_by)


_NAME = RegisterName
#: Every register by its name.
REGISTERS: Mapping[RegisterName, RegisterSpec] = MappingProxyType(dict([
    _spec(_NAME.ORGANISATIONS, tables.OrganisationRegister, "org_id", ("org_id",)),
    _spec(_NAME.SQUADS, tables.SquadRegister, "org_id", ("org_id", "post")),
    _spec(_NAME.EQUIPMENT, tables.EquipmentRegister, "org_id", ("org_id", "item")),
    _spec(_NAME.DRILLS, tables.DrillRegister, "org_id", ("org_id", "held_on", "kind")),
    _spec(
        _NAME.MEMBERS, tables.MemberRegister, "org_id",
        ("org_id", "name", "post", "role"), ("org_id", "name", "post"),
        ("org_id", "name", "born_on", "phone"),
        found_by=("name", "phone"),
    ),
    _spec(
        _NAME.OPENING_DUTY, tables.OpeningDutyRegister, "place_id",
        ("place_id", "open_class", "kind", "name"), ("place_id", "open_class", "name"),
        found_by=("name", "phone"),
    ),
    _spec(_NAME.PARTNERS, tables.PartnerRegister, "district_id", ("district_id", "name")),
    _spec(
        _NAME.NEEDS_HELP, tables.NeedsHelpRegister, "district_id",
        ("district_id", "number", "name", "born_on"), ("district_id", "name", "born_on"),
        ("district_id", "name", "address"),
        found_by=("name", "phone", "number"),
    ),
    _spec(
        _NAME.INDIVIDUAL_PLANS, tables.IndividualPlanRegister, "person_id",
        ("person_id", "supporter_name"), ("person_id",),
        found_by=("supporter_name",),
    ),
]))  # fmt: skip
