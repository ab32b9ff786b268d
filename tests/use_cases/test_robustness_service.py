"""Draws are made once for a case, and not where nothing is known of an earthquake."""

from dataclasses import replace
from pathlib import Path

import pytest

from domain.faults import InputError
from planning.robustness import assess_robustness, robustness_key
from storage.results import ResultStore
from tests.planning.test_draws import toy_case
from use_cases.robustness_service import RobustnessService, missing_shaking


def test_a_case_is_drawn_once() -> None:
    case = toy_case((102,), **{"blockage.most_draws": "25"})
    service, told = RobustnessService(), []
    assert service.known(case) is None
    result = service.result(case, lambda done, most: told.append((done, most)))
    assert result.draws == 25
    assert told == [(5, 25), (25, 25)]
    assert service.result(replace(case)) is result is service.known(case)


def test_first_answers_come_early_and_grow_to_the_same_result() -> None:
    case = toy_case((102, 112, 113, 122), **{"blockage.most_draws": "110", "blockage.half_width": "0.005"})
    service, draws, told = RobustnessService(), [], []
    while not draws or not service.known(case).is_complete:
        found = service.advance(case, lambda done, _most: told.append(done))
        assert service.known(case) is found
        draws.append(found.draws)
    assert draws == [5, 25, 50, 100, 110]
    assert told == [5, 25, 50, 100, 110]
    assert service.advance(case) is found
    whole = assess_robustness(case)
    for name in ("areas", "profiles", "streets"):
        assert getattr(found, name).equals(getattr(whole, name))


def test_what_was_drawn_until_somebody_leaves_is_kept() -> None:
    case = toy_case((102,), **{"blockage.most_draws": "25"})
    service = RobustnessService()

    def leave(_done: int, _most: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        service.advance(case, leave)
    told: list[int] = []
    assert service.advance(case, lambda done, _most: told.append(done)).draws == 25
    assert told == [25]


def test_a_complete_result_lies_on_disk_with_the_sources_of_today(tmp_path: Path) -> None:
    case, store = toy_case((102,), **{"blockage.most_draws": "25"}), ResultStore(tmp_path)
    first = RobustnessService(store=store)
    assert not first.advance(case).is_complete
    assert RobustnessService(store=store).known(case) is None
    made = first.result(case)
    # The file of a layer was sealed anew: the same figures, other sources.
    layers = tuple(replace(one, sha256="new") for one in case.city.meta.layers)
    meta = replace(case.city.meta, layers=layers)
    today = replace(case, city=replace(case.city, meta=meta))
    kept = RobustnessService(store=store).known(case)
    assert kept is not None
    assert kept.areas.equals(made.areas)
    assert kept.provenance == made.provenance
    assert robustness_key(today) == robustness_key(case)
    assert {one.sha256 for one in first.known(today).provenance} == {"new"}
    # What is cut on disk is made anew.
    for file in tmp_path.iterdir():
        file.write_bytes(b"cut")
    assert RobustnessService(store=store).known(case) is None


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
