"""The A3 map of one district as a vector PDF: plain enough to read tired, exact enough to measure."""

import io
from collections.abc import Callable
from typing import Any

import geopandas as gpd
import matplotlib as mpl
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from matplotlib.axes import Axes
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure

from exports.fonts import figure_font
from exports.map_background import draw_guides, draw_names, fixed_boxes, room_on_map
from exports.map_sheet import draw_back, draw_frame
from exports.map_sheet_frame import SheetFrame
from exports.paper_looks import arrow_corners, draw_areas, draw_lines, draw_sign
from exports.people_labels import draw_people, people_labels
from exports.sheet_hung import draw_hung, number_hung
from exports.sheet_pen import MM_PER_INCH, SHEET_MM
from exports.sheet_places import SheetPlaces, sheet_places
from exports.sheet_signs import closed_streets
from planning.block_ground import block_ground
from planning.case import Case
from planning.isolation import Isolation, find_isolation
from planning.plan import Plan
from presentation.heading import document_date
from presentation.hung_on import hung_on, more_hung_line
from presentation.map_layers.build import lived_in
from presentation.map_layers.ground import case_zones
from presentation.map_layers.hazard import hazard_classes
from presentation.map_layers.routes import arrows, flow_classes, street_persons
from presentation.styles import ground, people
from presentation.styles.looks import LineLook
from presentation.words import Words

#: The map's window on the sheet [mm]: left, bottom, width, height.
MAP_MM = (10.0, 12.0, 295.0, 258.0)
#: Scales offered, largest first; the first that holds the district is taken.
SCALES = (2500, 5000, 7500, 10000, 15000, 20000, 25000, 50000, 75000, 100000)
_MARGIN_MM = 8.0
_ARROW_MM = 22.0
#: Half of the room of a numbered sign, and of its number [mm].
_SIGN_MM = 2.8
#: Room kept around a closed street [mm], and of how many: a long road would leave none for people.
_CLOSED_MM, _MOST_KEPT_FREE = 1.2, 20


# A dollar sign is a letter of a name, no formula. Type 42 keeps the letters as letters.
@mpl.rc_context(
    {"pdf.fonttype": 42, "hatch.linewidth": 0.3, "path.simplify": False, "text.parse_math": False}
)
def district_map_pdf(
    case: Case,
    plan: Plan,
    district_id: str,
    language: str,
    *,
    isolation: Callable[[], Isolation] | None = None,
) -> bytes:
    """Return the A3 map of a district; the same plan gives the same bytes.

    Parameters
    ----------
    case, plan
        Inputs and results.
    district_id
        District of the city.
    language
        Language of the paper.
    isolation
        Returns what the people of the district hang on where it is at hand; else it is searched for.

    Raises
    ------
    KeyError
        When the city has no such district.
    """
    city, words = case.city, Words(language)
    outline = city.districts.geometry.loc[district_id]
    blocks = city.blocks[city.blocks["district_id"] == district_id]
    routes = plan.routes[plan.routes["block_id"].isin(blocks.index)]
    extent = lived_in(outline, blocks, case.scenario.day_time)
    scale = choose_scale(extent)
    figure = _sheet()
    axes = _map_axes(figure, extent, scale)
    window = _window(axes)
    _draw_hazard(axes, case, words, window)
    draw_guides(axes, city.background, window, scale)
    _draw_streets(axes, case, window, scale)
    _draw_borders(axes, case, outline)
    walked = street_persons(routes)
    _draw_flows(axes, case, routes, walked, scale)
    shut = list(closed_streets(case, plan, window))
    # Above the ways: what a setting closes is no way, however near they pass.
    draw_lines(axes, [shapely.get_coordinates(one) for one in shut], ground.CLOSED_BY_HAND, zorder=5.5)
    found = isolation() if isolation else find_isolation(case, plan, block_ground(case, plan), [district_id])
    hung = tuple(hung_on(case, found, words, rounded=plan.is_rounded))
    draw_hung(axes, case, hung)
    listed = sheet_places(case, plan, district_id)
    taken = [*_draw_places(axes, case, listed, window, scale), *fixed_boxes(window, scale)]
    # Who is cut off by a closed street lives beside it: their number must not lie on it.
    taken += [_around(one, scale) for one in shut[:_MOST_KEPT_FREE]]
    taken += number_hung(axes, case, hung, window, scale, taken)
    labels = people_labels(plan, blocks, words, scale / 1000, window, taken)
    draw_people(axes, labels)
    if not city.background.empty:
        signs = [one.box for one in labels]
        streets = city.streets.loc[walked.index]
        room = room_on_map(window, scale, signs, city.places, list(listed.numbers), streets)
        draw_names(axes, city.background, room)
    frame = SheetFrame(
        case, plan, district_id, words, scale, not window.covers(outline), window, hung,
        more_hung_line(case, found, words),
    )  # fmt: skip
    sheets = [figure]
    rest = draw_frame(figure, frame, listed)
    if not rest.is_empty:
        sheets.append(_sheet())
        draw_back(sheets[1], frame, listed, rest)
    return _saved(sheets, plan, words)


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


def _draw_hazard(axes: Axes, case: Case, words: Words, window: Any) -> None:
    for order, item in enumerate(hazard_classes(case, words)):
        shapes = shapely.intersection(item.areas.to_numpy(), window)
        draw_areas(axes, shapes[~shapely.is_empty(shapes)], item.look, zorder=1 + order / 100)
    zones = case_zones(case)
    for zone, look in ground.ZONES.items():
        shapes = gpd.GeoSeries(zones.geometry[zones["zone_type"] == zone.value]).to_numpy()
        draw_areas(axes, shapes, look, zorder=4.2)


def _draw_streets(axes: Axes, case: Case, window: Any, scale: int) -> None:
    streets = case.city.streets
    near = streets[streets.intersects(window)]
    width_m = near["width_m"].fillna(3.0).clip(2.0, 25.0).to_numpy()
    lines = [shapely.get_coordinates(line) for line in near.geometry]
    outer = (0.45 + width_m * 0.1) * min(1.0, max(0.45, 7500 / scale))
    # Lanes are one grey line; from 8 m on a street shows its two edges.
    colour = ground.STREETS[-1].colour
    axes.add_collection(LineCollection(lines, colors=colour, linewidths=outer, zorder=3, capstyle="round"))
    wide = (width_m >= ground.STREET_WIDTH_LOWER_M[-1]) & (outer > 0.8)
    inner = [line for line, is_wide in zip(lines, wide, strict=True) if is_wide]
    axes.add_collection(LineCollection(inner, colors="white", linewidths=(outer - 0.6)[wide], zorder=3.1))


def _draw_borders(axes: Axes, case: Case, outline: Any) -> None:
    for look, shapes, order in (
        (ground.DISTRICTS, case.city.districts.geometry.to_numpy(), 4.0),
        (ground.WARDS, case.city.wards.geometry.to_numpy(), 4.05),
        (ground.OWN_DISTRICT, [outline], 4.1),
    ):
        draw_lines(axes, _rings(shapes), look, zorder=order)


def _draw_flows(
    axes: Axes, case: Case, routes: gpd.GeoDataFrame, walked: "pd.Series[Any]", scale: int
) -> None:
    if routes.empty:
        return
    shapes = gpd.GeoSeries(case.city.streets.geometry.loc[walked.index]).to_numpy()
    classes = flow_classes(walked)
    for stroke in range(2):
        for number, look in enumerate(people.FLOWS):
            lines = [shapely.get_coordinates(line) for line in shapes[classes == number]]
            part = LineLook(look.legend, (look.strokes[stroke],))
            draw_lines(axes, lines, part, zorder=5 + stroke / 10)
    heads = arrows(routes, spacing_m=_ARROW_MM / 1000 * scale)
    size = (1.0 + 0.25 * flow_classes(heads["persons"])) * scale / 1000 * 1.3
    shape = arrow_corners(people.ARROW)
    turn = heads["angle_rad"].to_numpy()
    across = shape[None, :, 0] * np.cos(turn)[:, None] - shape[None, :, 1] * np.sin(turn)[:, None]
    up = shape[None, :, 0] * np.sin(turn)[:, None] + shape[None, :, 1] * np.cos(turn)[:, None]
    corners = np.stack([across, up], axis=2) * np.asarray(size)[:, None, None]
    corners = corners + heads[["x_m", "y_m"]].to_numpy()[:, None, :]
    axes.add_collection(
        PolyCollection(
            corners, facecolors=people.ARROW.fill, edgecolors=people.ARROW.edge, linewidths=0.4, zorder=5.2
        )
    )


def _draw_places(axes: Axes, case: Case, listed: SheetPlaces, window: Any, scale: int) -> list[Any]:
    """Draw the places in the window; those of the list are large and numbered: return their boxes."""
    boxes = []
    places = case.city.places
    visible = places[places.intersects(window)]
    points = shapely.get_coordinates(visible.geometry.to_numpy()).tolist()
    is_listed = visible.index.isin(list(listed.numbers))
    others = shapely.get_coordinates(gpd.GeoSeries(visible.geometry[is_listed]).to_numpy())
    looks = listed.signs.loc[visible.index, "look"]
    for place, (x, y), look in zip(visible.index, points, looks, strict=True):
        number = listed.numbers.get(str(place))
        draw_sign(axes, x, y, look, scale=1.0 if number else 0.55, zorder=7 if number else 6.9)
        if number:
            aside = _away(x, y, others)
            boxes += [_box(x, y, scale), _box(x, y, scale, aside)]
            axes.annotate(
                str(number), (x, y), xytext=aside, textcoords="offset points",
                fontproperties=figure_font(10), zorder=9, ha="center", va="center",
                bbox={"boxstyle": "square,pad=0.15", "facecolor": "white", "linewidth": 0.6},
            )  # fmt: skip

    return boxes


def _box(x: float, y: float, scale: int, aside_pt: tuple[float, float] = (0.0, 0.0)) -> Any:
    """Return the room of a sign, or of the number aside of it, on the ground."""
    across, up = (part * MM_PER_INCH / 72 * scale / 1000 for part in aside_pt)
    half = _SIGN_MM * scale / 1000
    return shapely.box(x + across - half, y + up - half, x + across + half, y + up + half)


def _around(street: Any, scale: int) -> Any:
    """Return the room of a closed street on the ground."""
    return shapely.box(*shapely.buffer(street, _CLOSED_MM * scale / 1000).bounds)


def _away(x: float, y: float, listed: npt.NDArray[np.float64]) -> tuple[float, float]:
    """Return where a number stands [pt]: on the side away from the nearest other place."""
    steps = np.array([x, y]) - listed
    distance = np.hypot(*steps.T)
    others = distance > 0
    if not others.any():
        return 14.0, 5.0
    nearest = steps[others][np.argmin(distance[others])]
    across, up = 14.5 * nearest / np.hypot(*nearest)
    return float(across), float(up)


def _rings(shapes: Any) -> list[npt.NDArray[np.float64]]:
    return [shapely.get_coordinates(ring) for ring in shapely.get_rings(shapely.get_parts(shapes))]


def _saved(sheets: list[Figure], plan: Plan, words: Words) -> bytes:
    stream = io.BytesIO()
    when = document_date(plan)
    metadata = {
        "Title": words("export.generated_by"),
        "Creator": "Sonae",
        "CreationDate": when,
        "ModDate": when,
    }
    # Type 42 keeps the letters as letters: they can be searched, copied and cut.
    with PdfPages(stream, metadata=metadata) as pages:
        for sheet in sheets:
            pages.savefig(sheet)
    return stream.getvalue()
