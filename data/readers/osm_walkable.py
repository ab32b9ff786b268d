"""Which ways of OpenStreetMap people walk on, and why the others are none."""

from dataclasses import dataclass
from enum import StrEnum

from data.readers.osm_tags import Tags
from data.readers.street_classes import tag_values


class LeftOut(StrEnum):
    """Why a way with ``highway`` is no street of a walking network; the values end keys of reports."""

    MOTORWAY = "osm_motorway"
    NO_FOOT = "osm_no_foot"
    PRIVATE = "osm_private"
    NOT_THERE = "osm_not_there"
    NO_WAY = "osm_no_way"


#: Classes that people walk on where nothing else is said.
WALKABLE = frozenset(
    {
        "trunk", "primary", "secondary", "tertiary", "unclassified", "residential", "living_street",
        "service", "pedestrian", "track", "footway", "path", "steps", "cycleway", "corridor", "road",
        "bridleway", "crossing",
    }
)  # fmt: skip

#: Roads for motors alone.
_MOTORWAYS = frozenset({"motorway", "motorway_link"})

#: Not built yet, or gone.
_NOT_THERE = frozenset(
    {"construction", "proposed", "planned", "abandoned", "razed", "demolished", "disused", "dismantled"}
)

#: Who may not walk: ``foot`` says it of walkers, ``access`` of everybody.
_CLOSED = frozenset(
    {"no", "private", "military", "permit", "employees", "delivery", "agricultural", "forestry"}
)

#: ``foot`` that opens what ``access`` closes.
_OPEN = frozenset({"yes", "designated", "permissive", "official", "destination", "customers", "public"})

#: Barriers that nobody passes who may not, where they are closed to walkers.
_GATES = frozenset(
    {"gate", "lift_gate", "swing_gate", "sliding_gate", "wicket_gate", "door", "fence", "wall", "turnstile"}
)

#: Railways that close a crossing when a train comes; a tram runs in the street.
_TRAINS = frozenset({"rail", "light_rail", "narrow_gauge", "preserved", "funicular"})

#: Railways and waters that a bridge or an underpass takes a street across.
_TRACKS = _TRAINS | {"subway", "monorail"}
_WATERS = frozenset({"river", "canal", "stream", "drain", "ditch", "tidal_channel"})

#: How a crossing for walkers or vehicles is marked at a node.
LEVEL_CROSSINGS = frozenset({"level_crossing", "crossing"})


@dataclass(frozen=True, slots=True)
class WayUse:
    """What a way is to a walker.

    Parameters
    ----------
    left_out
        Why a way with ``highway`` is left out; None where it is walked, or has no ``highway``.
    is_street, is_train, is_barrier
        Whether people walk on it; trains run on it, on the ground; it is a railway or water in the
        open that others pass over or under.
    is_area
        Whether it is drawn as an area: its outline is walked.
    has_hours
        Whether it is open at some hours only.
    is_beside
        Whether its sidewalks are ways of their own.
    """

    left_out: LeftOut | None
    is_street: bool
    is_train: bool
    is_barrier: bool
    is_area: bool
    has_hours: bool
    is_beside: bool


def way_use(tags: Tags) -> WayUse:
    """Return what a way with tags is to a walker."""
    said = dict(tags)
    is_highway = bool(said.get("highway"))
    reason = _left_out(said) if is_highway else None
    in_open = not _is_below(said)
    railway, waterway = said.get("railway", ""), said.get("waterway", "")
    hours = said.get("opening_hours", "").replace(" ", "")
    return WayUse(
        left_out=reason,
        is_street=is_highway and reason is None,
        is_train=railway in _TRAINS and in_open and not _is_above(said),
        is_barrier=in_open and (railway in _TRACKS or waterway in _WATERS),
        is_area=is_highway and said.get("area") == "yes",
        has_hours=bool(hours) and hours != "24/7",
        is_beside=any(said.get(key) == "separate" for key in ("sidewalk",)),
    )


def is_closed_gate(tags: Tags) -> bool:
    """Whether a node is a barrier that walkers do not pass."""
    said = dict(tags)
    if said.get("barrier") not in _GATES or said.get("foot") in _OPEN:
        return False
    return said.get("locked") == "yes" or said.get("foot") in _CLOSED or said.get("access") in _CLOSED


def is_level_crossing(tags: Tags) -> bool:
    """Whether a node is marked as a crossing of a railway."""
    return dict(tags).get("railway") in LEVEL_CROSSINGS


def layer_of(tags: Tags) -> int:
    """Return on which level a way runs: 0 the ground, below it less."""
    text = dict(tags).get("layer", "0")
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) < 3 else 0


def _left_out(said: dict[str, str]) -> LeftOut | None:
    classes = set(tag_values(said["highway"]))
    foot, access = said.get("foot", ""), said.get("access", "")
    names = {name.removesuffix("_link") for name in classes}
    is_motors = bool(classes & _MOTORWAYS) or said.get("motorroad") == "yes"
    if classes & _NOT_THERE:
        reason = LeftOut.NOT_THERE
    elif is_motors and foot not in _OPEN:
        reason = LeftOut.MOTORWAY
    elif (not is_motors and not names & WALKABLE) or said.get("conveying", "no") != "no":
        # Lifts and escalators stop in an earthquake and without power.
        reason = LeftOut.NO_WAY
    elif foot in _CLOSED:
        reason = LeftOut.PRIVATE if foot != "no" else LeftOut.NO_FOOT
    elif foot not in _OPEN and (access in _CLOSED or said.get("service") == "private"):
        reason = LeftOut.PRIVATE
    else:
        return None
    return reason


def _is_below(said: dict[str, str]) -> bool:
    return said.get("tunnel", "no") not in {"no", ""}


def _is_above(said: dict[str, str]) -> bool:
    return said.get("bridge", "no") not in {"no", ""}
