"""A layer is called by its own name; without one by its word or kind, never by its id alone."""

import pytest

from domain.bundle import LayerSource
from presentation.names import input_layer_name, layer_name
from tests.exports.sample_plan import make_sample


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


def test_an_input_of_a_layer_that_is_not_there_has_its_word() -> None:
    case, _ = make_sample()
    assert input_layer_name(case, "hazards/tsunami", "ja") == "ハザード: 津波"
    assert input_layer_name(case, "hazards/flood", "en") == "Hazards: Flood"
