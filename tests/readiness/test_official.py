from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely.geometry import box

from readiness.official import compare_published
from tests.readiness import small_city as city


def published(*rows):
    """Return published figures: (scope, measure), each between 10 and 20."""
    return pd.DataFrame(
        {
            "scenario_id": [city.SCENARIO.scenario_id] * len(rows),
            "scope": [scope for scope, _ in rows],
            "measure": [measure for _, measure in rows],
            "value_min": 10.0,
            "value_max": 20.0,
            "unit": "人",
            "source": "公表資料",
            "date": "2013-08",
            "note": "",
            "note_en": "",
        }
    )


def ours(*rows, **changes):
    bundle = city.bundle(published=published(*rows), **changes)
    table = compare_published(bundle, city.SCENARIO, city.block_exposure(), city.ledgers(bundle))
    return table["ours"].tolist()


def test_people_who_leave_home_are_counted_per_ward_and_city():
    # All but the 90 outside and the 10 at home: 200 in W1; without C's 20 who go elsewhere 180.
    assert ours((city.CITY, "evacuees_day1"), (city.W1, "evacuees_day1"), (city.W2, "evacuees_day1")) == [
        200, 200, 0,
    ]  # fmt: skip
    assert ours((city.CITY, "shelter_evacuees_day1")) == [180]


def test_inundated_land_is_counted_once_and_by_ward():
    # 500 x 1,000 m = 50 ha and 100 x 500 m = 5 ha in W1, 5 ha in W2.
    assert ours(
        (city.W1, "inundated_area_ha"), (city.W2, "inundated_area_ha"), (city.CITY, "inundated_area_ha")
    ) == pytest.approx([55, 5, 60])


def test_water_of_an_open_or_unknown_depth_is_inundated_land_and_a_zone_is_not():
    # 10 ha without an upper bound and 20 ha without any bound; the collapse zone is no water.
    areas = gpd.GeoDataFrame(
        {
            "kind": "flood",
            "zone_type": ["", "", "house_collapse"],
            "depth_m_min": [5.0, np.nan, np.nan],
            "depth_m_max": [np.inf, np.nan, np.nan],
        },
        geometry=[box(0, 0, 100, 1000), box(200, 0, 400, 1000), box(500, 0, 900, 1000)],
        crs=city.EPSG,
    )
    layer = city.SCENARIO.layers[0]
    assert ours((city.CITY, "inundated_area_ha"), hazards={layer: areas}) == pytest.approx([30])


def test_residents_of_the_zone_are_those_whose_block_lies_in_it():
    zone = gpd.GeoDataFrame(
        {"kind": ["tsunami", "flood"], "zone_type": ["evacuation_zone"] * 2},
        geometry=[box(0, 0, 450, 1000), box(0, 0, 2000, 1000)],
        crs=city.EPSG,
    )
    # A (100) and B (50) lie in the tsunami's zone; the flood's zone is not asked for.
    assert ours((city.CITY, "tsunami_zone_residents"), zones=zone) == [150]
    # B lies between x = 300 and 400 m: a zone that ends at 325 m holds a quarter of its 50, and with
    # A's 100 that are 112.5: whole persons, as in the ledger.
    part = zone.set_geometry([box(0, 0, 325, 1000), *zone.geometry.iloc[1:]])
    assert ours((city.CITY, "tsunami_zone_residents"), zones=part) == [113]
    assert np.isnan(ours((city.CITY, "tsunami_zone_residents"))[0])


def test_residents_concerned_are_those_who_are_not_outside():
    # A 100, B 50 less the 20 outside, C 80; nobody of D.
    assert ours((city.W1, "concerned_residents"), (city.W2, "concerned_residents")) == [210, 0]


def test_a_measure_or_area_that_we_do_not_compute_stays_unknown():
    assert np.isnan(ours((city.CITY, "collapsed_buildings"), ("279999", "evacuees_day1"))).all()


def test_published_figures_of_other_scenarios_are_left_out():
    rows = published((city.CITY, "evacuees_day1")).assign(scenario_id="other")
    table = compare_published(
        city.bundle(published=rows), city.SCENARIO, city.block_exposure(), city.ledgers()
    )
    assert table.empty
    assert list(table.columns) == [
        "scope", "measure", "value_min", "value_max", "ours", "unit", "source", "date", "note", "note_en",
    ]  # fmt: skip
    assert table["ours"].dtype == np.float64


def test_burnt_land_is_that_of_the_fire_layers_counted_once():
    # 10 ha and 10 ha that overlap by half; water of the same scenario is no fire.
    fire = gpd.GeoDataFrame(
        {"kind": "large_fire", "zone_type": ["", ""], "depth_m_max": np.nan},
        geometry=[box(0, 0, 100, 1000), box(50, 0, 150, 1000)], crs=city.EPSG,
    )  # fmt: skip
    scenario = replace(city.SCENARIO, layers=("tsunami", "fire", "gone"))

    def burnt(**hazards) -> list[float]:
        bundle = city.bundle(published=published((city.CITY, "burnt_area_ha")), hazards=hazards)
        table = compare_published(bundle, scenario, city.block_exposure(), city.ledgers(bundle))
        return table["ours"].tolist()

    assert burnt(tsunami=city.hazard(), fire=fire) == pytest.approx([15])
    # A layer without fire is not computed, rather than 0.
    assert np.isnan(burnt(tsunami=city.hazard())).all()


def test_of_a_block_where_nobody_is_present_all_residents_are_concerned_or_none():
    exposure = city.block_exposure()
    exposure.loc["D", ["present_persons", "outside_persons"]] = 0
    bundle = city.bundle(published=published((city.W2, "concerned_residents")))
    for concerned, expected in ((True, 70), (False, 0)):
        exposure.loc["D", "concerned"] = concerned
        table = compare_published(bundle, city.SCENARIO, exposure, city.ledgers(bundle))
        assert table["ours"].tolist() == [expected]


def test_figures_are_those_of_wards_and_the_city_and_of_nothing_smaller():
    assert np.isnan(ours((city.D1, "evacuees_day1"), ("A", "evacuees_day1"))).all()
