"""The matrix: official order, the worst scenario of a hazard, counts by ward, and nothing guessed."""

from dataclasses import replace

import pytest

from domain.data_kind import DataKind
from domain.vocabulary import HazardKind, ReadinessBand
from presentation.readiness_matrix.matrix import build_matrix, hazard_columns, matrix_table
from presentation.words import Words
from tests.presentation.readiness_matrix.reports import (
    CITY,
    DISTRICTS,
    TSUNAMI,
    WARDS,
    case,
    changed,
    reports,
)

WORDS = Words("ja")


def scenario(scenario_id, *kinds, name="複合"):
    return replace(case().scenario, scenario_id=scenario_id, kinds=kinds, name=name)


def headings(*scenarios):
    return [column.heading for column in hazard_columns(scenarios, WORDS)]


def cell(matrix, area_id, column_id="tsunami"):
    at = [column.column_id for column in matrix.columns].index(column_id)
    return next(row.cells[at] for row in matrix.rows if row.area_id == area_id)


def test_hazards_stand_in_their_order_and_compound_scenarios_apart():
    compound = scenario("c", HazardKind.STORM_SURGE, HazardKind.FLOOD, name="台風")
    single = [scenario("t", HazardKind.TSUNAMI), scenario("f", HazardKind.FLOOD)]
    assert headings(compound, *single) == ["洪水", "津波", "台風"]
    columns = hazard_columns([*single, scenario("t2", HazardKind.TSUNAMI), compound], WORDS)
    assert [column.scenario_ids for column in columns] == [("f",), ("t", "t2"), ("c",)]
    # The order of a scenario's kinds does not make another hazard; two have no name in common.
    other = scenario("d", HazardKind.FLOOD, HazardKind.STORM_SURGE, name="別の台風")
    (both,) = hazard_columns([compound, other], WORDS)
    assert both.scenario_ids == ("c", "d")
    assert both.heading == "複合災害（洪水、高潮）"


def test_later_days_after_an_earthquake_have_columns_of_their_own_behind_the_first():
    days = [
        replace(scenario(f"{name}{day}", HazardKind.EARTHQUAKE), day_after=day, layers=(name,))
        for day in (1, 7, 30)
        for name in ("a", "b")
    ]
    columns = hazard_columns([*days, scenario("t", HazardKind.TSUNAMI)], WORDS)
    assert [(one.column_id, one.scenario_ids, one.is_later) for one in columns] == [
        ("earthquake", ("a1", "b1"), False),
        ("earthquake-day7", ("a7", "b7"), True),
        ("earthquake-day30", ("a30", "b30"), True),
        ("tsunami", ("t",), False),
    ]
    assert [one.heading for one in columns] == ["地震（1日後）", "地震（7日後）", "地震（30日後）", "津波"]
    # One day alone needs no day in its name.
    assert headings(days[0]) == ["地震"]


def test_only_a_city_with_later_days_is_told_of_them():
    matrix = build_matrix(case(), reports(), WORDS)
    note = WORDS("matrix.note_later")
    assert note not in matrix_table(case(), matrix, WORDS).notes
    quake = next(one for one in case().city.scenarios.values() if one.day_after)
    later = replace(quake, scenario_id="later", day_after=7)
    city = replace(case().city, scenarios={**case().city.scenarios, "later": later})
    assert note in matrix_table(replace(case(), city=city), matrix, WORDS).notes


def test_rows_are_the_city_then_each_ward_with_its_districts():
    matrix = build_matrix(case(), reports(), WORDS)
    assert [row.area_id for row in matrix.rows] == [CITY, WARDS[0], DISTRICTS[0], WARDS[1], DISTRICTS[1]]
    assert [row.level for row in matrix.rows] == ["city", "ward", "district", "ward", "district"]
    assert [row.ward_code for row in matrix.rows] == ["", WARDS[0], WARDS[0], WARDS[1], WARDS[1]]
    assert matrix.is_complete
    assert matrix.data_kind is DataKind.MODEL


def test_every_cell_is_the_band_of_its_plan():
    matrix = build_matrix(case(), reports(), WORDS)
    for at, column in enumerate(matrix.columns):
        (scenario_id,) = column.scenario_ids
        bands = reports()[scenario_id].bands["band"]
        assert {row.area_id: row.cells[at].band for row in matrix.rows} == bands.to_dict()
        assert {row.cells[at].scenario_id for row in matrix.rows} == {scenario_id}


def test_a_cell_says_the_gap_who_acts_and_how():
    found = cell(build_matrix(case(), reports(), WORDS), DISTRICTS[0])
    assert (found.sign, found.word, found.gap) == ("×", "重大な課題", "約20人に安全な経路がない")
    assert (found.owner, found.action, found.lead_persons) == ("bureau", "open_safe_way", 20.0)
    assert found.counts == ""
    other = cell(build_matrix(case(), reports(), WORDS), DISTRICTS[1])
    assert (other.sign, other.gap, other.owner) == ("－", "", "")


def test_wards_and_the_city_count_their_districts_by_band_the_worst_first():
    matrix = build_matrix(case(), reports(), WORDS)
    assert cell(matrix, CITY).counts == "校区: ×1 －1"
    assert cell(matrix, WARDS[0]).counts == "校区: ×1"
    assert cell(matrix, WARDS[1]).counts == "校区: －1"


def two_tsunamis(**values):
    """The matrix of the tsunami and another scenario of the same kind with other values."""
    first = reports()[TSUNAMI]
    second = replace(first, scenario=replace(first.scenario, scenario_id="second", name="第二の津波"))
    second = changed(second, DISTRICTS[0], **values)
    city = replace(
        case().city, scenarios={TSUNAMI: case().city.scenarios[TSUNAMI], "second": second.scenario}
    )
    return replace(case(), city=city), {TSUNAMI: first, "second": second}


@pytest.mark.parametrize(
    ("values", "scenario_id"),
    [
        ({"band": "problem"}, TSUNAMI),  # serious decides before a problem
        ({"band": "undetermined"}, TSUNAMI),
        ({"band": "serious", "risk_persons": 21}, "second"),  # of equals, more people
        ({"band": "serious", "risk_persons": 20}, TSUNAMI),  # of equals, the first
    ],
)
def test_the_worst_scenario_of_a_hazard_decides_and_is_named(values, scenario_id):
    matrix = build_matrix(*two_tsunamis(**values), WORDS)
    found = cell(matrix, DISTRICTS[0])
    assert found.scenario_id == scenario_id
    assert found.band is ReadinessBand.SERIOUS
    name = "第二の津波" if scenario_id == "second" else "津波（夜）"
    assert found.gap == f"約20人に安全な経路がない（{name}）"
    # On the screen a letter stands for the scenario, and the column says what it stands for.
    letter = "B" if scenario_id == "second" else "A"
    assert found.short_gap == f"約20人に安全な経路がない（{letter}）"
    (column,) = matrix.columns
    assert column.key == "津波: A 津波（夜）、B 第二の津波"


def test_a_hazard_of_one_scenario_needs_no_letter():
    matrix = build_matrix(case(), reports(), WORDS)
    assert {column.key for column in matrix.columns} == {""}
    assert all(one.short_gap == one.gap for row in matrix.rows for one in row.cells)


def test_a_hazard_with_a_scenario_that_is_not_made_yet_has_no_band():
    made, both = two_tsunamis(band="problem")
    matrix = build_matrix(made, {**both, "second": None}, WORDS)
    assert not matrix.is_complete
    assert {(c.band, c.word, c.gap, c.counts) for row in matrix.rows for c in row.cells} == {
        (None, "計算中", "", "")
    }
    assert [c.text for row in matrix_table(made, matrix, WORDS).rows for c in row.cells] == ["計算中"] * 5


def test_a_town_without_wards_is_one_area_above_its_districts():
    city = case().city
    wards = city.wards.iloc[:1].rename(index={WARDS[0]: CITY})
    districts = city.districts.assign(ward_code=CITY)
    town = replace(case(), city=replace(city, wards=wards, districts=districts))
    matrix = build_matrix(town, reports(), WORDS)
    assert [row.area_id for row in matrix.rows] == [CITY, *DISTRICTS]
    assert cell(matrix, CITY).counts == "校区: ×1 －1"


def test_the_table_of_signs_says_what_the_matrix_says():
    matrix = build_matrix(case(), reports(), WORDS)
    table = matrix_table(case(), matrix, WORDS)
    assert [column.heading for column in table.columns] == [column.heading for column in matrix.columns]
    for row, shown in zip(matrix.rows, table.rows, strict=True):
        assert (shown.area_id, shown.level, shown.name) == (row.area_id, row.level, row.name)
        for one, said in zip(row.cells, shown.cells, strict=True):
            band = f"{one.word} {one.sign}"
            assert said.text == " / ".join(part for part in (band, one.gap, one.counts) if part)
    assert [row.ward for row in table.rows] == ["", "甲区", "甲区", "乙区", "乙区"]
    assert len(table.legend) == len(ReadinessBand)
