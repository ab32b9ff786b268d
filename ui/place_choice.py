"""Which places one reader has ticked, and what the service answers to it."""

from domain.measures import (
    CLOSED_PLACES,
    ONLY_PLACES,
    OPENED_PLACES,
    Measure,
    OnlyPlaceOpened,
    PlaceOpened,
    measure_key,
    measure_text,
)
from planning.opening_effect import OpeningEffect, OpeningSums
from planning.opening_order import PlaceOrder
from planning.openings import Opening, opening_measures
from ui import session, shared
from ui.components.places_list import Ticks, told
from use_cases import place_view
from use_cases.choose_places import split_by_ward

LIST = "places.list"
_OPEN = "places.open"
_COUNT = "places.count"


def opening() -> Opening:
    """Return what could be opened in the reader's case; the first who asks waits for the search."""
    return shared.openings().opening(session.current_case())


def is_ready() -> bool:
    """Whether the answer needs no search."""
    return shared.openings().is_ready(session.current_case())


def ticks() -> Ticks:
    """Return what is ticked: at first, and whenever other places are planned, what is open in the case."""
    of, is_open = session.kept(_OPEN) or (None, frozenset())
    chosen = is_open & opening().every if of == _asked() else opening().now
    return Ticks(chosen, session.kept(_COUNT) or 0)


def choose(is_open: frozenset[str]) -> None:
    """Tick just these places."""
    session.keep(_OPEN, (_asked(), is_open & opening().every))


def take_ticks() -> None:
    """Take what the list of places tells."""
    found = told(LIST)
    if found is not None:
        # A list of one ward says nothing of the places of the others.
        others = split_by_ward(session.bundle(), opening(), session.choices().ward_code)[1]
        choose((ticks().is_open & others) | found.is_open)
        session.keep(_COUNT, found.count)


def choose_own(wanted: frozenset[str]) -> None:
    """Tick just these of the places in view; places of other wards stay as they are."""
    own, others = split_by_ward(session.bundle(), opening(), session.choices().ward_code)
    choose((ticks().is_open & others) | (wanted & own))


def own_places() -> frozenset[str]:
    """Return the places in view: those of the chosen ward, or all."""
    return split_by_ward(session.bundle(), opening(), session.choices().ward_code)[0]


def sums() -> OpeningSums:
    """Return how many people the ticked places leave without one."""
    return shared.openings().sums(session.current_case(), ticks().is_open)


def effect() -> OpeningEffect:
    """Return who goes where with the ticked places."""
    return shared.openings().effect(session.current_case(), ticks().is_open)


def first_effect(made: PlaceOrder) -> OpeningEffect:
    """Return who goes where once the first places of an order are open, too."""
    return place_view.first_effect(shared.openings(), session.current_case(), made)


def order(*, beside_open: bool) -> PlaceOrder:
    """Return in which order to open the places in view.

    Parameters
    ----------
    beside_open
        Whether the ticked places in view are open already; else the order begins with none of them.
    """
    return place_view.order_in_view(
        shared.openings(), session.current_case(), session.choices().ward_code, ticks().is_open,
        beside_open=beside_open,
    )  # fmt: skip


def plan_with_ticks() -> None:
    """Make the ticked places those of the plan: every page follows, and the address holds them."""
    measures = opening_measures(opening(), ticks().is_open)
    for key in (ONLY_PLACES, CLOSED_PLACES, OPENED_PLACES):
        session.set_override(key, ",".join(measure_text(one) for one in measures if measure_key(one) == key))


def is_planned() -> bool:
    """Whether the plan opens just the ticked places."""
    return ticks().is_open == opening().now


def _asked() -> tuple[str, tuple[Measure, ...]]:
    """Return what the ticks belong to: the scenario and the places of its plan; seats may be counted anew."""
    case = session.current_case()
    of_places = (OnlyPlaceOpened, PlaceOpened)
    return case.scenario.scenario_id, tuple(one for one in case.measures if isinstance(one, of_places))
