"""Walking profiles on the network: how fast they walk, and what a scenario lets them walk on."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

import geopandas as gpd
import numpy as np

from domain.profiles import WalkingProfile
from domain.settings.settings import Settings
from domain.vocabulary import DayTime
from evacuation.arc_segments import ArcSegments
from evacuation.clock import (
    CLOSED,
    NO_LIMIT,
    closes_later,
    closing_release,
    earliest_ticks,
    never_closing,
    span_ticks,
)
from evacuation.generalised_cost import ExtraCost
from evacuation.network import BoolArray, FloatArray, IntArray, Network
from evacuation.speeds import (
    arc_ticks,
    connector_ticks,
    generalised_arc_ticks,
    unwalkable,
    walking_speed_m_s,
)
from evacuation.waits import Waits
from evacuation.windows import StreetWindows, arc_segments

Array = TypeVar("Array", IntArray, FloatArray)


@dataclass(frozen=True, slots=True, eq=False)
class GeneralisedTicks:
    """Generalised costs of arcs [0.1 s], never below their walking times, arrays of shape (arcs,).

    ``before`` holds for people who have not yet been outside the hazard area on their way, ``after`` for
    those who have; the two differ on arcs ``in_hazard`` only.
    """

    before: IntArray
    after: IntArray
    in_hazard: BoolArray


@dataclass(frozen=True, eq=False)
class ProfileOnNetwork:
    """One walking profile on the network: times, closings and bars of every arc.

    ``generalised`` are the costs by which a route is chosen among those in time, None where the walking
    times themselves decide.

    ``never_walked`` marks arcs that nobody of the profile may walk at any time (steps, too narrow, too
    steep).
    ``release`` is the encoded first closing (``evacuation.clock``), for those who do not wait for a street
    to open
    again; ``segments`` are the spans in which arcs that open again are walked, None where there are none;
    ``closes_early`` marks arcs that close
    before anybody leaves, at ``earliest_ticks``; ``reserve_ticks`` should be left before the limit of
    every route; ``deadline_release`` the time by which everybody must have arrived;
    ``longest_ticks`` is the longest walk to a place, ``longest_extra_ticks`` what a safer route may be
    longer than the shortest, ``place_release`` the time when the
    last metres to each place can no longer be walked. ``place_closed_for`` names for each place the row of
    ``closed_for_arcs``, the arcs that nobody may take to it; −1 for none.
    """

    profile: WalkingProfile
    speed_m_s: float
    ticks: IntArray
    generalised: GeneralisedTicks | None
    release: IntArray
    closes_early: BoolArray
    earliest_ticks: int
    reserve_ticks: int
    deadline_release: int
    longest_ticks: int
    longest_extra_ticks: int
    barred: BoolArray
    allowance_ticks: int
    block_connector: IntArray
    place_connector: IntArray
    place_release: IntArray
    place_closed_for: IntArray
    closed_for_arcs: tuple[BoolArray, ...]
    closed_for_blocks: tuple[BoolArray, ...]
    segments: ArcSegments | None = None
    never_walked: BoolArray = field(default_factory=lambda: np.zeros(0, np.bool_))

    def may_leave(self, closed_for: int, block_row: IntArray) -> BoolArray:
        """Whether people of these blocks may be led to places of a row of ``closed_for_blocks``.

        Parameters
        ----------
        closed_for
            Row of ``closed_for_blocks``; −1 for none.
        block_row
            Rows of the block table, shape (n,).

        Returns
        -------
        BoolArray
            Shape (n,).
        """
        return (
            np.ones(block_row.size, np.bool_)
            if closed_for < 0
            else ~self.closed_for_blocks[closed_for][block_row]
        )

    @cached_property
    def timed(self) -> bool:
        """Whether any street closes at some time, so that shortest and latest routes differ."""
        closes = np.concatenate([self.release, self.place_release])
        waits = self.segments is not None
        return waits or self.deadline_release > 0 or bool(closes_later(closes).any())

    @cached_property
    def release_open(self) -> IntArray:
        """Releases with every street that is open at first open for ever."""
        return never_closing(self.release)

    @cached_property
    def passable(self) -> IntArray:
        """Releases for shortest routes: what closes before anybody leaves is closed."""
        return np.where(self.closes_early, CLOSED, self.release)


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """What the scenario lets people walk on.

    Parameters
    ----------
    closes_at_s
        When each street row closes for good [s after t0]; +inf never, −inf from the start.
    barred
        Arcs that must not be walked, shape (arcs,).
    last_metres_free
        Whether barred arcs may be walked for the last metres before a place (tsunami only).
    deadline_s
        When everybody must have arrived [s after t0]; +inf without a deadline of that kind.
    storm_wind_s
        When the storm wind enters [s after t0], +inf without one: everybody must have arrived the
        ``wind_lead_s`` of the own profile before.
    walk_limited
        Whether nobody is led to a place farther than ``movement.longest_walk_s``; not where water or
        fire is on its way, for then any place in time is better than none.
    extra_cost
        What arcs count beyond their length when a route is chosen among those in time; None for nothing.
    place_closes_at_s
        When the last metres to each place can no longer be walked [s after t0]; empty for never.
    place_closed_for, closed_for_arcs, closed_for_blocks
        For each place the row of ``closed_for_arcs`` and ``closed_for_blocks``: arcs that nobody may
        take to it, and blocks that nobody may leave for it, because it lacks the designation for what lies
        there. −1, or an empty array, for none.
    earliest_departure_s
        When the first people leave: shortest routes avoid streets that close before.
    windows
        Streets that are shut for a while before that, and where people may wait for them to open.
    waits
        Waits in queues that count as walking time; None where queues are not asked for.
    slow_water_m
        Depth of slow water that people may meet on each street row [m], shape (streets,); empty for none.
    """

    closes_at_s: FloatArray
    barred: BoolArray
    last_metres_free: bool = False
    deadline_s: float = np.inf
    storm_wind_s: float = np.inf
    walk_limited: bool = False
    extra_cost: ExtraCost | None = None
    place_closes_at_s: FloatArray = field(default_factory=lambda: np.zeros(0))
    place_closed_for: IntArray = field(default_factory=lambda: np.zeros(0, np.int64))
    closed_for_arcs: tuple[BoolArray, ...] = ()
    closed_for_blocks: tuple[BoolArray, ...] = ()
    earliest_departure_s: float = -np.inf
    windows: StreetWindows = field(default_factory=StreetWindows)
    waits: Waits | None = None
    slow_water_m: FloatArray = field(default_factory=lambda: np.zeros(0))


def put_on_network(
    network: Network,
    streets: gpd.GeoDataFrame,
    passage: Passage,
    profile: WalkingProfile,
    day_time: DayTime,
    settings: Settings,
) -> ProfileOnNetwork:
    """Put one walking profile on the network.

    Parameters
    ----------
    network, streets
        The network and its street table, aligned by ``arc_street``.
    passage
        Closings, bars and deadline of the scenario.
    profile, day_time, settings
        They give the speed.

    Returns
    -------
    ProfileOnNetwork
        The profile on the network.
    """
    n_places = network.place_node.size
    speed = walking_speed_m_s(profile, day_time, settings)
    ticks = arc_ticks(network, streets, speed, settings, passage.slow_water_m)
    block_connector = connector_ticks(network.block_connector_m, speed)
    place_connector = connector_ticks(network.place_connector_m, speed)
    if passage.waits is not None:
        of_arcs, of_places, of_blocks = passage.waits.ticks()
        ticks, place_connector = ticks + of_arcs, place_connector + of_places
        block_connector = block_connector + of_blocks
    deadline_s = min(passage.deadline_s, passage.storm_wind_s - profile.wind_lead_s)
    closed = unwalkable(network, streets, profile)
    windows = passage.windows.still_to_come(passage.earliest_departure_s, passage.closes_at_s)
    first_s = windows.first_closing_s(passage.closes_at_s)
    return ProfileOnNetwork(
        profile=profile,
        speed_m_s=speed,
        ticks=ticks,
        generalised=_generalised(ticks, passage.extra_cost),
        release=np.where(closed, CLOSED, closing_release(first_s)[network.arc_street]),
        closes_early=(first_s < passage.earliest_departure_s)[network.arc_street],
        earliest_ticks=earliest_ticks(passage.earliest_departure_s),
        reserve_ticks=span_ticks(settings.movement.reserve_s),
        deadline_release=int(closing_release(np.array([deadline_s]))[0]),
        longest_ticks=(span_ticks(settings.movement.longest_walk_s) if passage.walk_limited else NO_LIMIT),
        longest_extra_ticks=span_ticks(settings.route.longest_extra_s),
        barred=passage.barred,
        allowance_ticks=(
            span_ticks(settings.hazard.seaward_allowance_m / speed) if passage.last_metres_free else -1
        ),
        block_connector=block_connector,
        place_connector=place_connector,
        place_release=closing_release(_or_else(passage.place_closes_at_s, n_places, np.inf)),
        place_closed_for=_or_else(passage.place_closed_for, n_places, -1),
        closed_for_arcs=passage.closed_for_arcs,
        closed_for_blocks=passage.closed_for_blocks,
        never_walked=closed,
        segments=arc_segments(
            network, ticks, passage.closes_at_s, windows, closed=closed, reserve_s=settings.movement.reserve_s
        ),
    )


def _generalised(ticks: IntArray, extra: ExtraCost | None) -> GeneralisedTicks | None:
    """Return the generalised costs of a profile's walking times; None where no term is at work."""
    if extra is None or extra.is_none:
        return None
    before, after = (generalised_arc_ticks(ticks, metres) for metres in (extra.before, extra.after))
    return GeneralisedTicks(before, after, extra.in_hazard)


def _or_else(values: Array, count: int, usual: float) -> Array:
    """Return one value per place: the usual one where none is given."""
    return values if values.size else np.full(count, usual, values.dtype)
