"""A large town as an OpenStreetMap file: a grid of bent streets, and buildings that nobody walks on."""

import math
from pathlib import Path

import osmium
from osmium.osm.mutable import Node, Way

#: South-west corner [degrees], and the side of a block in degrees of latitude (about 100 m).
_LON, _LAT, _BLOCK = 135.4, 34.4, 0.0009
#: Bends of a street between two corners, blocks of a way, and corners of a building.
_BENDS, _BLOCKS, _SIDES = 4, 5, 4
_CLASSES = ("residential", "unclassified", "tertiary", "footway", "service", "path")


def write_town(file: Path, side: int) -> None:
    """Write a town.

    Parameters
    ----------
    file
        ``.osm.pbf`` or ``.osm`` to write.
    side
        Corners along each side of the grid: 400 make 1.8 million nodes.
    """
    file.unlink(missing_ok=True)
    with osmium.SimpleWriter(str(file)) as writer:
        corners = side * side
        for number in range(corners):
            y, x = divmod(number, side)
            writer.add_node(_node(number + 1, x, y))
        following = corners + 1
        ways = []
        for step in (0, 1):
            for row in range(side):
                for first in range(0, side - 1, _BLOCKS):
                    refs, following = _street(writer, side, row, first, step, following)
                    name = f"{'東西' if step == 0 else '南北'}{row}"
                    ways.append((refs, {"highway": _CLASSES[row % len(_CLASSES)], "name": name}))
        for number in range(0, corners, 2):
            y, x = divmod(number, side)
            refs = [following + i for i in range(_SIDES)]
            for i, ref in enumerate(refs):
                writer.add_node(_node(ref, x + 0.3 + 0.2 * (i in (1, 2)), y + 0.3 + 0.2 * (i > 1)))
            following += _SIDES
            ways.append(([*refs, refs[0]], {"building": "yes"}))
        for number, (refs, tags) in enumerate(ways, start=1):
            writer.add_way(Way(id=number, nodes=refs, tags=tags, version=1, visible=True))


def _street(
    writer: osmium.SimpleWriter, side: int, row: int, first: int, step: int, following: int
) -> tuple[list[int], int]:
    """Return the nodes of some blocks of a street, and the next free number; its bends are written."""
    refs = []
    last = min(first + _BLOCKS, side - 1)
    for at in range(first, last + 1):
        x, y = (at, row) if step == 0 else (row, at)
        refs.append(y * side + x + 1)
        if at == last:
            break
        for bend in range(1, _BENDS + 1):
            along, aside = bend / (_BENDS + 1), 0.05 * math.sin(math.pi * bend / (_BENDS + 1))
            place = (x + along, y + aside) if step == 0 else (x + aside, y + along)
            writer.add_node(_node(following, *place))
            refs.append(following)
            following += 1
    return refs, following


def _node(number: int, x: float, y: float) -> Node:
    return Node(id=number, location=(_LON + x * _BLOCK, _LAT + y * _BLOCK), version=1, visible=True)
