"""The first page leads with the number that leads the page of each district: all people in danger."""

import csv
import io
import re
from functools import cache

import pypdf
import pytest

from exports.matrix_pdf import Paper, matrix_pdf
from exports.plan_json import plan_document
from exports.tables import plan_csvs
from presentation.answers import district_answer, ward_answer
from presentation.area_sums import sums_of
from presentation.readiness_matrix.matrix import build_matrix, matrix_table
from presentation.readiness_matrix.report import band_report
from presentation.readiness_matrix.tables import band_table
from presentation.words import Words
from readiness.priorities import prioritise
from tests.made import make_toy
from tests.presentation.readiness_matrix.reports import DISTRICTS, TSUNAMI, WARDS
from tests.toy_city import toy_settings

WORDS = Words("ja")
#: Everybody leaves, 30 % do not, nobody does.
SHARES = ["1.0", "0.7", "0.0"]


@cache
def made(direct_share):
    settings = toy_settings().with_overrides({"departure.direct_share": direct_share})
    return make_toy(TSUNAMI, settings)


@cache
def gaps(direct_share):
    case, plan = made(direct_share)
    matrix = build_matrix(case, {TSUNAMI: band_report(case, plan)}, WORDS)
    return matrix, {row.area_id: row.cells[0].gap for row in matrix.rows}


def first_number(said):
    """The first number of people of a sentence; 0 where it tells none."""
    found = re.search(r"約?([\d,]+)人", said)
    return int(found.group(1).replace(",", "")) if found else 0


@pytest.mark.parametrize("share", SHARES)
def test_matrix_and_page_lead_with_the_same_people(share):
    case, plan = made(share)
    pages = {area: district_answer(case, plan, area, WORDS) for area in DISTRICTS}
    pages |= {area: ward_answer(case, plan, area, WORDS)[0] for area in WARDS}
    led = 0
    for area, said in pages.items():
        sums = sums_of(plan.ledgers.wards if area in WARDS else plan.ledgers.districts, area)
        if not sums["not_in_time"] and not sums["unserved"]:
            continue
        led += 1
        assert first_number(gaps(share)[1][area]) == first_number(said[0]), area
        if sums["not_leaving"]:
            assert "避難しない仮定" in gaps(share)[1][area]
    assert led >= 2


@pytest.mark.parametrize("share", SHARES)
def test_the_gap_that_binds_is_the_first_weak_point_of_the_district(share):
    plan = made(share).plan
    for area in DISTRICTS:
        points = plan.weak_points[plan.weak_points["district_id"] == area]
        danger = points[points["urgency"] == "in_danger"]
        if danger.empty:
            continue
        first, band = danger.iloc[0], plan.bands.loc[area]
        assert band["binding_persons"] == first["affected_persons"]
        assert (band["next_action"], band["owner"]) == (first["next_action"], first["owner"])
        own = prioritise(plan.weak_points, [area]).iloc[0]
        assert (own["next_action"], own["owner"]) == (first["next_action"], first["owner"])


@pytest.mark.parametrize("share", SHARES)
def test_list_csv_json_and_paper_lead_alike(share):
    case, plan = made(share)
    matrix, expected = gaps(share)
    table = band_table(case, plan, "ja")
    column = {one.key: one.cells for one in table.columns}
    assert dict(zip(column["area_id"], column["binding_gap"], strict=True)) == expected
    rows = csv.DictReader(io.StringIO(plan_csvs(case, plan, "ja")["bands.csv"].decode("utf-8-sig")))
    heading = next(one.heading for one in table.columns if one.key == "area_id")
    assert {row[heading]: row["判定を決める課題"] for row in rows} == expected
    document = plan_document(case, plan)
    for area in document["districts"]:
        sums = sums_of(plan.ledgers.districts, area["id"])
        told = (area["band"]["not_in_time_persons"], area["band"]["not_leaving_persons"])
        inside = sums["concerned"] > 0
        assert told == ((sums["not_in_time"], sums["not_leaving"]) if inside else (None, None))
    paper = matrix_pdf(case, plan, matrix_table(case, matrix, WORDS), "ja", Paper.A3)
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(paper)).pages)
    text = re.sub(r"\s", "", text)
    for said in expected.values():
        assert re.sub(r"\s", "", said) in text
