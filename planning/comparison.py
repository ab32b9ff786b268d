"""Two plans of one city side by side: every figure of an area in both, and their difference."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

from domain.data_kind import DataKind, least_sure
from domain.vocabulary import UNSERVED_CAUSES, IndicatorStatus
from planning.case import Case
from planning.changed_indicators import changed_indicators
from planning.compared_inputs import ChangedInput, changed_inputs
from planning.compared_people import LIMITS, MOMENTS, PEOPLE, districts_of, limit_figures, people_figures
from planning.compared_places import NOT_USED, place_figures
from planning.compared_readiness import OF_STRENGTH, band_figures
from planning.figures import Figure, change_of
from planning.plan import Plan

#: Indicators that say once more what the people ledger and the limits say.
_TOLD = frozenset(
    {
        "unserved_persons",
        *(f"unserved_{cause.value}" for cause in UNSERVED_CAUSES),
        "not_in_time_persons",
        "below_reserve_persons",
        "walk_time_mean_s",
    }
)


class Part(StrEnum):
    """What a figure is about, in the order in which it is told."""

    PEOPLE = "people"
    LIMITS = "limits"
    BANDS = "bands"
    PLACES = "places"
    INDICATORS = "indicators"


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure on both sides.

    Parameters
    ----------
    part
        What it is about.
    item
        Key of the sum, limit, theme or indicator, or the id of a place.
    unit
        ``persons``, ``seconds``, ``level``, or the unit of the indicator.
    first, second
        The figure in both plans.
    change
        Second − first.
    """

    part: Part
    item: str
    unit: str
    first: Figure
    second: Figure
    change: Figure

    @property
    def is_same(self) -> bool:
        """Whether nothing is told apart: no difference, or no number on either side for one reason."""
        if self.change.is_known:
            told = (self.change.low, self.change.value, self.change.high)
            return told == (0.0, 0.0, 0.0) and self.first.state == self.second.state
        return not self.first.is_known and not self.second.is_known and self.first.state == self.second.state


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two plans side by side.

    Parameters
    ----------
    cases, plans
        Inputs and results of both sides.
    area_id
        District, ward or city.
    inputs
        What differs between the inputs.
    rows
        Figures, part by part.
    """

    cases: tuple[Case, Case]
    plans: tuple[Plan, Plan]
    area_id: str
    inputs: tuple[ChangedInput, ...]
    rows: tuple[Compared, ...]

    def of(self, part: Part) -> tuple[Compared, ...]:
        """Return the figures of one part.

        Parameters
        ----------
        part
            What they are about.

        Returns
        -------
        tuple
            In the order in which they are told.
        """
        return tuple(row for row in self.rows if row.part is part)

    @property
    def data_kind(self) -> DataKind:
        """The less sure of both sides."""
        return least_sure(plan.data_kind for plan in self.plans)

    @property
    def is_model(self) -> bool:
        """Whether either side rests on model data."""
        return self.data_kind is DataKind.MODEL

    @property
    def is_rounded(self) -> bool:
        """Whether the people of either side are told as round numbers."""
        return self.data_kind.is_rounded


def compare(cases: tuple[Case, Case], plans: tuple[Plan, Plan], area_id: str) -> Comparison:
    """Set two plans side by side.

    Parameters
    ----------
    cases
        Two cases of one city: any two scenarios, times of day, presets, settings.
    plans
        Their plans.
    area_id
        District, ward or city.

    Returns
    -------
    Comparison
        A comparison of the two the other way round has the same figures with the opposite sign; of a
        case with itself every difference is nothing.

    Raises
    ------
    ValueError
        When the cases are of two cities.
    KeyError
        When the city has no such area.
    """
    if cases[0].city is not cases[1].city and cases[0].city.meta != cases[1].city.meta:
        raise ValueError("two cities cannot be compared")
    districts_of(cases[0].city, area_id)  # refuses an area that is not there
    rows = (
        *_people(cases, plans, area_id),
        *_limits(cases, plans, area_id),
        *_bands(cases, plans, area_id),
        *_places(cases, plans, area_id),
        *_indicators(plans, area_id),
    )
    return Comparison(cases, plans, area_id, changed_inputs(*cases), rows)


def _people(cases: tuple[Case, Case], plans: tuple[Plan, Plan], area_id: str) -> Iterator[Compared]:
    first, second = (people_figures(case, plan, area_id) for case, plan in zip(cases, plans, strict=True))
    yield from _rows(Part.PEOPLE, PEOPLE, (first, second), plans)


def _limits(cases: tuple[Case, Case], plans: tuple[Plan, Plan], area_id: str) -> Iterator[Compared]:
    first, second = (limit_figures(case, plan, area_id) for case, plan in zip(cases, plans, strict=True))
    same_clock = cases[0].scenario.t0 == cases[1].scenario.t0
    for row in _rows(Part.LIMITS, LIMITS, (first, second), plans):
        if same_clock or row.item not in MOMENTS:
            yield row
        else:
            yield Compared(row.part, row.item, row.unit, row.first, row.second, Figure.none("other_clock"))


def _bands(cases: tuple[Case, Case], plans: tuple[Plan, Plan], area_id: str) -> Iterator[Compared]:
    first, second = (band_figures(plan, area_id) for plan in plans)
    same_strength = cases[0].strength is cases[1].strength
    for row in _rows(Part.BANDS, tuple(first), (first, second), plans, unit="level"):
        if same_strength and row.item in OF_STRENGTH and row.first == row.second and row.first.is_known:
            # What is not known of the organisations is one and the same fact on both sides.
            yield Compared(row.part, row.item, row.unit, row.first, row.second, Figure.of(0.0))
        else:
            yield row


def _places(cases: tuple[Case, Case], plans: tuple[Plan, Plan], area_id: str) -> Iterator[Compared]:
    first, second = (place_figures(case, plan, area_id) for case, plan in zip(cases, plans, strict=True))
    used = [str(one) for one in plans[0].usable_places.index if one in first or one in second]
    whole = tuple(_of_every(cases, plans, used, which) for which in (0, 1))
    yield from _rows(Part.PLACES, used, (whole[0], whole[1]), plans)


def _of_every(
    cases: tuple[Case, Case], plans: tuple[Plan, Plan], place_ids: Sequence[str], side: int
) -> dict[str, Figure]:
    """Return the figures of places on a side, of those too that only the other side's people go to."""
    every = place_figures(cases[side], plans[side], cases[side].city.meta.city_code)
    return {one: every.get(one, Figure.of(0.0, NOT_USED)) for one in place_ids}


def _indicators(plans: tuple[Plan, Plan], area_id: str) -> Iterator[Compared]:
    table = changed_indicators(*plans, area_id)
    table = table[~table.index.isin(list(_TOLD))]
    for item, row in zip(table.index, table.to_dict(orient="records"), strict=True):
        first, second = (
            _indicator(row[side], row[f"{side}_min"], row[f"{side}_max"], row[f"{side}_status"])
            for side in ("before", "after")
        )
        yield _compared(Part.INDICATORS, str(item), str(row["unit"]), first, second, plans)


def _indicator(value: float, low: float, high: float, status: Any) -> Figure:
    if pd.isna(value):
        return Figure.none(IndicatorStatus.NOT_CONCERNED if pd.isna(status) else str(status))
    state = "" if status == IndicatorStatus.KNOWN else str(status)
    # An end beside a value that is not stated is open.
    ends = (-math.inf if pd.isna(low) else float(low), math.inf if pd.isna(high) else float(high))
    return Figure(float(value), *ends, state)


def _rows(
    part: Part,
    items: Sequence[str],
    sides: tuple[Mapping[str, Figure], Mapping[str, Figure]],
    plans: tuple[Plan, Plan],
    *,
    unit: str = "",
) -> Iterator[Compared]:
    for item in items:
        own = unit or ("seconds" if item.endswith("_s") else "persons")
        yield _compared(part, item, own, sides[0][item], sides[1][item], plans)


def _compared(
    part: Part, item: str, unit: str, first: Figure, second: Figure, plans: tuple[Plan, Plan]
) -> Compared:
    same = plans[0].key == plans[1].key
    return Compared(part, item, unit, first, second, change_of(first, second, same=same))
