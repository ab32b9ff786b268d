"""The ground of a map: streets, borders, zones and lines for orientation."""

from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from domain.vocabulary import BackgroundKind, HazardKind, ZoneType
from planning.case import Case
from presentation.geometry import Card, pack_areas, pack_cards, pack_integers, pack_lines
from presentation.map_layers.hazard import TOLERANCE_M
from presentation.map_layers.layer import (
    Kind,
    LegendEntry,
    MapLayer,
    Order,
    legend_entries,
    looks_data,
)
from presentation.names import district_names, ward_names
from presentation.plain_text import readable_text
from presentation.styles import ground as styles
from presentation.styles.looks import AreaLook, Look
from presentation.words import Words

#: Ids of layers that others refer to.
STREETS, BACKGROUND = "streets", "background"


def street_classes(streets: gpd.GeoDataFrame) -> npt.NDArray[np.int64]:
    """Return the class of width (row of ``styles.ground.STREETS``) of each street."""
    return np.digitize(streets["width_m"].fillna(0.0).to_numpy(), styles.STREET_WIDTH_LOWER_M[1:])


def street_layer(streets: gpd.GeoDataFrame, words: Words) -> MapLayer:
    """Return the streets; a row of the layer is a row of ``streets``."""
    content = {**pack_lines(streets.geometry), "style": pack_integers(street_classes(streets))}
    return MapLayer(
        STREETS, Kind.LINES, content, looks_data(styles.STREETS), Order.STREETS,
        words("map.streets"), legend_entries(styles.STREETS[::-1], words),
    )  # fmt: skip


def border_layers(case: Case, words: Words) -> list[MapLayer]:
    """Return districts, which answer a click, and the borders of wards."""
    city = case.city
    districts = city.districts
    packed, owner = pack_areas(districts.geometry, tolerance_m=TOLERANCE_M)
    titles = district_titles(case, words)
    content = {
        **packed,
        "style": pack_integers(np.zeros(len(owner), dtype=np.int64)),
        "ids": [str(districts.index[i]) for i in owner],
        **pack_cards([_title_card(titles[i]) for i in owner]),
    }
    units = set(districts["unit"])
    held = city.meta.layer("districts") is not None
    kind = ("district_estimated" if "推定" in units else "district_outline") if held else "district_stand_in"
    label = words(f"map.{kind}")
    district_layer = MapLayer(
        "districts", Kind.AREAS, content,
        ({"kind": "area", "fill": "", "opacity": 1.0, "hatch": None, **_strokes(styles.DISTRICTS)},),
        Order.DISTRICTS, words("map.districts"), (LegendEntry(styles.DISTRICTS, label),),
    )  # fmt: skip
    wards = outlines(city.wards.geometry)
    ward_layer = MapLayer(
        "wards", Kind.LINES, _one_style(wards), looks_data([styles.WARDS]), Order.WARDS,
        words("map.wards"), legend_entries([styles.WARDS], words),
    )  # fmt: skip
    return [district_layer, ward_layer]


def district_titles(case: Case, words: Words) -> list[str]:
    """Return the name of each district with its ward."""
    districts = case.city.districts
    called = district_names(case, words.language).reindex(districts.index)
    own = [readable_text(str(name)) for name in called]
    of_ward = ward_names(case, words.language).map(readable_text).reindex(districts["ward_code"])
    return [
        words("map.district_title", ward=ward, district=name) for ward, name in zip(of_ward, own, strict=True)
    ]


def case_zones(case: Case) -> gpd.GeoDataFrame:
    """Return the zones of the scenario's hazard kinds."""
    zones = case.city.zones
    return zones[zones["kind"].isin([kind.value for kind in case.scenario.kinds])]


def zone_names(zones: pd.DataFrame, words: Words) -> dict[ZoneType, str]:
    """Return the types of ``Zones`` with their names, in their order; a tsunami's are the official ones."""
    names = {}
    for zone in styles.ZONES:
        kinds = set(zones.loc[zones["zone_type"] == zone.value, "kind"])
        if kinds:
            is_tsunami = kinds == {HazardKind.TSUNAMI.value}
            names[zone] = words(f"tsunami_zone_type.{zone}" if is_tsunami else f"zone_type.{zone}")
    return names


def zone_layer(case: Case, words: Words) -> MapLayer | None:
    """Return the zones of the scenario's kinds, or None where there is none."""
    zones = case_zones(case)
    if zones.empty:
        return None
    names = zone_names(zones, words)
    numbers = {zone.value: i for i, zone in enumerate(names)}
    packed, owner = pack_areas(zones.geometry, tolerance_m=TOLERANCE_M)
    style = zones["zone_type"].map(numbers).to_numpy(dtype=np.int64)
    drawn: list[AreaLook] = [styles.ZONES[zone] for zone in names]
    return MapLayer(
        "zones", Kind.AREAS, {**packed, "style": pack_integers(style[owner])}, looks_data(drawn), Order.ZONES,
        words("map.zones"), tuple(LegendEntry(styles.ZONES[zone], name) for zone, name in names.items()),
    )  # fmt: skip


# ------------------------------------------------------------------------------- for orientation


def background_kinds(background: gpd.GeoDataFrame) -> list[BackgroundKind]:
    """Return the kinds that the background has, in drawing order; stations last."""
    held = set(background["kind"])
    return [kind for kind in (*styles.BACKGROUND, BackgroundKind.STATION) if kind.value in held]


def background_lines(background: gpd.GeoDataFrame, kind: BackgroundKind) -> gpd.GeoSeries:
    """Return the lines of a kind, each in one piece."""
    shapes = shapely.get_parts(background[background["kind"] == kind].geometry.to_numpy())
    return gpd.GeoSeries(shapes, crs=background.crs)


def marked(background: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return kind, name and shape of stations and named lines, in the order in which names take room.

    A line of several pieces is here by its longest: a name is written once.
    """
    held = background[(background["name"] != "") | (background["kind"] == BackgroundKind.STATION)]
    order = held["kind"].map({kind.value: i for i, kind in enumerate(styles.NAMES)})
    held = held.iloc[np.lexsort((held.index.to_numpy().astype(str), order.to_numpy(dtype=np.int64)))]
    shapes = [_longest(shape) for shape in held.geometry]
    frame = pd.DataFrame({"kind": held["kind"], "name": held["name"]}, index=held.index)
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(shapes, index=held.index, crs=background.crs))


def background_layers(case: Case, words: Words) -> list[MapLayer]:
    """Return roads, water, railways and names under one switch; none where there is no background.

    From a near zoom on the lines are pale, and nearer still there are none: they are approximate,
    and would contradict the streets.
    """
    table = case.city.background
    held = background_kinds(table)
    if not held:
        return []
    legend = legend_entries([_background_look(kind) for kind in reversed(held)], words)
    guides = [kind for kind in held if kind in styles.BACKGROUND and kind is not BackgroundKind.ROAD]
    far = MapLayer(
        BACKGROUND, Kind.LINES, _lines_of(table, guides),
        looks_data([styles.BACKGROUND[kind] for kind in guides]), Order.BACKGROUND,
        words("map.background"), legend, below_zoom=styles.BACKGROUND_BELOW_ZOOM,
        pale_from=styles.PALE_FROM_ZOOM, pale=styles.PALE_OPACITY,
    )  # fmt: skip
    found = [far, _name_layer(table)]
    if BackgroundKind.ROAD in held:
        roads = MapLayer(
            f"{BACKGROUND}-roads", Kind.LINES, _lines_of(table, [BackgroundKind.ROAD]),
            looks_data([styles.BACKGROUND[BackgroundKind.ROAD]]), Order.ROADS,
            below_zoom=styles.ROADS_BELOW_ZOOM, follows=BACKGROUND,
        )  # fmt: skip
        found.insert(1, roads)
    return found


def _background_look(kind: BackgroundKind) -> Look:
    return styles.STATION if kind is BackgroundKind.STATION else styles.BACKGROUND[kind]


def _lines_of(table: gpd.GeoDataFrame, kinds: Sequence[BackgroundKind]) -> dict[str, Any]:
    shapes = [background_lines(table, kind) for kind in kinds]
    every = gpd.GeoSeries(pd.concat(shapes)) if shapes else gpd.GeoSeries(crs=table.crs)
    style = np.repeat(np.arange(len(shapes)), [len(one) for one in shapes])
    return {**pack_lines(every), "style": pack_integers(style)}


def _name_layer(table: gpd.GeoDataFrame) -> MapLayer:
    found = marked(table)
    numbers = {kind.value: i for i, kind in enumerate(styles.NAMES)}
    style = found["kind"].map(numbers).to_numpy(dtype=np.int64)
    content = {
        **pack_lines(gpd.GeoSeries(found.geometry)),
        "style": pack_integers(style),
        "names": [readable_text(str(name)) for name in found["name"]],
    }
    looks = tuple(_name_data(kind) for kind in styles.NAMES)
    return MapLayer(f"{BACKGROUND}-names", Kind.NAMES, content, looks, Order.NAMES, follows=BACKGROUND)


def _name_data(kind: BackgroundKind) -> dict[str, Any]:
    look = styles.NAMES[kind]
    data: dict[str, Any] = {"ink": look.ink, "from_zoom": look.from_zoom, "below_zoom": look.below_zoom}
    if kind is BackgroundKind.STATION:
        data |= {"gap": 6, "sign": styles.STATION.as_data(), "sign_from_zoom": styles.STATION_ZOOM}
    return data


def outlines(shapes: gpd.GeoSeries) -> gpd.GeoSeries:
    """Return the rings of areas as lines, without detail that no map shows."""
    rings = shapely.get_parts(shapely.boundary(shapely.simplify(shapes.to_numpy(), TOLERANCE_M)))
    return gpd.GeoSeries(rings, crs=shapes.crs)


def _one_style(lines: gpd.GeoSeries) -> dict[str, Any]:
    return {**pack_lines(lines), "style": pack_integers(np.zeros(len(lines), dtype=np.int64))}


def _strokes(look: Any) -> dict[str, Any]:
    return {"strokes": look.as_data()["strokes"]}


def _title_card(title: str) -> Card:
    return title, ()


def _longest(shape: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(np.array([shape]))
    longest: shapely.Geometry = parts[int(np.argmax(shapely.length(parts)))]
    return longest
