"""Bands of the toy city, and others written by hand."""

from dataclasses import replace
from functools import cache

from planning.case import Case
from planning.plan import Plan
from presentation.readiness_matrix.report import BandReport, band_report
from tests.made import Made, make_toy

DISTRICTS = ("271411-00001", "271420-00002")
WARDS = ("271411", "271420")
CITY = "271403"
TSUNAMI = "toy-tsunami-night"


@cache
def made(scenario_id: str = TSUNAMI) -> Made:
    return make_toy(scenario_id)


def case() -> Case:
    return made().case


def plan() -> Plan:
    return made().plan


@cache
def reports() -> dict[str, BandReport]:
    """The bands of every scenario of the toy city."""
    return {scenario_id: band_report(*made(scenario_id)) for scenario_id in case().city.scenarios}


def changed(report: BandReport, area_id: str, **values: object) -> BandReport:
    """A report with other values in the band of an area."""
    bands = report.bands.copy()
    for name, value in values.items():
        bands.loc[area_id, name] = value
    return replace(report, bands=bands)
