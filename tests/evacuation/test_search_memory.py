"""A plan that follows the searches of another is the plan that it is alone, and finds nothing twice."""

from dataclasses import fields, is_dataclass
from typing import Any
from unittest.mock import patch

import numpy as np
import pandas as pd

from domain.measures import CrossingsClosed, PlaceOpened, StreetClosed
from evacuation import reach, safer_routes
from evacuation.evacuate import evacuate
from evacuation.inputs import EvacuationInputs
from evacuation.search import search_routes
from evacuation.search_memory import MOST_KEPT, SearchMemory
from planning.case import Case
from planning.stage_inputs import stage_inputs
from tests.toy_city import make_toy_bundle, toy_settings

BUNDLE = make_toy_bundle()
CLOSED, STREET, OTHER = (CrossingsClosed("甲電鉄"),), (StreetClosed(112),), (StreetClosed(111),)
SLOW = {"movement.adult_speed_m_s": "0.6"}
#: Plans one after the other: closed, another closed, open again, another pace, other seats, other places,
#: another hazard, limited walks, and the first again.
PLANS: list[tuple[str, dict[str, str], tuple[Any, ...]]] = [
    ("toy-tsunami-night", {}, ()),
    ("toy-tsunami-night", {}, CLOSED),
    ("toy-tsunami-night", {}, (*CLOSED, *STREET)),
    ("toy-tsunami-night", {}, STREET),
    ("toy-tsunami-night", {}, ()),
    ("toy-tsunami-night", SLOW, ()),
    ("toy-tsunami-night", SLOW, STREET),
    ("toy-tsunami-night", {"capacity.usable_share": "0.3"}, STREET),
    ("toy-tsunami-night", {"route.hazard_area_extra": "3"}, STREET),
    ("toy-tsunami-night", {"departure.first_later_s": "600"}, ()),
    ("toy-tsunami-night", {}, (PlaceOpened("E2714000001", is_open=False),)),
    ("toy-tsunami-night", {"departure.day_time": "day", "hazard.crossings_open_after_s": "900"}, CLOSED),
    ("toy-flood", {}, ()),
    ("toy-flood", {}, STREET),
    ("toy-flood", {"movement.longest_walk_s": "900"}, CLOSED),
    ("toy-quake", {}, CLOSED),
    ("toy-tsunami-night", {}, ()),
]


def inputs_of(scenario_id: str, overrides: dict[str, str], measures: tuple[Any, ...]) -> EvacuationInputs:
    settings = toy_settings().with_overrides(overrides)
    return stage_inputs(Case.of(BUNDLE, BUNDLE.scenario(scenario_id), settings, measures=measures))


def same(one: Any, other: Any) -> bool:
    """Whether two results are equal in every table, array and figure."""
    if isinstance(one, pd.DataFrame):
        return bool(pd.DataFrame(one).equals(pd.DataFrame(other)))
    if isinstance(one, np.ndarray):
        return bool(np.array_equal(one, other, equal_nan=one.dtype.kind == "f"))
    if is_dataclass(one):
        return all(same(getattr(one, part.name), getattr(other, part.name)) for part in fields(one))
    # As text: a figure may be NaN, which equals nothing.
    return repr(one) == repr(other)


def test_a_plan_after_others_is_the_plan_that_it_is_alone() -> None:
    memory = SearchMemory()
    for plan in PLANS:
        inputs = inputs_of(*plan)
        assert same(evacuate(inputs, memory), evacuate(inputs)), plan


def test_so_it_is_in_whatever_order() -> None:
    memory, order = SearchMemory(), np.random.default_rng(0).permutation(len(PLANS))
    for at in order.tolist():
        inputs = inputs_of(*PLANS[at])
        found, alone = search_routes(inputs, following=memory.next_plan()), search_routes(inputs)
        assert same(found.choices, alone.choices), PLANS[at]
        assert same(evacuate(inputs, memory).routes, evacuate(inputs).routes), PLANS[at]


def searches(plan: tuple[str, dict[str, str], tuple[Any, ...]], memory: SearchMemory) -> tuple[int, int]:
    """Return how many trees a plan searches for: of routes in time, and of safer ones."""
    at_access, label = reach.Growing._at_access, safer_routes.label_tree
    with (
        patch.object(reach.Growing, "_at_access", autospec=True, side_effect=at_access) as routes,
        patch.object(safer_routes, "label_tree", side_effect=label) as safer,
    ):
        evacuate(inputs_of(*plan), memory)
    return routes.call_count, safer.call_count


def test_what_was_found_is_not_searched_for_again() -> None:
    memory = SearchMemory()
    first = searches(PLANS[0], memory)
    assert min(first) > 0
    assert searches(PLANS[0], memory) == (0, 0)
    # Other seats change no way: at most people walk to other places.
    assert searches(("toy-tsunami-night", {"capacity.usable_share": "0.3"}, ()), memory)[0] == 0
    assert searches(PLANS[5], memory)[0] > 0
    # Neither a closing nor another pace has pushed out the plan of before.
    assert searches(PLANS[3], memory)[0] < first[0]
    assert searches(PLANS[0], memory) == (0, 0)


def test_of_limited_walks_nothing_is_searched_for_again_either() -> None:
    memory = SearchMemory()
    # Streets close, and from some corners the longest walk leads to no place at all.
    limited = ("toy-flood", {"movement.longest_walk_s": "900"}, ())
    first = searches(limited, memory)
    assert first[0] > 0
    assert searches(limited, memory) == (0, 0)


def test_whoever_closes_one_thing_more_goes_on_from_what_was_mended() -> None:
    memory = SearchMemory()
    for plan in (PLANS[0], PLANS[3]):
        evacuate(inputs_of(*plan), memory)
    mended, took = dict(memory._mended), {}

    def note(self: SearchMemory, profile_id: str, entry: object, new: object) -> None:
        took[profile_id] = entry

    with patch.object(SearchMemory, "_took", autospec=True, side_effect=note):
        evacuate(inputs_of("toy-tsunami-night", {}, (*STREET, *OTHER)), memory)
        assert took == mended
        # Another closing alone opens what was closed: that goes on from the plan before both.
        evacuate(inputs_of("toy-tsunami-night", {}, OTHER), memory)
    assert took == {name: next(iter(entries.values())) for name, entries in memory._entries.items()}


def test_only_the_last_plans_are_kept() -> None:
    memory = SearchMemory()
    for pace in range(MOST_KEPT + 2):
        evacuate(inputs_of("toy-tsunami-night", {"movement.adult_speed_m_s": f"0.{pace + 5}"}, ()), memory)
    # Another pace of one profile leaves what was found for the others.
    assert sorted(len(entries) for entries in memory._entries.values()) == [1, MOST_KEPT]
