"""Lines and names for orientation on the A3 map: below streets and routes, names where there is room."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from matplotlib.axes import Axes

from domain.vocabulary import BackgroundKind
from exports.fonts import figure_font, printable
from exports.line_breaks import columns_wide
from exports.paper_looks import draw_lines, draw_sign
from presentation.map_layers.ground import background_kinds, background_lines, marked
from presentation.styles import ground

#: Scale from which the streets are drawn so large that the error of the lines shows.
_PALE_FROM_SCALE = 10000
_NAME_PT = 8.0
_MM_PER_PT = 25.4 / 72
#: A name is tried every so many millimetres along its line.
_STEP_MM = 6.0
_STATION_PT = 6.5
#: Half of the room that a place takes [mm], with its number and without.
_NUMBERED_MM, _PLACE_MM = 6.0, 1.4


@dataclass(frozen=True, slots=True, eq=False)
class Room:
    """What names may not cover, in the coordinates of the map.

    Parameters
    ----------
    window
        The map's window.
    taken
        Boxes of signs, numbers and whatever else lies on the map.
    routes
        Streets that people walk: a name keeps off them where it can.
    m_per_mm
        Metres on the ground for a millimetre of paper.
    """

    window: Any
    taken: Sequence[Any]
    routes: Any
    m_per_mm: float


def room_on_map(
    window: Any,
    scale: int,
    signs: Sequence[Any],
    places: gpd.GeoDataFrame,
    numbered: Sequence[str],
    walked: gpd.GeoDataFrame,
) -> Room:
    """Return what names must not cover: signs, places, scale bar and north; and the streets walked."""
    m_per_mm = scale / 1000
    near = places[places.intersects(window)]
    half_mm = np.where(near.index.isin(list(numbered)), _NUMBERED_MM, _PLACE_MM)
    corners = near.bounds.to_numpy() + np.outer(half_mm * m_per_mm, [-1, -1, 1, 1])
    routes = shapely.union_all(walked[walked.intersects(window)].geometry.to_numpy())
    return Room(window, [*fixed_boxes(window, scale), *signs, *shapely.box(*corners.T)], routes, m_per_mm)


def fixed_boxes(window: Any, scale: int) -> list[Any]:
    """Return what scale bar and north cover: they stand on the map."""
    m_per_mm = scale / 1000
    west, south, east, north = window.bounds
    bar = shapely.box(west, south, west + 90 * m_per_mm, south + 17 * m_per_mm)
    arrow = shapely.box(east - 17 * m_per_mm, north - 24 * m_per_mm, east, north)
    return [bar, arrow]


def draw_guides(axes: Axes, table: gpd.GeoDataFrame, window: Any, scale: int) -> None:
    """Draw the lines; pale where the scale is so large that they may contradict the streets."""
    pale = ground.PALE_OPACITY if scale <= _PALE_FROM_SCALE else 1.0
    kinds = [kind for kind in background_kinds(table) if kind in ground.BACKGROUND]
    for order, kind in enumerate(kinds):
        shapes = background_lines(table, kind)
        parts = shapely.get_parts(shapely.intersection(shapes.to_numpy(), window))
        parts = parts[shapely.get_type_id(parts) == shapely.GeometryType.LINESTRING]
        drawn = [shapely.get_coordinates(part) for part in parts if not shapely.is_empty(part)]
        draw_lines(axes, drawn, ground.BACKGROUND[kind], zorder=2 + order / 10, opacity=pale)


def draw_names(axes: Axes, table: gpd.GeoDataFrame, room: Room) -> None:
    """Draw stations and names inside the window; a name without room is left out."""
    found = marked(table)
    found = found[found.intersects(room.window)]
    stations = found[found["kind"] == BackgroundKind.STATION]
    for x, y in shapely.get_coordinates(stations.geometry.to_numpy()).tolist():
        draw_sign(axes, x, y, ground.STATION, scale=_STATION_PT / 2 / ground.STATION.radius, zorder=4.5)
    for kind, name, box in placed_names(found, room):
        middle = shapely.centroid(box)
        axes.text(
            middle.x, middle.y, printable(name),
            fontproperties=figure_font(_NAME_PT), color=ground.NAMES[BackgroundKind(kind)].ink,
            ha="center", va="center", zorder=4.6,
            # A white ground, not a halo: outlined letters cannot be searched for.
            bbox={"boxstyle": "square,pad=0.1", "facecolor": "white", "edgecolor": "none", "alpha": 0.8},
        )  # fmt: skip


def placed_names(named: gpd.GeoDataFrame, room: Room) -> list[tuple[str, str, Any]]:
    """Return kind, name and box of every name that finds room, in their order."""
    is_station = named["kind"] == BackgroundKind.STATION
    half = _STATION_PT / 2 * _MM_PER_PT * room.m_per_mm
    taken = [*room.taken, *(shapely.box(*point.buffer(half).bounds) for point in named.geometry[is_station])]
    found = []
    for kind, name, shape in zip(named["kind"], named["name"], named.geometry, strict=True):
        boxes = [one for one in _candidates(name, shape, room) if room.window.covers(one)] if name else []
        free = [one for one in boxes if not any(one.intersects(other) for other in taken)]
        if not free:
            continue
        # The first of those that cover least of the routes.
        covered = shapely.length(shapely.intersection(free, room.routes))
        best = free[int(np.argmin(np.round(covered, 3)))]
        taken.append(best)
        found.append((str(kind), str(name), best))
    return found


def text_box(x: float, y: float, said: str, size_pt: float, m_per_mm: float) -> Any:
    """Return the box of a text around its middle, with a little room."""
    width = (columns_wide(said) / 2 + 0.6) * size_pt * _MM_PER_PT * m_per_mm
    height = 1.5 * size_pt * _MM_PER_PT * m_per_mm
    return shapely.box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def _candidates(name: str, shape: Any, room: Room) -> Iterator[Any]:
    """Yield boxes where a name may stand, best first."""

    def at(x: float, y: float) -> Any:
        return text_box(x, y, name, _NAME_PT, room.m_per_mm)

    if shape.geom_type == "Point":
        west, south, east, north = at(shape.x, shape.y).bounds
        gap = (_STATION_PT / 2 * _MM_PER_PT + 0.8) * room.m_per_mm
        across, up = (east - west) / 2 + gap, (north - south) / 2 + gap
        for dx, dy in ((across, 0), (-across, 0), (0, up), (0, -up)):
            yield at(shape.x + dx, shape.y + dy)
        return
    seen = shapely.get_parts(shapely.intersection(shape, room.window))
    seen = seen[shapely.get_type_id(seen) == shapely.GeometryType.LINESTRING]
    for line in sorted(seen, key=lambda part: -part.length):
        steps = np.arange(0.0, line.length, _STEP_MM * room.m_per_mm)
        from_middle = np.argsort(np.abs(steps - line.length / 2), kind="stable")
        for point in shapely.line_interpolate_point(line, steps[from_middle]):
            yield at(point.x, point.y)
