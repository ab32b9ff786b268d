"""Estimated school districts: each home belongs to the nearest elementary school of its ward."""

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from scipy.spatial import cKDTree

#: What an outline is that no authority has drawn (推定校区).
ESTIMATED_UNIT = "推定"


def build_districts(schools: gpd.GeoDataFrame, wards: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the ``Districts`` table: the cell around each school, clipped to its ward.

    ``name_en`` repeats the Japanese name: no official list of readings is bundled.
    """
    parts = []
    for ward_code, rows in schools.groupby("ward_code"):
        outline = wards.geometry.loc[str(ward_code)]
        cells = shapely.voronoi_polygons(
            shapely.multipoints(rows.geometry.to_numpy()), extend_to=outline.buffer(1000.0), ordered=True
        )
        shapes = [_polygonal(cell.intersection(outline)) for cell in shapely.get_parts(cells)]
        parts.append(rows.assign(unit=ESTIMATED_UNIT, name_en=rows["name"]).set_geometry(shapes))
    columns = ["name", "name_en", "ward_code", "unit", "geometry"]
    whole = gpd.GeoDataFrame(gpd.pd.concat(parts), crs=schools.crs)[columns]
    return whole.sort_index()


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
