"""Every street answers a press: what it is, who walks there, until when; bridges by the names people use."""

import dataclasses

import numpy as np
import pytest

from presentation.geometry import unpack_integers
from presentation.map_layers.routes import street_persons
from presentation.map_layers.street_answers import street_answer_layer, street_name_layer, structure_layer
from presentation.map_layers.street_cards import Structure, street_cards, structure_names, structures_of
from presentation.styles import ground as styles
from presentation.words import Words
from tests.made import Made, make_toy

JA = Words("ja")


@pytest.fixture(scope="module")
def made() -> Made:
    return make_toy()


def _changed(made: Made, **columns: object):
    """The toy city's streets, the first of them with other columns."""
    streets = made.case.city.streets.copy()
    for name, value in columns.items():
        streets.loc[streets.index[0], name] = value
    return streets


def _card_of(layer, streets, row: int):
    """The card that the script finds: of a class, or of the row itself."""
    numbers, texts, cards = unpack_integers(layer.content["cards"]), layer.content["texts"], []
    while numbers:
        title, count, *numbers = numbers
        cards.append((texts[title], tuple(zip(*[(texts[n] for n in numbers[: 2 * count])] * 2, strict=True))))
        numbers = numbers[2 * count :]
    rows = np.cumsum(unpack_integers(layer.content["rows"])).tolist()
    from presentation.map_layers.ground import street_classes

    at = len(styles.STREETS) + rows.index(row) if row in rows else int(street_classes(streets)[row])
    return cards[at]


def test_the_script_finds_the_card_of_every_street(made: Made) -> None:
    case, plan = made
    streets = case.city.streets
    layer = street_answer_layer(case, plan, streets, JA)
    cards = street_cards(case, plan, streets, JA)
    for row, card in enumerate(cards):
        assert _card_of(layer, streets, row) == card
    # what most streets of a class say is told once
    assert len(unpack_integers(layer.content["rows"])) < len(cards)


def test_what_is_kept_of_a_citys_streets_is_what_is_made_of_others_like_them(made: Made) -> None:
    case, plan = made
    streets = case.city.streets
    busy = dataclasses.replace(plan, routes=plan.routes.assign(persons=plan.routes["persons"] + 7))
    for one in (plan, busy):
        own, others = (street_cards(case, one, held, JA) for held in (streets, streets.copy()))
        assert own.heads is street_cards(case, plan, streets, JA).heads
        assert list(own) == list(others)
        # equal numbers, equal cards
        numbers = own.numbers().tolist()
        assert len(set(numbers)) == len({*own}) == len({*zip(numbers, own, strict=True)})
        for layer in (street_answer_layer, structure_layer):
            kept, anew = (layer(case, one, held, JA) for held in (streets, streets.copy()))
            assert kept.content_bytes() == anew.content_bytes()
    english = street_cards(case, plan, streets, Words("en"))
    assert english[0][1][-1] != street_cards(case, plan, streets, JA)[0][1][-1]


def test_a_street_says_who_walks_there_and_until_when(made: Made) -> None:
    case, plan = made
    streets = case.city.streets
    persons = street_persons(plan.routes)
    closes = plan.street_exposure["closes_at_s"]
    for street, (_, rows) in zip(streets.index, street_cards(case, plan, streets, JA), strict=True):
        card = dict(rows)
        count = float(persons.get(street, 0))
        assert card[JA("map.card.walkers")] == JA.persons(count, rounded=plan.is_model)
        said = card[JA("map.card.closes")]
        if np.isinf(closes[street]) and closes[street] > 0:
            assert said == JA("map.never_closes")
        else:
            assert said.startswith(JA.closing(float(closes[street]), case.scenario))


def test_a_closing_by_order_gives_no_moment(made: Made) -> None:
    case, plan = made
    exposure = plan.street_exposure.assign(closes_at_s=7200.0, reason="level5")
    (_, rows), *_ = street_cards(
        case, dataclasses.replace(plan, street_exposure=exposure), case.city.streets, JA
    )
    assert dict(rows)[JA("map.card.closes")] == JA("map.closes_by_order", why=JA("closure.level5"))


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"bridge": True, "name": "和田川2号橋", "crosses": "和田川"}, "和田川2号橋"),
        ({"bridge": True, "crosses": "石津川", "name": ""}, "石津川にかかる橋（"),
        ({"level_crossing": True, "crosses": "南海本線", "name": ""}, "南海本線の踏切（"),
        ({"underpass": True, "crosses": "南海本線", "name": ""}, "地下道（アンダーパス）（"),
        ({"bridge": True, "crosses": "", "name": ""}, "橋（"),
        ({"name": "長尾街道"}, ""),
    ],
)
def test_a_bridge_has_its_name_else_what_it_crosses_and_a_town(
    made: Made, columns: dict[str, object], said: str
) -> None:
    plain = dict.fromkeys((kind.value for kind in Structure), False) | {"name": "", "crosses": ""}
    streets = _changed(made, **(plain | columns))
    name = structure_names(made.case, streets, JA)[0]
    assert name.startswith(said)
    assert (name == "") == (said == "")
    if name and "name" not in columns:
        assert "町付近）" in name


def test_of_several_things_a_street_is_the_first_is_said(made: Made) -> None:
    streets = _changed(made, bridge=True, level_crossing=True, tunnel=True, underpass=False)
    assert structures_of(streets)[0] is Structure.BRIDGE
    streets = _changed(made, bridge=False, level_crossing=False, tunnel=True, underpass=True)
    assert structures_of(streets)[0] is Structure.UNDERPASS


def test_signs_are_counted_through_from_the_top(made: Made) -> None:
    case, plan = made
    streets = case.city.streets.copy()
    streets[[kind.value for kind in Structure]] = False
    streets.loc[streets.index[:3], "bridge"] = True
    streets.loc[streets.index[:3], "name"] = ["和田川2号橋", "和田川10号橋", "和田川1号橋"]
    city = dataclasses.replace(case.city, streets=streets)
    layer = structure_layer(dataclasses.replace(case, city=city), plan, streets, JA)
    assert layer is not None
    # what is drawn last lies on top and comes first by keyboard
    assert layer.content["names"][::-1] == ["和田川1号橋", "和田川2号橋", "和田川10号橋"]
    assert [entry.label for entry in layer.legend] == ["橋"]
    streets["bridge"] = False
    assert structure_layer(case, plan, streets, JA) is None


def test_streets_are_named_along_them_and_bridges_at_their_signs(made: Made) -> None:
    streets = made.case.city.streets.copy()
    streets[[kind.value for kind in Structure]] = False
    streets["name"] = ""
    assert street_name_layer(streets) is None
    streets.loc[streets.index[:2], "name"] = ["国道310号", "国道26号"]
    streets.loc[streets.index[2], ["name", "bridge"]] = ["大橋", True]
    layer = street_name_layer(streets)
    assert layer is not None
    assert list(dict.fromkeys(layer.content["names"])) == ["国道26号", "国道310号"]
    assert len(unpack_integers(layer.content["counts"])) == len(layer.content["names"])
