"""The map of the chance to get through: each block in its class, each listed street with its rank."""

from dataclasses import replace

import pandas as pd

from domain.tables.robustness import AreaLevel
from presentation.geometry import unpack_integers
from presentation.map_layers.robustness import chance_class, critical_layers, robustness_content
from presentation.styles.robustness import CHANCE_FROM, CHANCES
from presentation.words import Words
from tests.planning.test_robustness import result

JA = Words("ja")


def layers(ward_code: str = ""):
    case, _, found = result()
    return {layer.layer_id: layer for layer in robustness_content(case, found, JA, ward_code).layers}


def test_a_class_begins_at_its_lower_end_and_who_has_no_way_anyhow_has_his_own() -> None:
    chances = pd.DataFrame({
        "chance": [1.0, 0.95, 0.9499, 0.8, 0.5, 0.49, 0.0, 0.0], "open_persons": [1] * 7 + [0],
    })  # fmt: skip
    assert chance_class(chances).tolist() == [0, 0, 1, 1, 2, 3, 3, 4]
    assert len(CHANCES) == len(CHANCE_FROM) + 1


def test_blocks_are_drawn_by_their_class_and_say_their_interval() -> None:
    _, _, found = result()
    blocks = layers()["chances"]
    drawn = dict(zip(blocks.content["ids"], unpack_integers(blocks.content["style"]), strict=True))
    assert set(drawn) == set(found.level(AreaLevel.BLOCK).index)
    # The pier G is joined to nothing; E stands beside its school.
    assert (drawn["M271411-G"], drawn["M271420-E"]) == (4, 0)
    assert any("%（" in text for text in blocks.content["texts"])
    assert len(blocks.legend) == len(CHANCES)


def test_listed_streets_stand_in_the_order_of_their_rank_the_first_on_top() -> None:
    _, _, found = result()
    signs, lines = layers()["critical"], layers()["critical-lines"]
    listed = found.streets[found.streets["rank"] > 0]
    assert sorted(signs.content["ids"]) == sorted(str(street) for street in listed.index)
    last = listed.loc[int(signs.content["ids"][-1])]
    assert last["rank"] == 1
    assert any(name == "甲区1" for name in signs.content["names"])
    assert lines.follows == "critical"
    own = layers("271411")["critical"].content["ids"]
    assert set(own) == {str(street) for street in listed.index[listed["ward_code"] == "271411"]}


def test_without_a_street_that_matters_there_is_no_such_layer() -> None:
    case, _, found = result()
    assert critical_layers(case, replace(found, streets=found.streets.iloc[:0]), JA) == []


def test_layers_lie_in_their_order() -> None:
    case, _, found = result()
    orders = [int(layer.order) for layer in robustness_content(case, found, JA).layers]
    assert orders == sorted(orders)
