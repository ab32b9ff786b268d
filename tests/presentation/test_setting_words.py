"""A setting is worded in the reader's language: value, unit and source alike."""

from domain.settings.settings import SettingRow, Settings
from domain.vocabulary import DayTimeChoice
from presentation.setting_words import (
    setting_name,
    setting_source,
    setting_unit,
    setting_value,
    value_with_unit,
    written_value,
)
from tests.each import each


def _row(key: str) -> SettingRow:
    return next(row for row in Settings().rows() if row.key == key)


def test_a_source_and_a_unit_are_in_the_readers_language() -> None:
    row = _row("hazard.home_stock_days")
    assert setting_source(row, "ja").startswith("内閣府")
    assert setting_source(row, "en").startswith("Cabinet Office")
    assert (setting_unit(row, "ja"), setting_unit(row, "en")) == ("日", "days")
    assert value_with_unit(3.0, row, "en") == "3 days"


@each("row", list(Settings().rows()))
def test_no_english_source_holds_japanese(row: SettingRow) -> None:
    said = setting_source(row, "en") + setting_unit(row, "en")
    assert all(ord(letter) < 0x3000 for letter in said), said


def test_what_is_written_has_its_unit_and_seconds_are_minutes_too() -> None:
    assert written_value("departure.first_later_s", "600", "ja") == "600 秒（10分）"
    assert written_value("departure.first_later_s", "-90", "en") == "-90 s (-1.5 min)"
    assert written_value("departure.first_later_s", "59", "ja") == "59 秒"
    assert written_value("departure.first_later_s", "soon", "ja") == "soon 秒"
    assert written_value("movement.night_factor", "0.7", "ja") == "0.7"
    assert written_value("network.closed_crossings", "南海本線", "ja") == "南海本線"


def test_a_share_has_no_unit() -> None:
    row = _row("movement.night_factor")
    assert setting_unit(row, "ja") == ""
    assert value_with_unit(row.value, row, "ja") == "0.8"


def test_fixed_words_have_names_and_no_item_is_a_dash() -> None:
    assert setting_value(DayTimeChoice.DAY, "ja") == "昼間"
    assert setting_value((), "ja") == "―"
    assert setting_name("no.such", "en") == "no.such"
