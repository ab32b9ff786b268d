"""Settings: presets, overrides by key, and a date and mark for every value."""

import pytest

from domain.faults import SettingError
from domain.settings.parameter import range_text, value_text
from domain.settings.settings import Settings
from domain.vocabulary import DayTimeChoice, Mark, Preset
from tests.each import each


def test_every_setting_says_how_sure_it_is() -> None:
    for row in Settings().rows():
        assert row.date
        assert isinstance(row.mark, Mark)


def test_defaults_lie_in_their_range() -> None:
    for row in Settings().rows():
        if row.minimum is not None and row.maximum is not None:
            assert row.minimum <= row.value <= row.maximum, row.key


def test_the_reserve_is_still_found_under_its_old_key() -> None:
    settings = Settings().with_overrides({"hazard.tsunami_reserve_s": "300"})
    assert settings.movement.reserve_s == 300.0
    assert settings.changed() == {"movement.reserve_s": 300.0}


def test_offered_values_are_allowed() -> None:
    for row in Settings().rows():
        for choice in row.choices:
            # The two departure shares may not exceed 1 together: tried one at a time.
            alone = {"departure.direct_share": "0", "departure.after_task_share": "0"}
            settings = Settings().with_overrides(alone | {row.key: str(choice)})
            assert next(r.value for r in settings.rows() if r.key == row.key) == choice


def test_target_preset_starts_earlier_and_walks_faster() -> None:
    changed = Settings.preset(Preset.TARGET).changed()
    assert changed == {
        "movement.adult_speed_m_s": 1.0,
        "departure.direct_share": 0.7,
        "departure.after_task_share": 0.2,
    }


@each(
    ("key", "value"),
    [
        ("movement.adult_speed_m_s", "-1"),
        ("movement.adult_speed_m_s", "fast"),
        ("movement.adult_speed_m_s", "nan"),
        ("movement.speed", "1"),
        ("speed", "1"),
        ("departure.day_time", "noon"),
        ("departure.day_time", ""),
        ("departure.direct_share", "0.9"),  # with 0.5 after a task: more than everybody
    ],
)
def test_what_does_not_fit_is_refused(key: str, value: str) -> None:
    with pytest.raises(SettingError):
        Settings().with_overrides({key: value})


def test_a_fixed_set_of_words_takes_its_words_and_names_them_when_it_refuses() -> None:
    for choice in DayTimeChoice:
        settings = Settings().with_overrides({"departure.day_time": choice.value})
        assert settings.departure.day_time is choice
    assert Settings().departure.day_time is DayTimeChoice.SCENARIO
    with pytest.raises(SettingError) as caught:
        Settings().with_overrides({"departure.day_time": "noon"})
    assert caught.value.expected == "scenario, night, day"


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("movement.adult_speed_m_s", "-1", "0.2–2"),
        ("capacity.opening_staff_persons", "2.5", "1, 2, … 30"),
    ],
)
def test_what_a_number_may_be_is_told_in_numbers(key: str, value: str, expected: str) -> None:
    # A reader who does not program knows no "float"; whole numbers are seen to be whole.
    with pytest.raises(SettingError) as caught:
        Settings().with_overrides({key: value})
    assert caught.value.expected == expected


def test_a_range_is_written_out() -> None:
    assert range_text(0, 2_592_000) == "0–2,592,000"
    assert range_text(0.2, 2.0) == "0.2–2"
    assert range_text(None, 2.0) == ""


def test_a_value_reads_back_as_it_is_written() -> None:
    for row in Settings().rows():
        again = Settings().with_overrides({row.key: value_text(row.value)})
        assert again == Settings(), row.key
