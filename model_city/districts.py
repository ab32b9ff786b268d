"""Estimated school districts: each home belongs to the nearest elementary school of its ward."""

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from scipy.spatial import cKDTree

#: What an outline is that no authority has drawn (推定校区).
ESTIMATED_UNIT = "推定"


def build_districts(schools: gpd.GeoDataFrame, wards: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the ``Districts`` table: the cell around each school, clipped to its ward.

    ``name_en`` repeats the Japanese name: no official list of readings is bundled.
    """
    outlines = {str(code): shape for code, shape in wards.geometry.items()}
    shapes = pd.Series(index=schools.index, dtype=object)
    for ward_code in np.unique(schools["ward_code"].to_numpy(dtype=object)):
        mine = (schools["ward_code"] == ward_code).to_numpy()
        outline = outlines[str(ward_code)]
        cells = shapely.voronoi_polygons(
            shapely.multipoints(list(schools.geometry[mine])), extend_to=outline.buffer(1000.0), ordered=True
        )
        shapes[mine] = [_polygonal(cell.intersection(outline)) for cell in shapely.get_parts(cells)]
    districts = gpd.GeoDataFrame(
        {
            "name": schools["name"],
            "name_en": schools["name"],
            "ward_code": schools["ward_code"],
            "unit": ESTIMATED_UNIT,
        },
        geometry=list(shapes),
        index=schools.index,
        crs=schools.crs,
    )
    return districts.sort_index()


def _polygonal(shape: shapely.Geometry) -> shapely.Geometry:
    rounded = shapely.set_precision(shape, 1.0)
    polygons = [part for part in shapely.get_parts(rounded) if part.geom_type == "Polygon"]
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)


def nearest_district(
    schools: gpd.GeoDataFrame,
    ward_code: npt.NDArray[np.object_],
    x: npt.NDArray[np.float64],
    y: npt.NDArray[np.float64],
) -> npt.NDArray[np.object_]:
    """Return the district id of each point: the nearest school of the point's own ward."""
    found = np.empty(x.size, dtype=object)
    for ward, rows in schools.groupby("ward_code"):
        mine = np.flatnonzero(ward_code == ward)
        if mine.size == 0:
            continue
        tree = cKDTree(shapely.get_coordinates(rows.geometry.to_numpy()))
        _, nearest = tree.query(np.column_stack([x[mine], y[mine]]))
        found[mine] = rows.index.to_numpy()[nearest]
    return found
