"""A layer is called by its own name; without one by its word or kind, never by its id alone."""

from dataclasses import replace

import pytest

from data.bundle.stand_in import stand_in_districts
from domain.bundle import LayerSource
from presentation.names import covered_text, district_names, district_title, input_layer_name, layer_name
from presentation.words import Words
from tests.data.bundle.test_partial import without_layer
from tests.exports.sample_plan import make_sample
from tests.toy_city import make_toy_bundle


def _layer(layer_id: str, name: str = "", name_en: str = "") -> LayerSource:
    return LayerSource(layer_id, "", (), "", is_model=False, name=name, name_en=name_en)


@pytest.mark.parametrize(
    ("layer", "ja", "en"),
    [
        (_layer("places"), "避難場所・避難所", "Places"),
        (_layer("hazards/tsunami"), "ハザード: 津波", "Hazards: Tsunami"),
        (_layer("hazards/big_river"), "ハザード: big_river", "Hazards: big_river"),
        (_layer("hazards/big_river", "大川の洪水", "Flood"), "大川の洪水", "Flood"),
        (_layer("hazards/big_river", "大川の洪水"), "大川の洪水", "大川の洪水"),
    ],
)
def test_a_layer_is_called_by_name_word_or_kind(layer: LayerSource, ja: str, en: str) -> None:
    assert (layer_name(layer, "ja"), layer_name(layer, "en")) == (ja, en)


def test_a_district_called_by_a_word_for_a_city_is_never_written_by_it_alone() -> None:
    case, _ = make_sample()
    city = case.city
    first, second = city.districts.index[:2]
    districts = city.districts.assign(name_en="")
    districts.loc[first, "name"] = "市"
    districts.loc[second, "name"] = "市南"
    called = replace(case, city=replace(city, districts=districts))
    assert district_names(called, "ja")[[first, second]].tolist() == ["市校区", "市南"]
    assert district_names(called, "en")[first] == "市 district"
    # A title says 校区 once.
    assert district_title(called, first, "ja").endswith(" 市校区")


def test_a_whole_ward_that_stands_in_for_districts_is_not_called_one() -> None:
    case, _ = make_sample()
    meta = without_layer(case.city.meta, "districts")
    bare = replace(case, city=replace(case.city, meta=meta, districts=stand_in_districts(case.city.wards)))
    first = str(bare.city.districts.index[0])
    ward = str(case.city.wards.loc[bare.city.districts.loc[first, "ward_code"], "name"])
    assert district_title(bare, first, "ja") == f"{ward} 全体（校区は未収録）"


def test_an_input_of_a_layer_that_is_not_there_has_its_word() -> None:
    case, _ = make_sample()
    assert input_layer_name(case.city, "hazards/tsunami", "ja") == "ハザード: 津波"
    assert input_layer_name(case.city, "hazards/flood", "en") == "Hazards: Flood"


def test_a_table_in_which_lists_stand_has_its_word_and_says_so() -> None:
    case, _ = make_sample()
    said = input_layer_name(case.city, "uploaded/posts", "ja")
    assert said == f"{input_layer_name(case.city, 'posts', 'ja')}（名簿や一覧を入れた組織は、その内容）"
    assert "⟦" not in input_layer_name(case.city, "uploaded/opening_duty", "en")


def test_a_list_says_which_scenarios_it_leaves_out_and_nothing_where_it_has_all() -> None:
    city = make_toy_bundle().city
    every = list(city.scenarios)
    assert covered_text(city, every, Words("ja")) == ""
    said = covered_text(city, every[1:], Words("ja"))
    assert f"市の想定{len(every)}件のうち{len(every) - 1}件" in said
    assert city.scenarios[every[0]].name in said
    assert city.scenarios[every[1]].name not in said
