"""Measures: what a planner does to a city for one plan, each typed, in order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from domain.faults import SettingError


@dataclass(frozen=True, slots=True)
class CrossingsClosed:
    """The level crossings of a railway are closed from the start.

    Parameters
    ----------
    name
        Name of the railway, as ``Streets.crosses`` has it.
    """

    name: str


@dataclass(frozen=True, slots=True)
class BridgesClosed:
    """The bridges over something, or a bridge or road of a name, cannot be passed from the start.

    Parameters
    ----------
    name
        What the bridges cross, or the name of the street.
    """

    name: str


@dataclass(frozen=True, slots=True)
class StreetClosed:
    """One street cannot be passed from the start.

    Parameters
    ----------
    street_id
        Id of the street.
    """

    street_id: int


@dataclass(frozen=True, slots=True)
class PlaceOpened:
    """A place is opened although the scenario does not open it, or is not opened.

    Parameters
    ----------
    place_id
        Id of the place.
    is_open
        False where it stays closed.
    """

    place_id: str
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class OnlyPlaceOpened:
    """A place is one of the only ones that are opened: with any such measure no other place is.

    Parameters
    ----------
    place_id
        Id of the place; empty where no place at all is opened.
    """

    place_id: str


@dataclass(frozen=True, slots=True)
class SeatsAdded:
    """A place gets more seats than it has; where its seats are unknown they stay so.

    Parameters
    ----------
    place_id
        Id of the place.
    seats
        Seats that are added, one a person.
    """

    place_id: str
    seats: int


Measure: TypeAlias = (
    CrossingsClosed | BridgesClosed | StreetClosed | OnlyPlaceOpened | PlaceOpened | SeatsAdded
)

CLOSED_CROSSINGS = "network.closed_crossings"
CLOSED_BRIDGES = "network.closed_bridges"
CLOSED_STREETS = "network.closed_streets"
ONLY_PLACES = "network.only_places"
CLOSED_PLACES = "network.closed_places"
OPENED_PLACES = "network.opened_places"
ADDED_SEATS = "network.added_seats"

#: Keys by which measures are written beside settings, such as in ``--set`` and in addresses.
MEASURE_KEYS = (
    CLOSED_CROSSINGS, CLOSED_BRIDGES, CLOSED_STREETS, ONLY_PLACES, CLOSED_PLACES, OPENED_PLACES, ADDED_SEATS,
)  # fmt: skip

#: What is written where no place at all is opened.
NO_PLACE = "none"

#: Longest id of a street that is read: digits of a whole number of 64 bits, with its sign.
_ID_DIGITS = 18

#: Most seats that are added to one place.
_MOST_SEATS = 1_000_000


def split_overrides(overrides: Mapping[str, str]) -> tuple[dict[str, str], tuple[Measure, ...]]:
    """Return the overrides that are settings, and the measures that the others stand for.

    Parameters
    ----------
    overrides
        Texts by key; a list is separated by commas, added seats are ``place:seats``.

    Returns
    -------
    tuple
        Overrides of settings, and measures in the order of ``MEASURE_KEYS`` and of their lists.

    Raises
    ------
    domain.faults.SettingError
        When added seats have another form, or the id of a street is no whole number.
    """
    settings = {key: text for key, text in overrides.items() if key not in MEASURE_KEYS}
    measures = [
        _measure(key, part.strip())
        for key in MEASURE_KEYS
        for part in overrides.get(key, "").split(",")
        if part.strip()
    ]
    return settings, tuple(measures)


def measure_key(measure: Measure) -> str:
    """Return the key by which a measure is written."""
    match measure:
        case CrossingsClosed():
            return CLOSED_CROSSINGS
        case BridgesClosed():
            return CLOSED_BRIDGES
        case StreetClosed():
            return CLOSED_STREETS
        case OnlyPlaceOpened():
            return ONLY_PLACES
        case PlaceOpened(is_open=is_open):
            return OPENED_PLACES if is_open else CLOSED_PLACES
        case SeatsAdded():
            return ADDED_SEATS


def measure_text(measure: Measure) -> str:
    """Return what a measure is about, as it is written below its key."""
    match measure:
        case CrossingsClosed(name) | BridgesClosed(name):
            return name
        case StreetClosed(street_id):
            return str(street_id)
        case OnlyPlaceOpened(place_id):
            return place_id or NO_PLACE
        case PlaceOpened(place_id):
            return place_id
        case SeatsAdded(place_id, seats):
            return f"{place_id}:{seats}"


def place_of(measure: Measure) -> str | None:
    """Return the id of the place that a measure names; None where it names a street or no place."""
    if isinstance(measure, OnlyPlaceOpened | PlaceOpened | SeatsAdded):
        return measure.place_id or None
    return None


def closed_names(measures: Iterable[Measure], kind: type[CrossingsClosed | BridgesClosed]) -> Sequence[str]:
    """Return the names that measures of one kind close."""
    return [one.name for one in measures if isinstance(one, kind)]


def _measure(key: str, text: str) -> Measure:
    if key == CLOSED_CROSSINGS:
        return CrossingsClosed(text)
    if key == CLOSED_BRIDGES:
        return BridgesClosed(text)
    if key == ONLY_PLACES:
        return OnlyPlaceOpened("" if text == NO_PLACE else text)
    if key == CLOSED_STREETS:
        if not text.isascii() or not text.removeprefix("-").isdigit() or len(text) > _ID_DIGITS:
            raise SettingError(key, text, "street_id")
        return StreetClosed(int(text))
    if key in {CLOSED_PLACES, OPENED_PLACES}:
        return PlaceOpened(text, is_open=key == OPENED_PLACES)
    place_id, _, seats = text.rpartition(":")
    if not place_id or not seats.isascii() or not seats.isdigit() or not 0 < int(seats[:9]) <= _MOST_SEATS:
        raise SettingError(key, text, "place:seats")
    return SeatsAdded(place_id, int(seats))
