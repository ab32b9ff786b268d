"""The A3 map: size, sides, fonts, words, dates."""

import io
from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from pypdf import PdfReader

from domain.bundle import Source
from domain.measures import CrossingsClosed, StreetClosed
from domain.settings.settings import Settings
from domain.vocabulary import DayTime, HazardKind, PlaceStanding, ZoneType
from exports.district_map_pdf import choose_scale, district_map_pdf
from exports.fonts import MISSING_SIGN, fitting_size, line_width_mm, missing_characters, printable
from exports.line_breaks import wrapped, wrapped_evenly
from exports.map_legend import draw_legend
from exports.map_sheet import Rest, _most, draw_back, draw_frame
from exports.map_sheet_frame import SheetFrame
from exports.sheet_hung import number_hung
from exports.sheet_pen import SHEET_MM, Pen
from exports.sheet_places import SheetPlaces
from exports.sheet_signs import sheet_signs
from planning.block_ground import block_ground
from planning.case import Case
from planning.isolation import find_isolation
from planning.plan import Plan
from presentation.heading import preset_text
from presentation.hung_on import hung_on
from presentation.map_layers.build import lived_in
from presentation.map_layers.ground import case_zones, zone_names
from presentation.map_layers.places import place_signs
from presentation.street_names import street_name
from presentation.words import Words
from tests.each import each
from tests.exports.background_plan import make_background
from tests.exports.sample_plan import RARE_NAME, make_real, make_sample
from tests.made import Made, make_toy

D1, D2 = "271411-00001", "271420-00002"
MM = 72 / 25.4


@pytest.fixture(scope="module")
def made() -> Made:
    return make_sample()


@cache
def _sample_map(district: str, language: str) -> bytes:
    """The map of a district of the sample, for every test that only reads it."""
    return district_map_pdf(*make_sample(), district, language)


def _said(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def _fonts(content: bytes) -> list[Any]:
    pages = PdfReader(io.BytesIO(content)).pages
    return [f.get_object() for page in pages for f in page["/Resources"]["/Font"].values()]


def _is_embedded(font: Any) -> bool:
    inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
    return "/FontFile2" in inner["/FontDescriptor"]


def test_map_is_one_a3_landscape() -> None:
    pages = PdfReader(io.BytesIO(_sample_map(D1, "ja"))).pages
    assert len(pages) == 1
    assert [round(float(side) / MM) for side in pages[0].mediabox[2:]] == [420, 297]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("district", [D1, D2])
def test_papers_embed_their_fonts_and_say_model_data(language: str, district: str) -> None:
    content = _sample_map(district, language)
    assert _fonts(content)
    assert all(_is_embedded(font) for font in _fonts(content))
    said = _said(content)
    assert {"ja": "模擬データ（実際の値ではありません）", "en": "Model data (not actual values)"}[
        language
    ] in said
    assert "⟦" not in said
    assert "2026-11-23" in said


@pytest.mark.parametrize("paper", [district_map_pdf])
def test_real_data_is_not_called_model(paper: Any) -> None:
    said = _said(paper(*make_real(), D1, "ja"))
    assert "模擬データ（実際の値ではありません）" not in said


@pytest.mark.parametrize("paper", [district_map_pdf])
def test_papers_are_the_same_bytes_twice_and_dated_like_their_data(paper: Any) -> None:
    content = _sample_map(D2, "ja")
    assert paper(*make_sample(), D2, "ja") == content
    assert b"D:20261123000000" in content


@pytest.mark.parametrize("paper", [district_map_pdf])
@pytest.mark.parametrize("scenario", ["toy-flood", "toy-quake"])
def test_papers_work_for_every_scenario(paper: Any, scenario: str) -> None:
    case, plan = make_sample(scenario)
    for district in (D1, D2):
        assert "白い部分も安全とは限りません" in _said(paper(case, plan, district, "ja"))


@pytest.mark.parametrize("paper", [district_map_pdf])
def test_character_that_the_font_lacks_is_marked_and_named(paper: Any) -> None:
    said = _said(paper(*make_sample("toy-flood"), D2, "ja"))
    assert f"{MISSING_SIGN}野小学校" in said
    assert "U+20BB7" in said


def test_a_line_shrinks_to_its_room_and_never_grows() -> None:
    # The font's kanji are as wide as the size: ten of them at 20 pt are 200 pt, 70.6 mm.
    assert fitting_size("漢" * 10, 20, 100) == 20
    assert fitting_size("漢" * 10, 20, 35.28) == pytest.approx(10, abs=0.01)
    assert fitting_size("", 20, 10) == 20


def test_printable_keeps_what_the_font_has() -> None:
    assert printable("髙﨑①○△×") == "髙﨑①○△×"
    assert printable(RARE_NAME) == "〓野小学校"
    assert missing_characters([RARE_NAME, "堺区"]) == ["U+20BB7"]


def test_map_names_scale_places_and_what_is_not_safe() -> None:
    said = _said(_sample_map(D1, "ja"))
    for words in (
        "1:7,500",
        "甲区 甲校区 津波（夜）",
        "甲ビル",
        "凡例",
        "津波 1〜2 m",
        "白い部分も安全とは限りません",
        "北",
    ):
        assert words in said


@pytest.mark.parametrize("district", [D1, D2])
def test_figures_beside_the_map_add_up_to_the_people_present(district: str) -> None:
    figure = Figure()
    case, plan = make_real()
    frame = replace(_frame(case, plan), district_id=district)
    draw_frame(figure, frame, replace(_listed(case, plan), numbers={}))
    said = [one.get_text() for one in figure.axes[0].texts]
    figures = {
        label: said[i + 1]
        for i, label in enumerate(said[:-1])
        if said[i + 1][:1].isdecimal() and said[i + 1].endswith("人")
    }
    persons = {label: int(value[:-1].replace(",", "")) for label, value in figures.items()}
    # 甲: 170 people, all inside; 乙: 180 people, all outside
    total = persons["人口（その時間帯にいる人）"]
    assert total == {D1: 170, D2: 180}[district]
    assert sum(count for label, count in persons.items() if label.startswith("　")) == total
    assert persons.get("　想定区域外", 0) == {D1: 0, D2: 180}[district]


@pytest.mark.parametrize(
    ("width_m", "height_m", "scale"),
    [
        # the window inside its margins is 279 mm × 242 mm
        (1000, 1000, 5000),
        (1390, 1200, 5000),
        (1400, 1200, 7500),
        (1600, 1400, 7500),
        (9000, 2000, 50000),
    ],
)
def test_scale_is_the_largest_round_one_that_holds_the_district(
    width_m: float, height_m: float, scale: int
) -> None:
    assert choose_scale((0.0, 0.0, width_m, height_m)) == scale


@pytest.mark.parametrize("paper", [district_map_pdf])
def test_unknown_district_is_an_error(case: Case, plan: Plan, paper: Any) -> None:
    with pytest.raises(KeyError):
        paper(case, plan, "271411-99999", "ja")


def test_the_map_of_a_daytime_plan_shows_where_people_are_by_day() -> None:
    # Nobody lives in the second block, but 50 people work there: by day it belongs on the map.
    squares = [shapely.box(0, 0, 100, 100), shapely.box(900, 0, 1000, 100)]
    blocks = gpd.GeoDataFrame({"residents": [10, 0], "daytime_persons": [5, 50]}, geometry=squares)
    outline = shapely.box(0, 0, 2000, 100)
    # 100 m around the people, inside the district.
    assert lived_in(outline, blocks, DayTime.NIGHT) == (0.0, 0.0, 200.0, 100.0)
    assert lived_in(outline, blocks, DayTime.DAY) == (0.0, 0.0, 1100.0, 100.0)


def test_legend_explains_every_line_and_dot_and_calls_zones_by_their_official_names(
    case: Case, plan: Plan
) -> None:
    said = _said(_sample_map(D1, "ja"))
    for words in (
        "津波避難対象地域",
        "この校区の境",
        "校区の境",
        "区の境",
        "道路",
        "小さい印: ほかの場所",
        "満席",
        "主に時間・経路のため",
    ):
        assert words in said
    assert "避難対象区域" not in said
    assert zone_names(case_zones(case), Words("en"))[ZoneType.EVACUATION_ZONE] == "Tsunami evacuation zone"
    # The official words are for a tsunami alone.
    zones = case.city.zones.assign(kind="flood")
    scenario = replace(case.scenario, kinds=(HazardKind.FLOOD,))
    flood = replace(case, city=replace(case.city, zones=zones), scenario=scenario)
    assert zone_names(case_zones(flood), Words("ja"))[ZoneType.EVACUATION_ZONE] == "避難対象地域"


@each(
    ("said", "limit", "lines"),
    [
        # A run goes on from its slash, or whole; one longer than a line breaks where the line ends.
        ("駅（Seo/station_database）を", 16, ["駅（Seo/", "station_database", "）を"]),
        ("資料はstation", 10, ["資料は", "station"]),
        ("of the sea", 8, ["of the", "sea"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("漢字漢字", 4, ["漢字", "漢字"]),
        # No line begins with a closing mark or ends with an opening one.
        ("漢字漢。", 6, ["漢字", "漢。"]),
        ("漢字漢」。", 6, ["漢字", "漢」。"]),
        ("漢字（外）", 6, ["漢字", "（外）"]),
        ("漢字ab）", 6, ["漢字", "ab）"]),
        ("。。。", 2, ["。", "。", "。"]),
        # A number stays with 約 and with what it counts; no line begins with a gap.
        ("漢字（約10人）", 10, ["漢字", "（約10人）"]),
        ("漢字10人", 6, ["漢字", "10人"]),
        ("ab cd", 2, ["ab", "cd"]),
    ],
)
def test_lines_break_at_spaces_and_slashes_and_between_kanji(said: str, limit: int, lines: list[str]) -> None:
    assert wrapped(said, limit) == lines


def test_no_english_line_ends_between_a_number_and_what_it_counts() -> None:
    said = "at the latest 7 h 17 min after alert level 3, 1.5 km"
    for limit in range(12, 40):
        lines = wrapped(said, limit)
        assert " ".join(line.strip() for line in lines) == said
        assert not [line for line in lines if line.strip().endswith((" 7", " 17", "level", " 7 h", "1.5"))]


def test_no_single_letter_of_a_name_stands_on_a_line_of_its_own() -> None:
    # 30 columns: one kanji more than fits into 28.
    name = "アーバンビュー堺プレミアムコート"
    assert wrapped(name, 30) == ["アーバンビュー堺プレミアムコー", "ト"]
    assert wrapped_evenly(name, 30) == ["アーバンビュー堺プレミアム", "コート"]
    assert wrapped_evenly("漢字", 4) == ["漢字"]
    # Where nothing helps, as few lines as before.
    assert wrapped_evenly("漢字漢", 4) == wrapped("漢字漢", 4)


def test_the_legend_explains_no_sign_that_the_sheet_does_not_hold(case: Case, plan: Plan) -> None:
    listed = _listed(case, plan)
    elsewhere = replace(_frame(case, plan), window=shapely.box(-9e6, -9e6, -8e6, -8e6))
    nothing = sheet_signs(elsewhere, replace(listed, numbers={}))
    ground = (nothing.hazards, nothing.zones, nothing.background)
    signs_of_places = (nothing.standings, nothing.loads, nothing.letters)
    assert not any(map(len, (*ground, *signs_of_places)))
    # Places of the list are explained wherever they lie.
    far, near = sheet_signs(elsewhere, listed), sheet_signs(_frame(case, plan), listed)
    assert far.standings == near.standings
    assert {one.value for one in near.standings} == set(listed.signs["standing"])
    assert near.hazards
    usable = listed.signs.assign(standing=PlaceStanding.USABLE.value)
    assert sheet_signs(_frame(case, plan), replace(listed, signs=usable)).standings == (PlaceStanding.USABLE,)
    pens = {}
    for name, signs in (("nothing", nothing), ("near", near)):
        figure = Figure()
        draw_legend(Pen(figure), signs, Words("ja"), 0, 200)
        pens[name] = {said.get_text() for said in figure.axes[0].texts}
    assert "？ 要確認（資料が足りない）" not in pens["nothing"]
    assert "満席" not in pens["nothing"]
    assert pens["nothing"] < pens["near"]


def test_a_long_name_stands_in_full_beside_the_map(case: Case, plan: Plan) -> None:
    long = "住宅型有料老人ホーム宝の看護サカイ浜寺石津東館別棟"
    places = case.city.places
    named = replace(case, city=replace(case.city, places=places.assign(name=long)))
    front, _, rest = _sheets(named, plan, "注意。")
    said = [one.get_text() for one in front.axes[0].texts]
    assert rest.is_empty
    assert not [line for line in said if line.endswith("…")]
    # "".join of neighbours: each name is two lines, one after the other.
    assert "".join(said).count(long) == len(places)


def _listed(case: Case, plan: Plan, kept: int = 0) -> SheetPlaces:
    numbers = {str(place): i for i, place in enumerate(case.city.places.index, start=1)}
    return SheetPlaces(numbers, kept, place_signs(case, plan))


def _frame(case: Case, plan: Plan, language: str = "ja", *, is_cut: bool = False) -> SheetFrame:
    window = shapely.box(*case.city.wards.total_bounds)
    return SheetFrame(case, plan, D1, Words(language), 5000, is_cut, window)


def _sheets(case: Case, plan: Plan, notice: str, kept: int = 0) -> tuple[Figure, Figure, Rest]:
    layers = tuple(
        replace(layer, sources=(Source("", "", notices=(notice * 4, f"{layer.layer}の終わり")),))
        for layer in plan.provenance
    )
    frame, listed = _frame(case, replace(plan, provenance=layers)), _listed(case, plan, kept)
    front, back = Figure(), Figure()
    rest = draw_frame(front, frame, listed)
    draw_back(back, frame, listed, rest)
    return front, back, rest


def test_every_notice_of_the_data_is_said_and_large_enough_to_read(case: Case, plan: Plan) -> None:
    for notice, fits in (("注意。", True), ("この注意は必ず伝えてください。" * 30, False)):
        front, back, rest = _sheets(case, plan, notice)
        texts = [*front.axes[0].texts, *back.axes[0].texts]
        assert rest.is_empty == fits
        assert min(said.get_fontsize() for said in texts) >= 7.0
        assert min(said.get_position()[1] for said in texts) > 5.0
        # Lines are broken wherever their width ends.
        whole = "".join(said.get_text() for said in texts)
        assert all(f"{layer.layer}の終わり" in whole for layer in plan.provenance)


def test_places_that_have_no_room_beside_the_map_stand_overleaf(case: Case, plan: Plan) -> None:
    # The toy city has five places: many numbers are made of them again.
    ids = [str(place) for place in case.city.places.index]
    usable = pd.concat([plan.usable_places] * 10, keys=range(10))
    usable.index = pd.Index([f"{place}-{copy}" for copy, place in usable.index])
    loads = pd.concat([plan.loads.loc[ids]] * 10).set_axis(usable.index)
    places = pd.concat([case.city.places] * 10).set_axis(usable.index)
    crowded = replace(plan, usable_places=usable, loads=loads)
    held = replace(case, city=replace(case.city, places=places))
    front, back, rest = _sheets(held, crowded, "注意。")
    listed = len(usable) - len(rest.places)
    assert 6 <= listed < len(usable)
    assert list(rest.places.values()) == list(range(listed + 1, len(usable) + 1))
    assert f"ほか{len(rest.places)}か所は裏面（2ページ目）" in [one.get_text() for one in front.axes[0].texts]
    overleaf = {one.get_text() for one in back.axes[0].texts}
    assert {str(number) for number in rest.places.values()} <= overleaf
    assert rest.lines == ()
    # What must be seen stays in front, and notices go to the back instead.
    _, _, rest = _sheets(held, crowded, "この注意は必ず伝えてください。" * 9, kept=listed + 2)
    assert len(usable) - len(rest.places) >= listed + 2
    assert rest.lines


def test_as_many_places_stand_beside_the_map_as_taking_one_away_after_the_other_leaves() -> None:
    for listed, least, room in product(range(9), repeat=3):
        expected = listed
        while expected > least and expected > room:
            expected -= 1
        assert _most(listed, least, lambda count, room=room: count <= room) == expected


@pytest.mark.parametrize(
    ("scenario", "language"),
    [
        ("toy-tsunami-night", "ja"),
        ("toy-tsunami-night", "en"),
        ("toy-tsunami-night", "ja_easy"),
        ("toy-flood", "ja"),
        ("toy-quake", "en"),
    ],
)
def test_no_words_beside_the_map_lie_upon_others(scenario: str, language: str) -> None:
    case, plan = make_background(scenario)
    # Real names are long, and many places lie beyond the map, which is said behind the name.
    places = case.city.places.assign(name="関西大学堺キャンパス")
    case = replace(case, city=replace(case.city, places=places))
    figure = Figure(figsize=(420 / 25.4, 297 / 25.4))
    frame = replace(_frame(case, plan, language, is_cut=True), window=shapely.box(0, 0, 1, 1))
    draw_frame(figure, frame, _listed(case, plan))
    renderer = FigureCanvasAgg(figure).get_renderer()
    # Signs of places and the scale stand in boxes of their own.
    words = [said for said in figure.axes[0].texts if len(said.get_text()) > 1]
    boxes = [shapely.box(*said.get_window_extent(renderer).extents).buffer(-1.0) for said in words]
    first, second = shapely.STRtree(boxes).query(boxes, predicate="intersects")
    assert [
        (words[a].get_text(), words[b].get_text()) for a, b in zip(first, second, strict=True) if a < b
    ] == []


def test_papers_of_a_trial_say_that_settings_were_changed(case: Case, plan: Plan) -> None:
    usual = Settings.preset(case.preset).with_overrides(case.city.setting_overrides)
    shut = replace(case, settings=usual, measures=(CrossingsClosed("甲電鉄"),))
    assert "変更" not in preset_text(replace(case, settings=usual), "ja")
    assert "踏切を閉じる鉄道" in preset_text(shut, "ja")
    # The map shows the street, and its legend says so; nowhere else.
    blocked = make_toy(measures=(StreetClosed(101),))
    said = _said(district_map_pdf(*blocked, D1, "ja"))
    assert "設定で閉じた道" in said
    assert street_name(blocked.case, 101, Words("ja")).replace("　", "")[:8] in "".join(said.split())
    assert "設定で閉じた道" not in _said(_sample_map(D1, "ja"))


@pytest.mark.parametrize("language", ["ja", "en", "ja_easy"])
def test_no_line_of_the_side_column_leaves_the_paper(
    made: Made, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[tuple[float, str, float]] = []
    write = Pen.write

    def heard(pen: Pen, x: float, y: float, said: str, size: float, **style: Any) -> None:
        if style.get("ha", "left") == "left":
            written.append((x, said, size))
        elif style["ha"] == "center" and x > SHEET_MM[0] / 2:
            written.append((x - line_width_mm(said, size) / 2, said, size))
        write(pen, x, y, said, size, **style)

    monkeypatch.setattr(Pen, "write", heard)
    district_map_pdf(made.case, made.plan, D1, language)
    assert any(Words(language)("export.place_list_note").startswith(said) for _, said, _ in written)
    for x, said, size in written:
        columns = sum(1 if letter.isascii() else 2 for letter in said)
        # Half-width letters of one column are at most half an em wide: 5.55 of 1 pt on 1 mm.
        assert x + columns * size / 5.55 <= SHEET_MM[0] + 1, said


def test_the_map_has_the_ledger_of_the_page_and_the_seats_of_closed_places() -> None:
    said = _said(_sample_map(D1, "ja"))
    for key in ("unserved", "not_in_time"):
        assert Words("ja")(f"ledger.{key}")[:12] in said


def test_a_dollar_sign_in_a_name_is_a_letter_and_no_formula(made: Made) -> None:
    places = made.case.city.places.assign(name=r"$y$と$\frac{$小学校")
    case = replace(made.case, city=replace(made.case.city, places=places))
    said = _said(district_map_pdf(case, made.plan, D1, "ja")).replace("\n", "")
    assert r"$y$と$\frac{$小学校" in said


def test_a_long_caution_of_seats_stays_beside_the_map(
    case: Case, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    caution = "3,066（公表されている収容人数（3,000人を超えます。屋外の広さを含むかもしれません））"
    monkeypatch.setattr("exports.map_sheet.seats_words", lambda *_: caution)
    front, _, _ = _sheets(case, plan, "注意。")
    told = [text for text in front.axes[0].texts if "屋外の広さ" in text.get_text()]
    assert told
    for text in told:
        x, width = text.get_position()[0], line_width_mm(text.get_text(), text.get_fontsize())
        left = x - width if text.get_ha() == "right" else x
        # The side column runs from 309 to 412 mm; digits are a little wider than half a letter.
        assert left >= 309
        assert left + width <= 414


def test_the_map_numbers_and_lists_the_streets_that_the_district_hangs_on(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As もしも has them: 甲 on some ways together, A on 101 and B on 111 (tests/planning/test_isolation.py).
    found = find_isolation(made.case, made.plan, block_ground(made.case, made.plan), [D1])
    pieces = hung_on(made.case, found, Words("ja"), rounded=made.plan.is_rounded)
    said = "".join(_said(_sample_map(D1, "ja")).split())
    assert "頼っている道（地図の丸い番号" in said
    assert all("".join(one.label.split()) in said for one in pieces)
    assert "すべて通れなくなると、この計画が通す道がなくなる道" in said
    # Whoever holds what is at hand already need not wait for it again; without streets nothing is said.
    nobody = replace(found, blocks=found.blocks.iloc[:0], districts=found.districts.assign(street_ids=[()]))
    monkeypatch.setattr("exports.district_map_pdf.find_isolation", None)
    bare = "".join(_said(district_map_pdf(*made, D1, "ja", isolation=lambda: nobody)).split())
    assert "頼っている道" not in bare
    # Where the list is cut it says so.
    monkeypatch.setattr("presentation.hung_on.LISTED", 1)
    few = "".join(_said(district_map_pdf(*made, D1, "ja", isolation=lambda: found)).split())
    assert f"ほかに{len(pieces) - 1}本あります" in few
    # Where the column beside the map is full, the list stands overleaf, and the front says so.
    monkeypatch.setattr("exports.map_sheet._TOP_MM", 170.0)
    front, back = PdfReader(io.BytesIO(district_map_pdf(*made, D1, "ja", isolation=lambda: found))).pages
    assert "一覧は裏面" in front.extract_text()
    assert "".join(pieces[0].label.split()) in "".join(back.extract_text().split())


def test_a_number_of_a_street_stands_where_it_meets_no_other_sign(made: Made) -> None:
    found = find_isolation(made.case, made.plan, block_ground(made.case, made.plan), [D1])
    pieces = hung_on(made.case, found, Words("ja"), rounded=True)
    axes = Figure().add_axes((0, 0, 1, 1))
    everywhere = shapely.box(*made.case.city.streets.total_bounds).buffer(500)
    free = number_hung(axes, made.case, pieces, everywhere, 5000, [])
    assert len(free) == len(pieces)
    # What lies where a number would stand drives it to the other side of its street.
    moved = number_hung(axes, made.case, pieces, everywhere, 5000, free)
    assert not any(one.intersects(other) for one in moved for other in free)
    assert number_hung(axes, made.case, pieces, shapely.box(0, 0, 1, 1), 5000, []) == []
