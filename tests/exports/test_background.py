"""Lines for orientation on paper: all kinds, names with room, nothing if empty."""

import io
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely
from pypdf import PdfReader

from exports.district_map_pdf import district_map_pdf
from exports.map_background import Room, placed_names, text_box
from exports.offline_map import city_map
from planning.case import Case
from planning.plan import Plan
from presentation.map_layers.ground import marked
from tests.exports.background_plan import make_background
from tests.exports.sample_plan import make_sample
from tests.made import Made

D1 = "271411-00001"


@pytest.fixture(scope="module")
def made() -> Made:
    return make_background()


def _pdf_text(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_a_city_without_background_draws_none_and_has_no_legend_of_it() -> None:
    case, plan = make_sample()
    assert case.city.background.empty
    said = _pdf_text(district_map_pdf(case, plan, D1, "ja"))
    assert "位置の目安" not in said
    assert "海岸線" not in said


def test_the_map_on_paper_names_what_is_in_its_window_and_says_approximate(case: Case, plan: Plan) -> None:
    said = _pdf_text(district_map_pdf(case, plan, D1, "ja"))
    for words in ("模擬川", "模擬鉄道", "模擬駅", "国道0号", "位置の目安（概略）", "海岸線", "主な道路"):
        assert words in said


def test_every_map_lists_the_source_of_the_background_and_its_notice(case: Case, plan: Plan) -> None:
    paper = _pdf_text(district_map_pdf(case, plan, D1, "ja")).replace("\n", "")
    for said in (city_map(case, plan, "ja").decode(), paper):
        assert "模擬市の線図" in said
        assert "概略の線です。" in said


def test_the_same_background_gives_the_same_bytes(case: Case, plan: Plan) -> None:
    again = make_background()
    assert district_map_pdf(case, plan, D1, "en") == district_map_pdf(*again, D1, "en")
    assert city_map(case, plan, "ja") == city_map(*again, "ja")


# ------------------------------------------------------------------------------- names on paper


def _marked(*rows: tuple[str, str, shapely.Geometry]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {"kind": [row[0] for row in rows], "name": [row[1] for row in rows]},
        geometry=[row[2] for row in rows],
        crs=6674,
    )


def _room(taken: tuple[Any, ...] = (), routes: Any = None) -> Room:
    return Room(shapely.box(0, 0, 1000, 1000), taken, routes or shapely.MultiLineString(), m_per_mm=5.0)


def test_a_name_stands_in_the_middle_of_what_is_seen_of_its_line() -> None:
    # Of the line from 0 to 4,000 m the window shows 1,000 m, whose middle is 500.
    river = _marked(("river", "川", shapely.LineString([(0, 300), (4000, 300)])))
    ((_, name, box),) = placed_names(river, _room())
    assert name == "川"
    # Tries are 6 mm = 30 m apart: the nearest to the middle is 15 m off at most.
    assert abs(box.centroid.x - 500) <= 15
    assert box.centroid.y == pytest.approx(300)


def test_no_name_covers_a_sign_another_name_or_the_edge() -> None:
    sign = shapely.box(350, 200, 650, 400)
    lines = _marked(
        ("railway", "鉄道", shapely.LineString([(0, 300), (1000, 300)])),
        ("river", "川の名", shapely.LineString([(0, 310), (1000, 310)])),
        ("station", "駅", shapely.Point(995, 300)),
    )
    found = placed_names(lines, _room((sign,)))
    assert [name for _, name, _ in found] == ["鉄道", "川の名", "駅"]
    boxes = [box for _, _, box in found]
    for i, box in enumerate(boxes):
        assert not box.intersects(sign)
        assert _room().window.covers(box)
        assert not any(box.intersects(other) for other in boxes[:i])


def test_a_name_without_room_is_left_out() -> None:
    line = _marked(("river", "川", shapely.LineString([(0, 300), (1000, 300)])))
    assert placed_names(line, _room((shapely.box(0, 0, 1000, 1000),))) == []


def test_a_name_keeps_off_the_ways_that_people_walk_where_it_can() -> None:
    line = _marked(("river", "川", shapely.LineString([(0, 300), (1000, 300)])))
    routes = shapely.MultiLineString([[(x, 0), (x, 1000)] for x in range(440, 561, 10)])
    ((_, _, box),) = placed_names(line, _room(routes=routes))
    assert not box.intersects(routes)


def test_the_room_of_a_text_grows_with_its_letters() -> None:
    width = [np.ptp(text_box(0, 0, said, 8.0, 1.0).bounds[::2]) for said in ("川", "石津川", "JR")]
    # two more full-width letters of 8 pt = 2.82 mm each; two half-width letters are one full-width
    assert width[1] - width[0] == pytest.approx(2 * 8 * 25.4 / 72)
    assert width[2] == pytest.approx(width[0])


def test_a_station_without_a_name_is_drawn_and_a_line_without_one_is_not_named() -> None:
    line = shapely.LineString([(0, 300), (1000, 300)])
    table = _marked(("station", "", shapely.Point(500, 500)), ("coast", "", line))
    assert placed_names(marked(table), _room()) == []
