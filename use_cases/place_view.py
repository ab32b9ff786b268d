"""What the page of places asks of a case: of whoever opens it, and beforehand, so that nobody waits."""

from planning.case import Case
from planning.opening_effect import OpeningEffect
from planning.opening_order import PlaceOrder
from presentation.opening_words import FIRST_PLACES
from use_cases.choose_places import split_by_ward
from use_cases.opening_service import OpeningService


def order_in_view(
    service: OpeningService,
    case: Case,
    ward_code: str,
    is_open: frozenset[str],
    *,
    beside_open: bool = False,
) -> PlaceOrder:
    """Return in which order to open the places of a ward, or of the city.

    Parameters
    ----------
    service
        Keeps what was found.
    case
        The case.
    ward_code
        The ward; empty for the city. Places of other wards stay as they are.
    is_open
        Ids of the places that are ticked.
    beside_open
        Whether the ticked places in view are open already; else the order begins with none of them.
    """
    own, others = split_by_ward(case.city, service.opening(case), ward_code)
    first = is_open if beside_open else is_open & others
    return service.order(case, first=first, candidates=own)


def first_effect(service: OpeningService, case: Case, order: PlaceOrder) -> OpeningEffect:
    """Return who goes where once the first places of an order are open, too."""
    first = frozenset(order.steps["place_id"].iloc[:FIRST_PLACES])
    return service.effect(case, order.first | first)


def prepare_places(service: OpeningService, case: Case) -> None:
    """Have everything ready that the page says of a case before anybody ticks: of the city and each ward.

    Parameters
    ----------
    service
        Keeps what is found.
    case
        The case.
    """
    now = service.opening(case).now
    service.sums(case, now)
    service.effect(case, now)
    for ward_code in ("", *map(str, case.city.wards.index)):
        first_effect(service, case, order_in_view(service, case, ward_code, now))
