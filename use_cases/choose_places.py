"""Answer which places to open: for the command, as the page of places does for a reader."""

from dataclasses import dataclass

from domain.bundle import City
from domain.faults import SettingError
from domain.measures import OPENED_PLACES
from planning.case import Case
from planning.opening_effect import OpeningEffect, OpeningSums
from planning.opening_order import PlaceOrder
from planning.openings import Opening
from presentation.opening_words import FIRST_PLACES
from use_cases.opening_service import OpeningService


@dataclass(frozen=True, slots=True)
class PlaceQuestion:
    """What is asked of the places of a city.

    Parameters
    ----------
    ward_code
        Ward whose places are put in order; those of other wards stay as they are. Empty for the city.
    is_open
        Ids of the places that are open; None for those of the case.
    first
        Ids of places that are open before the first step of the order.
    most
        Steps of the order.
    """

    ward_code: str = ""
    is_open: frozenset[str] | None = None
    first: frozenset[str] = frozenset()
    most: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class PlaceAnswer:
    """What a choice of places does, in which order to open them, and what its first places do.

    ``first_effect`` is there where a ward is asked for; ``own`` are the places in order.
    """

    question: PlaceQuestion
    opening: Opening
    sums: OpeningSums
    effect: OpeningEffect
    order: PlaceOrder
    own: frozenset[str]
    first_effect: OpeningEffect | None


def answer_places(case: Case, question: PlaceQuestion, service: OpeningService | None = None) -> PlaceAnswer:
    """Return the answer to a question about places.

    Parameters
    ----------
    case
        The case.
    question
        What is asked.
    service
        Keeps what was found for the next question; a new one where None.

    Raises
    ------
    domain.faults.SettingError
        When the city has no place of an id, or one cannot be opened in this scenario.
    """
    service = service or OpeningService()
    opening = service.opening(case)
    chosen = opening.now if question.is_open is None else question.is_open
    _refuse_unknown(opening, (question.is_open or frozenset()) | question.first)
    own, others = split_by_ward(case.city, opening, question.ward_code)
    order = service.order(case, first=(chosen & others) | question.first, candidates=own, most=question.most)
    first = order.first | frozenset(order.steps["place_id"].iloc[:FIRST_PLACES])
    return PlaceAnswer(
        question=question,
        opening=opening,
        sums=service.sums(case, chosen),
        effect=service.effect(case, chosen),
        order=order,
        own=own,
        first_effect=service.effect(case, first) if question.ward_code else None,
    )


def split_by_ward(city: City, opening: Opening, ward_code: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the places of a ward that could be open, and those of other wards; all for no ward."""
    if not ward_code:
        return opening.every, frozenset()
    places = city.places
    there = frozenset(places.index[places["ward_code"] == ward_code].astype(str))
    return opening.every & there, opening.every - there


def _refuse_unknown(opening: Opening, named: frozenset[str]) -> None:
    missing = sorted(named - opening.every)
    if missing:
        some = sorted(opening.every)[:12]
        raise SettingError(OPENED_PLACES, ", ".join(missing), ", ".join(some) + " …")
