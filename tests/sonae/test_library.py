"""Errors of the library say below them, in Japanese and English, what is wrong and what to do."""

import pytest

import sonae
from domain.faults import BundleError, SettingError, UnknownScenarioError
from sonae.library import in_words


def raising(error: Exception):
    @in_words
    def function() -> None:
        raise error

    return function


def test_a_folder_without_a_city_or_a_plan_is_told_with_what_to_do(tmp_path) -> None:
    with pytest.raises(BundleError) as city:
        sonae.read_bundle(tmp_path)
    with pytest.raises(sonae.PlanFilesError) as plan:
        sonae.load_plan(tmp_path)
    for refused in (city, plan):
        ja, en = refused.value.__notes__
        assert str(tmp_path) in ja
        assert str(tmp_path) in en
    assert "bundle.toml のある場所" in city.value.__notes__[0]
    assert "Write it again with save_plan" in plan.value.__notes__[1]


def test_what_can_be_chosen_is_told() -> None:
    with pytest.raises(UnknownScenarioError) as scenario:
        raising(UnknownScenarioError("flood", ["surge-l2"]))()
    with pytest.raises(SettingError) as setting:
        raising(SettingError("movement.adult_speed_m_s", "99", "0.2–2"))()
    for said in (*scenario.value.__notes__, *setting.value.__notes__):
        assert "surge-l2" in said or "0.2–2" in said
    assert len(scenario.value.__notes__) == len(setting.value.__notes__) == 2


def test_an_error_of_ours_is_left_as_it_is() -> None:
    with pytest.raises(ZeroDivisionError) as other:
        raising(ZeroDivisionError())()
    assert not hasattr(other.value, "__notes__")
