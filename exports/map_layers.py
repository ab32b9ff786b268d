"""What the offline map shows, as plain values: packed lines, areas, places, people without a place."""

from collections.abc import Mapping, Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from domain.vocabulary import UNSERVED_CAUSES, DayTime, HazardKind
from exports import background
from exports.flows import arrows, flow_class, street_persons
from exports.geojson import EPSG_DEGREES
from exports.hazard_style import (
    FLOW_CLASSES,
    UNSERVED_COLOUR,
    ZONE_COLOURS,
    HazardClass,
    is_designated,
    place_style,
)
from exports.packing import pack_lines, pack_points, pack_polygons
from messages.catalogue import text
from planning.case import Case
from planning.plan import Plan
from presentation.names import district_names
from presentation.place_reason import why_not_text
from presentation.words import Words

Values = dict[str, Any]

#: Outlines are simplified to this [m]: less than a pixel at the closest zoom that shows the city.
_TOLERANCE_M = 3.0
_STREET_CLASSES = ((0.0, "#9A9A9A", 1.2), (4.0, "#8C8C8C", 2.2), (8.0, "#7A7A7A", 4.0))
_ZONE_DASHES = {"evacuation_zone": [10, 5], "attention_zone": [3, 4], "safe_area": [14, 4, 3, 4]}


def street_layer(streets: gpd.GeoDataFrame) -> list[Values]:
    """Return streets packed by width: under 4 m or unknown, under 8 m, wider."""
    bounds = np.array([bound for bound, _, _ in _STREET_CLASSES[1:]])
    group = np.digitize(streets["width_m"].fillna(0.0).to_numpy(), bounds)
    return [
        {"colour": colour, "width": width, **pack_lines(streets.geometry[group == i])}
        for i, (_, colour, width) in enumerate(_STREET_CLASSES)
    ]


def flow_layer(case: Case, routes: gpd.GeoDataFrame) -> list[Values]:
    """Return walked streets packed by the number of persons."""
    persons = street_persons(case, routes)
    shapes = case.city.streets.geometry.loc[persons.index]
    group = flow_class(persons)
    return [{"width": width, **pack_lines(shapes[group == i])} for i, (_, width) in enumerate(FLOW_CLASSES)]


def arrow_layer(routes: gpd.GeoDataFrame, *, spacing_m: float) -> list[list[float]]:
    """Return arrows along routes as [latitude, longitude, angle from east]."""
    if routes.empty:
        return []
    found = arrows(routes, spacing_m=spacing_m)
    at = gpd.GeoSeries(gpd.points_from_xy(found["x_m"], found["y_m"]), crs=routes.crs).to_crs(EPSG_DEGREES)
    angles = found["angle_rad"].round(2).tolist()
    return [[*point, angle] for point, angle in zip(pack_points(list(at.y), list(at.x)), angles, strict=True)]


def hazard_layer(classes: Sequence[HazardClass]) -> list[Values]:
    """Return hazard classes with packed polygons, in drawing order."""
    return [
        {
            "colour": item.colour,
            "hatch": item.hatch,
            "hatchColour": item.hatch_colour,
            **pack_polygons(item.geometry, tolerance_m=_TOLERANCE_M),
        }
        for item in classes
    ]


def zone_layer(case: Case) -> list[Values]:
    """Return the outlines of the scenario's zones, one entry a type."""
    found = plan_zones(case)
    return [
        {
            "colour": ZONE_COLOURS[str(kind)],
            "width": 2.5,
            "dash": _ZONE_DASHES[str(kind)],
            **pack_lines(_outline(gpd.GeoSeries(part.geometry))),
        }
        for kind, part in found.groupby("zone_type")
    ]


def background_layer(case: Case) -> Values:
    """Return the lines for orientation, their zooms, and the names; nothing at all where there is none."""
    table = case.city.background
    held = background.kinds(table)
    if not held:
        return {}
    marked = background.marked(table)
    numbers = {kind.value: i for i, kind in enumerate(background.NAME_ZOOM)}
    return {
        "lines": [
            {
                "kind": kind,
                "strokes": [
                    {"colour": s.colour, "width": s.width, "dash": list(s.dash), "opacity": s.opacity}
                    for s in background.STROKES[kind]
                ],
                "below": background.below_zoom(kind),
                **pack_lines(background.lines(table, kind)),
            }
            for kind in held
            if kind in background.STROKES
        ],
        "pale": {"from": background.PALE_FROM_ZOOM, "opacity": background.PALE_OPACITY},
        "names": {
            "text": marked["name"].tolist(),
            "look": marked["kind"].map(numbers).tolist(),
            **pack_lines(gpd.GeoSeries(marked.geometry)),
        },
        "looks": [background.name_look(kind) for kind in background.NAME_ZOOM],
    }


def plan_zones(case: Case) -> gpd.GeoDataFrame:
    """Return the zones of the scenario's hazard kinds."""
    zones = case.city.zones
    return zones[zones["kind"].isin([kind.value for kind in case.scenario.kinds])]


def zone_names(zones: pd.DataFrame, language: str) -> dict[str, str]:
    """Return the types of ``Zones`` with their names; a tsunami's have official ones."""
    names = {}
    for zone, kinds in zones.groupby("zone_type")["kind"]:
        is_tsunami = set(kinds) == {HazardKind.TSUNAMI.value}
        names[str(zone)] = text(language, f"{'tsunami_zone_type' if is_tsunami else 'zone_type'}.{zone}")
    return names


def outline_layer(case: Case) -> list[Values]:
    """Return the outlines of districts (thin) and wards (thick)."""
    return [
        {
            "colour": "#6B6B6B",
            "width": 0.8,
            "dash": [4, 3],
            **pack_lines(_outline(case.city.districts.geometry)),
        },
        {"colour": "#222222", "width": 1.8, **pack_lines(_outline(case.city.wards.geometry))},
    ]


def place_layer(case: Case, plan: Plan, place_ids: "pd.Index[Any]", language: str) -> list[Values]:
    """Return places with sign, colours and the rows of their popup."""
    places = case.city.places.loc[place_ids]
    usable = plan.usable_places.loc[place_ids].to_dict(orient="records")
    loads = plan.loads.loc[place_ids].to_dict(orient="records")
    at = gpd.GeoSeries(places.geometry).to_crs(EPSG_DEGREES)
    points = pack_points(list(at.x), list(at.y))
    names = places["name"].tolist()
    found = []
    for name, point, row, load in zip(names, points, usable, loads, strict=True):
        fill, ink, sign = place_style(row["state"], row["suitability"])
        found.append(
            {
                "at": point,
                "name": name,
                "sign": sign,
                "fill": fill,
                "ink": ink,
                "used": bool(row["in_plan"]),
                "designated": is_designated(row["state"]),
                "rows": _place_rows(case, plan, row, load, language),
            }
        )
    return found


def seats_text(plan: Plan, row: Mapping[Any, Any], language: str) -> str:
    """Return seats with their standard, such as 約160人（3.5 m²/人）; never seats alone."""
    seats = None if pd.isna(row["capacity_persons"]) else int(row["capacity_persons"])
    said = Words(language).persons(seats, rounded=plan.is_model)
    area = row["area_per_person_m2"]
    if seats is None or pd.isna(area):
        return said
    return text(language, "export.seats_with_standard", seats=said, area=f"{area:g}")


def unserved_by_town(plan: Plan, blocks: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, pd.DataFrame]:
    """Return towns of these blocks with people without a place, and their counts by cause.

    The outline of a town here is that of its block with most of these people: a sign stands there.
    """
    causes = [cause.value for cause in UNSERVED_CAUSES]
    counts = plan.ledgers.blocks[causes].reindex(blocks.index)
    total = counts.sum(axis=1)
    order = total[total > 0].sort_values(ascending=False, kind="stable").index
    towns = blocks.loc[order, ["town", "geometry"]].drop_duplicates("town").set_index("town", drop=False)
    summed = counts.loc[order].groupby(blocks.loc[order, "town"].to_numpy()).sum()
    return gpd.GeoDataFrame(towns, crs=blocks.crs), summed


def people_layer(
    case: Case, plan: Plan, areas: gpd.GeoDataFrame, ledger: pd.DataFrame, language: str
) -> list[Values]:
    """Return people without a place as one sign an area, sized by their number."""
    causes = [cause.value for cause in UNSERVED_CAUSES]
    counts = ledger[causes].reindex(areas.index)
    total = counts.sum(axis=1)
    kept = total[total > 0].sort_values(kind="stable").index
    inside = shapely.point_on_surface(areas.loc[kept].geometry.to_numpy())
    at = gpd.GeoSeries(inside, crs=areas.crs).to_crs(EPSG_DEGREES)
    points = pack_points(list(at.x), list(at.y))
    names = area_titles(case, areas.loc[kept], language)
    rows = counts.loc[kept].to_dict(orient="records")
    return [
        {
            "at": point,
            "name": text(language, "export.unserved_of", area=name, persons=_persons(plan, number, language)),
            "sign": _persons(plan, number, language),
            "size": min(32, 18 + int(number**0.5 / 8)),
            "rows": [
                [text(language, f"outcome.{cause}"), _persons(plan, count, language)]
                for cause, count in row.items()
                if count > 0
            ],
        }
        for point, name, number, row in zip(points, names, total.loc[kept].tolist(), rows, strict=True)
    ]


def lived_in(outline: Any, blocks: gpd.GeoDataFrame, day_time: DayTime) -> tuple[float, float, float, float]:
    """Return the bounds [m] of the part of a district where people are; of all of it if nobody is.

    By day those who work there count: nobody without a place may lie off the map. Districts reach
    into harbours and hills: a map that shows them whole shows streets too small.
    """
    present = "daytime_persons" if day_time is DayTime.DAY else "residents"
    people = blocks[blocks[present] > 0]
    shape = outline if people.empty else shapely.buffer(shapely.union_all(people.geometry.to_numpy()), 100.0)
    west, south, east, north = shapely.intersection(shape, shapely.box(*outline.bounds)).bounds
    return west, south, east, north


def area_titles(case: Case, areas: gpd.GeoDataFrame, language: str) -> list[str]:
    """Return the names of districts or blocks."""
    if "town" in areas.columns:
        return [str(town) for town in areas["town"]]
    return [str(name) for name in district_names(case, language).reindex(areas.index)]


def bounds_of(shapes: gpd.GeoSeries) -> list[list[float]]:
    """Return the box of shapes as [[south, west], [north, east]]."""
    west, south, east, north = shapes.to_crs(EPSG_DEGREES).total_bounds.round(6).tolist()
    return [[south, west], [north, east]]


#: Colour of the signs of ``people_layer``.
PEOPLE_COLOUR = UNSERVED_COLOUR


def _outline(shapes: gpd.GeoSeries) -> gpd.GeoSeries:
    rings = shapely.boundary(shapely.simplify(shapes.to_numpy(), _TOLERANCE_M))
    return gpd.GeoSeries(rings, crs=shapes.crs)


def _persons(plan: Plan, persons: int, language: str) -> str:
    return Words(language).persons(int(persons), rounded=plan.is_model)


def _place_rows(
    case: Case, plan: Plan, row: Mapping[Any, Any], load: Mapping[Any, Any], language: str
) -> list[list[str]]:
    def label(key: str) -> str:
        return text(language, f"export.place.{key}")

    rows = [
        [label("suitability"), text(language, f"suitability.{row['suitability']}")],
        [label("state"), text(language, f"place_state.{row['state']}")],
        [label("seats"), seats_text(plan, row, language)],
        [label("assigned"), _persons(plan, load["assigned_persons"], language)],
    ]
    if row["why_not"]:
        rows.append([label("why_not"), why_not_text(case, row["why_not"], language)])
    if load["walking_persons"] > 0:
        rows.append([label("last_arrival"), Words(language).minutes(float(load["last_arrival_s"]))])
    return rows
