"""One indicator over all areas: its values, how sure they are, and its score against a target."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.bundle import UPLOADED, BundleMeta
from domain.data_kind import DataKind, least_sure
from domain.vocabulary import Band, IndicatorStatus, Pillar
from readiness.areas import Areas, BoolArray, FloatArray

StatusArray = npt.NDArray[np.str_]
ColumnArray = npt.NDArray[np.float64] | npt.NDArray[np.object_]

#: Scores this close to the ends are the ends (rounding of a division).
_EPSILON = 1e-9


class Unit(StrEnum):
    """Units of indicators; words below ``indicator_unit.`` in the catalogue."""

    SHARE = "share"
    PERSONS = "persons"
    SEATS_PER_PERSON = "seats_per_person"
    SECONDS = "seconds"
    DAYS = "days"
    PLACES = "places"
    TIMES = "times"


class Goal(StrEnum):
    """How a value compares with its target."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Spec:
    """What an indicator is, the same for every area.

    ``at_risk`` marks indicators that count people in danger: any of them is below target, never
    「あと少し」.
    """

    indicator: str
    pillar: Pillar
    unit: Unit
    goal: Goal
    at_risk: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """One input of an indicator: its amounts per area (None: only rested on), layer and column.

    ``name`` is a key below ``indicator_input.`` in the catalogue.
    """

    name: str
    amounts: FloatArray | None
    layer: str
    column: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Measure:
    """Values of one indicator over all areas, each of shape (areas,).

    An open upper end (``value_max`` NaN beside a ``value_min``) means that the unknown part has
    no bound. ``scale`` is the value that scores 0 where fewer is better; without it the score is
    target ÷ value.
    """

    spec: Spec
    value: FloatArray
    value_min: FloatArray
    value_max: FloatArray
    status: StatusArray
    target: float
    evidence: tuple[Evidence, ...]
    scale: FloatArray | None = None

    def score_of(self, values: FloatArray) -> FloatArray:
        """Return the score 0–100 of values against the target; NaN without one."""
        if self.spec.goal is Goal.NONE or np.isnan(self.target):
            return np.full(values.shape, np.nan)
        if self.spec.goal is Goal.AT_LEAST:
            score = np.full(values.shape, 100.0) if self.target <= 0 else 100.0 * values / self.target
        elif self.scale is None:
            score = np.full(values.shape, 100.0)
            np.divide(100.0 * self.target, values, out=score, where=values > self.target)
        else:
            # Nobody concerned (scale 0) and nobody in danger is full marks.
            room = np.maximum(self.scale - self.target, _EPSILON)
            score = 100.0 * (1.0 - (values - self.target) / room)
        # Rounded, so that a value at its target has exactly 100 whatever the last bit of a division.
        clipped = np.round(np.clip(score, 0.0, 100.0), 9)
        return np.where(np.isnan(values), np.nan, clipped)

    def scores(self) -> FloatArray:
        """Return one score per area.

        Where inputs are unknown it is the middle between the scores of both ends; an open end
        gives a score only where it cannot change it. Unknown is neither 0 nor full marks.
        """
        low, high = self._end_scores()
        middle = (low + high) / 2
        return np.where(self.status == IndicatorStatus.KNOWN, self.score_of(self.value), middle)

    def bands(self, near_target_share: float) -> StatusArray:
        """Return the band of each area; unknown where the unknown part could change it."""
        low, high = self._end_scores()
        known = self.status == IndicatorStatus.KNOWN
        score = self.score_of(self.value)
        first = self._band_of(np.where(known, score, low), near_target_share)
        second = self._band_of(np.where(known, score, high), near_target_share)
        band = np.where(first == second, first, Band.UNKNOWN.value)
        apart = (self.status == IndicatorStatus.NOT_CONCERNED) | (self.spec.goal is Goal.NONE)
        return np.where(apart, Band.NOT_CONCERNED.value, band)

    def end_bands(self, near_target_share: float) -> tuple[StatusArray, StatusArray]:
        """Return the bands of each area at the better and at the worse end of what is not known.

        An end without a bound is as good, or as bad, as can be. Without a value both are unknown.
        """
        ends = self.score_of(self.value_min), self.score_of(self.value_max)
        worse, better = ends if self.spec.goal is Goal.AT_LEAST else ends[::-1]
        known = self.status == IndicatorStatus.KNOWN
        score = self.score_of(self.value)
        apart = (self.status == IndicatorStatus.NOT_CONCERNED) | (self.spec.goal is Goal.NONE)
        bands = []
        for end, unbounded in ((better, 100.0), (worse, 0.0)):
            bounded = np.where(np.isnan(end) & ~np.isnan(self.value), unbounded, end)
            band = self._band_of(np.where(known, score, bounded), near_target_share)
            bands.append(np.where(apart, Band.NOT_CONCERNED.value, band))
        return bands[0], bands[1]

    def _end_scores(self) -> tuple[FloatArray, FloatArray]:
        """Return the scores of both ends; NaN where an open end leaves the score open."""
        low, high = self.score_of(self.value_min), self.score_of(self.value_max)
        certain = 100.0 if self.spec.goal is Goal.AT_LEAST else 0.0
        is_open = np.isnan(self.value_max) & ~np.isnan(self.value_min)
        settled = is_open & (low == certain)
        return low, np.where(settled, certain, high)

    def _band_of(self, score: FloatArray, near_target_share: float) -> StatusArray:
        near = Band.BELOW_TARGET if self.spec.at_risk else Band.NEAR_TARGET
        return np.select(
            [np.isnan(score), score >= 100.0 - _EPSILON, score >= 100.0 * near_target_share - _EPSILON],
            [Band.UNKNOWN.value, Band.ON_TARGET.value, near.value],
            Band.BELOW_TARGET.value,
        )

    def columns(self, areas: Areas, meta: BundleMeta, near_target_share: float) -> dict[str, ColumnArray]:
        """Return the rows of this indicator, as columns of shape (areas,); texts are objects."""
        size = len(self.value)
        best, worst = self.end_bands(near_target_share)
        kind = least_sure(kind_of(meta, item.layer, item.column) for item in self.evidence)

        def same(text: str) -> ColumnArray:
            return np.full(size, text, dtype=object)

        return {
            "area_id": np.array(areas.ids, dtype=object),
            "level": np.array(areas.levels, dtype=object),
            "indicator": same(self.spec.indicator),
            "pillar": same(self.spec.pillar.value),
            "unit": same(self.spec.unit.value),
            "value": self.value,
            "value_min": self.value_min,
            "value_max": self.value_max,
            "target": np.full(size, self.target if self.spec.goal is not Goal.NONE else np.nan),
            "score": self.scores(),
            "status": self.status.astype(object),
            "band": self.bands(near_target_share).astype(object),
            "best_band": best.astype(object),
            "worst_band": worst.astype(object),
            "inputs": np.array(self._inputs(size), dtype=object),
            "data_kind": same(kind.value),
        }

    def table(self, areas: Areas, meta: BundleMeta, near_target_share: float) -> pd.DataFrame:
        """Return the rows of this indicator, without the index of the contract."""
        return joined([self.columns(areas, meta, near_target_share)])

    def _inputs(self, size: int) -> list[str]:
        """Return the evidence of each area as JSON; an unknown value is null."""
        columns = [_json_numbers(item.amounts, size) for item in self.evidence]
        texts = (tuple(map(json.dumps, (one.name, one.layer, one.column))) for one in self.evidence)
        items = [
            '{{"name": {}, "value": %s, "layer": {}, "column": {}}}'.format(
                *(text.replace("%", "%%") for text in one)
            )
            for one in texts
        ]
        row_text = f"[{', '.join(items)}]"
        return [row_text % row for row in zip(*columns, strict=True)]


def joined(parts: Sequence[Mapping[str, ColumnArray]], *, by_area: bool = False) -> pd.DataFrame:
    """Return rows of indicators (``Measure.columns``) as one table: one part after the other, or one area."""
    columns = {name: np.stack([part[name] for part in parts]) for name in parts[0]}
    # Put in order before they are texts of a table, of which a row takes far longer to move.
    columns = {name: (values.T if by_area else values).ravel() for name, values in columns.items()}
    return pd.DataFrame(
        {
            name: pd.array(values, dtype="str") if values.dtype == object else values
            for name, values in columns.items()
        }
    )


def kind_of(meta: BundleMeta, layer: str, column: str) -> DataKind:
    """Return what a column of a layer is; without a column the least sure of all.

    Lists stand in a table (``uploaded/…``) beside rows of the city's own, which are still model data: so is
    the whole.
    """
    source = meta.layer(layer.removeprefix(UPLOADED))
    return DataKind.REAL if source is None else source.column_kind(column)


def statuses(size: int, *rules: tuple[BoolArray, IndicatorStatus]) -> StatusArray:
    """Return the first status whose mask holds for each area, else known."""
    if not rules:
        return np.full(size, IndicatorStatus.KNOWN.value)
    return np.select(
        [mask for mask, _ in rules], [status.value for _, status in rules], IndicatorStatus.KNOWN.value
    )


def without_value(status: StatusArray) -> BoolArray:
    """Return where a status allows no value."""
    return ~np.isin(status, [IndicatorStatus.KNOWN.value, IndicatorStatus.PARTLY_UNKNOWN.value])


def _json_numbers(values: FloatArray | None, size: int) -> list[str]:
    """Return numbers as JSON text; whole numbers without a point, unknown as null."""
    if values is None:
        return ["null"] * size
    if (np.isfinite(values) & (values == np.floor(values))).all():
        return [str(int(value)) for value in values.tolist()]
    return [
        "null"
        if not np.isfinite(value)
        else str(int(value))
        if value == int(value)
        else repr(round(value, 6))
        for value in values.tolist()
    ]
