"""Small files of areas, written by the schemas of their makers."""

import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely

#: A city in the middle of nowhere near Sakai, in degrees, and its bounds.
LON, LAT = 135.48, 34.57
WITHIN = (LON - 0.1, LAT - 0.1, LON + 0.1, LAT + 0.1)
#: GDAL's names of encodings.
_CPG = {"cp932": "CP932", "utf-8": "UTF-8"}


def square(number: int = 0, *, side: float = 0.001, lon: float = LON, lat: float = LAT) -> shapely.Polygon:
    """Return a square whose lower left corner lies so many sides to the east."""
    left = lon + number * 2 * side
    return shapely.box(left, lat, left + side, lat + side)


def layer(rows: Sequence[Mapping[str, Any]], shapes: Sequence[Any] | None = None, epsg: int | None = 6668):
    """Return rows as a table, each with a square of its own."""
    geometry = [square(number) for number in range(len(rows))] if shapes is None else list(shapes)
    table = gpd.GeoDataFrame(list(rows), geometry=geometry, crs=6668)
    return table if epsg is None else table.to_crs(epsg)


def shapefile(
    folder: Path,
    table: gpd.GeoDataFrame,
    *,
    name: str = "area",
    encoding: str = "cp932",
    prj: bool = True,
    cpg: bool = False,
) -> Path:
    """Write a shapefile as KSJ does: often without ``.cpg``, sometimes without ``.prj``."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.shp"
    table.to_file(path, encoding=encoding, engine="pyogrio")
    for ending, wanted in ((".prj", prj), (".cpg", cpg)):
        if not wanted:
            path.with_suffix(ending).unlink()
    return path


def geojson(path: Path, features: Sequence[tuple[Mapping[str, Any], Any]], crs: Any = None) -> Path:
    """Write features (properties, geometry as a table or shape) as GeoJSON."""
    listed = [
        {
            "type": "Feature",
            "properties": dict(properties),
            "geometry": shapely.geometry.mapping(shape) if isinstance(shape, shapely.Geometry) else shape,
        }
        for properties, shape in features
    ]
    document: dict[str, Any] = {"type": "FeatureCollection", "name": path.stem}
    if crs is not None:
        document["crs"] = {"type": "name", "properties": {"name": crs}} if isinstance(crs, str) else crs
    path.write_text(json.dumps({**document, "features": listed}, ensure_ascii=False), encoding="utf-8")
    return path


def zipped(path: Path, files: Mapping[str, Path | bytes]) -> Path:
    """Write a zip of files by the names that they have in it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content if isinstance(content, bytes) else content.read_bytes())
    return path


def parts_of(shp: Path, folder: str = "") -> dict[str, Path | bytes]:
    """Return the parts of a shapefile by the names that they shall have in a zip."""
    return {f"{folder}{one.name}": one for one in sorted(shp.parent.glob(f"{shp.stem}.*"))}


def keys(error: Any) -> set[str]:
    """Return the keys of the faults of an error."""
    return {fault.key for fault in error.value.faults}
