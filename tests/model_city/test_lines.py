"""The facts of the ground of Sakai, read into its metric CRS."""

import numpy as np
import pytest
import shapely

from model_city.lines import SAKAI_EPSG, CityLines, read_lines


@pytest.fixture(scope="module")
def lines() -> CityLines:
    return read_lines()


def test_wards_have_the_published_area(lines: CityLines) -> None:
    # 149.83 km² in all (堺23.66 中17.88 東10.49 西28.62 南40.39 北15.60 美原13.20);
    # outlines simplified to 15 m may lose 0.1 %.
    published_km2 = np.array([23.66, 17.88, 10.49, 28.62, 40.39, 15.60, 13.20])
    assert lines.wards["name"].tolist() == ["堺区", "中区", "東区", "西区", "南区", "北区", "美原区"]
    np.testing.assert_allclose(lines.wards.area / 1e6, published_km2, rtol=2e-3)
    assert lines.wards.is_valid.all()


def test_wards_do_not_overlap(lines: CityLines) -> None:
    overlap_m2 = lines.wards.area.sum() - shapely.union_all(lines.wards.geometry.to_numpy()).area
    assert overlap_m2 < 100.0


def test_every_town_lies_in_its_ward(lines: CityLines) -> None:
    assert len(lines.towns) == 947
    ward = lines.wards.geometry.reindex(lines.towns["ward_code"]).to_numpy()
    # Outlines are simplified to 15 m and points rounded to 10 m.
    assert shapely.distance(ward, lines.towns.geometry.to_numpy()).max() < 25.0


def test_every_table_is_in_the_metric_crs_and_near_the_city(lines: CityLines) -> None:
    west, south, east, north = lines.wards.total_bounds
    near = shapely.box(west - 1500, south - 1500, east + 1500, north + 1500)
    tables = (
        lines.towns,
        lines.rivers,
        lines.railways,
        lines.stations,
        lines.roads,
        lines.coast,
        lines.sites,
        lines.references,
        lines.heights,
    )
    for table in tables:
        assert table.crs.to_epsg() == SAKAI_EPSG
        assert table.geometry.is_valid.all()
        assert table.within(near).all()


def test_lines_keep_the_order_of_their_points(lines: CityLines) -> None:
    # 南海本線 runs from 七道 in the north to 浜寺公園 in the south.
    order = lines.stations[lines.stations["line"] == "南海本線"]
    along_m = shapely.line_locate_point(lines.railways.geometry["南海本線"], order.geometry.to_numpy())
    assert order["station"].tolist() == ["七道", "堺", "湊", "石津川", "諏訪ノ森", "浜寺公園"]
    assert (np.diff(along_m) > 0).all()


def test_tram_and_subway_bar_no_way(lines: CityLines) -> None:
    barriers = lines.barriers()
    assert {"南海本線", "JR阪和線", "南海高野線", "南海泉北線", "石津川", "内川"} <= set(barriers.index)
    assert not {"阪堺線", "Osaka Metro 御堂筋線"} & set(barriers.index)
    assert set(barriers["kind"]) == {"river", "rail"}
    assert (barriers["width_m"] > 0).all()


def test_precinct_of_daisenryo_is_47_hectares(lines: CityLines) -> None:
    assert lines.sites.geometry["大仙陵古墳"].area == pytest.approx(470_000, rel=0.01)
    assert not lines.sites["walkable"]["大仙陵古墳"]
    assert lines.sites["walkable"]["大仙公園"]


def test_evacuation_line_lies_seaward_of_the_attention_line(lines: CityLines) -> None:
    evacuation = lines.references.geometry["tsunami_evacuation_line"]
    attention = lines.references.geometry["attention_line"]
    for x, y in shapely.get_coordinates(attention):
        level = shapely.LineString([(x - 5000, y), (x + 5000, y)])
        crossing = shapely.intersection(evacuation, level)
        assert crossing.is_empty or crossing.centroid.x < x
