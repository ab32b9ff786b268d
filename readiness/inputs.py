"""What the indicators are computed from, and what all of them need of it."""

from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd

from domain.bundle import City, OrganisationStrength
from domain.profiles import walking_profiles
from domain.scenario import HazardScenario
from domain.settings.settings import Settings
from domain.vocabulary import (
    RAIN_WATER,
    SERVED_OUTCOMES,
    UNSERVED_CAUSES,
    DayTime,
    DeadlineKind,
    DestinationKind,
    HazardKind,
    IndicatorStatus,
    Outcome,
)
from readiness.areas import Areas, BoolArray, FloatArray, Members
from readiness.ledger_sums import ledger_sums, one_row_an_area
from readiness.measure import Evidence
from readiness.unknown_way import every_way_unknown

#: Outcomes of people who need a seat somewhere (the safe area has room for everyone).
_NEED_A_SEAT = (
    *(outcome for outcome in SERVED_OUTCOMES if outcome is not Outcome.SAFE_AREA),
    Outcome.NOT_LEAVING,
    *UNSERVED_CAUSES,
)


@dataclass(frozen=True, slots=True, eq=False)
class ReadinessInputs:
    """Inputs of ``build_indicators``; tables follow ``domain.tables``.

    Parameters
    ----------
    city, scenario, settings
        City, scenario and settings of the plan.
    strength
        Organisations and facts per district: the bundle's, or a user's in their place.
    block_exposure, usable_places, demand, margin, assignment
        Results of the earlier stages.
    ledgers
        The four frames of ``readiness.ledger.build_ledgers``.
    openable
        ``OpenableSeats``.
    rain_may_come_first
        Whether the storm wind ends the time to leave though rivers or drains may flood before it, at a time
        that no map tells (``docs/adr/0005``).
    """

    city: City
    strength: OrganisationStrength
    scenario: HazardScenario
    settings: Settings
    block_exposure: pd.DataFrame
    usable_places: pd.DataFrame
    demand: pd.DataFrame
    margin: pd.DataFrame
    assignment: pd.DataFrame
    ledgers: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame, pd.DataFrame]
    openable: pd.DataFrame
    rain_may_come_first: bool


@dataclass(frozen=True, slots=True, eq=False)
class _OfCity:
    """Areas of a city, and which of them its blocks, places and districts belong to."""

    areas: Areas
    blocks: Members
    places: Members
    district_rows: Members

    @classmethod
    def of(cls, city: City) -> "_OfCity":
        areas = Areas.of(city.districts, city.wards, city.meta.city_code)
        return cls(
            areas,
            areas.members(city.blocks["district_id"], city.blocks["ward_code"]),
            areas.members(city.places["district_id"], city.places["ward_code"]),
            areas.members(pd.Series(areas.districts, dtype="str")),
        )


#: Of the cities in memory: every plan of a city sums over the same areas.
_kept: WeakKeyDictionary[City, _OfCity] = WeakKeyDictionary()


class Context:
    """The inputs with the sums that several indicators share; everything computed once."""

    def __init__(self, inputs: ReadinessInputs) -> None:
        self.inputs = inputs
        city = inputs.city
        of_city = _kept.get(city)
        if of_city is None:
            of_city = _kept[city] = _OfCity.of(city)
        self.areas, self.size = of_city.areas, len(of_city.areas.ids)
        self.blocks, self.places, self.district_rows = of_city.blocks, of_city.places, of_city.district_rows
        #: People ledger of all areas with its sums, rows in the order of the areas.
        self.ledger = ledger_sums(one_row_an_area(inputs.ledgers[1:]).reindex(self.areas.ids))
        self.exposure = inputs.block_exposure.reindex(city.blocks.index)
        #: Block position of each row of the assignment.
        self.assigned_block = city.blocks.index.get_indexer(pd.Index(inputs.assignment["block_id"]))

    @cached_property
    def missing_layer(self) -> bool:
        """Whether the bundle lacks a layer of the scenario, or any area of one of its kinds (未収録)."""
        return self._no_layer_at_all or self._some_layer_missing

    @cached_property
    def asks_for_ways(self) -> bool:
        """Whether the way of anybody can be unknown: no streets are held, or none near some block."""
        unknown = self.inputs.assignment["outcome"] == Outcome.WAY_UNKNOWN.value
        return self.inputs.city.streets.empty or bool(unknown.any())

    def of_routes(self, name: str) -> FloatArray:
        """Return an attribute of the ledger that a search for routes gives: at least so many.

        NaN where nobody is counted, and somebody's way is unknown.
        """
        persons = self.attribute(name)
        return np.where((self.persons(Outcome.WAY_UNKNOWN) > 0) & (persons == 0), np.nan, persons)

    @cached_property
    def every_way_unknown(self) -> BoolArray:
        """Areas of whose people who must leave nobody knows any way: no street is held near any of them."""
        return every_way_unknown(self.ledger)

    @cached_property
    def _layers(self) -> list[pd.DataFrame]:
        hazards = self.inputs.city.hazards
        return [hazards[layer] for layer in self.inputs.scenario.layers if layer in hazards]

    @cached_property
    def _no_layer_at_all(self) -> bool:
        return not self._layers

    @cached_property
    def _some_layer_missing(self) -> bool:
        if len(self._layers) < len(self.inputs.scenario.layers):
            return True
        with_areas = {kind for layer in self._layers for kind in layer["kind"].unique()}
        # Volcano has no rule: 対象外, never 未収録.
        planned = set(self.inputs.scenario.kinds) - {HazardKind.VOLCANO}
        return not with_areas.issuperset(planned)

    @cached_property
    def concerned(self) -> BoolArray:
        """Areas with anybody inside the hazard area; the attention zone of a tsunami is no part of it."""
        return self.attribute("concerned") > 0

    @cached_property
    def hazard_rules(self) -> list[tuple[BoolArray, IndicatorStatus]]:
        """Status of indicators that rest on the scenario, where it gives no value."""
        everywhere = np.ones(self.size, dtype=bool)
        nowhere = IndicatorStatus.NO_LAYER if self.missing_layer else IndicatorStatus.NOT_CONCERNED
        return [
            (everywhere & self._no_layer_at_all, IndicatorStatus.NO_LAYER),
            (~self.concerned, nowhere),
        ]

    @cached_property
    def unserved(self) -> FloatArray:
        """People without a place, per area."""
        return self.attribute("unserved")

    @cached_property
    def must_leave(self) -> FloatArray:
        """People who must leave and do not go to relatives or hotels, per area."""
        return self.attribute("must_leave")

    @cached_property
    def unknown(self) -> FloatArray:
        """People of whom it is not known whether they must leave, per area."""
        return self.attribute("unknown_persons")

    @cached_property
    def need_seat(self) -> FloatArray:
        """People who need a seat in a place, per area: all who leave but for the safe area."""
        to_safe_area = self.assigned.total(self.inputs.assignment["persons"].to_numpy() * self._kept_out)
        return self.persons(*_NEED_A_SEAT) - to_safe_area

    @cached_property
    def need_care_seat(self) -> FloatArray:
        """People of them who need care, and who walks with them, per area: seats for care are theirs."""
        rows = self.inputs.assignment
        theirs = [one.profile_id for one in walking_profiles(self.inputs.settings) if one.first_to_seats]
        need = rows["outcome"].isin([outcome.value for outcome in _NEED_A_SEAT]) & ~self._kept_out
        chosen = need & rows["profile_id"].isin(theirs)
        return self.assigned.total(rows["persons"].to_numpy() * chosen.to_numpy())

    @cached_property
    def _kept_out(self) -> BoolArray:
        """Rows of the assignment of people who do not leave, and would go to the safe area."""
        rows = self.inputs.assignment
        stay = rows["outcome"] == Outcome.NOT_LEAVING
        return (stay & (rows["destination_id"] == DestinationKind.SAFE_AREA.value)).to_numpy(np.bool_)

    @cached_property
    def arrival_unknown(self) -> FloatArray:
        """People with a place of whom nobody knows whether they get there in time, per area.

        Nobody has published an arrival where they live, or none of the rain's water that may come before the
        wind (``docs/adr/0005``). None of them where nothing ends the time to leave.
        """
        margin, rows = self.inputs.margin, self.inputs.assignment
        unknown = margin["best_margin_s"].isna() | margin["block_id"].isin(self._rain_first)
        blind = margin.loc[unknown, ["block_id", "profile_id"]]
        if blind.empty or self.inputs.scenario.deadline is DeadlineKind.NONE:
            return np.zeros(self.size)
        walkers = pd.MultiIndex.from_frame(rows[["block_id", "profile_id"]])
        served = rows["outcome"].isin([outcome.value for outcome in SERVED_OUTCOMES]).to_numpy()
        chosen = served & walkers.isin(pd.MultiIndex.from_frame(blind))
        return self.assigned.total(rows["persons"].to_numpy() * chosen)

    @cached_property
    def _rain_first(self) -> pd.Index:
        """Blocks that rivers or drains may flood before the wind that ends the time to leave."""
        if not self.inputs.rain_may_come_first:
            return self.exposure.index[:0]
        concerned = self.exposure["kinds"].str.split(",").explode().isin(RAIN_WATER)
        return concerned.index[concerned.to_numpy(np.bool_)].unique()

    @cached_property
    def assigned(self) -> Members:
        """Areas of the rows of the assignment."""
        return self.blocks.take(self.assigned_block)

    @cached_property
    def residents(self) -> FloatArray:
        """Residents per area."""
        return self.blocks.total(self.inputs.city.blocks["residents"])

    @cached_property
    def households(self) -> FloatArray:
        """Households per area, NaN where those of a block are not known."""
        counted = self.inputs.city.blocks["households"].to_numpy(dtype=np.float64, na_value=np.nan)
        lost = self.blocks.total(np.isnan(counted))
        return np.where(lost > 0, np.nan, self.blocks.total(counted))

    def persons(self, *outcomes: Outcome) -> FloatArray:
        """Return the people of some outcomes of the ledger, per area."""
        total = np.zeros(self.size)
        for outcome in outcomes:
            total += self.ledger[outcome.value].to_numpy(dtype=np.float64)
        return total

    def attribute(self, column: str) -> FloatArray:
        """Return a column of the ledger that cuts its rows, per area."""
        return np.asarray(self.ledger[column].to_numpy(dtype=np.float64), dtype=np.float64)

    def of_districts(self, values: FloatArray) -> FloatArray:
        """Return the part of an area array that belongs to the districts."""
        return values[: len(self.areas.districts)]

    @cached_property
    def population(self) -> tuple[str, str]:
        """Layer and column of the people whom the scenario moves."""
        by_day = self.inputs.scenario.day_time is DayTime.DAY
        return "blocks", "daytime_persons" if by_day else "residents"

    @cached_property
    def hazard_evidence(self) -> tuple[Evidence, ...]:
        """Hazard layers that results of the scenario rest on."""
        return tuple(
            Evidence("hazard_layer", None, f"hazards/{layer}") for layer in self.inputs.scenario.layers
        )

    @cached_property
    def plan_evidence(self) -> tuple[Evidence, ...]:
        """Layers that where and how people go rests on."""
        layers = (Evidence("streets", None, "streets"), Evidence("places", None, "places"))
        return self.hazard_evidence + layers
