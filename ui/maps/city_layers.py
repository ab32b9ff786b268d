"""Layers that the city alone gives: streets, wards, districts, zones, hazard areas."""

from collections.abc import Iterator

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.bundle import City
from domain.scenario import HazardScenario
from exports.map_layers import zone_names
from presentation.words import Words
from ui.maps import encode, styles
from ui.maps.layer import MapLayer
from ui.maps.store import LayerStore
from ui.maps.styles import Style

#: Id of the layer of streets, which layers of ways refer to.
STREETS = "streets"

_MAIN_ROADS = ("motorway", "trunk", "primary")
_MIDDLE_ROADS = ("secondary", "tertiary")

# Detail of outlines that is left out when drawing; a pixel is wider than this at city scale.
_OUTLINE_TOLERANCE_M = 3.0


def street_layer(bundle: City, store: LayerStore, words: Words) -> MapLayer:
    """Return the streets; a row of the layer is a row of ``bundle.streets``."""
    kinds = bundle.streets["highway"].str.removesuffix("_link")
    style = np.select([kinds.isin(_MAIN_ROADS), kinds.isin(_MIDDLE_ROADS)], [2, 1], default=0)
    url = store.put(encode.encode(encode.line_file(bundle.streets.geometry, style)))
    return MapLayer(STREETS, "lines", url, styles.STREETS, label=words("screen.map.streets"))


def outline_layers(bundle: City, store: LayerStore, words: Words) -> list[MapLayer]:
    """Return districts (which answer a click) and ward outlines."""
    districts = bundle.districts
    ward_names = bundle.wards["name"].reindex(districts["ward_code"])
    ward_names_en = bundle.wards["name_en"].reindex(districts["ward_code"])
    tips = [
        words("screen.map.district_tip", ward=words.name(ward, ward_en), district=words.name(name, name_en))
        for ward, ward_en, name, name_en in zip(
            ward_names, ward_names_en, districts["name"], districts["name_en"], strict=True
        )
    ]
    file = encode.area_file(
        districts.geometry,
        np.zeros(len(districts), dtype=np.int64),
        tolerance_m=_OUTLINE_TOLERANCE_M,
        ids=districts.index.tolist(),
        tips=tips,
    )
    wards = encode.line_file(
        bundle.wards.geometry.boundary.simplify(_OUTLINE_TOLERANCE_M).explode(index_parts=False),
        np.zeros(len(bundle.wards.geometry.boundary.explode(index_parts=False)), dtype=np.int64),
    )
    district_layer = MapLayer(
        "districts",
        "areas",
        store.put(encode.encode(file)),
        (styles.DISTRICT,),
        label=words("screen.map.districts"),
        legend=(styles.legend_area(styles.DISTRICT, _unit_words(bundle, words)),),
    )
    ward_layer = MapLayer(
        "wards",
        "lines",
        store.put(encode.encode(wards)),
        (styles.WARD_OUTLINE,),
        label=words("screen.map.wards"),
        legend=(styles.legend_line(styles.WARD_OUTLINE, words("screen.map.ward_outline")),),
    )
    return [district_layer, ward_layer]


def zone_layer(bundle: City, scenario: HazardScenario, store: LayerStore, words: Words) -> MapLayer | None:
    """Return the zones of the scenario's kinds, or None where there is none."""
    zones = bundle.zones[bundle.zones["kind"].isin([kind.value for kind in scenario.kinds])]
    if zones.empty:
        return None
    types = [zone for zone in styles.ZONES if zone in set(zones["zone_type"])]
    style = np.array([types.index(zone) for zone in zones["zone_type"]], dtype=np.int64)
    file = encode.area_file(zones.geometry, style, tolerance_m=_OUTLINE_TOLERANCE_M)
    drawn = tuple(styles.ZONES[zone] for zone in types)
    names = zone_names(zones, words.language)
    legend = tuple(styles.legend_area(one, names[zone]) for zone, one in zip(types, drawn, strict=True))
    url = store.put(encode.encode(file))
    return MapLayer("zones", "areas", url, drawn, label=words("screen.map.zones"), legend=legend)


def hazard_layers(
    bundle: City, scenario: HazardScenario, store: LayerStore, words: Words
) -> Iterator[MapLayer]:
    """Yield one layer for each hazard layer that the scenario overlays."""
    for layer_id in scenario.layers:
        areas = bundle.hazards.get(layer_id)
        if areas is None or areas.empty:
            continue
        drawn, legend, style = _hazard_classes(areas, words)
        # Deeper classes are drawn later, so that a small deep area is not hidden by a shallow one.
        order = np.argsort(style, kind="stable")
        file = encode.area_file(areas.iloc[order].geometry, style[order], tolerance_m=_OUTLINE_TOLERANCE_M)
        kind = words(f"hazard_kind.{areas['kind'].iloc[0]}")
        source = bundle.meta.layer(f"hazards/{layer_id}")
        model = words("screen.model_mark") if source is not None and source.is_model else ""
        yield MapLayer(
            f"hazard-{layer_id}",
            "areas",
            store.put(encode.encode(file)),
            drawn,
            label=words("screen.map.hazard", kind=kind, model=model),
            legend=legend,
        )


def _hazard_classes(
    areas: gpd.GeoDataFrame, words: Words
) -> tuple[tuple[Style, ...], tuple[Style, ...], npt.NDArray[np.int64]]:
    # A class is what the layer itself tells apart: zone type, depth bounds, or intensity.
    keys = pd.DataFrame(
        {
            "zone": areas["zone_type"],
            "low": areas["depth_m_min"].fillna(-1.0),
            "high": areas["depth_m_max"].fillna(-1.0),
            "intensity": _intensity_class(areas["intensity"]),
        }
    )
    found = keys.drop_duplicates().sort_values(["zone", "intensity", "high", "low"]).reset_index(drop=True)
    number = pd.MultiIndex.from_frame(found).get_indexer(pd.MultiIndex.from_frame(keys))
    pairs = [_hazard_style(row, words) for row in found.itertuples(index=False)]
    drawn = tuple(style for style, _ in pairs)
    legend = tuple(styles.legend_area(style, label) for style, label in pairs)
    return drawn, legend, number.astype(np.int64)


def _hazard_style(row: tuple[str, float, float, int], words: Words) -> tuple[Style, str]:
    zone, low_m, high_m, intensity = row
    if zone:
        return styles.HAZARD_ZONES[zone], words(f"hazard_zone_type.{zone}")
    if high_m >= 0:
        colour = styles.DEPTH_COLOURS[int(np.searchsorted(styles.DEPTH_UPPER_M, high_m, side="left"))]
        style = {"color": colour, "stroke": False, "fillColor": colour, "fillOpacity": 0.75}
        return style, words.depth(max(low_m, 0.0), high_m)
    if intensity >= 0:
        colour = styles.INTENSITY_COLOURS[intensity]
        style = {"color": colour, "stroke": False, "fillColor": colour, "fillOpacity": 0.35}
        return style, words(f"screen.intensity.{intensity}")
    return styles.PLAIN_HAZARD, words("screen.map.hazard_area")


def _intensity_class(intensity: pd.Series) -> npt.NDArray[np.int64]:
    values = intensity.to_numpy(dtype=np.float64)
    found = np.searchsorted(styles.INTENSITY_LOWER, values, side="right") - 1
    return np.where(np.isnan(values), -1, found).astype(np.int64)


def _unit_words(bundle: City, words: Words) -> str:
    units = set(bundle.districts["unit"])
    return words("screen.map.district_estimated" if "推定" in units else "screen.map.district_outline")
