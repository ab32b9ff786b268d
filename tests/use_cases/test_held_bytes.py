"""Bytes of tables, arrays, paths and shapes, and of whatever holds them."""

from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from tests.made import make_toy
from use_cases.held_bytes import held_bytes


@dataclass(frozen=True, slots=True)
class _Both:
    first: object
    second: object


def test_arrays_hold_their_bytes_and_what_stands_twice_counts_once() -> None:
    one, other = np.zeros(1000), np.zeros(1000)
    assert held_bytes(one) == 8000
    assert held_bytes(_Both(one, other)) == 16_000
    assert held_bytes(_Both(one, one)) == 8000


def test_a_table_holds_its_columns_its_index_and_its_paths() -> None:
    plain = pd.DataFrame({"a": np.zeros(100), "b": np.zeros(100, np.int32)})
    index = plain.index.memory_usage()
    assert held_bytes(plain) == 800 + 400 + index
    assert held_bytes(plain["a"]) == 800 + index
    # A place in the column, and each number of the path.
    paths = pd.DataFrame({"path": pd.Series([(1, 2, 3), (4, 5)], dtype=object)})
    assert held_bytes(paths) == 2 * 8 + 5 * 40 + paths.index.memory_usage()


def test_a_shape_holds_its_coordinates() -> None:
    lines = [shapely.LineString([(0, 0), (1, 1), (2, 0)]), shapely.Point(0, 0)]
    table = gpd.GeoDataFrame({"geometry": lines}, crs="EPSG:6674")
    # Two shapes, three coordinates and one.
    assert held_bytes(table) == 2 * 200 + 4 * 16 + table.index.memory_usage()


def test_collections_hold_what_is_in_them() -> None:
    inside = np.zeros(10_000)
    for value in ([inside], (inside,), {"key": inside}, {"key": [(inside, inside)]}):
        assert 80_000 < held_bytes(value) < 81_000


def test_the_bytes_of_a_plan_count_its_paths() -> None:
    plan = make_toy().plan
    without = replace(plan, routes=plan.routes.iloc[:0])
    nodes = sum(len(path) for name in ("node_path", "street_path") for path in plan.routes[name])
    assert held_bytes(plan) - held_bytes(without) > 40 * nodes
    assert held_bytes(plan) > held_bytes(plan.ledgers) > 0
