"""Places on a map: one sign a standing, fill by load, the limit of the routes that people are sent by."""

from dataclasses import replace

import numpy as np
import pandas as pd

from planning.limits import earliest_limits
from presentation.geometry import unpack_integers
from presentation.map_layers.places import (
    load_classes,
    place_cards,
    place_layer,
    place_signs,
)
from presentation.styles.places import LOADS
from presentation.words import Words
from tests.exports.sample_plan import MARKUP_NAME, make_sample

WORDS = Words("ja")


def test_a_place_filled_to_its_last_seat_is_full_and_one_of_unknown_seats_unknown() -> None:
    case, plan = make_sample()
    classes = pd.Series([LOADS[i] for i in load_classes(case, plan)], index=case.city.places.index)
    seats = plan.usable_places["capacity_persons"]
    loads = plan.loads["assigned_persons"]
    for place, said in classes.items():
        if pd.isna(seats[place]):
            assert said == "unknown"
        elif loads[place] == 0:
            assert said == "empty"
        elif loads[place] >= seats[place]:
            assert said == "full"
        else:
            assert said in {"half", "nearly"}
    assert "full" in set(classes)


def test_only_places_of_the_plan_look_usable() -> None:
    for scenario in ("toy-tsunami-night", "toy-flood", "toy-quake"):
        case, plan = make_sample(scenario)
        signs = place_signs(case, plan)
        assert signs["in_plan"].tolist() == signs["standing"].isin(["usable", "upper_floors"]).tolist()


def test_places_of_the_plan_lie_on_top_and_only_they_are_named() -> None:
    case, plan = make_sample()
    layer = place_layer(case, plan, WORDS)
    order = layer.content["ids"]
    in_plan = plan.usable_places["in_plan"].reindex(order).tolist()
    assert in_plan == sorted(in_plan)
    assert [bool(name) for name in layer.content["names"]] == in_plan
    styles = unpack_integers(layer.content["style"])
    assert max(styles) + 1 == len(layer.looks)


def test_a_place_of_the_plan_waits_until_it_opens_and_no_other_waits() -> None:
    case, plan = make_sample()
    layer = place_layer(case, plan, WORDS)
    at = dict(zip(layer.content["ids"], unpack_integers(layer.content["at"]), strict=True))
    usable = plan.usable_places
    assert usable["in_plan"].any()
    assert not usable["in_plan"].all()
    for place, opens_s, planned in zip(usable.index, usable["opens_at_s"], usable["in_plan"], strict=True):
        # Tenths of a second; a place that nobody is sent to is drawn as it is at any time.
        assert at[place] == (round(opens_s * 10) if planned else -(2**30 - 1))


def test_a_place_that_never_opens_waits_for_ever() -> None:
    case, plan = make_sample()
    never = replace(plan, usable_places=plan.usable_places.assign(opens_at_s=np.inf))
    layer = place_layer(case, never, WORDS)
    at = unpack_integers(layer.content["at"])
    assert max(at) == 2**30 - 1
    assert set(at) == {2**30 - 1, -(2**30 - 1)}


def test_names_of_places_are_text_whatever_they_hold() -> None:
    case, plan = make_sample("toy-flood")
    titles = [title for title, _ in place_cards(case, plan, WORDS, case.city.places.index)]
    assert MARKUP_NAME in titles


def test_the_card_of_a_place_says_the_earliest_limit_of_its_routes_and_for_how_many() -> None:
    case, plan = make_sample()
    target = plan.routes.loc[np.isfinite(plan.routes["latest_departure_s"]), "destination_id"]
    place = next(one for one in target if one in case.city.places.index)
    (card,) = place_cards(case, plan, WORDS, pd.Index([place]))
    limit = earliest_limits(case, plan, plan.routes, "destination_id")[place]
    said = dict(card[1])["避難開始の限界（最も早い経路）"]
    assert WORDS.limit(limit.latest_s, case.scenario) in said
    assert WORDS.persons(float(limit.persons), rounded=plan.is_model) in said


def test_of_a_count_nobody_finds_out_who_few_must_leave_a_place_first() -> None:
    case, plan = make_sample()
    counted = replace(plan, provenance=())
    assert not counted.is_rounded
    limits = earliest_limits(case, counted, counted.routes, "destination_id")
    place, limit = next((one, each) for one, each in limits.items() if each.others >= 10)
    mine = counted.routes["destination_id"].eq(place) & np.isclose(
        counted.routes["latest_departure_s"].astype("float64"), limit.latest_s
    )
    few = counted.routes.copy()
    first = mine.to_numpy().nonzero()[0]
    few.iloc[first, few.columns.get_loc("persons")] = 0
    few.iloc[first[0], few.columns.get_loc("persons")] = 3
    (card,) = place_cards(case, replace(counted, routes=few), WORDS, pd.Index([place]))
    rows = [told for label, told in card[1] if "限界" in label or not label]
    assert len(rows) == 2
    assert "10人未満" in rows[0]
    assert "約" in rows[1]
