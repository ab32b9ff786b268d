"""Whom an emergency disclosure concerns: entries of the support list in the area of a hazard."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.registers import RegisterName, Role
from planning.case import Case
from planning.plan import Plan
from presentation.block.address import homes_of
from presentation.block.search import SearchIndex
from storage.store.errors import ForbiddenError
from storage.store.reader import Reader
from storage.store.store import Store


@dataclass(frozen=True, slots=True)
class DisclosedPeople:
    """Entries that a disclosure opens.

    Parameters
    ----------
    record_ids
        Entries of people whose home lies in the area, or may.
    listed
        Entries of the districts.
    not_located
        Those of ``record_ids`` whose address names no town that the city knows.
    """

    record_ids: tuple[str, ...]
    listed: int
    not_located: int


def people_in_area(
    store: Store, reader: Reader, case: Case, plan: Plan, index: SearchIndex, district_ids: Sequence[str]
) -> DisclosedPeople:
    """Return whom a disclosure for a scenario concerns.

    Of an address that says the town only, any of its blocks in the area counts; who cannot be found
    counts too, for she may be there.

    Parameters
    ----------
    store, reader
        The store, and who asks.
    case, plan, index
        The scenario, its plan, and the towns that addresses are held against.
    district_ids
        Districts of the disclosure.

    Raises
    ------
    ForbiddenError
        For whoever is not of headquarters.
    """
    if reader.role is not Role.HEADQUARTERS:
        raise ForbiddenError("forbidden")
    people = store.read(reader, RegisterName.NEEDS_HELP, scopes=district_ids)
    homes = list(homes_of(case.city.blocks, index, people))
    exposure = plan.block_exposure
    area = frozenset(exposure.index[exposure["concerned"]].astype(str))
    inside = [not blocks or not area.isdisjoint(blocks) for blocks in homes]
    return DisclosedPeople(
        record_ids=tuple(people.index[inside].astype(str)),
        listed=len(people),
        not_located=sum(not blocks for blocks in homes),
    )
