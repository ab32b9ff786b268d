"""J3: everybody to a place within its seats, exactly; ample, tight and too few seats."""

from functools import partial

import numpy as np

from bench.assignment_peers import by_highs, by_lemon, by_ortools, by_pot
from bench.job_line import JobLine
from bench.measure import quickest
from bench.peers import without
from bench.town import Town
from evacuation.aims import Options, People, aim_weights, counted_ticks
from evacuation.assignment import assign_people
from evacuation.flow import FlowProblem
from evacuation.network import IntArray
from evacuation.reach import reach_destinations

#: Seats for each hundred people.
_SEATS = {"ample": 150, "tight": 102, "short": 90}
#: Rows of the smaller job.
_FEW = 1_000
#: People who need help, of a hundred, and the seed that they are drawn with.
_HELPED, _SEED = 20, 4


def run(town: Town) -> list[JobLine]:
    """Measure; the nearer half of all pairs may be used."""
    reach = reach_destinations(town.network, town.on_network, town.destinations(), access_node=town.home_node)
    lived_in = np.flatnonzero(town.persons)
    persons, at = town.persons[lived_in], reach.position(town.home_node[lived_in])
    walk = np.asarray(reach.shortest.walk[:, at], np.int64).T
    chosen = np.random.default_rng(_SEED).choice(len(walk), min(_FEW, len(walk)), replace=False)
    lines = []
    for rows in (np.arange(len(walk)), np.sort(chosen)):
        for name, percent in _SEATS.items():
            lines.append(_measure(town, walk[rows], persons[rows], name, percent))
    return lines


def _measure(town: Town, walk: IntArray, persons: IntArray, name: str, percent: int) -> JobLine:
    people, seats, options = question(walk, persons, percent)
    assign_people(people, seats, options, minutes_decide=True)
    ours, sonae = quickest(lambda: assign_people(people, seats, options, minutes_decide=True), repeats=2)
    problem = flow_problem(people, seats, options)
    # HiGHS takes up to a hundred times as long as ours: not for the larger job.
    asked = {"ortools": by_ortools, "pot": by_pot} | ({"highs": by_highs} if len(persons) <= _FEW else {})
    absent = without(["lemon", *asked])
    costs, found = {"sonae": sonae}, set()
    if "lemon" not in absent:
        cost, costs["lemon"] = by_lemon(problem)
        found.add(cost)
    for who in (who for who in asked if who not in absent):
        cost, costs[who] = quickest(partial(asked[who], problem))
        found.add(cost)
    certificate = ours.certificate
    proved = certificate.gap == 0 and certificate.cost == ours.cost
    return JobLine.of(
        "J3", town.name, costs, equal=bool(proved and found == {ours.cost}), absent=absent,
        size=f"{name} seats: {len(persons):,} rows × {seats.size} places, {options.row.size:,} pairs",
    )  # fmt: skip


def question(walk: IntArray, persons: IntArray, percent: int) -> tuple[People, IntArray, Options]:
    """Return who is to be assigned, seats and pairs: the nearer half, of rows and places by walk."""
    random = np.random.default_rng(_SEED)
    n_rows, n_places = walk.shape
    shares = random.lognormal(0, 0.8, n_places)
    seats = np.rint(shares * persons.sum() * percent / 100 / shares.sum()).astype(np.int64)
    helped = random.integers(100, size=n_rows) < _HELPED
    row, destination = np.nonzero(walk <= np.median(walk))
    people = People(
        persons,
        np.arange(n_rows),
        helped,
        np.zeros(n_rows, np.bool_),
        (~helped).astype(np.int64),
        np.zeros(n_rows, np.bool_),
        np.ones(n_rows, np.bool_),
    )
    nothing = np.zeros(row.size, np.int64)
    return people, seats, Options(row, destination, walk[row, destination], nothing, nothing)


def flow_problem(people: People, seats: IntArray, options: Options) -> FlowProblem:
    """Return the same as one flow of least cost."""
    weights = aim_weights(people, options, seats.size, minutes_decide=True)
    ticks, _ = counted_ticks(people, options, seats.size, minutes_decide=True)
    return FlowProblem(
        people.persons, weights.unassigned_cost(people), seats, options.row, options.destination,
        weights.pair_cost(options, ticks),
    )  # fmt: skip
