"""Routes on a map: people by street, arrows in walking direction, closed streets, what was chosen."""

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from domain.bundle import City
from planning.case import Case
from planning.plan import Plan
from presentation.geometry import pack_integers, pack_lines, pack_points, pack_steps
from presentation.kept_parts import kept_parts, line_inputs
from presentation.map_layers.ground import STREETS, outlines
from presentation.map_layers.layer import Kind, LateContent, MapLayer, Order, legend_entries, looks_data
from presentation.styles import ground, people
from presentation.styles.looks import LineLook
from presentation.words import Words

#: Reasons of closing that a reader chose by hand (``domain.tables.stages.StreetExposure``).
HAND_CLOSURES = ("crossing_closed", "bridge_closed", "street_closed")
#: Times are packed in tenths of a second; what is closed from the start, before any of them.
TICKS_PER_S, _FROM_START_TICKS = 10, -(1 << 28)
#: Blocks nearer than twice this are drawn as one town [m].
_APART_M = 15.0


def street_persons(routes: pd.DataFrame) -> "pd.Series[Any]":
    """Return the persons who walk each street of these routes, both ways together.

    Parameters
    ----------
    routes
        ``Routes``: columns ``persons``, ``street_path``.

    Returns
    -------
    pandas.Series
        Persons by street id, sorted; streets that nobody walks are left out.
    """
    paths = routes["street_path"].tolist()
    lengths = np.fromiter((len(path) for path in paths), dtype=np.int64, count=len(paths))
    streets = np.fromiter(chain.from_iterable(paths), dtype=np.int64, count=int(lengths.sum()))
    persons = np.repeat(routes["persons"].to_numpy(), lengths)
    # A route enters a street twice only where an access point splits it: its people count once.
    route = np.repeat(np.arange(len(paths)), lengths)
    once = pd.DataFrame({"street": streets, "route": route, "persons": persons})
    once = once.drop_duplicates(["street", "route"])
    summed = once.groupby("street")["persons"].sum()
    return summed[summed > 0].astype("int64").sort_index()


def flow_classes(persons: "pd.Series[Any]") -> npt.NDArray[np.int64]:
    """Return the class (row of ``styles.people.FLOWS``) of each number of persons."""
    return np.clip(np.digitize(persons.to_numpy(), people.FLOW_LOWER_PERSONS) - 1, 0, None)


def arrows(routes: gpd.GeoDataFrame, *, spacing_m: float, city: City | None = None) -> pd.DataFrame:
    """Return arrows along routes, each place once with the persons who pass there.

    Parameters
    ----------
    routes
        Routes in the metric CRS.
    spacing_m
        Distance between the arrows of one route [m]; they stand on a common grid of this size, so
        that routes on the same street share an arrow.
    city
        City with which places of arrows are kept; None where nobody asks for this distance again.

    Returns
    -------
    pandas.DataFrame
        Columns ``x_m, y_m, angle_rad`` (of walking, from east, counter-clockwise), ``persons``.
    """
    lines = routes.geometry.to_numpy()
    if city is None:
        spots = _spots(lines, spacing_m)
    else:
        kind = f"arrows every {spacing_m} m"
        spots = kept_parts(city, kind, line_inputs(lines), lambda rows: _spots(lines[rows], spacing_m))
    frame = pd.DataFrame(np.concatenate([np.empty((0, 3)), *spots]), columns=["x_m", "y_m", "angle_rad"])
    count = np.fromiter(map(len, spots), dtype=np.int64, count=len(spots))
    frame["persons"] = np.repeat(routes["persons"].to_numpy(), count)
    frame["cell"] = np.floor(frame["x_m"] / spacing_m) * 1e6 + np.floor(frame["y_m"] / spacing_m)
    frame["heading"] = np.round(frame["angle_rad"] / (np.pi / 2))
    first = frame.sort_values("persons", ascending=False, kind="stable").drop_duplicates(["cell", "heading"])
    total = frame.groupby(["cell", "heading"])["persons"].sum()
    keys = pd.MultiIndex.from_frame(first[["cell", "heading"]])
    return first.assign(persons=total.reindex(keys).to_numpy()).drop(columns=["cell", "heading"])


def _spots(lines: npt.NDArray[Any], spacing_m: float) -> Sequence[npt.NDArray[np.float64]]:
    """Return x and y [m] and direction [rad] of the arrows of each line."""
    length = shapely.length(lines)
    count = np.maximum(1, (length // spacing_m).astype(np.int64))
    row = np.repeat(np.arange(len(lines)), count)
    step = np.arange(row.size) - np.repeat(np.cumsum(count) - count, count)
    share = (step + 0.5) / count[row]
    along = share * length[row]
    here = shapely.get_coordinates(shapely.line_interpolate_point(lines[row], along))
    ahead = shapely.get_coordinates(shapely.line_interpolate_point(lines[row], along + 2.0))
    angle = np.arctan2(*(ahead - here).T[::-1])
    every = np.column_stack([here, angle])
    ends = np.cumsum(count)
    # Copies: a part that is kept keeps nothing else.
    return [every[end - many : end].copy() for end, many in zip(ends.tolist(), count.tolist(), strict=True)]


def flow_layers(
    streets: gpd.GeoDataFrame,
    routes: gpd.GeoDataFrame,
    words: Words,
    *,
    spacing_m: float,
    city: City | None = None,
    persons: "pd.Series[Any] | None" = None,
) -> list[MapLayer]:
    """Return the streets that people walk, wider for more people, and arrows; none where nobody walks.

    Parameters
    ----------
    streets
        The streets of the layer that the rows refer to.
    routes
        ``Routes`` with geometry.
    words
        Words of the reader.
    spacing_m
        Distance between arrows [m].
    city
        As in ``arrows``.
    persons
        ``street_persons`` of the routes, where it is known.
    """
    if routes.empty:
        return []
    persons = street_persons(routes) if persons is None else persons
    rows = streets.index.get_indexer(persons.index)
    kept = rows >= 0
    content = _refs(rows[kept], flow_classes(persons)[kept])
    flows = MapLayer(
        "flow", Kind.LINE_REFS, content, looks_data(people.FLOWS), Order.FLOWS, words("map.flows"),
        legend_entries((*people.FLOWS[::-1], people.ARROW), words), base=STREETS,
    )  # fmt: skip
    return [flows, _arrow_layer(lambda: arrows(routes, spacing_m=spacing_m, city=city), routes.crs)]


def closing_layers(plan: Plan, streets: gpd.GeoDataFrame, words: Words) -> list[MapLayer]:
    """Return streets that the reader closed, and those that the hazard closes (hidden at first)."""
    exposure = plan.street_exposure.reindex(streets.index)
    by_hand = exposure["reason"].isin(HAND_CLOSURES).to_numpy()
    closes = exposure["closes_at_s"].to_numpy(dtype=np.float64)
    found = []
    rows = np.flatnonzero(by_hand)
    if rows.size:
        look = ground.CLOSED_BY_HAND
        style = np.zeros(rows.size, dtype=np.int64)
        found.append(
            MapLayer(
                "closed", Kind.LINE_REFS, _refs(rows, style), looks_data([look]), Order.CLOSED,
                words("map.closed"), legend_entries([look], words), base=STREETS,
            )
        )  # fmt: skip
    wet = np.flatnonzero(np.isfinite(closes) | np.isneginf(closes) & ~by_hand)
    if wet.size:
        looks = (ground.CLOSING_AT_START, ground.CLOSING_LATER)
        style = np.where(np.isneginf(closes[wet]), 0, 1)
        content = {**_refs(wet, style), "at": pack_steps(closing_ticks(closes[wet]))}
        found.append(
            MapLayer(
                "closing", Kind.LINE_REFS, content, looks_data(looks), Order.CLOSING,
                words("map.closing"), legend_entries(looks, words), shown=False, base=STREETS,
            )
        )  # fmt: skip
    return found


def closing_ticks(closes_at_s: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Return closing times in tenths of a second, what is closed from the start before every other time."""
    ticks = np.where(np.isneginf(closes_at_s), _FROM_START_TICKS, closes_at_s * TICKS_PER_S)
    return np.floor(ticks).astype(np.int64)


def chosen_district_layer(case: Case, district_id: str, words: Words) -> MapLayer:
    """Return the outline of one district, strong enough to be found at once."""
    lines = outlines(gpd.GeoSeries(case.city.districts.loc[[district_id]].geometry))
    return _chosen_lines("district", lines, people.CHOSEN_DISTRICT, Order.CHOSEN_DISTRICT, words)


def found_layer(shapes: gpd.GeoSeries, words: Words) -> MapLayer:
    """Return what a search found: a town's blocks as one outline, or the pieces of a street.

    Parameters
    ----------
    shapes
        Areas or lines in the metric CRS.
    words
        Words of the reader.
    """
    areas = shapes.geom_type.isin(["Polygon", "MultiPolygon"])
    if areas.any():
        # Blocks of a town lie apart by a street: one ring around them all.
        own = np.asarray(shapes)[areas.to_numpy()]
        whole = shapely.buffer(shapely.union_all(shapely.buffer(own, _APART_M)), -_APART_M)
        lines = outlines(gpd.GeoSeries([whole], crs=shapes.crs))
    else:
        lines = shapes
    return _chosen_lines("found", lines, people.FOUND, Order.CHOSEN_ROUTE, words)


def chosen_route_layer(plan: Plan, block_id: str, words: Words) -> MapLayer | None:
    """Return the routes of one block's people; None where they walk nowhere."""
    routes = plan.routes[plan.routes["block_id"] == block_id]
    if routes.empty:
        return None
    lines = gpd.GeoSeries(routes.geometry)
    return _chosen_lines("chosen", lines, people.CHOSEN_ROUTE, Order.CHOSEN_ROUTE, words)


def _chosen_lines(
    layer_id: str, lines: gpd.GeoSeries, look: LineLook, order: Order, words: Words
) -> MapLayer:
    content = {**pack_lines(lines), "style": pack_integers(np.zeros(len(lines), dtype=np.int64))}
    label = words({"chosen": "map.chosen", "found": "map.found"}.get(layer_id, "map.this_district"))
    return MapLayer(
        layer_id, Kind.LINES, content, looks_data([look]), order, label, legend_entries([look], words)
    )


def _arrow_layer(find: Callable[[], pd.DataFrame], crs: Any) -> MapLayer:
    def content() -> Mapping[str, Any]:
        found = find()
        at = gpd.GeoSeries(gpd.points_from_xy(found["x_m"], found["y_m"]), crs=crs)
        degrees = np.round(np.degrees(found["angle_rad"].to_numpy())).astype(np.int64)
        return {"points": pack_points(at), "angles": pack_integers(degrees)}

    return MapLayer(
        "flow-arrows", Kind.ARROWS, LateContent(content), looks_data([people.ARROW]), Order.ARROWS,
        follows="flow", from_zoom=people.ARROWS_FROM_ZOOM,
    )  # fmt: skip


def _refs(rows: npt.NDArray[Any], style: npt.NDArray[Any]) -> Mapping[str, Any]:
    order = np.argsort(rows, kind="stable")
    return {"rows": pack_steps(rows[order]), "style": pack_integers(style[order])}
