"""Each place that changed has one sign, by what matters most, and a card with all that changed of it."""

import pandas as pd
import pytest

from presentation.geometry import unpack_integers
from presentation.map_layers.place_changes import change_bounds, place_change_layer
from presentation.styles.list_changes import CHANGES
from presentation.words import Words

JA = Words("ja")


def row(change: str, place: str, **said: object) -> dict[str, object]:
    return {
        "change": change, "place_id": place, "name": f"場所{place}", "address": "", "flag": "", "before": "",
        "after": "", "metres": float("nan"), "lon": 135.5, "lat": 34.5, **said,
    }  # fmt: skip


CHANGED = pd.DataFrame(
    [
        row("added", "4", lat=34.6),
        row("removed", "3"),
        row("renamed", "2", before="旧", after="新"),
        row("moved", "1", metres=25.0, lon=135.4),
        row("flag_added", "2", flag="tsunami"),
        row("role_removed", "2", flag="shelter"),
    ]
)


def signs(changes: pd.DataFrame) -> dict[str, str]:
    """Return the sign of each place, from the ground up."""
    layer = place_change_layer(changes, JA)
    keys = list(CHANGES)
    return {
        place: keys[number]
        for place, number in zip(layer.content["ids"], unpack_integers(layer.content["style"]), strict=True)
    }


def test_one_sign_a_place_and_what_matters_most_on_top() -> None:
    assert list(signs(CHANGED).items()) == [
        ("1", "other"), ("2", "marks"), ("3", "removed"), ("4", "added"),
    ]  # fmt: skip


def test_a_card_says_everything_that_changed_of_a_place() -> None:
    texts = place_change_layer(CHANGED, JA).content["texts"]
    for said in ("名称が変わった: 旧 → 新", "災害の指定が加わった: 津波", "位置が変わった: 25 m", "加わった"):
        assert said in texts


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_sign_is_in_the_legend(language: str) -> None:
    layer = place_change_layer(CHANGED, Words(language))
    assert len(layer.legend) == len(CHANGES) == len({entry.label for entry in layer.legend})
    assert all("⟦" not in entry.label for entry in layer.legend)


def test_the_first_view_holds_every_place() -> None:
    assert change_bounds(CHANGED) == [[34.5, 135.4], [34.6, 135.5]]
