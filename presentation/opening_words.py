"""What a choice of open places does, in sentences."""

from collections.abc import Sequence

from domain.vocabulary import Departure
from planning.case import Case
from planning.opening_effect import OpeningEffect, OpeningSums
from planning.opening_order import PlaceOrder
from planning.openings import Opening
from presentation.destination_words import marked_name
from presentation.names import place_names, ward_names
from presentation.words import Words

#: Places that the first sentence names.
FIRST_PLACES = 5


def sums_texts(
    case: Case, opening: Opening, sums: OpeningSums, is_open: frozenset[str], words: Words
) -> list[str]:
    """Return how many people the open places leave without a seat, and why.

    Parameters
    ----------
    case, opening
        The case, and what could be opened in it.
    sums
        What the choice serves.
    is_open
        Ids of the open places.
    words
        Words of the reader.

    Returns
    -------
    list of str
        The headline, then those assumed not to leave, whose seats are counted, and a line for each
        reason that concerns anybody.
    """
    if case.city.streets.empty:
        # Nobody was looked for a route of: whatever is opened, who could come there is not known.
        persons = words.persons(sums.persons, rounded=opening.is_rounded)
        return [words("opening.way_unknown", persons=persons)]
    count = len(is_open & opening.every)
    said = {
        name: words.persons(getattr(sums, name), rounded=opening.is_rounded)
        for name in ("persons", "served", "unserved")
    }
    staff = count * case.settings.capacity.opening_staff_persons
    lines = [words("opening.headline", count=count, staff=f"{staff:,}", **said)]
    staying = _assumed_staying(opening)
    if staying:
        lines.append(
            words("opening.assumed_staying", persons=words.persons(staying, rounded=opening.is_rounded))
        )
    for reason in ("could_be_served", "seats_lacking", "out_of_reach", "off_network"):
        persons = getattr(sums, reason)
        if persons:
            lines.append(
                words(f"opening.{reason}", persons=words.persons(persons, rounded=opening.is_rounded))
            )
    return lines


def order_text(
    case: Case, opening: Opening, order: PlaceOrder, words: Words, *, count: int = FIRST_PLACES
) -> str:
    """Return which places to open first, and how many people are without a place then.

    Parameters
    ----------
    case, opening
        The case, and what could be opened in it.
    order
        Order of opening.
    words
        Words of the reader.
    count
        Places that are named.
    """
    steps = order.steps.iloc[:count]
    if steps.empty:
        return words(_none_key(case))
    names = said_names(case, opening, list(steps["place_id"]), words)
    last = steps.iloc[-1]
    people = {
        name: words.persons(float(last[f"{name}_persons"]), rounded=opening.is_rounded)
        for name in ("served", "unserved", "bound")
    }
    key = "opening.first_sure" if last["bound_persons"] == last["served_persons"] else "opening.first"
    return words(key, count=len(steps), names=words.listed(names), **people)


def ward_text(
    case: Case, opening: Opening, effect: OpeningEffect, own: frozenset[str], ward_code: str, words: Words
) -> str:
    """Return how many places of a ward are open, and how many of its people have no place.

    Parameters
    ----------
    case, opening
        The case, and what could be opened in it.
    effect
        What the present choice does.
    own
        Ids of the places of the ward that could be open.
    ward_code
        The ward.
    words
        Words of the reader.
    """
    count = len(own & effect.is_open)
    if case.city.streets.empty:
        said = _of_ward(case, opening, effect, ward_code, words)
        return words("opening.ward_unknown", ward=said["ward"], persons=said["persons"])
    return words(
        "opening.ward",
        count=count,
        all=len(own),
        staff=f"{count * case.settings.capacity.opening_staff_persons:,}",
        **_of_ward(case, opening, effect, ward_code, words),
    )


def ward_order_text(
    case: Case,
    opening: Opening,
    order: PlaceOrder,
    first_effect: OpeningEffect,
    ward_code: str,
    words: Words,
    *,
    count: int = FIRST_PLACES,
) -> str:
    """Return which places of a ward to open first, and how many of its people have no place then.

    Parameters
    ----------
    case, opening, order
        The case, what could be opened in it, and in which order.
    first_effect
        What opening the first places of the order does.
    ward_code
        The ward.
    words
        Words of the reader.
    count
        Places that are named.
    """
    steps = order.steps.iloc[:count]
    if steps.empty:
        return words(_none_key(case))
    names = said_names(case, opening, list(steps["place_id"]), words)
    said = _of_ward(case, opening, first_effect, ward_code, words)
    return words("opening.ward_first", count=len(steps), names=words.listed(names), **said)


def _none_key(case: Case) -> str:
    """Return what is said where no place adds anything, or nobody knows whether it does."""
    return "opening.order_unknown" if case.city.streets.empty else "opening.none_adds"


def _of_ward(
    case: Case, opening: Opening, effect: OpeningEffect, ward_code: str, words: Words
) -> dict[str, str]:
    """Return the name of a ward, its people who need a place, and those of them without one."""
    rows = effect.areas[effect.areas["ward_code"] == ward_code]
    said = {
        name: words.persons(float(rows[column].sum()), rounded=opening.is_rounded)
        for name, column in (("persons", "persons"), ("unserved", "unserved_persons"))
    }
    return {"ward": str(ward_names(case, words.language)[ward_code]), **said}


def said_names(case: Case, opening: Opening, place_ids: Sequence[str], words: Words) -> list[str]:
    """Return the names of places; those that stand on the city's word alone are marked as to be confirmed.

    Parameters
    ----------
    case, opening
        The case, and what could be opened in it.
    place_ids
        Ids of the places.
    words
        Words of the reader.
    """
    names = place_names(case.city, words.language).reindex(list(place_ids))
    standing = opening.usable["standing"].reindex(list(place_ids))
    return [
        marked_name(str(name), str(one), words.language) for name, one in zip(names, standing, strict=True)
    ]


def _assumed_staying(opening: Opening) -> int:
    demand = opening.openable.demand
    return int(demand.loc[demand["departure"] == Departure.NOT_LEAVING.value, "persons"].sum())
