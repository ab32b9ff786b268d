"""The exports on the bundled city: small, quick, whole, in both languages."""

import io
import json
from functools import cache
from pathlib import Path

import jsonschema
import pytest
from pypdf import PdfReader

from domain.vocabulary import UNSERVED_CAUSES
from exports.district_map_pdf import district_map_pdf
from exports.json_values import dump
from exports.offline_map import city_map, district_map
from exports.plan_json import plan_document
from exports.tables import plan_csvs, plan_tables
from planning.block_ground import block_ground
from planning.case import Case
from planning.isolation import find_isolation
from planning.plan import Plan
from presentation.plan_table import PlanTable
from sonae.files_page import SCENARIO_ID, files_page
from tests.exports.papers import profile_pdf
from tests.made import Made, make_city

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.city


@pytest.fixture(scope="module")
def made() -> Made:
    """The plan with most refuge buildings; files of others are read in ``tests/presentation``."""
    return make_city("nankai-tsunami-night")


@cache
def _city_map(case: Case, plan: Plan, language: str) -> bytes:
    """The map of the city, for every test that only reads it."""
    return city_map(case, plan, language)


def test_city_map_stays_below_five_megabytes(case: Case, plan: Plan) -> None:
    html = _city_map(case, plan, "ja")
    assert len(html) < 5_000_000
    assert html.count(b"JSON.parse") == 1


@cache
def _tables(case: Case, plan: Plan, language: str) -> tuple[PlanTable, ...]:
    """The tables of the plan, made once for every test that reads them."""
    return plan_tables(case, plan, language)


def test_the_committed_page_of_fields_is_current(case: Case, plan: Plan) -> None:
    assert case.scenario.scenario_id == SCENARIO_ID
    said = files_page(*(_tables(case, plan, language) for language in ("ja", "en")))
    assert "⟦" not in said
    assert (ROOT / "docs" / "files.md").read_text("utf-8") == said, "run: make docs"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_word_is_missing_anywhere(case: Case, plan: Plan, language: str) -> None:
    for name, content in plan_csvs(case, plan, language, _tables(case, plan, language)).items():
        assert "⟦" not in content.decode(), name
    assert "⟦" not in _city_map(case, plan, language).decode()


def test_document_of_the_city_follows_its_schema(case: Case, plan: Plan) -> None:
    schema = json.loads((ROOT / "docs" / "plan.schema.json").read_text("utf-8"))
    document = json.loads(dump(plan_document(case, plan)))
    jsonschema.validate(document, schema)
    ledger = document["ledger"]
    assert len(ledger["districts"]) == 93
    for key in ("persons", "unserved"):
        assert sum(row[key] for row in ledger["districts"]) == ledger["city"][key]
        assert sum(row[key] for row in ledger["wards"]) == ledger["city"][key]


def test_papers_of_the_worst_and_of_a_calm_district_can_be_made(case: Case, plan: Plan) -> None:
    unserved = plan.ledgers.districts[[cause.value for cause in UNSERVED_CAUSES]].sum(axis=1)
    for district in (str(unserved.idxmax()), str(unserved.idxmin())):
        found = find_isolation(case, plan, block_ground(case, plan), [district])
        for paper in (district_map_pdf(case, plan, district, "ja", isolation=lambda one=found: one),
                      profile_pdf(case, plan, district, "ja")):  # fmt: skip
            assert paper.startswith(b"%PDF")
        html = district_map(case, plan, district, "ja", isolation=lambda one=found: one)
        assert len(html) < 2_000_000


@pytest.mark.parametrize("language", ["ja", "en"])
def test_nothing_on_the_district_profile_runs_into_its_foot(case: Case, plan: Plan, language: str) -> None:
    # Most people in refuge buildings: the page with the longest remarks. The foot stands at 8 mm.
    district = str(plan.ledgers.districts["refuge_building"].idxmax())
    for page in PdfReader(io.BytesIO(profile_pdf(case, plan, district, language))).pages:
        heights: set[float] = set()

        def hear(said: str, at: list[float], line: list[float], *_: object, to: set[float] = heights) -> None:
            if said.strip():
                to.add(round(at[5] + line[5], 1))

        page.extract_text(visitor_text=hear)
        foot, lowest, *_ = sorted(heights)
        assert foot == pytest.approx(8 * 72 / 25.4, abs=0.1)
        assert lowest >= 12 * 72 / 25.4
