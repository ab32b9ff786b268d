"""Small files of areas, made by the published layouts: shapefile in a zip, GeoJSON, FlatGeobuf."""

import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely

Rows = Sequence[tuple[Mapping[str, Any], Any]]


def square(x: float, y: float, size: float = 0.01) -> shapely.Polygon:
    """Return a square in degrees with its lower left corner at x, y."""
    return shapely.box(x, y, x + size, y + size)


def frame_of(rows: Rows, epsg: int = 6668) -> gpd.GeoDataFrame:
    """Return rows of attributes and shapes as a table."""
    return gpd.GeoDataFrame(
        [dict(names) for names, _ in rows], geometry=[shape for _, shape in rows], crs=epsg
    )


def write_geojson(path: Path, rows: Rows, *, crs: str = "") -> Path:
    """Write a GeoJSON; ``crs`` names a system as older editions do."""
    features = [
        {
            "type": "Feature",
            "properties": dict(names),
            "geometry": None if shape is None else json.loads(shapely.to_geojson(shape)),
        }
        for names, shape in rows
    ]
    head = {"crs": {"type": "name", "properties": {"name": crs}}} if crs else {}
    path.write_text(json.dumps({"type": "FeatureCollection", **head, "features": features}), encoding="utf-8")
    return path


def write_zipped_shapefile(
    path: Path, rows: Rows, *, epsg: int = 6668, encoding: str = "cp932", parts: Sequence[str] = ()
) -> Path:
    """Write a zip with one shapefile, as 国土数値情報 does; ``parts`` are left out of it."""
    shapefile = path.with_suffix(".shp")
    frame_of(rows, epsg).to_file(shapefile, driver="ESRI Shapefile", encoding=encoding)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(path.parent.glob(f"{path.stem}.*")):
            if file != path:
                if file.suffix not in {".zip", *parts}:
                    archive.write(file, f"N03-20240101_27_GML/{file.name}")
                file.unlink()
    return path


def write_flatgeobuf(path: Path, rows: Rows, *, epsg: int = 6668) -> Path:
    """Write a FlatGeobuf."""
    frame_of(rows, epsg).to_file(path, driver="FlatGeobuf")
    return path
