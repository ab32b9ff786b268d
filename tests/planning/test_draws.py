"""Draws of blocked streets against all states of a small city, and the same luck for every plan."""

import itertools
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from domain.measures import OnlyPlaceOpened
from evacuation.clock import UNREACHED
from evacuation.robustness import reach
from hazard.blockage import Reading
from hazard.blockage_rates import StoppedShare, blockage_rates
from planning.case import Case
from planning.draws import Tally, draw_inputs, make_chunk
from tests.toy_city import make_toy_bundle, toy_settings

#: Every draw shakes as the estimate says, no crossing is shut, and a segment is as long as a street.
STILL = {
    "blockage.event_deviation": "0", "blockage.field_deviation": "0", "blockage.crossing_intensity": "7",
    "blockage.reference_length_m": "500", "blockage.critical_draws": "1", "blockage.bridge_intensity": "7",
    "blockage.walls_per_segment": "0", "blockage.liquefaction_intensity": "7",
}  # fmt: skip
WEST = "E2714000001"


def toy_case(narrow: tuple[int, ...] = (), measures=(), scenario: str = "toy-quake", **overrides) -> Case:
    """The toy city with some streets of 3 m, all others of 20 m."""
    bundle = make_toy_bundle()
    streets = bundle.streets.copy()
    streets["width_m"] = np.where(streets.index.isin(narrow), 3.0, 20.0)
    settings = toy_settings().with_overrides({**STILL, **overrides})
    case = Case.of(bundle, bundle.scenario(scenario), settings, measures=tuple(measures))
    return replace(case, city=replace(case.city, streets=streets))


@cache
def four_narrow():
    return draw_inputs(toy_case((102, 112, 113, 122)))


@cache
def counted(draws: int) -> Tally:
    return make_chunk(four_narrow(), 0, draws)


def all_states(inputs, profile: int) -> np.ndarray:
    """Probability of each row to be in time: every state of the streets that can be blocked, one by one."""
    network, people, model = inputs.network, inputs.people[profile], inputs.model
    rate = blockage_rates(model, np.zeros(model.field.cell_key.size), inputs.stopped).by_class[profile, 0]
    states = []
    for street in np.flatnonzero(model.can_block):
        blocked = 1 - np.exp(
            -rate[model.group[street], model.street_class[0, street]] * model.segments[street]
        )
        arcs = np.flatnonzero(network.arc_street == street)
        pieces = [(a, abs(network.arc_to_share[a] - network.arc_from_share[a]))
                  for a in arcs if a < network.arc_reverse[a]]  # fmt: skip
        states.append([(-1, 1 - blocked), *((a, blocked * share) for a, share in pieces)])
    expected = np.zeros(people.rows.row.size)
    for state in itertools.product(*states):
        blocked = [arc for arc, _ in state if arc >= 0]
        closed = np.array([*blocked, *network.arc_reverse[blocked]], np.int64)
        expected += np.prod([p for _, p in state]) * reach(network, people, closed).in_time
    return expected


@pytest.mark.parametrize("profile", [0, 1])
def test_draws_count_what_all_states_together_give(profile: int) -> None:
    inputs, draws = four_narrow(), 400
    found = counted(draws).in_time[profile] / draws
    expected = np.clip(all_states(inputs, profile), 0, 1)
    assert ((expected > 0.01) & (expected < 0.99)).sum() >= 2
    # Four standard errors of each share; who always or never gets through does so in every draw.
    error = 4 * np.sqrt(expected * (1 - expected) / draws)
    assert (np.abs(found - expected) <= error + 1e-9).all()


def test_with_nothing_damaged_everybody_walks_as_in_the_plan() -> None:
    case = toy_case()
    inputs = draw_inputs(case)
    tally = make_chunk(inputs, 0, 3)
    for k, base in enumerate(inputs.base):
        np.testing.assert_array_equal(tally.in_time[k], 3 * np.tile(base < UNREACHED, (2, 1)))
        assert not tally.detour_ticks[k].any()
        assert not tally.blocked[k].any()


def test_a_bridge_that_surely_fails_isolates() -> None:
    # Without the bridge 121 A and C go round by the crossing 103, which is shut.
    case = toy_case(**{
        "blockage.bridge_share": "1", "blockage.bridge_intensity": "6", "blockage.crossing_intensity": "6",
    })  # fmt: skip
    inputs = draw_inputs(case)
    tally = make_chunk(inputs, 0, 2)
    names = [name.split("-")[1] for name in case.city.blocks.index]
    out = [names[row] for row in inputs.people[0].rows.block_row[tally.in_time[0][Reading.ADVERSE] == 0]]
    assert sorted(out) == ["A", "C", "G"]
    # Read favourably the bridge is a new one and the crossing opens again: only the pier has no way.
    assert (tally.in_time[0][Reading.FAVOURABLE] == 2).sum() == len(names) - 1


def test_a_street_has_the_same_luck_in_every_plan_and_order() -> None:
    base = counted(30)
    other = draw_inputs(toy_case((102, 112, 113, 122), [OnlyPlaceOpened(WEST)]))
    np.testing.assert_array_equal(make_chunk(other, 0, 30).blocked[0], base.blocked[0])
    # More streets that can be blocked: the luck of the others stays.
    more = draw_inputs(toy_case((102, 111, 112, 113, 122)))
    streets = np.flatnonzero(four_narrow().model.can_block)
    np.testing.assert_array_equal(make_chunk(more, 0, 30).blocked[0][:, streets], base.blocked[0][:, streets])


def test_fewer_places_and_more_damage_are_never_better() -> None:
    base = counted(30)
    fewer = make_chunk(draw_inputs(toy_case((102, 112, 113, 122), [OnlyPlaceOpened(WEST)])), 0, 30)
    worse = make_chunk(draw_inputs(toy_case((102, 112, 113, 122), **{"blockage.on_foot_factor": "1"})), 0, 30)
    for one in (fewer, worse):
        assert (one.persons <= base.persons).all()
        assert one.persons.sum() < base.persons.sum()


def test_slow_people_are_stopped_where_others_climb_over() -> None:
    inputs = four_narrow()
    assert inputs.stopped == (StoppedShare(0.5, 0.1), StoppedShare(1.0, 1.0))
    blocked = make_chunk(inputs, 0, 60).blocked
    assert (blocked[0] <= blocked[1]).all()
    assert blocked[0].sum() < blocked[1].sum()


def test_chunks_add_up_to_the_draws_made_at_once_and_follow_the_seed() -> None:
    inputs = four_narrow()
    whole, parts = make_chunk(inputs, 0, 7), make_chunk(inputs, 0, 3).plus(make_chunk(inputs, 3, 4))
    for name in Tally.__dataclass_fields__:
        np.testing.assert_equal(getattr(parts, name), getattr(whole, name))
    assert (whole.draws, whole.critical_draws, whole.persons.shape) == (7, 1, (2, 7))
    seeded = draw_inputs(toy_case((102, 112, 113, 122), **{"blockage.seed": "2"}))
    assert (make_chunk(seeded, 0, 7).persons != whole.persons).any()


def test_of_a_street_that_is_blocked_nothing_is_learnt() -> None:
    inputs = four_narrow()
    for draw in range(4):
        tally = make_chunk(replace_settings(inputs, critical_draws=100), draw, 1)
        for k in range(2):
            blocked = tally.blocked[k][Reading.ADVERSE]
            np.testing.assert_array_equal(tally.open_draws[k], 1 - blocked)
            weighed = np.bincount(inputs.network.arc_street, tally.cut_off[k] + tally.lost_ticks[k])
            assert not weighed[blocked > 0].any()


def replace_settings(inputs, **changes):
    settings = inputs.model.settings.model_copy(update=changes)
    return replace(inputs, model=replace(inputs.model, settings=settings))


def test_who_gets_through_finds_no_seat_where_streets_join_too_few() -> None:
    inputs = four_narrow()
    assert inputs.base_short == 0
    # With one seat in all places everybody who gets through, but one of each part that has it, has none.
    few = replace(inputs, places=replace(inputs.places, seats=np.array([1, 0])))
    tally = make_chunk(few, 0, 3)
    np.testing.assert_array_equal(tally.short, np.maximum(tally.persons - 1, 0))
    assert (make_chunk(inputs, 0, 3).short == 0).all()
