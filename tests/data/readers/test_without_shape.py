"""Records without shape are counted as such in every form, and not as lying outside the city."""

from pathlib import Path

import geopandas as gpd
import pytest

from data.readers.area_file import area_heads, read_areas
from data.readers.area_members import area_members
from tests.data.readers.area_inputs import WITHIN, square


@pytest.mark.parametrize("ending", ["shp", "gpkg", "fgb", "geojson"])
def test_a_record_without_shape_is_none_and_one_elsewhere_is_outside(tmp_path: Path, ending: str) -> None:
    # Of five records one is in the city, one far from it, and three have no shape.
    shapes = [None, square(), None, square(lon=140.0), None]
    table = gpd.GeoDataFrame({"A40_003": list("abcde")}, geometry=shapes, crs=6668)
    path = tmp_path / f"a.{ending}"
    table.to_file(path, engine="pyogrio", **({"SPATIAL_INDEX": "NO"} if ending == "fgb" else {}))
    with area_members(path) as members:
        (member,) = members
        (head,) = area_heads(member)
        found = read_areas(member, head, ["A40_003"], WITHIN)
    assert (found.read, found.areas["A40_003"].tolist()) == (5, ["b"])
    assert found.not_areas == (1, 3, 5)


def test_an_indexed_flatgeobuf_holds_none(tmp_path: Path) -> None:
    path = tmp_path / "a.fgb"
    table = gpd.GeoDataFrame({"a": ["b", "c"]}, geometry=[square(), square(lon=140.0)], crs=6668)
    table.to_file(path, engine="pyogrio")
    with area_members(path) as members:
        (member,) = members
        (head,) = area_heads(member)
        found = read_areas(member, head, ["a"], WITHIN)
    assert (found.read, len(found.areas), found.not_areas) == (2, 1, ())
