"""Layer files: what the browser reads back is what was put in."""

import json

import geopandas as gpd
import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from ui.maps import encode
from ui.maps.store import LayerStore

_EPSG = 6674
_DEGREE_STEP = 1 / encode.UNITS_PER_DEGREE


def _decoded(file: dict[str, list[int]]) -> np.ndarray:
    """The same sums that decoding.js makes."""
    return np.cumsum(np.array(file["xy"]).reshape(-1, 2), axis=0) / encode.UNITS_PER_DEGREE


@settings(deadline=None, max_examples=30)
@given(
    st.lists(
        st.lists(
            st.tuples(st.integers(0, 20_000), st.integers(0, 20_000)), min_size=2, max_size=5, unique=True
        ),
        min_size=1,
        max_size=6,
    )
)
def test_lines_come_back_to_within_half_a_step(lines: list[list[tuple[int, int]]]) -> None:
    series = gpd.GeoSeries(
        [shapely.LineString([(x - 50_000, y - 160_000) for x, y in line]) for line in lines], crs=_EPSG
    )
    file = encode.line_file(series, np.zeros(len(lines), dtype=np.int64))
    expected = shapely.get_coordinates(series.to_crs(4326).to_numpy())
    assert file["sizes"] == [len(line) for line in lines]
    assert np.abs(_decoded(file) - expected).max() <= 0.5 * _DEGREE_STEP + 1e-12


def test_a_polygon_with_a_hole_and_a_multipolygon_keep_their_rings() -> None:
    outer = shapely.box(-47_000, -158_000, -46_000, -157_000)
    holed = outer.difference(shapely.box(-46_700, -157_700, -46_300, -157_300))
    two = shapely.MultiPolygon(
        [shapely.box(-45_000, -158_000, -44_900, -157_900), shapely.box(-44_000, -158_000, -43_900, -157_900)]
    )
    file = encode.area_file(
        gpd.GeoSeries([holed, two], crs=_EPSG), np.array([0, 1]), ids=["a", "b"], tips=["A", "B"]
    )
    # One part with two rings, then two parts of one ring each, which share id and style.
    assert file["rings"] == [2, 1, 1]
    assert file["style"] == [0, 1, 1]
    assert file["ids"] == ["a", "b", "b"]
    assert sum(file["sizes"]) * 2 == len(file["xy"])


def test_the_same_content_has_the_same_name_and_is_kept_once(tmp_path) -> None:  # type: ignore[no-untyped-def]
    store = LayerStore(tmp_path)
    content = encode.encode({"xy": [1, 2], "style": [0]})
    first, again = store.put(content), store.put(content)
    assert first == again
    assert len(list(tmp_path.iterdir())) == 1
    assert store.put(encode.encode({"xy": [1, 3], "style": [0]})) != first


def test_a_layer_file_is_read_by_its_own_name_only(tmp_path) -> None:  # type: ignore[no-untyped-def]
    import gzip

    store = LayerStore(tmp_path / "maps")
    url = store.put(encode.encode({"style": [7]}))
    packed = store.packed(url.rpartition("/")[2])
    assert packed is not None
    assert json.loads(gzip.decompress(packed)) == {"style": [7]}
    (tmp_path / "secret.json").write_text("{}")
    assert store.packed("../secret.json") is None
    assert store.packed("0" * 32 + ".json") is None


def test_only_the_newest_layer_files_are_kept(tmp_path) -> None:  # type: ignore[no-untyped-def]
    import os

    store = LayerStore(tmp_path)
    urls = [store.put(encode.encode({"style": [i]})) for i in range(4)]
    for age, url in enumerate(urls):
        os.utime(tmp_path / url.rpartition("/")[2], (1000 + age, 1000 + age))
    assert store.trim(2) == 2
    assert [store.packed(url.rpartition("/")[2]) is None for url in urls] == [True, True, False, False]
