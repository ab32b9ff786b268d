"""Names are sorted as people count."""

import pytest

from presentation.natural_order import in_natural_order, kanji_number, natural_key


@pytest.mark.parametrize(
    "counted",
    [
        ["浜寺町一丁", "浜寺町二丁", "浜寺町九丁", "浜寺町十丁", "浜寺町十一丁", "浜寺町二十丁"],
        ["2丁目", "10丁目"],
        ["和田川1号橋", "和田川2号橋", "和田川10号橋", "和田川11号橋"],
        ["２号", "3号", "１０号"],
        ["国道26号", "国道309号", "国道310号"],
        ["堺", "堺1", "堺2"],
    ],
)
def test_a_larger_number_follows_a_smaller_one(counted: list[str]) -> None:
    assert in_natural_order(reversed(counted)) == counted


def test_kanji_that_count_nothing_are_letters() -> None:
    # 一条通 is no number: the names stand in the order of their letters
    names = ["七条通", "一条通", "三国ヶ丘"]
    assert in_natural_order(names) == sorted(names)
    assert natural_key("一条通") == (("一条通", -1),)


def test_names_that_count_alike_keep_one_order() -> None:
    assert in_natural_order(["1号", "１号"]) == in_natural_order(["１号", "1号"])


@pytest.mark.parametrize(
    ("said", "number"), [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("九十九", 99), ("〇", 0)]
)
def test_numbers_in_kanji_are_read(said: str, number: int) -> None:
    assert kanji_number(said) == number
