"""Tables for users: headings with units, official order, words for what is not known."""

import csv
import dataclasses
import io
import re

import numpy as np
import pandas as pd
import pytest

from exports.tables import TABLE_IDS, plan_csvs, plan_table, plan_tables, table_csv
from messages.catalogue import text
from planning.case import Case
from planning.limits import district_limits
from planning.plan import Plan
from presentation.district_profile.limits import limit_grid, no_limit_text
from presentation.district_profile.subject import Subject
from presentation.evidence import model_columns
from presentation.heading import headline
from presentation.plan_table import ColumnMaker
from presentation.result_tables import walked_routes
from presentation.words import Words
from tests.each import each
from tests.exports.sample_plan import FORMULA_NAME, MARKUP_NAME, make_real, make_sample
from tests.made import Made


@pytest.fixture(scope="module")
def made() -> Made:
    return make_sample()


def _rows(case: Case, plan: Plan, table: str, language: str = "ja") -> list[dict[str, str]]:
    content = table_csv(plan_table(table, case, plan, language)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


def test_each_table_alone_is_the_one_among_all_and_in_its_file(case: Case, plan: Plan) -> None:
    tables = plan_tables(case, plan, "ja")
    files = plan_csvs(case, plan, "ja", tables)
    for table_id, table in zip(TABLE_IDS, tables, strict=True):
        assert plan_table(table_id, case, plan, "ja") == table
        assert (table.table_id, table.title) == (table_id, text("ja", f"export.table.{table_id}"))
        assert files[f"{table_id}.csv"] == table_csv(table)
    # A CSV has no head: a file beside it says of which scenario they all are, and under which terms.
    about = csv.DictReader(io.StringIO(files["about.csv"].decode("utf-8-sig"), newline=""))
    said = {row["項目"]: row["値"] for row in about}
    assert set(files) == {"about.csv", *(f"{one}.csv" for one in TABLE_IDS)}
    assert dict(headline(case, plan, "ja")).items() <= said.items()
    assert (said["想定"], said["時刻の起点"]) == ("津波（夜）", "地震発生")
    assert "模擬データ" in said["データの区分"]
    assert any(layer.licence in said["出典・時点・利用条件"] for layer in plan.provenance)
    # Nor has it room for notes, which say what dashes and zeros mean: each stands there once.
    notes = [note for table in tables for note in table.notes]
    assert {one for one in said.values() if one in notes} == {one for one in notes if one}
    assert said["注（routes.csv）"] == text("ja", "export.note.routes")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_cell_has_a_bracket_with_nothing_in_it(case: Case, plan: Plan, language: str) -> None:
    empty = [
        (table.table_id, column.key, cell)
        for table in plan_tables(case, plan, language)
        for column in table.columns
        for cell in column.cells
        if isinstance(cell, str) and re.search(r"（\s*）|\(\s*\)", cell)
    ]
    assert empty == []


def test_ward_table_keeps_official_order_and_ends_with_the_city(case: Case, plan: Plan) -> None:
    rows = _rows(case, plan, "wards")
    assert [row["区"] for row in rows] == ["甲区", "乙区", "全市計"]
    # A 60, B 40, C 50, G 20 live in 甲区; D 100 and E 80 in 乙区
    assert [int(row["人口（その時間帯にいる人）（人）"]) for row in rows] == [170, 180, 350]
    # everybody seaward of x = 1,000 is inside: all 170 of 甲区, nobody of 乙区
    assert [int(row["想定区域内の人（人）"]) for row in rows] == [170, 0, 170]
    # G (20) has no route; all others have a place
    assert int(rows[0]["避難先を確保できない人（計）（人）"]) == 20
    assert (int(rows[0]["容量不足（人）"]), int(rows[0]["安全な経路なし（人）"])) == (0, 20)


@pytest.mark.parametrize(
    ("scenario", "reason"),
    [
        ("toy-flood", "到達時間の資料がないため余裕時間は計算できません"),
        ("toy-quake", "この想定には避難の期限がありません"),
    ],
)
def test_a_margin_that_is_not_computed_says_why_and_is_never_zero(scenario: str, reason: str) -> None:
    case, plan = make_sample(scenario)
    late = [row["値"] for row in _rows(case, plan, "facts") if row["項目"].startswith("割り当てた経路の余裕")]
    assert len(late) == 1
    assert late[0].startswith(reason)
    subject = Subject(case, plan, "271411-00001", Words("ja"))
    assert limit_grid(subject) is None
    assert no_limit_text(subject).startswith(reason)


def test_official_order_comes_before_the_order_of_ids(case: Case, plan: Plan) -> None:
    wards = case.city.wards.assign(official_order=[2, 1])
    swapped = dataclasses.replace(case, city=dataclasses.replace(case.city, wards=wards))
    assert [row["区"] for row in _rows(swapped, plan, "wards")] == ["乙区", "甲区", "全市計"]
    assert [row["校区"] for row in _rows(swapped, plan, "districts")] == ["乙", "甲"]


@pytest.mark.parametrize("scenario", ["toy-tsunami-night", "toy-flood", "toy-quake"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_word_is_missing(scenario: str, language: str) -> None:
    said = b"".join(plan_csvs(*make_sample(scenario), language).values()).decode("utf-8")
    assert "⟦" not in said
    assert "{" not in said.replace(MARKUP_NAME, "")


def test_people_of_a_published_figure_are_people_in_english(case: Case, plan: Plan) -> None:
    figure = {
        "scope": "271403", "measure": "evacuees_day1", "value_min": 1.0, "value_max": 1.0, "ours": 2.0,
        "unit": "人", "source": "", "date": "", "note": "", "note_en": "",
    }  # fmt: skip
    told = dataclasses.replace(plan, official=pd.DataFrame([figure, {**figure, "unit": "ha"}]))
    (units,) = [one.cells for one in plan_table("official", case, told, "en").columns if one.key == "unit"]
    assert units == ("people", "ha")


def test_unknown_is_a_word_and_never_zero() -> None:
    rows = {row["施設ID"]: row for row in _rows(*make_sample("toy-flood"), "places")}
    assert rows["E2714000003"]["収容人数（人）"] == "不明"
    assert rows["E2714000003"]["使用率（%）"] == "不明"
    # 500 m² × 0.7 ÷ 2 m² a person, two of three floors dry = 116
    assert rows["E2714000002"]["収容人数（人）"] == "116"


def test_csv_cell_is_never_a_formula(case: Case, plan: Plan) -> None:
    for name, content in plan_csvs(case, plan, "ja").items():
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
            assert not [cell for cell in row if cell.startswith(("=", "+", "@", "\t", "＝"))], name
    names = [row["施設名"] for row in _rows(case, plan, "places")]
    assert "'" + FORMULA_NAME in names


def test_our_own_sign_stands_in_a_csv_as_on_screen() -> None:
    # In the quake of the toy city the park is no shelter: it is no destination, 「－」.
    case, plan = make_sample("toy-quake")
    said = {row["施設ID"]: row["使えるか"] for row in _rows(case, plan, "places")}
    signs = plan.usable_places["standing"].to_dict()
    assert said == {place: text("ja", f"place_standing.{sign}") for place, sign in signs.items()}
    assert any(cell.startswith("－") for cell in said.values())


@each("start", ["=", "+", "-", "@", "\t", "＝", "＋", "－", "＠", "－ ", " ="])
def test_name_of_a_bundle_that_begins_like_a_formula_is_guarded(start: str) -> None:
    case, plan = make_sample("toy-quake")
    name = f"{start}1+1小学校"
    places = case.city.places.assign(name=name)
    other = dataclasses.replace(case, city=dataclasses.replace(case.city, places=places))
    assert {row["施設名"] for row in _rows(other, plan, "places")} == {f"'{name}"}


def test_every_table_says_whether_it_is_model_data(case: Case, plan: Plan) -> None:
    for table in plan_tables(case, plan, "ja"):
        if table.table_id != "settings" and table.rows():
            assert "模擬データ" in {cell for row in table.rows() for cell in row}, table.table_id
    for table in plan_tables(*make_real(), "ja"):
        cells = {cell for row in table.rows() for cell in row}
        assert "模擬データ" not in cells, table.table_id
        assert not table.is_model, table.table_id


def test_places_say_of_seats_and_site_apart_what_is_model() -> None:
    case, plan = make_real()
    layers = tuple(
        dataclasses.replace(layer, model_columns=("floor_area_m2",)) if layer.layer == "places" else layer
        for layer in case.city.meta.layers
    )
    meta = dataclasses.replace(case.city.meta, layers=layers)
    mixed = dataclasses.replace(case, city=dataclasses.replace(case.city, meta=meta))
    model = dataclasses.replace(plan, provenance=layers)
    row = _rows(mixed, model, "places")[0]
    assert (row["施設情報の区分"], row["収容人数の区分"]) == ("実データ", "模擬データ")
    kinds = {row["資料"]: row["データの区分"] for row in _rows(mixed, model, "sources")}
    assert kinds["避難場所・避難所"] == "一部模擬データ"
    # In words as on the data page, not by the name of the column.
    named = {row["資料"]: row["模擬データ・仮定の列"] for row in _rows(mixed, model, "sources")}
    assert named["避難場所・避難所"] == model_columns(
        next(one for one in layers if one.model_columns), Words("ja")
    )
    assert "_" not in named["避難場所・避難所"]


def test_routes_never_count_people_who_need_help_apart(case: Case, plan: Plan) -> None:
    rows = _rows(case, plan, "routes")
    # B walks to the safe area in two groups, 4 who need help with 4 helpers, and 32 others: one row of 40
    assert [row["人数（人）"] for row in rows if row["町"] == "B町"] == ["40"]
    assert not [heading for heading in rows[0] if "支援" in heading]


def _routes_of(name: str, *, first_s: float) -> list[dict[str, str]]:
    """Rows of a town to safe ground, of which pairs leave at a time of their own and walk 20 minutes.

    The others leave after 15 minutes and walk 10. Of B (40 people, 4 need help) that is 8 and 32.
    """
    case, plan = make_sample()
    town = case.city.blocks["town"]
    block = str(town.index[town == name][0])
    routes = plan.routes.copy()
    rows = routes.index[(routes["block_id"] == block) & (routes["destination_id"] == "safe_area")]
    few = routes.loc[rows, "profile_id"] == "assisted"
    routes.loc[rows, "depart_s"] = few.map({True: first_s, False: 900.0})
    routes.loc[rows, "walk_time_s"] = few.map({True: 1200.0, False: 600.0})
    routes.loc[rows, "arrive_s"] = few.map({True: first_s + 1200.0, False: 1500.0})
    routes.loc[rows, "latest_departure_s"] = few.map({True: 600.0, False: 1200.0})
    made = _rows(case, dataclasses.replace(plan, routes=routes), "routes")
    return [row for row in made if row["町"] == name and row["行き先ID"] == "safe_area"]


_TIMES = ("出発（地震発生からの分）", "歩行時間（分）", "到着（地震発生からの分）", "歩行時間の平均（分）",
          "避難開始の限界時刻（地震発生からの分）")  # fmt: skip


def test_people_who_leave_at_different_times_have_rows_of_their_own() -> None:
    first, later = _routes_of("B町", first_s=0.0)
    assert [float(first[name]) for name in _TIMES] == [0, 20, 20, 20, 10]
    assert [float(later[name]) for name in _TIMES] == [15, 10, 25, 10, 20]
    # 4 people who need help, 4 helpers and nobody else: their number is not told.
    assert (first["人数（人）"], later["人数（人）"]) == ("10未満", "32")


def test_pairs_of_few_who_need_help_are_told_in_tens() -> None:
    # Of the 10 pairs of A 2 have the seats of the refuge building: 8 people who need help and 8 helpers walk
    # to safe ground. 16 would tell the 8.
    first, later = _routes_of("A町", first_s=0.0)
    assert (first["人数（人）"], later["人数（人）"]) == ("約20", "40")


def test_limits_tell_in_tens_where_below_ten_may_need_help(monkeypatch: pytest.MonkeyPatch) -> None:
    case, plan = make_sample()
    limits = district_limits(case, plan).iloc[[0]]
    told = []
    for count in (0, 9, 10, 19, 20):
        table = limits.assign(below_reserve_persons=count)
        monkeypatch.setattr("presentation.result_tables.district_limits", lambda *_, table=table: table)
        told.append(_rows(case, plan, "limits")[0]["余裕が設定より少ない人（人）"])
    assert told == ["0", "10未満", "約10", "約20", "20"]


def test_where_nobody_walks_the_table_of_routes_is_empty(case: Case, plan: Plan) -> None:
    nobody = dataclasses.replace(plan, routes=plan.routes.iloc[:0])
    assert walked_routes(case, nobody).empty
    table = plan_table("routes", case, nobody, "ja")
    assert table.headings == plan_table("routes", case, plan, "ja").headings
    assert not list(table.rows())


def test_walkers_of_one_departure_and_route_share_a_row() -> None:
    (row,) = _routes_of("B町", first_s=900.0)
    # The slower arrive at 15 + 20 min; mean walk (32 * 10 + 8 * 20) / 40 = 12; the earlier limit holds.
    assert [float(row[name]) for name in _TIMES] == [15, 20, 35, 12, 10]
    assert row["人数（人）"] == "40"


def test_what_rests_on_an_arrival_or_a_deadline_is_no_zero_without_one() -> None:
    dash, late = "―", "時間内に安全な場所へ着けない人（避難しない・遅れるを含む）（人）"
    flood, quake = make_sample("toy-flood"), make_sample("toy-quake")
    (ward, *_) = _rows(*flood, "wards")
    assert "警戒レベル5になる前に安全な場所へ着けない計算の人（避難しない・遅れるを含む）（人）" in ward
    assert not [heading for heading in ward if "時間内" in heading or "間に合" in heading]
    assert {row[late] for row in _rows(*quake, "wards")} == {dash}
    row = _rows(*flood, "routes")[0]
    assert row["出発（警戒レベル3（高齢者等避難）の発令からの分）"] != dash
    assert {row[name] for name in ("余裕が設定より少ない", "海側（到達の早い方）へ向かう")} == {dash}
    # Days after, the zero of the clock is no moment to leave.
    row = _rows(*quake, "routes")[0]
    assert {row[f"{name}（地震発生からの分）"] for name in ("出発", "到着")} == {dash}
    facts = {row["項目"]: row["値"] for row in _rows(*flood, "facts")}
    assert facts["海側（到達の早い方）へ向かう人（人）"].startswith("到達時間の資料がない")


@pytest.mark.parametrize("scenario", ["toy-tsunami-night", "toy-flood"])
def test_mean_walk_of_the_routes_is_that_of_the_summary(scenario: str) -> None:
    case, plan = make_sample(scenario)
    routes = walked_routes(case, plan)
    assert (routes["depart_s"] + routes["walk_time_s"]).to_numpy() == pytest.approx(
        routes["arrive_s"].to_numpy()
    )
    mean = np.average(routes["walk_time_mean_s"], weights=routes["persons"])
    assert mean == pytest.approx(np.average(plan.routes["walk_time_s"], weights=plan.routes["persons"]))


def test_unserved_people_are_listed_with_their_cause(case: Case, plan: Plan) -> None:
    rows = [(row["町"], row["理由"], row["人数（人）"]) for row in _rows(case, plan, "unserved")]
    assert sorted(rows) == [("G町", "安全な経路なし", "20")]


def test_headings_are_unique_and_rows_complete(case: Case, plan: Plan) -> None:
    for language in ("ja", "en"):
        for table in plan_tables(case, plan, language):
            assert len(set(table.headings)) == len(table.headings), table.table_id
            assert len(table.title) <= 31, table.title
            assert {len(row) for row in table.rows()} <= {len(table.columns)}


def test_margin_is_not_printed_where_no_arrival_is_published() -> None:
    facts = {row["項目"]: row["値"] for row in _rows(*make_sample("toy-flood"), "facts")}
    late = facts["割り当てた経路の余裕が設定より少ない人（人）"]
    assert late == "到達時間の資料がないため余裕時間は計算できません"


def test_shares_are_in_per_cent_and_times_in_minutes() -> None:
    rows = _rows(*make_sample("toy-quake"), "indicators")
    found = {row["指標"]: row for row in rows if row["地域ID"] == "271411-00001"}
    coverage = found["自主防災組織の活動カバー率"]
    # 80 of 85 households; 94.12 %
    assert (coverage["値"], coverage["単位"], coverage["目標"]) == ("94.12", "%", "100.0")
    assert found["平均の徒歩時間"]["単位"] == "分"


def test_endless_and_missing_times_are_words() -> None:
    make = ColumnMaker("ja")
    column = make.minutes("depart", pd.Series([90.0, np.inf, -np.inf, np.nan]))
    assert column.cells == (1.5, "期限なし", "当初から不可", "―")


def test_same_plan_gives_same_csv_bytes(case: Case, plan: Plan) -> None:
    assert plan_csvs(case, plan, "ja") == plan_csvs(*make_sample(), "ja")


def test_csv_opens_in_a_spreadsheet_as_utf8(case: Case, plan: Plan) -> None:
    for content in plan_csvs(case, plan, "en").values():
        assert content.startswith(b"\xef\xbb\xbf")
        assert b"\r\n" in content


@pytest.mark.parametrize(("limits", "told"), [((900.0, 800.0), True), ((800.0, 900.0), False)])
def test_the_reason_of_a_limit_is_that_of_the_earliest_of_a_row(case: Case, plan: Plan, limits, told) -> None:
    # Two speeds on one way: of the second the hazard reaches the block itself.
    first = plan.routes.iloc[[0]]
    rows = pd.concat([first, first.assign(profile_id="assisted")]).reset_index(drop=True)
    rows = rows.assign(latest_departure_s=limits, block_reached_first=[False, True])
    changed = dataclasses.replace(plan, routes=rows)
    assert plan.facts.margin_known
    found = walked_routes(case, changed)
    assert found["latest_departure_s"].tolist() == [800.0]
    assert found["block_reached_first"].tolist() == [told]
