"""The A3 map of one district as a vector PDF: plain enough to read tired, exact enough to measure."""

import io
from typing import Any

import geopandas as gpd
import matplotlib as mpl
import numpy as np
import numpy.typing as npt
import shapely
from matplotlib.axes import Axes
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path as OutlinePath

from exports.district_background import draw_lines, draw_names, room_on_map, text_box
from exports.district_frame import SheetFrame
from exports.district_sheet import draw_back, draw_frame
from exports.flows import arrows, flow_class, street_persons
from exports.fonts import figure_font, printable
from exports.hazard_style import (
    BORDERS,
    FLOW_CLASSES,
    FLOW_COLOUR,
    STREET_COLOUR,
    UNSERVED_COLOUR,
    ZONE_COLOURS,
    ZONE_DASHES,
    hazard_classes,
    is_designated,
    place_style,
)
from exports.map_layers import lived_in, plan_zones, unserved_by_town
from exports.sheet_pen import HATCHES, MM_PER_INCH, SHEET_MM
from messages.catalogue import text
from planning.case import Case
from planning.plan import Plan
from presentation.heading import document_date
from presentation.words import Words

#: The map's window on the sheet [mm]: left, bottom, width, height.
MAP_MM = (10.0, 12.0, 295.0, 258.0)
#: Scales offered, largest first; the first that holds the district is taken.
SCALES = (2500, 5000, 7500, 10000, 15000, 20000, 25000, 50000, 75000, 100000)
_MARGIN_MM = 8.0
_ARROW_MM = 22.0


def district_pdf(case: Case, plan: Plan, district_id: str, language: str) -> bytes:
    """Return the A3 map of a district; the same plan gives the same bytes.

    Raises
    ------
    KeyError
        When the bundle has no such district.
    """
    outline = case.city.districts.geometry.loc[district_id]
    blocks = case.city.blocks[case.city.blocks["district_id"] == district_id]
    routes = plan.routes[plan.routes["block_id"].isin(blocks.index)]
    extent = lived_in(outline, blocks, case.scenario.day_time)
    scale = choose_scale(extent)
    figure = _sheet()
    axes = _map_axes(figure, extent, scale)
    window = _window(axes)
    _draw_hazard(axes, case, language, window)
    draw_lines(axes, case.city.background, window, scale)
    _draw_streets(axes, case, window, scale)
    _draw_borders(axes, case, outline)
    _draw_flows(axes, case, routes, scale)
    numbers = _draw_places(axes, case, plan, blocks, routes, window)
    signs = _draw_unserved(axes, plan, blocks, language, scale)
    if not case.city.background.empty:
        walked = case.city.streets.loc[street_persons(case, routes).index]
        places = case.city.places
        room = room_on_map(window, scale, signs, places, list(numbers), walked)
        draw_names(axes, case.city.background, room)
    is_cut = not window.covers(outline)
    frame = SheetFrame(case, plan, district_id, language, scale, is_cut)
    sheets = [figure]
    rest = draw_frame(figure, frame, numbers)
    if not rest.is_empty:
        sheets.append(_sheet())
        draw_back(sheets[1], frame, rest)
    return _saved(sheets, plan, language)


def _sheet() -> Figure:
    return Figure(figsize=(SHEET_MM[0] / MM_PER_INCH, SHEET_MM[1] / MM_PER_INCH))


def choose_scale(bounds: tuple[float, float, float, float]) -> int:
    """Return the largest scale of ``SCALES`` at which these bounds [m] fit the map's window."""
    west, south, east, north = bounds
    across = (MAP_MM[2] - 2 * _MARGIN_MM) / 1000
    up = (MAP_MM[3] - 2 * _MARGIN_MM) / 1000
    needed = max((east - west) / across, (north - south) / up)
    return next((scale for scale in SCALES[1:] if scale >= needed), SCALES[-1])


def _map_axes(figure: Figure, bounds: tuple[float, float, float, float], scale: int) -> Axes:
    left, bottom, width, height = MAP_MM
    axes = figure.add_axes(
        (left / SHEET_MM[0], bottom / SHEET_MM[1], width / SHEET_MM[0], height / SHEET_MM[1])
    )
    west, south, east, north = bounds
    half_x, half_y = width / 2000 * scale, height / 2000 * scale
    axes.set_xlim((west + east) / 2 - half_x, (west + east) / 2 + half_x)
    axes.set_ylim((south + north) / 2 - half_y, (south + north) / 2 + half_y)
    axes.set_xticks([])
    axes.set_yticks([])
    return axes


def _window(axes: Axes) -> Any:
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    return shapely.box(west, south, east, north)


def _draw_hazard(axes: Axes, case: Case, language: str, window: Any) -> None:
    for order, item in enumerate(hazard_classes(case, language)):
        shapes = shapely.intersection(item.geometry.to_numpy(), window)
        for part in shapely.get_parts(shapes[~shapely.is_empty(shapes)]):
            if part.geom_type == "Polygon":
                axes.add_patch(
                    PathPatch(
                        _outline_path(part),
                        facecolor=item.colour or "none",
                        edgecolor=item.hatch_colour,
                        hatch=HATCHES[item.hatch],
                        linewidth=0.2,
                        zorder=1 + order / 100,
                    )
                )


def _outline_path(polygon: Any) -> OutlinePath:
    rings = [polygon.exterior, *polygon.interiors]
    points = [shapely.get_coordinates(ring) for ring in rings]
    codes = [
        np.r_[OutlinePath.MOVETO, np.full(len(p) - 2, OutlinePath.LINETO), OutlinePath.CLOSEPOLY]
        for p in points
    ]
    return OutlinePath(np.concatenate(points), np.concatenate(codes).astype(np.uint8))


def _draw_streets(axes: Axes, case: Case, window: Any, scale: int) -> None:
    streets = case.city.streets
    near = streets[streets.intersects(window)]
    width_m = near["width_m"].fillna(3.0).clip(2.0, 25.0).to_numpy()
    lines = [shapely.get_coordinates(line) for line in near.geometry]
    outer = (0.45 + width_m * 0.1) * min(1.0, max(0.45, 7500 / scale))
    # Lanes are one grey line; from 8 m on a street shows its two edges.
    axes.add_collection(
        LineCollection(lines, colors=STREET_COLOUR, linewidths=outer, zorder=3, capstyle="round")
    )
    wide = (width_m >= 8) & (outer > 0.8)
    inner = [line for line, is_wide in zip(lines, wide, strict=True) if is_wide]
    axes.add_collection(LineCollection(inner, colors="white", linewidths=(outer - 0.6)[wide], zorder=3.1))


def _draw_borders(axes: Axes, case: Case, outline: Any) -> None:
    for key, shapes, order in (
        ("districts", case.city.districts.geometry.to_numpy(), 4.0),
        ("wards", case.city.wards.geometry.to_numpy(), 4.0),
        ("own", [outline], 4.1),
    ):
        look = BORDERS[key]
        rings = [shapely.get_coordinates(ring) for ring in shapely.get_rings(shapely.get_parts(shapes))]
        style: Any = (0, look.dashes) if look.dashes else "solid"
        axes.add_collection(
            LineCollection(rings, colors=look.colour, linewidths=look.width, linestyles=[style], zorder=order)
        )
    for kind, part in plan_zones(case).groupby("zone_type"):
        lines = shapely.get_rings(shapely.get_parts(part.geometry.to_numpy()))
        axes.add_collection(
            LineCollection(
                [shapely.get_coordinates(line) for line in lines],
                colors=ZONE_COLOURS[str(kind)],
                linewidths=2.2,
                linestyles=[(0, ZONE_DASHES[str(kind)])],
                zorder=4.2,
            )
        )


def _draw_flows(axes: Axes, case: Case, routes: gpd.GeoDataFrame, scale: int) -> None:
    if routes.empty:
        return
    persons = street_persons(case, routes)
    lines = [shapely.get_coordinates(line) for line in case.city.streets.geometry.loc[persons.index]]
    widths = np.array([width for _, width in FLOW_CLASSES])[flow_class(persons)]
    axes.add_collection(LineCollection(lines, colors="white", linewidths=widths + 1.0, zorder=5))
    axes.add_collection(LineCollection(lines, colors=FLOW_COLOUR, linewidths=widths, zorder=5.1))
    heads = arrows(routes, spacing_m=_ARROW_MM / 1000 * scale)
    size = (1.0 + 0.25 * flow_class(heads["persons"])) * scale / 1000 * 1.6
    shape = np.array([(1.0, 0.0), (-0.7, 0.75), (-0.7, -0.75)])
    turn = heads["angle_rad"].to_numpy()
    across = shape[None, :, 0] * np.cos(turn)[:, None] - shape[None, :, 1] * np.sin(turn)[:, None]
    up = shape[None, :, 0] * np.sin(turn)[:, None] + shape[None, :, 1] * np.cos(turn)[:, None]
    corners = np.stack([across, up], axis=2) * np.asarray(size)[:, None, None]
    corners = corners + heads[["x_m", "y_m"]].to_numpy()[:, None, :]
    axes.add_collection(
        PolyCollection(corners, facecolors=FLOW_COLOUR, edgecolors="white", linewidths=0.4, zorder=5.2)
    )


def _draw_places(
    axes: Axes, case: Case, plan: Plan, blocks: gpd.GeoDataFrame, routes: gpd.GeoDataFrame, window: Any
) -> dict[str, int]:
    """Draw the places that concern the district, numbered; return the number of each place id."""
    places = case.city.places
    visible = places[places.intersects(window)]
    # A school that is no destination is listed as such: people would go there out of habit.
    known = visible["shelter"] | plan.usable_places.loc[visible.index, "state"].map(is_designated)
    own = visible["district_id"].isin(blocks["district_id"].unique()) & known
    targets = visible.index.isin(routes["target_id"])
    # Where most people go comes first, on the map and in the list.
    concerned = visible.index[targets | own]
    come = plan.loads.loc[concerned, "assigned_persons"].to_numpy(dtype=np.int64)
    order = np.argsort(-come, kind="stable")
    numbers = {str(place): i for i, place in enumerate(concerned[order], start=1)}
    usable = plan.usable_places.loc[visible.index]
    points = shapely.get_coordinates(visible.geometry.to_numpy()).tolist()
    listed = shapely.get_coordinates(visible.loc[list(numbers)].geometry.to_numpy())
    for place, (x, y), state, suitability in zip(
        visible.index, points, usable["state"], usable["suitability"], strict=True
    ):
        fill, ink, sign = place_style(state, suitability)
        number = numbers.get(str(place))
        axes.plot(
            x, y, marker="o", markersize=15 if number else 7, color=fill, zorder=7,
            markeredgecolor="black", markeredgewidth=1.0 if number else 0.5,
        )  # fmt: skip
        if number:
            axes.annotate(
                sign, (x, y), fontproperties=figure_font(11), color=ink, zorder=8,
                ha="center", va="center_baseline",
            )  # fmt: skip
            axes.annotate(
                str(number), (x, y), xytext=_away(x, y, listed), textcoords="offset points",
                fontproperties=figure_font(10), zorder=9, ha="center", va="center",
                bbox={"boxstyle": "square,pad=0.15", "facecolor": "white", "linewidth": 0.6},
            )  # fmt: skip
    return numbers


def _away(x: float, y: float, listed: npt.NDArray[np.float64]) -> tuple[float, float]:
    """Return where a number stands [pt]: on the side away from the nearest other place."""
    steps = np.array([x, y]) - listed
    distance = np.hypot(*steps.T)
    others = distance > 0
    if not others.any():
        return 13.0, 5.0
    nearest = steps[others][np.argmin(distance[others])]
    across, up = 13.5 * nearest / np.hypot(*nearest)
    return float(across), float(up)


def _draw_unserved(axes: Axes, plan: Plan, blocks: gpd.GeoDataFrame, language: str, scale: int) -> list[Any]:
    """Draw the people without a place, town by town; return the boxes of their signs."""
    boxes = []
    towns, counts = unserved_by_town(plan, blocks)
    points = shapely.point_on_surface(towns.geometry.to_numpy())
    for point, persons in zip(points, counts.sum(axis=1).reindex(towns.index).tolist(), strict=True):
        said = Words(language).persons(int(persons), rounded=plan.is_model)
        boxes.append(text_box(point.x, point.y, said, 9.0, scale / 1000))
        axes.annotate(
            printable(said), (point.x, point.y), fontproperties=figure_font(8), color="white", zorder=6,
            ha="center", va="center", annotation_clip=True,
            bbox={"boxstyle": "round,pad=0.25", "facecolor": UNSERVED_COLOUR, "edgecolor": "white"},
        )  # fmt: skip
    return boxes


def _saved(sheets: list[Figure], plan: Plan, language: str) -> bytes:
    stream = io.BytesIO()
    when = document_date(plan)
    metadata = {
        "Title": text(language, "export.generated_by"),
        "Creator": "Sonae",
        "CreationDate": when,
        "ModDate": when,
    }
    # Type 42 keeps the letters as letters: they can be searched, copied and cut.
    with (
        mpl.rc_context({"pdf.fonttype": 42, "hatch.linewidth": 0.4, "path.simplify": False}),
        PdfPages(stream, metadata=metadata) as pages,
    ):
        for sheet in sheets:
            pages.savefig(sheet)
    return stream.getvalue()
