"""Who is concerned by which scenario, district by district."""

import numpy as np

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
        blocks = exposure.blocks
        inside = (blocks["present_persons"] - blocks["outside_persons"]).to_numpy().sum()
        column = table[scenario_id]
        assert column.isna().all() if exposure.missing_kinds else column.sum() == inside


def test_where_a_kind_has_no_area_nobody_knows():
    city, settings = make_toy_bundle(), toy_settings()
    from dataclasses import replace

    empty = replace(city, hazards={name: layer.iloc[:0] for name, layer in city.hazards.items()})
    assert np.isnan(concerned_by_district(empty, settings).to_numpy(dtype=float)).all()
