"""What the matrix needs of one plan, small enough to keep for every scenario."""

from dataclasses import dataclass

import pandas as pd

from domain.data_kind import DataKind
from domain.scenario import HazardScenario
from domain.vocabulary import HazardKind
from planning.case import Case
from planning.plan import Plan


@dataclass(frozen=True, slots=True, eq=False)
class BandReport:
    """The bands of one plan.

    Parameters
    ----------
    scenario
        Its scenario, with the time of day that was planned for.
    bands
        ``Bands`` with ``value``, ``target`` and ``unit`` of the indicator that binds (NaN, empty where
        none does).
    themes
        ``ThemeBands`` with ``value``, ``target`` and ``unit`` of the indicator that decides.
    data_kind
        What the plan rests on: people are rounded but on real data.
    missing_kinds
        Kinds of the scenario of which the city holds no area.
    """

    scenario: HazardScenario
    bands: pd.DataFrame
    themes: pd.DataFrame
    data_kind: DataKind
    missing_kinds: tuple[HazardKind, ...]


def band_report(case: Case, plan: Plan) -> BandReport:
    """Return the bands of a plan with the values of what decides them."""
    values = plan.indicators.set_index(["area_id", "indicator"])[["value", "target", "unit"]]
    return BandReport(
        scenario=case.scenario,
        bands=_with_values(plan.bands, plan.bands.index, plan.bands["binding_indicator"], values),
        themes=_with_values(plan.themes, plan.themes["area_id"], plan.themes["indicator"], values),
        data_kind=plan.data_kind,
        missing_kinds=plan.missing_kinds,
    )


def _with_values(
    table: pd.DataFrame, areas: "pd.Series[str] | pd.Index", indicator: "pd.Series[str]", values: pd.DataFrame
) -> pd.DataFrame:
    found = values.reindex(pd.MultiIndex.from_arrays([areas, indicator]))
    return table.assign(
        value=found["value"].to_numpy(dtype="float64"),
        target=found["target"].to_numpy(dtype="float64"),
        unit=found["unit"].fillna("").to_numpy(dtype=str),
    )
