"""A wrong network is refused in words, all faults at once; a city without streets is none."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from domain.settings.settings import Settings
from evacuation.build import build_network
from evacuation.network_faults import refuse_wrong_network


def _layers(**changed):
    points = [shapely.Point(0, 0), shapely.Point(100, 0), shapely.Point(100, 100)]
    nodes = gpd.GeoDataFrame(index=[1, 2, 3], geometry=points, crs=6674)
    columns = {
        "u": [1, 2], "v": [2, 3], "length_m": [100.0, 100.0], "slope": [0.0, 0.0], "width_m": [4.0, np.nan],
        **{name: [False, False] for name in ("bridge", "tunnel", "underpass", "level_crossing", "steps")},
    }  # fmt: skip
    lines = [shapely.LineString(points[:2]), shapely.LineString(points[1:])]
    return nodes, gpd.GeoDataFrame({**columns, **changed}, index=[10, 11], geometry=lines, crs=6674)


def test_a_right_network_is_built() -> None:
    nodes, streets = _layers()
    refuse_wrong_network(nodes, streets)
    nobody = gpd.GeoDataFrame(geometry=gpd.GeoSeries([], crs=6674))
    assert build_network(nodes, streets, nobody, nobody, Settings()).n_arcs == 4
    assert build_network(nodes.iloc[:0], streets.iloc[:0], nobody, nobody, Settings()).n_nodes == 0


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (
            {"length_m": [100.0, np.nan]},
            r"streets 11: length_m is nan \(expected: metres, 0 or more, a",
        ),
        ({"length_m": [-0.1, 100.0]}, "streets 10: length_m is -0.1"),
        ({"length_m": [np.inf, 100.0]}, "streets 10: length_m is inf"),
        ({"slope": [np.nan, 0.0]}, "streets 10: slope is nan"),
        ({"width_m": [4.0, -1.0]}, "streets 11: width_m is -1.0"),
        ({"u": [1, 7]}, r"streets 11: u is 7 \(expected: one of the 3 nodes\)"),
        ({"v": [2, -1]}, "streets 11: v is -1"),
    ],
)
def test_a_wrong_street_is_named_with_its_value(changed, said) -> None:
    nodes, streets = _layers(**changed)
    nobody = gpd.GeoDataFrame(geometry=gpd.GeoSeries([], crs=6674))
    with pytest.raises(ValueError, match=said):
        build_network(nodes, streets, nobody, nobody, Settings())


def test_bounds_are_allowed() -> None:
    refuse_wrong_network(*_layers(length_m=[0.0, 100.0], width_m=[0.0, np.nan], slope=[-1.0, 1.0]))


def test_every_fault_is_told_at_once() -> None:
    nodes, streets = _layers(length_m=[np.nan, 100.0], v=[2, 9])
    with pytest.raises(ValueError, match=r"streets 10: length_m .*; streets 11: v is 9"):
        refuse_wrong_network(nodes, streets)


def test_streets_without_nodes_and_nodes_without_points_are_refused() -> None:
    nodes, streets = _layers()
    with pytest.raises(ValueError, match=r"u is 1, 2 .*one of the 0 nodes"):
        refuse_wrong_network(nodes.iloc[:0], streets)
    nowhere = nodes.set_geometry([shapely.Point(), shapely.Point(np.nan, 0), shapely.Point(1, 1)])
    with pytest.raises(ValueError, match="nodes 1, 2: no point"):
        refuse_wrong_network(nowhere, streets)
    with pytest.raises(ValueError, match="streets 10: no line"):
        refuse_wrong_network(nodes, streets.set_geometry([shapely.Point(0, 0), streets.geometry.iloc[1]]))


def test_an_id_that_stands_twice_is_refused() -> None:
    nodes, streets = _layers()
    with pytest.raises(ValueError, match="nodes 1: the same id twice"):
        refuse_wrong_network(nodes.set_axis([1, 1, 3]), streets.assign(u=1, v=3))
    with pytest.raises(ValueError, match="streets 10: the same id twice"):
        refuse_wrong_network(nodes, streets.set_axis([10, 10]))


def test_many_faults_are_counted() -> None:
    nodes, streets = _layers()
    many = gpd.GeoDataFrame(
        np.repeat(streets.to_numpy(), 4, axis=0), columns=streets.columns, geometry="geometry", crs=6674
    )
    many["length_m"] = -1.0
    with pytest.raises(ValueError, match="streets 0, 1, 2, 3, 4 and 3 more"):
        refuse_wrong_network(nodes, many)
