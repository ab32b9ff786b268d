"""A folder of downloads as a user has it: outlines, a list of places, streets, and what is no use."""

from pathlib import Path

from shapely.geometry import box

from tests.data.readers.area_inputs import LAT, LON, geojson

#: A square of about 9 by 11 km around the middle.
OUTLINE = box(LON - 0.05, LAT - 0.05, LON + 0.05, LAT + 0.05)
SITES = (
    "NO,共通ID,施設・場所名,住所,洪水,崖崩れ、土石流及び地滑り,高潮,地震,津波,大規模な火事,内水氾濫,火山現象,"
    "指定避難所との住所同一,緯度,経度,備考\n"
)

OSM = f"""<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6">
 <node id="1" lat="{LAT}" lon="{LON}"/>
 <node id="2" lat="{LAT + 0.002}" lon="{LON}"/>
 <node id="3" lat="{LAT + 0.002}" lon="{LON + 0.002}"/>
 <way id="10"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/></way>
 <way id="11"><nd ref="2"/><nd ref="3"/><tag k="highway" v="residential"/></way>
</osm>
"""


def n03(folder: Path, *rows: tuple[str, str, str]) -> Path:
    """Write outlines of municipalities side by side: name, ward, code."""
    features = [
        (
            {
                "N03_001": "大阪府", "N03_002": "", "N03_003": city if ward else "",
                "N03_004": ward or city, "N03_007": code,
            },
            box(LON - 0.05 + 0.1 * i, LAT - 0.05, LON + 0.05 + 0.1 * i, LAT + 0.05),
        )
        for i, (city, ward, code) in enumerate(rows)
    ]  # fmt: skip
    return geojson(folder / "outlines.geojson", features)


def downloads(folder: Path) -> Path:
    """Fill a folder; return it."""
    folder.mkdir()
    n03(folder, ("高石市", "", "27225"), ("泉大津市", "", "27206"))
    rows = [
        f"1,E2722500001201,甲公園,高石市1,1,,,1,,,,,,{LAT},{LON},",
        f"2,E2720600001201,乙公園,泉大津市1,1,,,1,,,,,,{LAT},{LON + 0.1},",
    ]
    (folder / "list (1).csv").write_text(SITES + "\n".join(rows) + "\n", encoding="utf-8-sig")
    (folder / "map").write_text(OSM, encoding="utf-8")
    (folder / "readme.txt").write_text("お読みください。\n", encoding="utf-8")
    return folder
