"""What a street is by its tags: one row for each set of tags, not for each street."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from data.readers.osm_tags import Tags
from data.readers.osm_walkable import layer_of
from data.readers.street_classes import (
    CLASS_WIDTH_M,
    OTHER_WIDTH_M,
    has_steps,
    is_tagged,
    is_tunnel,
    main_class,
    width_m,
)
from domain.vocabulary import WidthOrigin


@dataclass(frozen=True, slots=True)
class StreetKind:
    """All that tags say of a street; two streets that say the same are of one kind.

    Parameters
    ----------
    highway, name
        Class without ``_link``, and name.
    width_m, width_origin
        Width [m], and where it comes from.
    bridge, tunnel, steps, level_crossing
        What it is.
    layer
        Level on which it runs, 0 on the ground.
    """

    highway: str
    name: str
    width_m: float
    width_origin: str
    bridge: bool
    tunnel: bool
    steps: bool
    level_crossing: bool
    layer: int


def street_kinds(tag_sets: Sequence[Tags]) -> tuple[list[StreetKind], list[int], list[int]]:
    """Return the kinds of street that occur, the kind of each set of tags, and sets of unreadable width."""
    kinds: dict[StreetKind, int] = {}
    kind_of = []
    unreadable = []
    for place, tags in enumerate(tag_sets):
        said = dict(tags)
        if "highway" in said and width_m(said.get("width")) is None:
            unreadable.append(place)
        kind_of.append(kinds.setdefault(_kind(said, layer_of(tags)), len(kinds)))
    return list(kinds), kind_of, unreadable


def _kind(said: dict[str, str], layer: int) -> StreetKind:
    highway = main_class(said.get("highway"))
    width, origin = _width(said, highway)
    return StreetKind(
        highway=highway,
        name=said.get("name", "").strip(),
        width_m=width,
        width_origin=origin.value,
        bridge=is_tagged(said.get("bridge")),
        tunnel=is_tunnel(said.get("tunnel")),
        steps=has_steps(said.get("highway")),
        level_crossing=said.get("railway") == "level_crossing",
        layer=layer,
    )


def _width(said: dict[str, str], highway: str) -> tuple[float, WidthOrigin]:
    """Return a width and its origin: measured, else estimated, else that of the class."""
    metres = width_m(said.get("width"))
    if metres is not None and not math.isnan(metres):
        return metres, WidthOrigin.MEASURED
    estimated = width_m(said.get("est_width"))
    if estimated is not None and not math.isnan(estimated):
        return estimated, WidthOrigin.CLASS_DEFAULT
    return CLASS_WIDTH_M.get(highway, OTHER_WIDTH_M), WidthOrigin.CLASS_DEFAULT
