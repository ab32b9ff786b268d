"""Cases of the literature: the table of docs/model/crowding.md, case by case.

Names A1–A13 are those of the table. RiMEA is its guideline 4.1.1; NIST is Technical Note 1822; IMO is
MSC.1/Circ.1533, its worked example that of MSC/Circ.1166.
"""

import numpy as np
import pytest
from scipy.stats import norm

from domain.settings.crowding import CrowdingSettings
from domain.settings.settings import Settings
from evacuation.kernels.queue_state import ARRIVED
from evacuation.speeds import slope_factor
from tests.evacuation.queue_sample import Sample

USUAL = CrowdingSettings()


def through(width_m: float, people: int, *, flow: float = 1.3) -> float:
    """Return the time between the first and the last of a crowd through one opening [s]."""
    sample = Sample()
    sample.home()
    sample.people(people, [sample.piece(10_000, flow * width_m)], [10])
    ended = sample.walk().ended
    return float(ended.max() - ended.min()) / 10


def test_a1_rimea_1_nist_2_1_one_person_in_a_corridor() -> None:
    sample = Sample()
    sample.home()
    # 40 m at 1.33 m/s are 30.08 s, rounded up to a tick.
    sample.people(1, [sample.piece(640, 2.0)], [int(np.ceil(40 / 1.33 * 10))])
    seconds = sample.walk().ended[0] / 10
    assert seconds == 30.1
    assert 26 <= seconds <= 34


def test_a2_imo_4_nist_5_2_flow_through_one_metre() -> None:
    seconds = through(1.0, 100)
    # 99 intervals at 1.3 persons/s.
    assert seconds == pytest.approx(99 / 1.3, abs=0.1)
    assert 99 / seconds <= 1.33


def test_a6_rimea_9_half_of_the_exits_take_twice_as_long() -> None:
    # 1,000 people, doors of 1 m: 250 each through four, 500 each through two.
    four, two = through(1.0, 250), through(1.0, 500)
    assert four == pytest.approx(249 / 1.3, abs=0.1)
    assert two == pytest.approx(499 / 1.3, abs=0.1)
    assert two / four == pytest.approx(2.0, abs=0.01)


def test_a9_rimea_12d_wider_is_faster() -> None:
    # 150 people; 149 intervals at 1.04, 1.3 and 1.56 persons/s.
    seconds = [through(width, 150) for width in (0.8, 1.0, 1.2)]
    assert seconds == pytest.approx([143.3, 114.6, 95.5], abs=0.11)


def fundamental_flow(density: float) -> float:
    """Return the flow out of a street of 1 m into which people come as densely as this, unhindered."""
    sample = Sample()
    sample.home()
    street = sample.piece(100_000, USUAL.street_flow)
    speed_m_s, people = 1.34, 300
    for i in range(people):
        sample.people(1, [street], [1000], leave=round(10 * i / (density * speed_m_s)))
    ended = sample.walk().ended
    return (people - 1) / (float(ended.max() - ended.min()) / 10)


def test_a7_rimea_4_16_flow_by_density() -> None:
    # Weidmann 1993: v = 1.34 (1 − exp(−1.913 (1/ρ − 1/5.4))), flow ρ v.
    densities = np.array([0.5, 1.0, 2.0, 3.0, 4.0])
    weidmann = densities * 1.34 * (1 - np.exp(-1.913 * (1 / densities - 1 / 5.4)))
    assert weidmann == pytest.approx([0.65, 1.06, 1.22, 0.99, 0.62], abs=0.01)
    ours = np.array([fundamental_flow(density) for density in densities])
    # As much as comes, up to 1.22; it does not fall in a jam: more than Weidmann above 2 persons/m².
    assert ours == pytest.approx([0.67, 1.22, 1.22, 1.22, 1.22], abs=0.005)


def test_a8_rimea_5_nist_1_1_departures_are_kept_to_the_tick() -> None:
    sample = Sample()
    sample.home()
    door = sample.piece(100, 2.0)
    # Ten people between 10 and 100 s, evenly: 10, 20, … 100 s; each walks 5 s.
    for at in range(1, 11):
        sample.people(1, [door], [50], leave=at * 100)
    walk = sample.walk()
    assert ((walk.ended - 50) / 10).tolist() == [10 * at for at in range(1, 11)]
    assert walk.waited.sum() == 0


def test_a10_rimea_2_3_13_nist_2_2_steps_are_slower_and_up_slower_than_down_where_heights_are_known() -> None:
    movement = Settings().movement
    # 10 m of steps, adults alone, planned at 0.736 and 1.0 m/s: × 1.34 × 0.6 where no height is known, up
    # and down alike.
    factor = USUAL.free_speed_factor * movement.steps_factor
    unknown_s = 10 / (factor * movement.adult_speed_m_s)
    assert (unknown_s, 10 / factor) == pytest.approx((16.9, 12.4), abs=0.05)
    # Steps that rise by half of their length: × Tobler, exp(−3.5 |S + 0.05|) / exp(−0.175).
    up, down = slope_factor(np.array([0.5, -0.5]))
    assert (unknown_s / up, unknown_s / down) == pytest.approx((97.3, 68.5), abs=0.1)


def test_a11_rimea_11_everybody_goes_where_he_is_sent_and_sharing_out_halves_the_time() -> None:
    def last(near: int, far: int) -> float:
        sample = Sample()
        # Two queues stand in the room, one before each door.
        for people, ticks in ((near, 100), (far, 300)):
            sample.people(people, [sample.piece(10_000, 1.3)], [ticks], home=sample.home())
        walk = sample.walk()
        # RiMEA 10, 14 and NIST 3.1: by the exit that he was given, whichever is nearer or emptier.
        assert ((walk.where // 2 == 0).sum(), (walk.where // 2 == 1).sum()) == (near, far)
        return float(walk.ended.max()) / 10

    # 1,000 people, two doors of 1 m, 10 and 30 s away.
    assert last(1000, 0) == pytest.approx(10 + 999 / 1.3, abs=0.2)
    assert last(500, 500) == pytest.approx(30 + 499 / 1.3, abs=0.2)
    # Shared out so that both end together: 20 s × 1.3 = 26 more by the near one.
    assert last(513, 487) == pytest.approx(10 + 512 / 1.3, abs=0.2)


def test_rimea_7_nist_2_4_fifty_adults_walk_at_the_speeds_that_they_are_given() -> None:
    # Weidmann 1993: adults walk at 1.34 m/s, standard deviation 0.26; here the 50 middles of equal shares.
    adults = norm(1.34, 0.26)
    given = adults.ppf((np.arange(50) + 0.5) / 50)
    sample = Sample()
    sample.home()
    street = sample.piece(10_000, 0)
    for speed in given:
        sample.people(1, [street], [int(np.ceil(40 / speed * 10))])
    walk = sample.walk()
    # Everybody as if alone: who is quicker passes who is slower. Times are whole ticks, rounded up.
    assert (walk.ended == np.ceil(40 / given * 10)).all()
    walked = 40 / (walk.ended / 10)
    assert (walked.mean(), walked.std()) == pytest.approx((1.34, 0.26), abs=0.01)
    # A plan gives everybody of a profile one speed. Adults alone, planned at 0.736 m/s: slower than most.
    alone = USUAL.free_speed_factor * Settings().movement.adult_speed_m_s
    assert (alone, adults.sf(alone)) == pytest.approx((0.99, 0.91), abs=0.005)


def test_rimea_12c_a_corridor_as_narrow_as_the_exit_after_it_holds_the_queue() -> None:
    # 150 people in a room, a corridor of 5 m and 1 m wide, another room, an exit of 1 m.
    sample = Sample()
    room_1 = 2 * 3 + sample.home()
    corridor, room_2, last_door = sample.piece(20, 1.3), sample.piece(400, 0), sample.piece(10_000, 1.3)
    sample.people(150, [corridor, room_2, last_door], [38, 75, 1])
    walk = sample.walk()
    assert walk.queue_longest[room_1] == pytest.approx(149 / 1.3 * 10, abs=1)
    assert walk.queue_longest[:room_1].max() <= 1


def over_a_ramp(*last_one_m_s: float) -> list[float]:
    """Return when 25 people arrive who walk 10 m, 10 m of ramp, 10 m and a door of 1 m [s].

    ``last_one_m_s`` are the speeds of the last one on the level and on the ramp; all others walk at 1.25.
    """
    sample = Sample()
    sample.home()
    parts = [sample.piece(10_000, 0), sample.piece(40, 0), sample.piece(10_000, 0), sample.piece(10_000, 1.3)]
    for count, (level, ramp) in ((24, (1.25, 1.25)), (1, last_one_m_s)):
        ticks = [int(np.ceil(10 / speed * 10)) for speed in (level, ramp, level)]
        sample.people(count, parts, [*ticks, 1])
    walk = sample.walk()
    assert (walk.outcome == ARRIVED).all()
    return [float(one) / 10 for one in walk.ended]


def test_nist_2_10_who_walks_slowly_arrives_last_and_holds_up_nobody() -> None:
    *others, last = over_a_ramp(1.25, 1.25)
    # 24 s of walking, then 24 intervals of the door.
    assert last == pytest.approx(24 + 24 / 1.3, abs=0.2)
    *beside, slow = over_a_ramp(0.8, 0.4)
    # 12.5 + 25 + 12.5 s; nobody stands before the door any more.
    assert slow == pytest.approx(50, abs=0.2)
    # On a narrow ramp those behind would be held up: here people pass each other in any street.
    assert beside == others


def _merging(order: list[int]) -> list[int]:
    """Return when people of two streets that merge arrive, in the order of their numbers."""
    sample = Sample()
    left, right, out = (sample.piece(9, rate) for rate in (0.7, 1.1, 0.9))
    homes = [sample.home(), sample.home()]
    for number in order:
        start, ticks = ((left, 20), (right, 30))[number % 2]
        sample.people(1, [start, out], [ticks, 40], home=homes[number % 2], leave=7 * (number // 4))
    ended = sample.walk().ended
    return [int(ended[order.index(number)]) for number in range(len(order))]


def test_a12_rimea_8_the_order_of_the_list_changes_nothing_and_slower_is_never_sooner() -> None:
    people = list(range(40))
    shuffled = [int(i) for i in np.random.default_rng(3).permutation(40)]
    # Of those who leave one home at once it is the first of the list who goes first: by home and time equal.
    alike = {(n % 2, n // 4): [m for m in people if (m % 2, m // 4) == (n % 2, n // 4)] for n in people}
    first, again = _merging(people), _merging(shuffled)
    for group in alike.values():
        assert sorted(first[n] for n in group) == sorted(again[n] for n in group)
    assert _merging(people) == first

    def last(ticks: int) -> int:
        sample = Sample()
        sample.home()
        sample.people(30, [sample.piece(5, 0.8), sample.piece(5, 1.2)], [ticks, ticks])
        return int(sample.walk().ended.max())

    # Walking slower by 10, 20, 40 %.
    times = [last(ticks) for ticks in (100, 111, 125, 167)]
    assert times == sorted(times)


#: The longest group of the worked example, Appendix, 5.3 and 5.4: people, clear width [m], flow
#: [persons/(m s)], walking time and flow time [s, as printed].
IMO_EXAMPLE = {
    "door 1": (165, 1.4, 1.3, 0, 91),
    "corridor 1": (165, 4.2, 1.3, 21, 30),
    "stairway 1": (165, 3.5, 1.1, 9, 43),
    "corridor 2": (200, 3.0, 1.3, 21, 51),
    "door 2A": (100, 1.4, 1.3, 0, 55),
    "door 2B": (100, 1.4, 1.3, 0, 55),
}


def test_published_imo_example_each_element_alone() -> None:
    computed = {name: through(width, people, flow=flow)
                for name, (people, width, flow, _, _) in IMO_EXAMPLE.items()}  # fmt: skip
    assert computed == pytest.approx(
        {"door 1": 90.1, "corridor 1": 30.0, "stairway 1": 42.6, "corridor 2": 51.0, "door 2A": 54.4,
         "door 2B": 54.4}, abs=0.11,
    )  # fmt: skip
    # The guideline divides people by flow; n people have n − 1 intervals, and it prints whole seconds.
    for name, (_, width, flow, _, printed_s) in IMO_EXAMPLE.items():
        assert -0.11 <= printed_s - computed[name] <= 1 / (flow * width) + 0.5


def test_published_imo_example_as_one_network() -> None:
    """165 people by door, corridor, stairway and corridor, where 35 others join; half by each last door.

    The guideline adds the longest flow time (91 s, door 1) to the walking time (21 + 9 + 21 = 51 s): 142 s.
    """
    sample = Sample()
    upper, lower = sample.home(), sample.home()
    door_1, corridor_1, stairway, corridor_2, door_2a, door_2b = (
        sample.piece(10_000, width * flow) for _, width, flow, _, _ in IMO_EXAMPLE.values()
    )
    # 14 m at 0.67 m/s; 4.7 m at 0.55 m/s; 14 m at 0.67 m/s: rounded up to ticks.
    ticks = [1, 209, 86, 209, 1]
    for people, last in ((83, door_2a), (82, door_2b)):
        sample.people(people, [door_1, corridor_1, stairway, corridor_2, last], ticks, home=upper)
    for people, last in ((17, door_2a), (18, door_2b)):
        sample.people(people, [corridor_2, last], ticks[3:], home=lower)
    # Every second one goes to door 2B.
    mixed = [(i + 0.5) / people for people in (83, 82, 17, 18) for i in range(people)]
    sample.walkers = [sample.walkers[i] for i in np.argsort(mixed, kind="stable")]
    walk = sample.walk()
    assert (walk.outcome == ARRIVED).all()
    seconds = walk.ended.max() / 10
    # 164 intervals of door 1 and the walk: 90.1 + 50.4 + two doors of a tick.
    assert seconds == pytest.approx(164 / 1.82 + 50.4 + 0.2, abs=0.3)
    assert 140 < seconds < 142
    # Only door 1 holds anybody up for long: what comes through it is less than any later part lets through.
    assert walk.queue_longest[:12].max() < 20
    assert walk.queue_longest[12] == pytest.approx(164 / 1.82 * 10, abs=1)
