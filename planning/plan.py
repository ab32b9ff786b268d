"""The plan: the results that one case gives, without its inputs. No person."""

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Protocol, Self

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.bundle import LayerSource
from domain.data_kind import DataKind, RestsOnSources
from domain.vocabulary import HazardKind
from planning.case import Case
from planning.later import LaterTable

if TYPE_CHECKING:
    import networkx as nx

    from hazard.exposure import Exposure


#: From this much on a route counts as longer than the shortest, and says so [s].
LONGER_WALK_S = 60.0


@dataclass(frozen=True, slots=True, eq=False)
class Ledgers:
    """The people ledger at four levels; each level sums to the next (``domain.tables.stages``)."""

    blocks: pd.DataFrame
    districts: pd.DataFrame
    wards: pd.DataFrame
    city: pd.DataFrame


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """Single figures of a plan.

    Parameters
    ----------
    margin_known
        Whether margins are computed; False where no arrival time is published.
    past_best_limit_persons
        People who leave later than anybody could from their block, regardless of seats.
    cannot_reach_safety_persons
        People without a place who cannot walk out of the hazard area in time (避難困難者); 0 in a
        stay of days. Whoever says "cannot reach safety in time" takes this figure.
    can_leave_area_persons
        People without a place who can still walk out of the hazard area in time; 0 in a stay.
    below_reserve_persons
        People whose route leaves less than the reserve before its limit.
    late_when_spread_persons
        People who leave too late for their route when the departures of a group are spread around their
        mean (``departure.spread``); None where no margins are computed.
    seaward_persons
        People led seaward by arrival, against what bars it; 0 or explained by ``refuge_building``
        within the last metres.
    over_earlier_ground_persons
        People whose route passes a corner that the water or the fire reaches earlier than the corner
        before; those led over the latest pass out are among them. 0 where neither is on its way.
    nearer_shore_persons, nearer_shore_max_m
        People whose route ends nearer to the shore than it starts, by more than
        ``hazard.seaward_allowance_m``, and the most that any route does [m] (0 where none ends
        nearer); None where no tsunami is at work or no shore is known.
    nearer_shore_on_way_persons, nearer_shore_on_way_max_m
        The same by the point of the route that is nearest to the shore, be it on the way.
    reentering_persons
        People whose route walks into the hazard area after it was outside.
    longer_walk_persons
        People whose route is at least ``LONGER_WALK_S`` longer than the shortest to the same destination,
        because it is safer or open longer.
    extra_walk_mean_s, extra_walk_max_s
        What people are asked to walk beyond that shortest route, over all people who walk (NaN when
        nobody does), and the most of any route (0 where none is longer).
    out_of_district_persons
        People assigned to a place in another district.
    split_blocks
        Blocks whose people walk to more than one destination.
    walk_time_mean_s, walk_time_max_s
        Over all people who walk; NaN when nobody does.
    walk_limit_s
        Longest walk to a place that the plan asks of anybody; inf where water or fire is on its way.
    far_persons
        People who walk farther than the practical limit.
    early_persons
        People who arrive before their place is open and wait outside.
    second_move_persons
        People in refuge buildings, who must move on to a shelter later (2次避難); those assumed not
        to leave are not among them.
    assignment_cost, assignment_bound
        What the assignment costs over all aims, in weighted ticks, and what no assignment costs less
        than: the same where it is proved best.
    assignment_gap_aim, assignment_gap
        The first aim on which an assignment that keeps pairs whole might be better (a field of
        ``evacuation.aims.AimTotals``; empty where it is proved best), and by how much at most [persons,
        places aside, 0.1 s]; on all aims before it is proved best.
    divided_households_max
        Households that have to be divided at most, because their block goes to several places.
    divided_whole_households, divided_remainder_persons
        Households of the mean size of their block that stand whole at one place of such a block, and people
        who are left over of these: an expectation, for nobody knows who lives with whom.
    pairs
        People with a place who walk with help, each with one helper of the block: one place, one route.
    helped_apart_persons
        People with a place who walk with help and for whom nobody of their block is left who could help.
    unserved_persons
        People of the demand without a place, those who are assumed not to leave among them.
    full_at_first_persons, uncoordinated_unserved_persons
        Without a plan (``evacuation.uncoordinated``): people who find their nearest place full, and
        people without a place in the end; of the same people as ``unserved_persons``.
    uncoordinated_walk_time_mean_s
        Over all people who have a place without a plan; NaN where there are none.
    unreachable_blocks, unreachable_places
        Blocks and places that no street reaches within the setting ``movement.access_max_m``.
    """

    margin_known: bool
    past_best_limit_persons: int
    cannot_reach_safety_persons: int
    can_leave_area_persons: int
    below_reserve_persons: int
    late_when_spread_persons: int | None
    seaward_persons: int
    over_earlier_ground_persons: int
    nearer_shore_persons: int | None
    nearer_shore_max_m: float | None
    nearer_shore_on_way_persons: int | None
    nearer_shore_on_way_max_m: float | None
    reentering_persons: int
    longer_walk_persons: int
    extra_walk_mean_s: float
    extra_walk_max_s: float
    out_of_district_persons: int
    split_blocks: int
    walk_time_mean_s: float
    walk_time_max_s: float
    walk_limit_s: float
    far_persons: int
    early_persons: int
    second_move_persons: int
    assignment_cost: int
    assignment_bound: int
    assignment_gap_aim: str
    assignment_gap: int
    divided_households_max: int
    divided_whole_households: int
    divided_remainder_persons: int
    pairs: int
    helped_apart_persons: int
    unserved_persons: int
    full_at_first_persons: int
    uncoordinated_unserved_persons: int
    uncoordinated_walk_time_mean_s: float
    unreachable_blocks: tuple[str, ...]
    unreachable_places: tuple[str, ...]


class Basis(Protocol):
    """What results rest on; whatever is printed of them says so. A ``Plan`` has it."""

    @property
    def key(self) -> str:
        """Key of the case."""

    @property
    def provenance(self) -> tuple[LayerSource, ...]:
        """Sources of the layers."""

    @property
    def missing_kinds(self) -> tuple[HazardKind, ...]:
        """Kinds of the scenario that the bundle does not hold (未収録)."""

    @property
    def data_kind(self) -> DataKind:
        """The least sure of what they rest on."""

    @property
    def is_model(self) -> bool:
        """Whether any of the layers is model data (模擬データ)."""

    @property
    def is_rounded(self) -> bool:
        """Whether people are told as round numbers."""


# Without slots, for what stands in a field may be made later.
@dataclass(frozen=True, eq=False)
class Plan(RestsOnSources):
    """The results of one case; tables follow ``domain.tables.stages``, rows sorted by id.

    Readiness, what can be opened, what is not known and where people come from are made when somebody first
    asks for them: the figures of a changed plan do not wait for these.

    Parameters
    ----------
    key
        Key of the case that the plan was made of (``planning.case.Case.key``).
    block_exposure, place_exposure, street_exposure
        What reaches people, places and streets.
    usable_places
        State, suitability and seats of each place.
    openable
        Seats of each place that can be opened (``domain.tables.opening``).
    demand
        Who walks, from where, when.
    node_latest_departure_s
        Latest safe departure L(u) per node of the network for one adult [s after t0].
    margin
        Time margin per block and walking profile.
    assignment, routes, loads
        Who goes where, by which streets, and the load of each place.
    seat_prices, row_prices
        Prices that prove that no assignment is better, and what one more seat of each destination would
        change (``domain.tables.assignment``).
    uncoordinated_places
        What would come to each destination without a plan (``domain.tables.assignment``).
    ledgers
        People ledgers of blocks, districts, wards and city.
    indicators, gaps
        Readiness and weak points.
    themes, bands
        What each theme of readiness is in each area, and how ready the area is (``domain.tables.bands``).
    origin_load
        Persons by ward of origin (rows) and ward of the place (columns, ``safe_area`` last).
    official
        Published figures beside ours: columns ``scope, measure, value_min, value_max, ours,
        unit, source, date, note, note_en``.
    facts
        Single figures.
    provenance
        Sources of the layers that the plan rests on.
    missing_kinds, missing_layers
        Kinds and layers of the scenario that the bundle does not hold (未収録).
    """

    key: str
    block_exposure: pd.DataFrame
    place_exposure: pd.DataFrame
    street_exposure: pd.DataFrame
    usable_places: pd.DataFrame
    demand: pd.DataFrame
    node_latest_departure_s: npt.NDArray[np.float64]
    margin: pd.DataFrame
    assignment: pd.DataFrame
    routes: gpd.GeoDataFrame
    loads: pd.DataFrame
    seat_prices: pd.DataFrame
    row_prices: pd.DataFrame
    uncoordinated_places: pd.DataFrame
    ledgers: Ledgers
    official: pd.DataFrame
    facts: PlanFacts
    provenance: tuple[LayerSource, ...]
    missing_kinds: tuple[HazardKind, ...]
    missing_layers: tuple[str, ...]
    openable: LaterTable = LaterTable()  # noqa: RUF009 - a descriptor
    indicators: LaterTable = LaterTable()  # noqa: RUF009 - a descriptor
    weak_points: LaterTable = LaterTable()  # noqa: RUF009 - a descriptor
    gaps: LaterTable = LaterTable()  # noqa: RUF009 - a descriptor
    data_debt: LaterTable = LaterTable()  # noqa: RUF009 - a descriptor
    themes: LaterTable = LaterTable()  # noqa: RUF009 - a descriptor
    bands: LaterTable = LaterTable()  # noqa: RUF009 - a descriptor
    origin_load: LaterTable = LaterTable()  # noqa: RUF009 - a descriptor

    def complete(self) -> Self:
        """Return this plan once all of its tables are made, those that nobody has asked for, too.

        Returns
        -------
        Plan
            The same object.
        """
        for field in fields(self):
            getattr(self, field.name)
        return self

    def exposure(self, case: Case) -> "Exposure":
        """Return what reaches blocks, places and streets, as the stages after it take it.

        Parameters
        ----------
        case
            The case that the plan was made of: it says when streets are shut for a while.

        Returns
        -------
        Exposure
            With the tables of this plan.
        """
        from hazard.exposure import Exposure  # noqa: PLC0415
        from hazard.shut import shut_by_hand  # noqa: PLC0415

        windows = shut_by_hand(case.city.streets, case.scenario, case.measures, case.settings.hazard).windows
        return Exposure(
            self.block_exposure, self.place_exposure, self.street_exposure, windows, self.missing_kinds,
            self.missing_layers,
        )  # fmt: skip

    def graph(self, case: Case) -> "nx.MultiDiGraph[int]":
        """Return the walking network as a new ``nx.MultiDiGraph``; routes are paths in it.

        It has a CRS, and edges hold geometry, length and travel time of an adult, under our names and
        under those that OSMnx uses (``evacuation.graph``).

        Parameters
        ----------
        case
            The case that the plan was made of.

        Returns
        -------
        nx.MultiDiGraph[int]
            Keyed by node id; ``closes_at_s``, the first closing, stands on each edge, and all windows in
            ``shut_s`` on those of a street that opens again (``evacuation.graph.add_windows``).
        """
        # Whoever only reads a plan need not load the search.
        from domain.profiles import walking_profiles  # noqa: PLC0415
        from evacuation.graph import add_windows, walking_graph  # noqa: PLC0415
        from evacuation.ground import slow_water_m, street_windows  # noqa: PLC0415

        streets, reached = case.city.streets, self.street_exposure
        underpass = streets["underpass"].to_numpy(np.bool_)
        graph = walking_graph(
            case.network, streets, reached["closes_at_s"].to_numpy(np.float64),
            profile=walking_profiles(case.settings)[0], day_time=case.scenario.day_time,
            settings=case.settings, slow_water_m=slow_water_m(reached, case.scenario),
        )  # fmt: skip
        windows = street_windows(case.network, self.exposure(case), underpass, case.scenario)
        if windows.street.size:
            for_good_s = reached["closes_for_good_at_s"].to_numpy(np.float64)
            add_windows(graph, case.network, windows, for_good_s)
        return graph
