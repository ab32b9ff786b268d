"""Those assumed not to leave: one sentence with the ledger's figures, wherever the setting has any."""

import io
import re

import pytest
from pypdf import PdfReader

from domain.settings.settings import Settings
from exports.plan_json import plan_document
from presentation.answers import cause_texts, district_answer, ward_answer
from presentation.area_sums import sums_of
from presentation.assumed_staying import staying_texts
from presentation.city_facts import fact_texts
from presentation.words import Words
from tests.exports.papers import profile_pdf
from tests.made import Made, make_toy
from tests.toy_city import toy_settings

D1, W1 = "271411-00001", "271411"


def _made(scenario_id: str = "toy-tsunami-night", **departure: str) -> Made:
    settings: Settings = toy_settings().with_overrides(
        {f"departure.{name}": value for name, value in departure.items()}
    )
    return make_toy(scenario_id, settings)


@pytest.fixture(scope="module")
def some_stay() -> Made:
    return _made(direct_share="0.2", after_task_share="0.5")


def _figures(sentence: str) -> list[int]:
    return [int(count.replace(",", "")) for count in re.findall(r"([\d,]+)(?:人| people)", sentence)]


def _counts(staying: int, unserved: int, *, must: int = 1000) -> dict[str, int]:
    return {
        "must_leave": must,
        "assumed_not_leaving": staying,
        "assumed_not_leaving_unserved": unserved,
        "not_leaving": staying - unserved,
    }


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_figures_are_those_of_the_ledger_and_add_up(some_stay: Made, language: str) -> None:
    case, plan = some_stay
    ledger = plan.ledgers.city.loc[case.city.meta.city_code]
    sums = sums_of(plan.ledgers.city, case.city.meta.city_code)
    (sentence,) = staying_texts(case, sums, Words(language), rounded=False)
    must, staying, unserved, seated = _figures(sentence)
    assert (staying, unserved) == (ledger["assumed_not_leaving"], ledger["assumed_not_leaving_unserved"])
    assert seated == ledger["not_leaving"] == staying - unserved
    assert must == int(plan.demand["persons"].sum())
    # 1 − 0.2 − 0.5 of everybody who must leave; each of the two walking profiles is within one of its 30 %.
    assert "30 %" in sentence
    assert abs(staying - 0.3 * must) < 2


@pytest.mark.parametrize("language", ["ja", "en"])
def test_city_ward_district_and_paper_say_it_with_their_own_figures(some_stay: Made, language: str) -> None:
    case, plan = some_stay
    words, rounded = Words(language), plan.is_model
    city, ward, district = (
        staying_texts(case, sums_of(ledger, area), words, rounded=rounded)[0]
        for ledger, area in (
            (plan.ledgers.city, case.city.meta.city_code),
            (plan.ledgers.wards, W1),
            (plan.ledgers.districts, D1),
        )
    )
    assert city in fact_texts(case, plan, words)
    assert ward in ward_answer(case, plan, W1, words)[1]
    assert district in district_answer(case, plan, D1, words)
    paper = PdfReader(io.BytesIO(profile_pdf(case, plan, D1, language))).pages[0].extract_text()
    assert "".join(district.split()) in "".join(paper.split())


@pytest.mark.parametrize(
    ("scenario_id", "departure", "share"),
    [
        ("toy-tsunami-night", {"direct_share": "0.7", "after_task_share": "0.3"}, None),
        ("toy-tsunami-night", {"direct_share": "0.387", "after_task_share": "0.2"}, "41.3 %"),
        ("toy-flood", {"rain_leaving_share": "1"}, None),
        ("toy-flood", {"rain_leaving_share": "0.4"}, "60 %"),
        # Who stays for days has arrived, whatever the shares of the escape are.
        ("toy-quake", {"direct_share": "0.2", "after_task_share": "0.5", "rain_leaving_share": "0.4"}, None),
    ],
)
def test_it_is_said_only_where_the_setting_keeps_anybody_at_home(
    scenario_id: str, departure: dict[str, str], share: str | None
) -> None:
    case, plan = _made(scenario_id, **departure)
    sums = sums_of(plan.ledgers.city, case.city.meta.city_code)
    said = staying_texts(case, sums, Words("ja"), rounded=False)
    assert (sums["assumed_not_leaving"] > 0) == (share is not None)
    assert len(said) == (share is not None)
    assert not said or share in said[0]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    ("staying", "unserved", "figures"),
    [(300, 100, [1000, 300, 100, 200]), (300, 0, [1000, 300]), (300, 300, [1000, 300]), (0, 0, [])],
)
def test_a_part_that_is_nobody_is_not_said(
    some_stay: Made, language: str, staying: int, unserved: int, figures: list[int]
) -> None:
    said = staying_texts(some_stay.case, _counts(staying, unserved), Words(language), rounded=False)
    assert [count for line in said for count in _figures(line)] == figures


@pytest.mark.parametrize(
    ("staying", "unserved", "adds_up"),
    [
        (38_083, 6_698, True),  # 38,100 = 6,700 + 31,400 (31,385)
        (38_040, 6_660, False),  # 38,000, 6,700 and 31,400 (31,380)
        (304, 4, True),  # 300, below ten (shown as no figure) and 300
    ],
)
def test_rounded_parts_that_do_not_sum_are_said_to_be_rounded(
    some_stay: Made, staying: int, unserved: int, adds_up: bool
) -> None:
    counts = _counts(staying, unserved, must=126_944)
    (said,) = staying_texts(some_stay.case, counts, Words("ja"), rounded=True)
    assert said.endswith("合計が合いません。") != adds_up


def test_a_block_says_its_own(some_stay: Made) -> None:
    case, plan = some_stay
    sums = sums_of(plan.ledgers.blocks, str(plan.ledgers.blocks["assumed_not_leaving"].idxmax()))
    words = Words("ja")
    assert cause_texts(case, sums, words, rounded=False)[:1] == staying_texts(
        case, sums, words, rounded=False
    )


def test_plan_json_holds_both_figures(some_stay: Made) -> None:
    case, plan = some_stay
    row = plan_document(case, plan)["ledger"]["city"]
    assert row["assumed_not_leaving"] - row["assumed_not_leaving_unserved"] == row["not_leaving"] > 0
