"""Where people of a list live, as counts by block or town: a table, and a map that is a drawing of its own.

No point stands for a person; the drawing asks nobody for anything and is kept nowhere.
"""

import base64
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import escape
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from planning.case import Case
from presentation.grid import Grid
from presentation.names import town_names
from presentation.words import Words

#: Below this a count is told to officers of the ward and of headquarters alone.
FEW = 10
#: Lower ends of the classes of the map, and their colours from light to dark.
_CLASSES = ((1, "#d6e6f4"), (FEW, "#9dc6e0"), (20, "#4a98c9"), (50, "#135fa7"))
_WIDTH, _MARGIN_M, _TOLERANCE_M = 640, 20.0, 3.0
#: Height of a number on the drawing, as a share of its width.
_LETTER = 0.022


@dataclass(frozen=True, slots=True)
class AreaCount:
    """People whose address tells the same blocks: one of them, or a town where it does not say which."""

    name: str
    block_ids: tuple[str, ...]
    persons: int


def people_by_area(case: Case, homes: Iterable[tuple[str, ...]], language: str) -> tuple[AreaCount, ...]:
    """Return how many people live in each block, or town; who cannot be located is left out.

    Parameters
    ----------
    case
        Gives the blocks and their names.
    homes
        Of each person the blocks that her address may mean.
    language
        Language of the names.
    """
    counted = Counter(tuple(sorted(blocks)) for blocks in homes if blocks)
    shown = sorted({one for blocks in counted for one in blocks})
    names = town_names(case.city, case.city.blocks.loc[shown], language).to_dict()
    areas = [
        AreaCount(
            f"{names[blocks[0]]} {blocks[0]}" if len(blocks) == 1 else str(names[blocks[0]]), blocks, count
        )
        for blocks, count in counted.items()
    ]
    return tuple(sorted(areas, key=lambda one: (-one.persons, one.name, one.block_ids)))


def people_area_grid(areas: Sequence[AreaCount], words: Words, *, exact: bool) -> Grid:
    """Return the counts as a table; small ones as fewer than ten where they are not told."""
    if not exact:
        areas = sorted(areas, key=lambda one: (one.persons < FEW, one.name))
    return Grid(
        headings=(words("people.column.area"), words("people.column.people")),
        rows=tuple((one.name, _said(one.persons, words, exact=exact)) for one in areas),
        numbers=(False, True),
        caption=words("people.map.table"),
    )


def people_map(case: Case, district_id: str, areas: Sequence[AreaCount], words: Words, *, exact: bool) -> str:
    """Return the blocks of a district by the people who live there, as a picture with its legend, in HTML.

    Parameters
    ----------
    case, district_id
        The blocks drawn; those of other districts are drawn where an address means one of them, too.
    areas
        ``people_by_area``.
    words
        Words of the reader.
    exact
        Whether counts stand on the blocks; colours tell fewer than ten apart from more at most.
    """
    drawing = people_drawing(case, district_id, areas, exact=exact)
    # A picture, for pages take no drawing of lines in their text.
    source = base64.b64encode(drawing.encode()).decode("ascii")
    label = escape(words("people.map.label", count=len(areas)))
    picture = (
        f'<img alt="{label}" src="data:image/svg+xml;base64,{source}" '
        f'style="width:100%;max-width:{_WIDTH}px">'
    )
    return f"{picture}{_legend(words)}"


def people_drawing(case: Case, district_id: str, areas: Sequence[AreaCount], *, exact: bool) -> str:
    """Return the same as an SVG drawing; see ``people_map``."""
    blocks = case.city.blocks
    inside = blocks.index[blocks["district_id"] == district_id].astype(str)
    of_block: Counter[str] = Counter()
    for area in areas:
        of_block.update(dict.fromkeys(area.block_ids, area.persons))
    drawn = blocks.loc[[*inside, *sorted(set(of_block) - set(inside))]]
    west, south, east, north = drawn.total_bounds
    west, north = west - _MARGIN_M, north + _MARGIN_M
    wide, high = east + _MARGIN_M - west, north - south + _MARGIN_M
    shapes = drawn.geometry.simplify(_TOLERANCE_M)
    line = f'stroke="#555" stroke-width="{wide / _WIDTH:.2f}"'
    paths = [
        f'<path d="{_path(shape, west, north)}" fill="{_fill(of_block[str(block)])}" {line}/>'
        for block, shape in shapes.items()
    ]
    look = (
        f'font-size="{wide * _LETTER:.1f}" font-family="sans-serif" text-anchor="middle" '
        'dominant-baseline="central"'
    )
    middles = drawn.geometry.representative_point()
    numbers = [
        f'<text x="{x - west:.1f}" y="{north - y:.1f}" {look} fill="{_ink(persons)}">{persons}</text>'
        for block, x, y in zip(drawn.index, middles.x, middles.y, strict=True)
        if exact and (persons := of_block[str(block)])
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.1f} {high:.1f}" width="{_WIDTH}" '
        f'height="{_WIDTH * high / wide:.0f}"><rect width="100%" height="100%" fill="#ffffff"/>'
        f"{''.join(paths)}{''.join(numbers)}</svg>"
    )


def _ink(persons: int) -> str:
    """Return the colour of a number on its block, to be read on light and on dark."""
    return "#ffffff" if persons >= _CLASSES[-1][0] else "#111111"


def _path(shape: BaseGeometry, west: float, north: float) -> str:
    parts = [one for one in getattr(shape, "geoms", (shape,)) if isinstance(one, Polygon)]
    rings = [ring for part in parts for ring in (part.exterior, *part.interiors)]
    return "".join(
        "M" + "L".join(f"{x - west:.1f} {north - y:.1f}" for x, y, *_ in ring.coords) + "Z" for ring in rings
    )


def _fill(persons: int) -> str:
    return next((colour for least, colour in reversed(_CLASSES) if persons >= least), "#ffffff")


def _said(persons: int, words: Words, *, exact: bool) -> str:
    if exact:
        return f"{persons:,}"
    return words("people.map.few") if persons < FEW else f"{persons // FEW * FEW:,}～"


def _legend(words: Words) -> str:
    ends = [*(least for least, _ in _CLASSES[1:]), None]
    items = [
        f'<li><span style="background:{colour};border:1px solid #555;display:inline-block;width:1.2em;'
        f'height:1em"></span> {escape(_range(least, end, words))}</li>'
        for (least, colour), end in zip(_CLASSES, ends, strict=True)
    ]
    return f'<ul class="sonae-list">{"".join(items)}</ul>'


def _range(least: int, end: int | None, words: Words) -> str:
    if end is None:
        return words("people.map.from", least=least)
    return words("people.map.between", least=least, most=end - 1)
