"""Who is concerned by which scenario, district by district."""

from dataclasses import replace

from hazard.exposure import expose
from planning.concerned import concerned_by_district
from planning.day_time import at_day_time
from tests.toy_city import make_toy_bundle, toy_settings


def test_people_inside_the_hazard_areas_by_district_and_scenario():
    city, settings = make_toy_bundle(), toy_settings()
    table = concerned_by_district(city, settings)
    assert table.index.tolist() == city.districts.index.tolist()
    assert table.columns.tolist() == list(city.scenarios)
    for scenario_id, scenario in city.scenarios.items():
        exposure = expose(city, at_day_time(scenario, settings.departure.day_time), settings)
        inside = exposure.blocks["present_persons"] - exposure.blocks["outside_persons"]
        for district_id, persons in table[scenario_id].items():
            assert persons == inside[city.blocks["district_id"] == district_id].sum()
    assert table["toy-tsunami-night"].gt(0).any()


def test_a_setting_that_decides_nothing_of_it_counts_nobody_anew():
    city, settings = make_toy_bundle(), toy_settings()
    table = concerned_by_district(city, settings)
    slower = settings.with_overrides({"movement.adult_speed_m_s": "0.7"})
    assert concerned_by_district(city, slower) is table
    by_day = settings.with_overrides({"departure.day_time": "day"})
    assert not concerned_by_district(city, by_day).equals(table)


def test_a_district_without_blocks_concerns_nobody():
    city = make_toy_bundle()
    first, second = city.districts.index
    blocks = city.blocks[city.blocks["district_id"] == first]
    table = concerned_by_district(replace(city, blocks=blocks), toy_settings())
    assert table.loc[second].tolist() == [0.0] * len(city.scenarios)


def test_where_a_kind_has_no_area_nobody_knows():
    city, settings = make_toy_bundle(), toy_settings()
    empty = replace(city, hazards=city.hazards | {"flood": city.hazards["flood"].iloc[:0]})
    table = concerned_by_district(empty, settings)
    assert table["toy-flood"].isna().all()
    assert table.drop(columns="toy-flood").notna().all(axis=None)
    assert table.dtypes.eq("float64").all()
