"""What differs between the inputs, in words and with values."""

from domain.measures import CrossingsClosed, PlaceOpened, SeatsAdded
from planning.comparison import compare
from presentation.comparison.input_words import input_rows, input_sentence
from presentation.words import Words
from tests.each import each
from tests.made import make
from tests.planning.test_comparison import CITY, EAST, compared
from tests.toy_city import toy_settings

WORDS = Words("ja")


def test_settings_are_told_with_values_and_units() -> None:
    rows = input_rows(compared("night", "slow"), WORDS)
    assert rows == [("歩く速さ（一般）", "1 m/s", "0.6 m/s")]
    assert input_sentence(compared("night", "slow"), WORDS) == "AとBで違う入力（1件）: 歩く速さ（一般）。"


def test_the_same_inputs_are_said_to_be_the_same() -> None:
    assert input_rows(compared("day", "day"), WORDS) == []
    assert input_sentence(compared("day", "day"), WORDS) == WORDS("compare.same_inputs")


def test_hazard_clock_and_time_of_day_are_told() -> None:
    rows = {name: cells for name, *cells in input_rows(compared("night", "quake"), WORDS)}
    assert rows["災害の種類"] == ["津波", "地震"]
    assert rows["地震からの日数"] == ["―", "1日後"]
    assert rows["歩ける時間の終わり"] == ["水の到達", "なし"]
    assert rows["警報・発令の時刻（起点から）"] == ["警報: 0.05時間", "―"]
    by_day = {name: cells for name, *cells in input_rows(compared("night", "day"), WORDS)}
    assert by_day["時間帯"] == ["夜間", "昼間"]


def test_measures_name_places_and_seats() -> None:
    measures = (CrossingsClosed("甲電鉄"), PlaceOpened(EAST, is_open=False), SeatsAdded(EAST, 12))
    a, b = (make(CITY, "toy-quake", toy_settings(), given) for given in ((), measures))
    rows = [cells for _, *cells in input_rows(compare((a.case, b.case), (a.plan, b.plan), "271411"), WORDS)]
    assert rows == [["―", "甲電鉄"], ["―", "甲小学校"], ["―", "甲小学校 +12"]]


@each("language", ["ja", "en"])
@each("other", ["day", "slow", "closed", "quake", "quake_closed_place"])
def test_every_word_is_in_the_catalogue(language: str, other: str) -> None:
    found = compared("night", other)
    assert "⟦" not in str(input_rows(found, Words(language))) + input_sentence(found, Words(language))
