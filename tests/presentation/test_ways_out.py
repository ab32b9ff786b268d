"""Until when and which way people of a district without a place get out: the words of the block page."""

from dataclasses import replace

import pytest

from community.demand import alerts_s
from domain.vocabulary import DeadlineKind, HazardKind
from planning.block_ground import BlockGround
from planning.district_ways_out import district_ways_out
from presentation.answers import district_answer, instead_text
from presentation.block.routes import moments_text, way_line
from presentation.city_facts import fact_texts
from presentation.district_profile.ways_out import lines_out_of_area
from presentation.names import block_names
from presentation.words import Words
from tests.made import Made
from tests.planning.test_district_ways_out import D1, GROUND, MADE, A, C, without_place

WORDS = Words("ja")


def with_sums(made: Made, **sums: int) -> Made:
    districts = made.plan.ledgers.districts
    changed = {name: districts[name].mask(districts.index == D1, value) for name, value in sums.items()}
    ledgers = replace(made.plan.ledgers, districts=districts.assign(**changed))
    return Made(made.case, replace(made.plan, ledgers=ledgers))


def lines(made: Made, words: Words = WORDS) -> list[str]:
    return lines_out_of_area(made.case, made.plan, D1, words, lambda: GROUND)


@pytest.mark.parametrize("language", ["ja", "en", "ja_easy"])
def test_each_profile_has_the_line_of_its_hardest_block(language: str) -> None:
    words = Words(language)
    made = with_sums(without_place(A, C), no_capacity=130, can_leave_area=130, cannot_reach_safety=0)
    ways = district_ways_out(made.case, made.plan, GROUND, D1)
    said = lines(made, words)
    assert len(said) == len(ways) > 0
    for line, way in zip(said, ways, strict=True):
        profile = way.first.profile_id
        told = way.first.route.latest_departure_s is not None
        departs = moments_text(made.case, profile, way.departures, words, beside_limit=told)
        assert way_line(made.case, way.first, departs, words) in line
        alert_s = alerts_s(made.case.scenario, made.case.settings)[profile]
        for _, at_s in way.departures:
            assert words.departure(at_s, made.case.scenario, alert_s, told=True) in line
        assert words.persons(way.persons, rounded=True) in line
        # Who is asked on the telephone must be able to name the block.
        assert block_names(made.case.city, [way.block_id], words.language).iloc[0] in line


def test_who_cannot_get_out_is_told_what_the_block_says() -> None:
    made = with_sums(Made(MADE.case, MADE.plan), no_capacity=40, can_leave_area=0, cannot_reach_safety=40)

    def never() -> BlockGround:
        raise AssertionError("nobody can get out: no network is needed")

    said = lines_out_of_area(made.case, made.plan, D1, WORDS, never)
    assert len(said) == 1
    assert WORDS("block.glance.no_way") in said[0]
    assert "約40人" in said[0]


def test_nobody_without_a_place_needs_no_line() -> None:
    causes = dict.fromkeys(
        ("no_capacity", "capacity_unknown", "way_unknown", "no_safe_way", "too_late", "no_suitable_place"), 0
    )
    assert lines(with_sums(without_place(C), can_leave_area=50, cannot_reach_safety=9, **causes)) == []


@pytest.mark.parametrize(
    ("deadline", "said"),
    [
        (DeadlineKind.WATER_ARRIVAL, ""),
        (DeadlineKind.LEVEL5, "_by_level5"),
        (DeadlineKind.STORM_WIND, "_at_any_time"),
        # A typhoon with rivers: its limits count to the storm wind, which their water need not wait for.
        (DeadlineKind.STORM_WIND, "_by_wind"),
    ],
)
def test_where_no_arrival_is_known_nobody_of_a_district_is_in_time(deadline: DeadlineKind, said: str) -> None:
    made = with_sums(Made(MADE.case, MADE.plan), no_capacity=90, can_leave_area=50, cannot_reach_safety=40)
    kinds = (HazardKind.STORM_SURGE, HazardKind.FLOOD) if said == "_by_wind" else made.case.scenario.kinds
    case = replace(made.case, scenario=replace(made.case.scenario, deadline=deadline, kinds=kinds))
    known = deadline is DeadlineKind.WATER_ARRIVAL
    plan = replace(made.plan, facts=replace(made.plan.facts, margin_known=known or said == "_by_wind"))
    instead = instead_text(case, said, WORDS)
    line = WORDS(f"answer.can_leave_area{said}", can="約50人", cannot="約40人", instead=instead)
    assert line in district_answer(case, plan, D1, WORDS)
    assert ("時間内" in line) == known
    assert (WORDS("answer.by_wind") in district_answer(case, plan, D1, WORDS)) == (said == "_by_wind")


def test_below_slopes_nobody_of_a_district_or_city_is_in_time_without_the_doubt() -> None:
    made = with_sums(Made(MADE.case, MADE.plan), no_capacity=90, can_leave_area=50, cannot_reach_safety=40)
    slide = replace(made.case.scenario, deadline=DeadlineKind.LEVEL5, kinds=(HazardKind.LANDSLIDE,))
    case = replace(made.case, scenario=slide)
    plan = replace(made.plan, facts=replace(made.plan.facts, margin_known=True, can_leave_area_persons=50))
    doubted = WORDS("screen.limit_by_level5", limit="約50人")
    assert any(doubted in line for line in district_answer(case, plan, D1, WORDS))
    assert any(doubted in line for line in fact_texts(case, plan, WORDS))


def test_below_slopes_everybody_has_a_place_and_nobody_is_promised_to_be_in_time() -> None:
    causes = ("no_capacity", "capacity_unknown", "way_unknown", "no_safe_way", "too_late",
              "no_suitable_place", "not_leaving", "assumed_not_leaving_unserved",
              "cannot_reach_safety")  # fmt: skip
    made = with_sums(Made(MADE.case, MADE.plan), **dict.fromkeys(causes, 0))
    plan = replace(made.plan, facts=replace(made.plan.facts, margin_known=True))
    slide = replace(made.case.scenario, deadline=DeadlineKind.LEVEL5, kinds=(HazardKind.LANDSLIDE,))
    assert "時間内" in district_answer(made.case, plan, D1, WORDS)[0]
    first = district_answer(replace(made.case, scenario=slide), plan, D1, WORDS)[0]
    assert "時間内" not in first
    assert "全員に避難先があります" in first
