"""What the matrix keeps of a plan: bands and themes with the values of what decides them."""

import math

from domain.data_kind import DataKind
from presentation.readiness_matrix.report import band_report
from tests.presentation.readiness_matrix.reports import DISTRICTS, case, plan


def test_bands_and_themes_have_the_value_of_the_indicator_that_decides():
    report = band_report(case(), plan())
    values = plan().indicators.set_index(["area_id", "indicator"])
    first = report.bands.loc[DISTRICTS[0]]
    assert first["binding_indicator"] == "unserved_no_safe_way"
    assert (first["value"], first["target"], first["unit"]) == (20.0, 0.0, "persons")
    for row in report.themes.to_dict(orient="records"):
        known = values.loc[(row["area_id"], row["indicator"])]
        assert row["unit"] == known["unit"]
        assert row["value"] == known["value"] or math.isnan(row["value"])
    assert report.bands.index.tolist() == plan().bands.index.tolist()


def test_an_area_without_a_gap_has_no_value():
    second = band_report(case(), plan()).bands.loc[DISTRICTS[1]]
    assert math.isnan(second["value"])
    assert second["unit"] == ""


def test_the_report_knows_its_scenario_and_whether_people_are_rounded():
    report = band_report(case(), plan())
    assert report.scenario == case().scenario
    assert report.data_kind is DataKind.MODEL
    assert report.missing_kinds == ()
