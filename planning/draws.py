"""Draws of blocked streets: what each needs, what a chunk of them counts, and how chunks add up.

Everything that a draw counts is a whole number, so that sums are the same to the byte in whatever order
and on however many workers the chunks were made.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from domain.vocabulary import WalkingProfileId
from evacuation.clock import UNREACHED
from evacuation.criticality import Lost, lost_without
from evacuation.kernels.blockage import blocked_arcs, blocked_at, uniforms
from evacuation.network import FloatArray, IntArray, Network
from evacuation.robustness import People, ReachedRows, people_of, persons_in_time, reach, street_arcs
from evacuation.seats_reached import SeatNodes, seat_nodes, seats_short
from hazard.blockage import Reading, StreetClass
from hazard.blockage_rates import BlockageModel, StoppedShare, blockage_model, blockage_rates
from hazard.hits import BoolArray
from planning.case import Case
from planning.shaking import shaking_areas
from planning.stage_inputs import stage_inputs

#: Draws of one chunk; workers take whole chunks.
CHUNK = 25
#: In what people cut off [persons] and longer walks [0.1 s × persons] are counted whole for their spread:
#: fine enough for an interval, coarse enough for sums of squares over a thousand draws of a large city.
CUT_OFF_UNIT = 0.1
LOST_UNIT = 600.0

# What a number is drawn for, beside the streets.
_EVENT, _CELL = 2, 3


@dataclass(frozen=True, slots=True, eq=False)
class DrawInputs:
    """What draws need; arrays only, so that other processes take it.

    Parameters
    ----------
    network, people
        The network, and people by walking profile.
    model
        Streets and shaking.
    stopped
        Share of blocked streets that stops people of each profile.
    street_start, street_arc
        Arcs of each street row.
    base
        Walk of each row with no street blocked, by profile [0.1 s], shape (rows,); UNREACHED for people who
        reach nothing in time.
    places
        Where seats are.
    base_short
        How many of those who reach a place find no seat, at least, with no street blocked.
    """

    network: Network
    people: tuple[People, ...]
    model: BlockageModel
    stopped: tuple[StoppedShare, ...]
    street_start: IntArray
    street_arc: IntArray
    base: tuple[IntArray, ...]
    places: SeatNodes
    base_short: int


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """What draws counted.

    Parameters
    ----------
    draws, critical_draws
        Draws, and those of them in which the streets were weighed.
    in_time
        In how many draws people of each row reach a usable place in time, by profile, shape (2, rows).
    detour_ticks
        By how much they walk longer in these draws than with no street blocked, summed [0.1 s], shape
        (2, rows).
    persons
        People who reach a usable place in time, by reading and draw, shape (2, draws).
    short
        How many of them find no seat, at least (``evacuation.seats_reached``), shape (2, draws).
    blocked
        In how many draws each street is blocked, by profile, shape (2, streets).
    open_draws
        In how many of the draws that weighed the streets each was open (adverse), by profile, shape
        (streets,).
    cut_off, lost_ticks
        What is lost without each piece, summed over these draws, by profile, shape (arcs,).
    cut_off_spread, lost_spread
        What is lost without each street in each of these draws, in whole ``CUT_OFF_UNIT`` and ``LOST_UNIT``:
        its sum and the sum of its squares, by profile, shape (2, streets).
    """

    draws: int
    critical_draws: int
    in_time: tuple[IntArray, ...]
    detour_ticks: tuple[IntArray, ...]
    persons: IntArray
    short: IntArray
    blocked: tuple[IntArray, ...]
    open_draws: tuple[IntArray, ...]
    cut_off: tuple[IntArray, ...]
    lost_ticks: tuple[IntArray, ...]
    cut_off_spread: tuple[IntArray, ...]
    lost_spread: tuple[IntArray, ...]

    def plus(self, other: "Tally") -> "Tally":
        """Return what both counted; the draws of the other follow.

        Parameters
        ----------
        other
            Further draws of the same inputs.

        Returns
        -------
        Tally
            The sum.
        """
        return Tally(
            draws=self.draws + other.draws,
            critical_draws=self.critical_draws + other.critical_draws,
            in_time=_sums(self.in_time, other.in_time),
            detour_ticks=_sums(self.detour_ticks, other.detour_ticks),
            persons=np.concatenate([self.persons, other.persons], axis=1),
            short=np.concatenate([self.short, other.short], axis=1),
            blocked=_sums(self.blocked, other.blocked),
            open_draws=_sums(self.open_draws, other.open_draws),
            cut_off=_sums(self.cut_off, other.cut_off),
            lost_ticks=_sums(self.lost_ticks, other.lost_ticks),
            cut_off_spread=_sums(self.cut_off_spread, other.cut_off_spread),
            lost_spread=_sums(self.lost_spread, other.lost_spread),
        )


def _sums(these: Sequence[IntArray], others: Sequence[IntArray]) -> tuple[IntArray, ...]:
    return tuple(np.asarray(a + b, np.int64) for a, b in zip(these, others, strict=True))


def draw_inputs(case: Case) -> DrawInputs:
    """Return what draws of a case need.

    Parameters
    ----------
    case
        The case.

    Returns
    -------
    DrawInputs
        Network, people, streets and shaking.
    """
    inputs = stage_inputs(case)
    settings = case.settings.blockage
    people = people_of(inputs)
    start, arc = street_arcs(inputs.network, len(inputs.streets))
    nothing = np.zeros(0, np.int64)
    base = [reach(inputs.network, one, nothing) for one in people]
    places = seat_nodes(inputs.destinations)
    return DrawInputs(
        network=inputs.network,
        people=people,
        model=blockage_model(inputs.streets, shaking_areas(case.city, case.scenario), settings),
        stopped=tuple(
            StoppedShare(settings.on_foot_factor, settings.low_on_foot_factor)
            if _walks_over(one)
            else StoppedShare(settings.wheelchair_factor, settings.wheelchair_factor)
            for one in people
        ),
        street_start=start,
        street_arc=arc,
        base=tuple(one.walk for one in base),
        places=places,
        base_short=seats_short(inputs.network, places, people, base, [nothing] * len(people)),
    )


def _walks_over(people: People) -> bool:
    """Whether people get through where no car does; those who need help, or walk no steps, may not."""
    profile = people.on_network.profile
    return profile.walks_steps and profile.profile_id != WalkingProfileId.ASSISTED.value


def make_chunk(inputs: DrawInputs, first: int, count: int) -> Tally:
    """Make some draws and count.

    Parameters
    ----------
    inputs
        What draws need.
    first, count
        Number of the first draw, from 0, and how many. The first ``critical_draws`` of all weigh the streets.

    Returns
    -------
    Tally
        What they counted.
    """
    model, settings = inputs.model, inputs.model.settings
    draws = range(first, first + count)
    event, cells = _normal_numbers(model, draws)
    residual = model.field.residual(event, cells)
    total = _nothing(inputs)
    for k, draw in enumerate(draws):
        rates = blockage_rates(model, residual[k], inputs.stopped)
        total = total.plus(
            _draw(inputs, rates.by_class, rates.shut, draw, weigh=draw < settings.critical_draws)
        )
    return total


def _normal_numbers(model: BlockageModel, draws: range) -> tuple[FloatArray, FloatArray]:
    """Return a standard normal number of each draw's event, and of each of its cells."""
    seed, event_id = model.settings.seed, np.zeros(1, np.int64)
    event = np.array([uniforms(seed, draw, event_id, _EVENT)[0] for draw in draws])
    cells = np.array([uniforms(seed, draw, model.field.cell_key, _CELL) for draw in draws])
    return ndtri(event), ndtri(cells)


def _nothing(inputs: DrawInputs) -> Tally:
    rows = [one.rows.row.size for one in inputs.people]
    streets, arcs = inputs.model.group.size, inputs.network.n_arcs
    return Tally(
        draws=0, critical_draws=0,
        in_time=tuple(np.zeros((2, n), np.int64) for n in rows),
        detour_ticks=tuple(np.zeros((2, n), np.int64) for n in rows),
        persons=np.zeros((2, 0), np.int64),
        short=np.zeros((2, 0), np.int64),
        blocked=tuple(np.zeros((2, streets), np.int64) for _ in rows),
        open_draws=tuple(np.zeros(streets, np.int64) for _ in rows),
        cut_off=tuple(np.zeros(arcs, np.int64) for _ in rows),
        lost_ticks=tuple(np.zeros(arcs, np.int64) for _ in rows),
        cut_off_spread=tuple(np.zeros((2, streets), np.int64) for _ in rows),
        lost_spread=tuple(np.zeros((2, streets), np.int64) for _ in rows),
    )  # fmt: skip


def _draw(inputs: DrawInputs, by_class: FloatArray, shut: BoolArray, draw: int, *, weigh: bool) -> Tally:
    """Count one draw."""
    drawn = []
    for k in range(len(inputs.people)):
        at = [_blocked_at(inputs, by_class[k], shut, reading, draw) for reading in Reading]
        drawn.append(_walk(inputs, k, at, weigh=weigh))
    found = [one.reached for one in drawn]
    through = [[persons_in_time(inputs.people, [one[k] for one in found])] for k in Reading]
    short = [[_short(inputs, drawn, reading)] for reading in Reading]
    return Tally(
        draws=1, critical_draws=int(weigh),
        in_time=tuple(np.array([one.in_time for one in reached], np.int64) for reached in found),
        detour_ticks=tuple(
            np.array([_detour(base, one.walk) for one in reached], np.int64)
            for base, reached in zip(inputs.base, found, strict=True)
        ),
        persons=np.array(through, np.int64),
        short=np.array(short, np.int64),
        blocked=tuple(one.blocked.astype(np.int64) for one in drawn),
        open_draws=tuple(int(weigh) * (1 - one.blocked[Reading.ADVERSE].astype(np.int64)) for one in drawn),
        cut_off=tuple(one.lost.cut_off for one in drawn), lost_ticks=tuple(one.lost.ticks for one in drawn),
        cut_off_spread=tuple(_spread(inputs, one.lost.cut_off, CUT_OFF_UNIT) for one in drawn),
        lost_spread=tuple(_spread(inputs, one.lost.ticks, LOST_UNIT) for one in drawn),
    )  # fmt: skip


def by_street(network: Network, by_piece: IntArray, streets: int) -> FloatArray:
    """Return what is lost without each street, blocked at one point, anywhere alike.

    Parameters
    ----------
    network
        The network.
    by_piece
        What is lost without each piece, shape (arcs,).
    streets
        How many streets there are.

    Returns
    -------
    FloatArray
        Each piece counts by its share of the street's length, shape (streets,).
    """
    share = np.abs(network.arc_to_share - network.arc_from_share)
    summed = np.bincount(network.arc_street, by_piece * share, minlength=streets)
    return np.asarray(summed, np.float64)


def _spread(inputs: DrawInputs, by_piece: IntArray, unit: float) -> IntArray:
    """Return what is lost without each street in one draw, in whole units, and its square."""
    whole = np.rint(by_street(inputs.network, by_piece, inputs.model.group.size) / unit).astype(np.int64)
    return np.array([whole, whole * whole])


@dataclass(frozen=True, slots=True, eq=False)
class _Drawn:
    """One draw for one profile: what is reached and blocked in both readings, and what streets mean."""

    reached: list[ReachedRows]
    closed: list[IntArray]
    blocked: BoolArray
    lost: Lost


def _short(inputs: DrawInputs, drawn: Sequence["_Drawn"], reading: Reading) -> int:
    """Return how many of those who get through find no seat, at least."""
    reached, closed = [one.reached[reading] for one in drawn], [one.closed[reading] for one in drawn]
    return seats_short(inputs.network, inputs.places, inputs.people, reached, closed)


def _walk(inputs: DrawInputs, profile: int, at: list[FloatArray], weigh: bool) -> _Drawn:
    network, people = inputs.network, inputs.people[profile]
    closed = [_closed(inputs, one) for one in at]
    reached = [reach(network, people, closed[0])]
    alike = np.array_equal(at[Reading.FAVOURABLE], at[Reading.ADVERSE])
    reached.append(reached[0] if alike else reach(network, people, closed[1]))
    nothing = np.zeros(network.n_arcs, np.int64)
    lost = Lost(nothing, nothing)
    if weigh:
        lost = lost_without(network, people, reached[Reading.ADVERSE], closed[Reading.ADVERSE])
        # Of a street that is blocked already nothing is learnt: it counts where it is open.
        is_open = (at[Reading.ADVERSE] < 0.0)[network.arc_street]
        lost = Lost(np.where(is_open, lost.cut_off, 0), np.where(is_open, lost.ticks, 0))
    return _Drawn(reached, closed, np.array(at) >= 0.0, lost)


def _blocked_at(
    inputs: DrawInputs, rate: FloatArray, shut: BoolArray, reading: Reading, draw: int
) -> FloatArray:
    model = inputs.model
    at: FloatArray = blocked_at(
        inputs.network.street_id, model.group, model.street_class[reading], model.segments,
        model.is_crossing, np.ascontiguousarray(rate[reading]), shut[reading], int(StreetClass.BRIDGE),
        model.settings.seed, draw,
    )  # fmt: skip
    return at


def _closed(inputs: DrawInputs, at: FloatArray) -> IntArray:
    network = inputs.network
    arcs: IntArray = blocked_arcs(
        at, inputs.street_start, inputs.street_arc, network.arc_from_share, network.arc_to_share
    )
    return arcs


def _detour(base: IntArray, walk: IntArray) -> IntArray:
    """Return by how much people walk longer [0.1 s], 0 for those who reach nothing in time, shape (rows,)."""
    # Of two ways the one that leaves most time may be the shorter: nobody gains by a blocked street.
    return np.where(walk < UNREACHED, np.maximum(walk - base, 0), 0)
