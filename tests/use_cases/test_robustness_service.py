"""Draws are made once for a case, and not where nothing is known of an earthquake."""

from dataclasses import replace

import pytest

from domain.faults import InputError
from planning.robustness import robustness_key
from tests.planning.test_draws import toy_case
from use_cases.robustness_service import RobustnessService, missing_shaking


def test_a_case_is_drawn_once() -> None:
    case = toy_case((102,), **{"blockage.most_draws": "25"})
    service, told = RobustnessService(), []
    assert service.known(case) is None
    result = service.result(case, lambda done, most: told.append((done, most)))
    assert result.draws == 25
    assert told == [(25, 25)]
    assert service.result(replace(case)) is result is service.known(case)


def test_other_shaking_is_another_result() -> None:
    case = toy_case()
    stronger = case.city.hazards["quake"].assign(collapse_share=0.9)
    city = replace(case.city, hazards={**case.city.hazards, "quake": stronger})
    assert robustness_key(replace(case, city=city)) != robustness_key(case) == robustness_key(replace(case))


def test_without_earthquake_or_shaking_nothing_is_drawn() -> None:
    assert missing_shaking(toy_case()) == ""
    for scenario, missing in (("toy-flood", "no_earthquake"), ("toy-tsunami-night", "no_shaking")):
        case = toy_case(scenario=scenario)
        assert missing_shaking(case) == missing
        with pytest.raises(InputError) as caught:
            RobustnessService().result(case)
        assert [(one.key, one.value) for one in caught.value.faults] == [(f"robustness_{missing}", scenario)]


def test_without_streets_nothing_is_drawn() -> None:
    case = toy_case()
    city = replace(case.city, streets=case.city.streets.iloc[:0])
    assert missing_shaking(replace(case, city=city)) == "no_shaking"
