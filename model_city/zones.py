"""Tsunami zones: 避難対象地域, 津波注意地域 and the ground beyond them."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from domain.vocabulary import HazardKind, ZoneType
from model_city.lines import CityLines

#: Wards that reach the bay.
COAST_WARDS = ("271411", "271446")
_FAR_M = 12_000.0


def build_zones(lines: CityLines, wards: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the ``Zones`` table.

    The evacuation zone is the sea side of 国道26号 and 阪堺線, the attention zone reaches on to
    ground of 6.8 m, the safe area is the rest of the city (堺市「津波避難について」2025-04-14). The lines
    are drawn by hand: model geometry.
    """
    city = shapely.union_all(wards.geometry.to_numpy())
    coast = shapely.union_all(wards.loc[list(COAST_WARDS)].geometry.to_numpy())
    evacuation = coast.intersection(_west_of(lines, "tsunami_evacuation_line"))
    attention = coast.intersection(_west_of(lines, "attention_line")).difference(evacuation)
    safe = city.difference(evacuation).difference(attention)
    zones = pd.DataFrame(
        {
            "zone_id": ["tsunami-1-evacuation", "tsunami-2-attention", "tsunami-3-safe"],
            "kind": [HazardKind.TSUNAMI.value] * 3,
            "zone_type": [
                ZoneType.EVACUATION_ZONE.value,
                ZoneType.ATTENTION_ZONE.value,
                ZoneType.SAFE_AREA.value,
            ],
            "name": ["津波避難対象地域", "津波注意地域", "津波の心配がない区域（JR阪和線側）"],
        }
    ).set_index("zone_id")
    shapes = [_clean(shape) for shape in (evacuation, attention, safe)]
    return gpd.GeoDataFrame(zones, geometry=shapes, crs=wards.crs)


def _west_of(lines: CityLines, line_id: str) -> shapely.Polygon:
    """Return the half plane on the sea side of a line, which is carried on straight at both ends."""
    xy = shapely.get_coordinates(lines.references.geometry[line_id])
    xy = xy[np.argsort(xy[:, 1])]
    south = xy[0] + (xy[0] - xy[1]) / np.hypot(*(xy[0] - xy[1])) * _FAR_M
    north = xy[-1] + (xy[-1] - xy[-2]) / np.hypot(*(xy[-1] - xy[-2])) * _FAR_M
    west = xy[:, 0].min() - 3 * _FAR_M
    return shapely.Polygon([*np.vstack([south, xy, north]), (west, north[1]), (west, south[1])])


def _clean(shape: shapely.Geometry) -> shapely.Geometry:
    """Round to one metre and leave out slivers below 2,000 m²."""
    rounded = shapely.set_precision(shape, 1.0)
    parts = [p for p in shapely.get_parts(rounded) if p.geom_type == "Polygon" and p.area >= 2_000]
    return shapely.MultiPolygon(parts)
