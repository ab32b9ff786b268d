"""Digests of tables: every cell counts, the order of columns and of unsorted rows does not."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
import shapely

from planning.digest import table_digest
from tests.each import each


def table(**columns: object) -> pd.DataFrame:
    return pd.DataFrame(columns, index=pd.Index(["a", "b"], name="id"))


def layer(*shapes: shapely.Geometry | None, crs: int | str | None = 6674) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"n": range(len(shapes))}, geometry=list(shapes), crs=crs)


def test_equal_content_has_one_digest() -> None:
    one = table(x=[1.0, np.nan], name=["甲", "乙"], n=pd.array([1, None], dtype="Int64"))
    other = table(n=pd.array([1, None], dtype="Int64"), x=[1.0, -np.nan], name=["甲", "乙"])
    assert table_digest(one) == table_digest(other) == table_digest(one.iloc[::-1])
    assert table_digest(one.iloc[:1]) == table_digest(one.iloc[[0]].copy())
    assert table_digest(table(x=[0.0, 1.0])) == table_digest(table(x=[-0.0, 1.0]))


@each(
    ("one", "other"),
    [
        ({"x": [1.0, 2.0]}, {"x": [2.0, 1.0]}),
        ({"x": [1.0, 2.0]}, {"y": [1.0, 2.0]}),
        ({"x": [1.0, np.nan]}, {"x": [1.0, 0.0]}),
        ({"x": [1.0, 1e-20]}, {"x": [1.0, 0.0]}),
        ({"x": [1, 0]}, {"x": [True, False]}),
        ({"x": pd.array([0, None], dtype="Int64")}, {"x": pd.array([None, 0], dtype="Int64")}),
        ({"x": pd.array([0, 0], dtype="Int64")}, {"x": pd.array([0, None], dtype="Int64")}),
        ({"x": ["ab", "c"]}, {"x": ["a", "bc"]}),
        ({"x": ["", "c"]}, {"x": [None, "c"]}),
        ({"x": ["a", "b"], "y": ["c", "d"]}, {"x": ["a", "b"], "y": ["c", "e"]}),
    ],
)
def test_other_content_has_another_digest(one: dict[str, object], other: dict[str, object]) -> None:
    assert table_digest(table(**one)) != table_digest(table(**other))


def test_ids_and_their_name_count() -> None:
    whole = table(x=[1, 2])
    assert table_digest(whole) != table_digest(whole.set_axis(["a", "c"]).rename_axis("id"))
    assert table_digest(whole) != table_digest(whole.rename_axis("other"))


def test_shapes_their_kind_and_their_crs_count() -> None:
    square = shapely.box(0, 0, 1, 1)
    ring = shapely.LineString(square.exterior)
    hole = shapely.Polygon(square.exterior.coords, [shapely.box(0.2, 0.2, 0.4, 0.4).exterior.coords])
    two = shapely.MultiPolygon([square, shapely.box(0.2, 0.2, 0.4, 0.4)])
    layers = [
        layer(square), layer(square, crs=6673), layer(square, crs=None), layer(ring), layer(hole),
        layer(two), layer(shapely.MultiPolygon([square])), layer(shapely.box(0, 0, 1, 2)), layer(None),
        layer(square, ring), layer(ring, square), layer(square, None), layer(None, square),
        layer(shapely.Point(0, 1)), layer(shapely.Point(1, 0)), layer(shapely.Point(1e-20, 1)),
    ]  # fmt: skip
    assert len({table_digest(one) for one in layers}) == len(layers)
    assert table_digest(layer(square)) == table_digest(layer(shapely.box(0, 0, 1, 1)))


def test_corners_of_one_line_are_not_those_of_the_next() -> None:
    corners = [(0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (3.0, 0.0), (4.0, 0.0)]
    early = layer(shapely.LineString(corners[:2]), shapely.LineString(corners[2:]))
    late = layer(shapely.LineString(corners[:3]), shapely.LineString(corners[3:]))
    assert table_digest(early) != table_digest(late)


def test_zero_has_no_sign() -> None:
    assert table_digest(layer(shapely.Point(-0.0, 1))) == table_digest(layer(shapely.Point(0.0, 1)))


def test_a_crs_without_a_number_counts_by_its_description() -> None:
    here, there = (
        layer(shapely.Point(0, 1), crs=f"+proj=tmerc +lat_0=36 +lon_0={lon} +ellps=GRS80 +units=m")
        for lon in (135.123, 136.123)
    )
    assert table_digest(here) != table_digest(there)


def test_a_part_of_a_table_is_a_table_of_its_own() -> None:
    ids = pd.Index(["a", "b", "c"], name="id")
    alone = pd.DataFrame({"name": ["丁"]}, index=ids[1:2])
    for names in (["甲乙丙", "丁", "戊"], ["", "丁", "己庚"]):
        whole = pd.DataFrame({"name": names}, index=ids)
        assert table_digest(whole.iloc[1:2]) == table_digest(alone)


def test_a_column_of_anything_else_is_refused() -> None:
    for values in ([(1,), (2,)], pd.to_datetime(["2026-01-01", "2026-01-02"])):
        with pytest.raises(TypeError, match="column x"):
            table_digest(table(x=values))


def test_an_empty_table_has_a_digest_however_its_text_is_held() -> None:
    plain = pd.DataFrame({"name": pd.Series([], dtype="str")}, index=pd.Index([], dtype="str", name="id"))
    without_chunks = pd.arrays.ArrowStringArray(pa.chunked_array([], type=pa.large_string()))
    held = pd.DataFrame({"name": without_chunks}, index=pd.Index(without_chunks, name="id"))
    assert table_digest(held) == table_digest(plain)
    assert table_digest(plain) != table_digest(plain.rename(columns={"name": "town"}))
