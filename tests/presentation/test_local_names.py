"""Names for readers who do not read their letters: never without the Japanese, never guessed."""

from dataclasses import replace

import pandas as pd
import pytest

from domain.bundle import CityBundle
from domain.tables.city import Readings
from domain.vocabulary import NameKind
from presentation.local_names import has_readings, local_name, said_names
from tests.each import each
from tests.toy_city import make_toy_bundle

WARD, OTHER = "271411", "271420"


def city(*rows: tuple[str, str, str, str, str]) -> CityBundle:
    """The toy city with readings: kind, ward, name, reading, English name."""
    table = pd.DataFrame(list(rows), columns=["kind", "ward_code", "name", "reading", "name_en"], dtype="str")
    table["source"] = "試験"
    table = table.rename_axis(index="row")[Readings.columns()]
    return replace(make_toy_bundle(), readings=Readings.check(table))


CITY = city(
    ("town", WARD, "三宝町", "さんぼうちょう", ""),
    ("town", WARD, "九間町東", "くけんちょうひがし", ""),
    ("town", WARD, "百舌鳥梅町", "もず うめまち", ""),
    ("town", WARD, "旭通", "あさひどおり", ""),
    ("town", WARD, "並松町", "なみまつちょう", ""),
    ("town", OTHER, "並松町", "ならびまつちょう", ""),
    ("town", OTHER, "町", "まち", ""),
    ("district", WARD, "三宝", "さんぼう", ""),
    ("district", WARD, "はるみ", "はるみ", ""),
    ("place", WARD, "三宝小学校", "さんぼう しょうがっこう", "Sanbo Elementary School"),
)


@each(
    ("name", "english", "easy"),
    [
        ("三宝町二丁", "Sanbo-cho 2-cho (三宝町二丁)", "三宝町（さんぼうちょう）2丁（ちょう）"),
        ("三宝町2丁目", "Sanbo-cho 2-chome (三宝町2丁目)", "三宝町（さんぼうちょう）2丁目（ちょうめ）"),
        ("三宝町十二丁", "Sanbo-cho 12-cho (三宝町十二丁)", "三宝町（さんぼうちょう）12丁（ちょう）"),
        ("三宝町二十丁", "Sanbo-cho 20-cho (三宝町二十丁)", "三宝町（さんぼうちょう）20丁（ちょう）"),
        ("三宝町十丁", "Sanbo-cho 10-cho (三宝町十丁)", "三宝町（さんぼうちょう）10丁（ちょう）"),
        ("三宝町", "Sanbo-cho (三宝町)", "三宝町（さんぼうちょう）"),
        (
            "九間町東一丁",
            "Kuken-cho Higashi 1-cho (九間町東一丁)",
            "九間町東（くけんちょうひがし）1丁（ちょう）",
        ),
        ("百舌鳥梅町", "Mozu-ume-machi (百舌鳥梅町)", "百舌鳥梅町（もずうめまち）"),
        ("旭通", "Asahidori (旭通)", "旭通（あさひどおり）"),
    ],
)
def test_a_town_has_its_reading_and_the_number_in_figures(name: str, english: str, easy: str) -> None:
    assert local_name(CITY, NameKind.TOWN, WARD, name, "en") == english
    assert local_name(CITY, NameKind.TOWN, WARD, name, "ja_easy") == easy
    assert local_name(CITY, NameKind.TOWN, WARD, name, "ja") == name


@pytest.mark.parametrize("language", ["ja", "en", "ja_easy"])
def test_a_name_that_is_not_listed_stays_as_it_is(language: str) -> None:
    # Neither another ward's town, nor a district of the name of a town, gives a reading.
    assert local_name(CITY, NameKind.TOWN, OTHER, "三宝町二丁", language) == "三宝町二丁"
    assert local_name(CITY, NameKind.DISTRICT, WARD, "三宝町", language) == "三宝町"
    assert local_name(CITY, NameKind.PLACE, WARD, "三宝町二丁", language) == "三宝町二丁"
    assert local_name(make_toy_bundle(), NameKind.TOWN, WARD, "三宝町", language) == "三宝町"


def test_the_english_name_of_the_list_comes_before_the_reading() -> None:
    name = "三宝小学校"
    assert local_name(CITY, NameKind.PLACE, WARD, name, "en") == f"Sanbo Elementary School ({name})"
    assert local_name(CITY, NameKind.PLACE, WARD, name, "ja_easy") == f"{name}（さんぼうしょうがっこう）"


def test_a_name_in_hiragana_needs_no_reading() -> None:
    assert local_name(CITY, NameKind.DISTRICT, WARD, "はるみ", "ja_easy") == "はるみ"
    assert local_name(CITY, NameKind.DISTRICT, WARD, "はるみ", "en") == "Harumi (はるみ)"


def test_a_town_of_an_unknown_ward_is_read_only_where_all_wards_read_it_alike() -> None:
    assert local_name(CITY, NameKind.TOWN, "", "三宝町二丁", "en") == "Sanbo-cho 2-cho (三宝町二丁)"
    assert local_name(CITY, NameKind.TOWN, "", "並松町", "en") == "並松町"
    assert local_name(CITY, NameKind.TOWN, WARD, "並松町", "en") == "Namimatsu-cho (並松町)"


def test_a_town_that_is_called_town_alone_keeps_its_name() -> None:
    assert local_name(CITY, NameKind.TOWN, OTHER, "町", "en") == "Machi (町)"


def test_a_town_is_looked_for_by_its_reading_and_in_roman_letters() -> None:
    assert said_names(CITY, NameKind.TOWN, WARD, "三宝町二丁") == ("さんぼうちょう2丁", "Sanbocho 2 cho")
    assert said_names(CITY, NameKind.TOWN, WARD, "旭通") == ("あさひどおり", "Asahidori")
    assert said_names(CITY, NameKind.TOWN, OTHER, "三宝町二丁") == ()


def test_a_city_says_whether_towns_have_readings() -> None:
    assert has_readings(CITY)
    assert not has_readings(make_toy_bundle())
    assert not has_readings(city(("district", WARD, "三宝", "さんぼう", "")))
