"""Model fire of 新湊地区: rings that the front reaches one after the other."""

from itertools import pairwise

import geopandas as gpd
import numpy as np
import shapely

from domain.vocabulary import HazardKind
from model_city.areas import area_rows, join_areas
from model_city.lines import to_metres

#: 新湊地区 (西湊町, 東湊町, 出島町, …): 53.7 ha of old wooden rows (堺市, 2024-06-06).
IGNITION_LON_LAT = (135.4590, 34.5672)
#: Speed of the front with the wind, across and against it [m/h]: within the usual 20–160 m/h.
HEAD_M_H, FLANK_M_H, BACK_M_H = 150.0, 50.0, 20.0
#: Direction to which the wind blows [degrees, mathematical]: a west-south-west wind.
HEADING_DEG = 25.0
RING_S = 1800.0
RINGS = 10


def shinminato_fire(wards: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return rings of half an hour; each carries the time at which the front enters it."""
    land = shapely.union_all(wards.geometry.to_numpy())
    fronts = [_front((number + 1) * RING_S / 3600.0) for number in range(RINGS)]
    rings = [
        fronts[0],
        *(outer.difference(inner) for inner, outer in pairwise(fronts)),
    ]
    shapes = [shapely.set_precision(ring.intersection(land), 1.0) for ring in rings]
    arrival_s = np.arange(RINGS, dtype=np.float64) * RING_S
    return join_areas(area_rows(shapes, HazardKind.LARGE_FIRE, numbers={"arrival_time_s": arrival_s}))


def _front(hours: float) -> shapely.Polygon:
    """Return the ellipse that the fire has reached after some hours."""
    origin = to_metres(np.array([IGNITION_LON_LAT[0]]), np.array([IGNITION_LON_LAT[1]]))[0]
    heading = np.deg2rad(HEADING_DEG)
    along = np.array([np.cos(heading), np.sin(heading)])
    across = np.array([-along[1], along[0]])
    half = hours * (HEAD_M_H + BACK_M_H) / 2
    middle = origin + along * (hours * HEAD_M_H - half)
    turn = np.linspace(0.0, 2 * np.pi, 33)[:-1]
    points = (
        middle + np.outer(half * np.cos(turn), along) + np.outer(hours * FLANK_M_H * np.sin(turn), across)
    )
    return shapely.Polygon(points)
