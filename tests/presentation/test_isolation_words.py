"""What a district hangs on, as it is told; figures of the toy city from ``tests.planning.test_isolation``."""

from dataclasses import replace

import pandas as pd
import pytest

from planning.isolation import Isolation, find_dependence, find_isolation
from presentation.hung_people import single_streets
from presentation.isolation_words import (
    isolation_lines,
    isolation_table,
    paper_lines,
    single_grid,
    single_items,
    worst_lines,
)
from presentation.street_names import street_names
from presentation.words import Words
from tests.planning.test_hung_anew import TWICE
from tests.planning.test_isolation import D1, D2, FLOOD, QUAKE, TSUNAMI

JA = Words("ja")


def lines(asked, district: str, dependence: pd.DataFrame | None = None, **changed):
    found = find_isolation(*asked, [district])
    districts = found.districts.assign(
        **{name: pd.Series([value], found.districts.index, dtype=object) for name, value in changed.items()}
    )
    over = find_dependence(*asked) if dependence is None else dependence
    return isolation_lines(*asked[:2], Isolation(districts, found.blocks), over, district, JA)


def test_the_streets_are_named_and_the_people_of_each_are_told():
    first, ways, second, over, last = lines(QUAKE, D1)
    assert over == JA("isolation.depends_none")
    # 18 + 12 + 15 people have a way.
    assert "約50人が避難先" in first
    assert "多くても2本" in first
    assert "甲電鉄の踏切" in first
    # 18 people of A and 12 of B, rounded on model data; the 6 of G have no way.
    # Of 51 people 15 have two ways: not the 30, nor the 6 of G.
    assert ways == "2本以上の道がある人は29 %です（目標90 %以上、仮定値）: 目標に届かない。"
    assert "約30人（2街区）" in second
    assert "10人未満" in last


def test_one_street_is_told_once_with_those_whom_it_cuts_off():
    only, ways, over = lines(FLOOD, D2)
    assert over == JA("isolation.depends_none")
    assert "1本だけ" in only
    assert ways.startswith("2本以上の道がある人は0 %です")
    assert only.startswith("約100人が")


@pytest.mark.parametrize(
    ("streets", "over", "count"),
    [((121, 121), True, "1本だけ"), ((103, 121), False, "2本")],
)
def test_what_all_streets_cross_is_said_and_one_bridge_is_one_way(streets, over, count):
    said = lines(QUAKE, D1, street_ids=streets)[0]
    assert count in said
    assert ("いずれも甲川を渡ります" in said) == over


def test_a_street_that_people_leave_at_either_end_is_named_once_with_both_sides():
    # Found in the city: "at most 4 ways: A, A, B, B", which nobody can read as two streets.
    said = lines(QUAKE, D1, street_ids=(103, 103, 104), ways=3)[0]
    one, other = street_names(QUAKE[0], [103, 104], JA)
    assert f"多くても3本です: {one}の両側、{other}。" in said
    assert said.endswith(JA("isolation.ways_sides"))
    assert JA("isolation.ways_sides") not in lines(QUAKE, D1, street_ids=(103, 104), ways=2)[0]
    # One street with both its sides is no single way, but is named as the one street that it is.
    only = lines(QUAKE, D1, street_ids=(103, 103), ways=2)[0]
    assert only.count(one) == 1
    assert "多くても2本です" in only


def test_many_ways_and_one_river_for_all():
    over = pd.DataFrame({"district_id": [D1, D2], "crosses": ["甲川", "乙川"], "streets": [1, 3],
                         "persons": [1_234, 5], "lost_persons": [1_234, 5]})  # fmt: skip
    first, *rest = lines(QUAKE, D1, over, ways=pd.NA)
    assert "5本以上" in first
    assert [one for one in rest if "甲川の橋（市内1か所）" in one and "約1,200人" in one]
    assert not [one for one in rest if "乙川" in one]
    # Before it is known who crosses what, no page says that nobody does.
    found = find_isolation(*QUAKE, [D1])
    begun, soon = isolation_lines(*QUAKE[:2], found, None, D1, JA), JA("isolation.depends_soon")
    assert begun.count(soon) == 1
    # Known, it says that nobody does; nothing where no river or railway of the city has a name.
    none = JA("isolation.depends_none")
    assert [none if one == soon else one for one in begun] == isolation_lines(
        *QUAKE[:2], found, over[:0], D1, JA
    )
    nameless = replace(QUAKE[0].city, streets=QUAKE[0].city.streets.assign(crosses=""))
    case = replace(QUAKE[0], city=nameless)
    assert none not in isolation_lines(case, QUAKE[1], found, over[:0], D1, JA)
    railway = lines(QUAKE, D1, over.assign(crosses=["甲電鉄", ""]), ways=pd.NA)
    assert any("甲電鉄の踏切（" in one for one in railway)


def test_people_who_are_safe_at_their_door_are_told_apart():
    said = lines(QUAKE, D1, safe_persons=20)
    assert any(one.startswith("ほかの約20人は") for one in said)
    # They are not among those whose ways are counted: 51 − 20 − 6.
    assert "約30人が避難先" in said[0]


def test_who_is_not_concerned_or_safe_or_unknown_gets_one_sentence():
    assert lines(TSUNAMI, D2) == [JA("isolation.state.not_concerned")]
    assert lines(QUAKE, D1, state="safe") == [JA("isolation.state.safe")]
    assert "未収録" in lines(QUAKE, D1, state="unknown")[0]
    said = lines(QUAKE, D1, unknown_persons=20)
    assert any("道路の資料がなく" in one for one in said)
    # Of 51 people 36 have no two ways; of 20 nobody knows: none of them, or all. 15 of 51, at most.
    assert "0 %〜29 %です" in said[1]
    assert said[1].endswith("目標に届かない。")
    assert lines(QUAKE, D1, unknown_persons=51)[1] == JA("isolation.indicator_not_known")


def test_streets_come_by_the_people_who_hang_on_them():
    found = find_isolation(*QUAKE)
    singles = single_streets(found.blocks)
    assert singles.index.tolist() == [101, 111, 104, 114]
    assert singles["persons"].tolist() == [18, 12, 6, 5]
    grid = single_grid(*QUAKE[:2], found, JA)
    assert grid is not None
    assert len(grid.rows) == 4
    assert grid.notes == ()
    nobody = Isolation(found.districts, found.blocks[found.blocks["street_ids"].map(len) == 0])
    assert single_grid(*QUAKE[:2], nobody, JA) is None


def test_paper_lists_the_streets_of_its_own_district_with_the_people_of_each():
    # Found of all districts at once, each is told as if it had been asked for alone.
    found, over = find_isolation(*QUAKE), find_dependence(*QUAKE)
    *same, listed = paper_lines(*QUAKE[:2], found, over, D1, JA)
    assert same == lines(QUAKE, D1)
    own = found.blocks[found.blocks["district_id"] == D1]
    items = single_items(*QUAKE[:2], own, JA)
    # 18 people of A, 12 of B.
    assert [one.rpartition(" ")[2] for one in items] == ["約20人", "約10人"]
    assert all(one in listed for one in items)
    table = {one.key: one.cells for one in isolation_table(*QUAKE[:2], found, over, "ja").columns}
    assert all(one in table["isolation_streets"][0] for one in items)


def test_the_table_has_a_row_for_each_district_and_words_for_what_is_not_counted():
    over = pd.DataFrame(
        {"district_id": [D1], "crosses": ["甲川"], "streets": [1], "persons": [30], "lost_persons": [30]}
    )
    for asked in (QUAKE, TSUNAMI):
        table = isolation_table(*asked[:2], find_isolation(*asked), over, "ja")
        cells = {column.key: column.cells for column in table.columns}
        assert cells["district_id"] == (D1, D2)
        assert cells["isolation_over"] == ("甲川 30人", "")
        assert len(cells["isolation_two_ways"]) == 2
    assert cells["isolation_state"] == ("道あり", "対象外")
    assert cells["isolation_ways"] == ("3", JA("export.none"))
    assert cells["isolation_two_ways"][1] == JA("export.none")
    assert cells["isolation_band"][1] == JA("band.not_concerned")


def test_who_has_a_way_that_the_plan_spares_is_told_apart_everywhere():
    # Water on the lower street first: B hangs on 111, 112 and 113; without 112 or 113 it still gets out.
    case, plan, ground = TWICE
    found = find_isolation(case, plan, ground, [D1])
    none = find_dependence(case, plan, ground)
    said = "".join(isolation_lines(case, plan, found, none, D1, JA))
    assert "頼っている道のどれかが通れなくなると孤立します" in said
    grid = single_grid(case, plan, found, JA)
    assert grid is not None
    # 60 people of A on 101 (街区の道), 40 of B on each of three; nobody loses the last way with 112 or 113.
    assert [row[1:3] for row in grid.rows] == [
        ("約60", "約60"),
        ("約40", "約40"),
        ("約40", "0"),
        ("約40", "0"),
    ]
    # Before anybody asked, nothing is said of it.
    quick = find_isolation(case, plan, ground, [D1], anew=False)
    begun = single_grid(case, plan, quick, JA)
    assert begun is not None
    assert begun.keys == ("street", "persons", "blocks")
    assert not any("残る" in one or "ほかに" in one for one in single_items(case, plan, quick.blocks, JA))
    items = single_items(case, plan, found.blocks, JA)
    assert [("通さない道は残る" in one) for one in items] == [False, False, True, True]
    table = {one.key: one.cells for one in isolation_table(case, plan, found, none, "ja").columns}
    assert (table["isolation_single"], table["isolation_single_lost"]) == ((100,), (100,))
    # Nobody is asked about streets that were not counted: that is no gap in the data.
    many = found.districts.assign(ways=pd.NA, cut_lost_persons=pd.NA)
    shown = isolation_table(case, plan, Isolation(many, found.blocks), none, "ja")
    assert {one.key: one.cells for one in shown.columns}["isolation_cut_lost"] == (JA("export.none"),)
    # A sentence that stands alone refers to nobody before it.
    assert worst_lines(case, plan, Isolation(many, found.blocks), none, D1, JA)[0].startswith(
        "約100人（2街区）"
    )


def test_the_only_way_is_said_where_there_is_no_other_at_all():
    asked, none = (*FLOOD[:2], find_isolation(*FLOOD, [D2])), find_dependence(*FLOOD)

    def first(lost: object) -> str:
        districts = asked[2].districts.assign(cut_lost_persons=pd.Series([lost], [D2], dtype="Int64"))
        return isolation_lines(*asked[:2], Isolation(districts, asked[2].blocks), none, D2, JA)[0]

    assert "道は1本だけです" in first(100)
    assert first(100).endswith("ここが通れなくなると孤立します。")
    assert "この計画が通すのは1本だけです" in first(30)
    assert "うち約30人はほかに道がなく孤立します" in first(30)
    assert "残るのは、水や火が先に来る所を通る道など" in first(0)
    assert "孤立" not in first(0)
    # Where nobody asked nothing is said of it.
    assert first(pd.NA).endswith("。")
    assert "通れなくなると" not in first(pd.NA)


def test_a_river_that_the_plan_crosses_though_there_is_another_way():
    over = pd.DataFrame({"district_id": [D1], "crosses": ["甲川"], "streets": [1], "persons": [1_234],
                         "lost_persons": [200]})  # fmt: skip
    said = next(one for one in lines(QUAKE, D1, over) if "甲川の橋" in one)
    assert "この計画では甲川の橋（市内1か所）のどれかを渡ります" in said
    assert "どれも渡れないと、うち約200人はほかに道がなく孤立します" in said
    assert "着けません" not in said
    cells = {
        one.key: one.cells for one in isolation_table(*QUAKE[:2], find_isolation(*QUAKE), over, "ja").columns
    }
    assert cells["isolation_over"][0] == "甲川 1,234人（うちほかに道がない200人）"
