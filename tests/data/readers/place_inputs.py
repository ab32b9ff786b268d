"""Small lists of places in the official forms; every place in them is invented."""

import io
import json
import struct
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

from data.readers.place_list import OwnEntries

SITE_HEADER = (
    "NO,共通ID,施設・場所名,住所,洪水,崖崩れ、土石流及び地滑り,高潮,地震,津波,大規模な火事,"
    "内水氾濫,火山現象,指定避難所との住所同一,緯度,経度,備考"
)
SHELTER_HEADER = (
    "NO,共通ID,施設・場所名,住所,指定緊急避難場所との住所同一,その他市町村長が必要と認める事項,"
    "受入対象者,緯度,経度,備考"
)
#: Any municipality is the city's own.
ANY = OwnEntries()
#: The invented city 99001 with one ward.
OWN = OwnEntries(frozenset({"99001", "99002"}))

P20_NAMES = [f"P20_{number:03d}" for number in range(1, 13)]


def site(
    place_id: str,
    name: str,
    *,
    flags: str = ",,,1,,,,",
    twin: str = "",
    point: tuple[float | str, float | str] = (34.57, 135.48),
    address: str = "模擬県模擬市本町1",
) -> str:
    """One row of a list of emergency sites; flags are those of an earthquake."""
    return f"1,{place_id},{name},{address},{flags},{twin},{point[0]},{point[1]},"


def shelter(
    place_id: str,
    name: str,
    *,
    accepts: str = "",
    twin: str = "",
    point: tuple[float | str, float | str] = (34.57, 135.48),
    address: str = "模擬県模擬市本町1",
) -> str:
    """One row of a list of shelters."""
    return f"1,{place_id},{name},{address},{twin},,{accepts},{point[0]},{point[1]},"


def sites_csv(*rows: str) -> bytes:
    """A list of emergency sites."""
    return "\n".join((SITE_HEADER, *rows, "")).encode()


def shelters_csv(*rows: str) -> bytes:
    """A list of shelters."""
    return "\n".join((SHELTER_HEADER, *rows, "")).encode()


def feature(properties: Any, geometry: Any) -> dict[str, Any]:
    """One feature of a GeoJSON."""
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def point(lon: float, lat: float) -> dict[str, Any]:
    """A point of a GeoJSON."""
    return {"type": "Point", "coordinates": [lon, lat]}


def geojson(features: Iterable[Any], **members: Any) -> bytes:
    """A GeoJSON."""
    return json.dumps({"type": "FeatureCollection", "features": list(features), **members}).encode()


def p20_record(name: str, **changes: object) -> dict[str, object]:
    """Properties of one P20 entry: a shelter for 100 people, flagged for earthquake and flood."""
    record = dict.fromkeys(P20_NAMES, 0) | {
        "P20_001": "99001",
        "P20_002": name,
        "P20_003": "模擬市1",
        "P20_004": "避難所",
        "P20_005": 100,
        "P20_006": -1,
        "P20_007": 1,
        "P20_009": 1,
    }
    return record | changes


def p20_geojson(records: Iterable[tuple[Mapping[str, object], float, float]]) -> bytes:
    """P20 as GeoJSON."""
    return geojson(feature(dict(record), point(lon, lat)) for record, lon, lat in records)


def shapefile(
    records: list[tuple[Mapping[str, object], float, float]],
    *,
    encoding: str = "cp932",
    cpg: str | None = None,
    prj: str | None = None,
    multipoint: bool = False,
) -> dict[str, bytes]:
    """The parts of a shapefile of points, written by hand as the format is published."""
    width = 40
    fields = list(records[0][0])
    dbf = struct.pack("<4BIHH20x", 3, 126, 1, 1, len(records), 33 + 32 * len(fields), 1 + width * len(fields))
    for name in fields:
        dbf += name.encode().ljust(11, b"\0") + b"C" + bytes(4) + bytes([width, 0]) + bytes(14)
    dbf += b"\r"
    shapes = b""
    for number, (record, x, y) in enumerate(records, start=1):
        cells = [str(record[name]).encode(encoding)[:width].ljust(width) for name in fields]
        dbf += b" " + b"".join(cells)
        body = struct.pack("<i4di2d", 8, x, y, x, y, 1, x, y) if multipoint else struct.pack("<i2d", 1, x, y)
        shapes += struct.pack(">2i", number, len(body) // 2) + body
    kind = 8 if multipoint else 1
    head = struct.pack(">i20xi", 9994, (100 + len(shapes)) // 2) + struct.pack(
        "<2i8d", 1000, kind, *[0.0] * 8
    )
    parts = {"shp": head + shapes, "dbf": dbf + b"\x1a"}
    if cpg is not None:
        parts["cpg"] = cpg.encode()
    if prj is not None:
        parts["prj"] = prj.encode()
    return parts


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip of files by name."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return content.getvalue()
