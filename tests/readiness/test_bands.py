"""Bands: a lethal gap is never made up for, unknowns widen to the worse, better input is never worse."""

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.settings.settings import Settings
from domain.tables.bands import Bands
from domain.vocabulary import HazardKind, ReadinessBand
from messages.catalogue import has
from readiness.bands import rate_areas
from readiness.indicators import build_indicators
from readiness.themes import LETHAL, rate_themes
from tests.each import each
from tests.readiness import small_city as city

NAN = float("nan")
ON, NEAR, BELOW, UNKNOWN, NONE = "on_target", "near_target", "below_target", "unknown", "not_concerned"
#: One indicator for each of the ten themes that are counted.
THEMES = (
    "below_reserve_persons", "seats_per_demand_escape", "walk_time_mean_s", "stock_days", "coverage_share",
    "drills_in_year", "individual_plans_share", "facilities_with_plan_share", "assumed_not_leaving_persons",
    "unknown_data_share",
)  # fmt: skip
READINESS = Settings().readiness
KINDS = (HazardKind.TSUNAMI,)
MUST_LEAVE = 1000


def line(indicator, best, worst=None, *, value=NAN, low=NAN, high=NAN, affected=None, status="known"):
    inputs = [] if affected is None else [{"name": "affected_persons", "value": affected}]
    return {
        "area_id": city.D1, "level": "district", "indicator": indicator, "score": 50.0, "best_band": best,
        "worst_band": best if worst is None else worst, "inputs": json.dumps(inputs), "data_kind": "real",
        "value": value, "value_min": low, "value_max": high, "status": status,
    }  # fmt: skip


def at_risk(low, high=None, *, status=None, cause="unserved_no_safe_way"):
    """People without a place at both ends, all of one cause; NaN is no bound."""
    high = low if high is None else high
    value = low if np.isnan(high) else high
    status = status or ("known" if low == high else "partly_unknown")
    best, worst = ON if low == 0 else BELOW, ON if high == 0 else BELOW
    return [
        line("unserved_persons", best, worst, value=value, low=low, high=high, status=status),
        line(cause, best, worst, affected=None if np.isnan(value) else int(value), status=status),
    ]


def staying(low, high=None, *, late=None):
    """People who are assumed not to leave at both ends, and all who do not reach safety in time."""
    high = low if high is None else high
    best, worst = ON if low == 0 else BELOW, ON if high == 0 else BELOW
    found = [line("assumed_not_leaving_persons", best, worst, value=high, low=low, high=high, affected=high)]
    if late is not None:
        found.append(line("not_in_time_persons", best, worst, value=late, low=late, high=late))
    return found


def walk(low, high=None):
    """A mean walk [s] at both ends; NaN as the upper end is no bound."""
    high = low if high is None else high
    return line(
        "walk_time_mean_s",
        BELOW,
        value=low,
        low=low,
        high=high,
        status="known" if low == high else "partly_unknown",
    )


def without_walk(*bands):
    """The nine other themes, as ``themes`` has them."""
    return [one for one in themes(*bands) if one["indicator"] != "walk_time_mean_s"]


def themes(*bands):
    """One theme for each band; a pair is its best and its worst band; the rest are on target."""
    both = [band if isinstance(band, tuple) else (band, band) for band in bands]
    both += [(ON, ON)] * (len(THEMES) - len(both))
    return [line(name, *pair) for name, pair in zip(THEMES, both, strict=True)]


_NOBODY = (
    "persons", "outside", "stay_home", "safe_area", "emergency_site", "refuge_building", "shelter",
    "elsewhere", "not_leaving", "no_capacity", "capacity_unknown", "way_unknown", "no_safe_way", "too_late",
    "no_suitable_place", "cannot_reach_safety", "unknown_persons",
)  # fmt: skip


def ledger(must_leave, not_leaving=0, unknown=0):
    columns = dict.fromkeys(_NOBODY, 0) | {"persons": must_leave, "shelter": must_leave - not_leaving}
    columns |= {"not_leaving": not_leaving, "unknown_persons": unknown}
    return pd.DataFrame(columns, index=[city.D1])


def rated(lines, *, must_leave=MUST_LEAVE, not_leaving=0, unknown=0, kinds=KINDS, **changed):
    table = pd.DataFrame(lines)
    levels = [ledger(must_leave, not_leaving, unknown)]
    rows = rate_areas(table, rate_themes(table), levels, kinds, READINESS.model_copy(update=changed))
    return Bands.check(rows).iloc[0]


def rated_each(*areas, unknown=()):
    """The bands of several areas, rated together as the areas of a city are."""
    ids = [f"271411-{i:05}" for i in range(len(areas))]
    table = pd.DataFrame(
        [one | {"area_id": area_id} for area_id, lines in zip(ids, areas, strict=True) for one in lines]
    )
    unknown = unknown or [0] * len(areas)
    levels = [pd.concat([ledger(MUST_LEAVE, unknown=one) for one in unknown]).set_axis(ids)]
    rows = rate_areas(table, rate_themes(table), levels, KINDS, READINESS)
    return Bands.check(rows).loc[ids].to_dict("records")


def band(*lines, **kinds):
    return rated([one for part in lines for one in part], **kinds)["band"]


# ------------------------------------------------------------------------------------- the rules


@each(
    ("persons", "must_leave", "expected"),
    [
        (0, 1000, "sufficient"),
        (1, 1000, "problem"),
        (99, 1000, "problem"),
        (100, 5000, "serious"),  # serious_persons, whatever the share
        (99, 990, "serious"),  # exactly a tenth
        (99, 991, "problem"),
        (10, 100, "serious"),
        (9, 10, "problem"),  # fewer than ten people: a share says nothing
        (10, 101, "problem"),
        (3, 0, "problem"),  # nobody is known to have to leave: no share
    ],
)
def test_people_without_a_place_decide(persons, must_leave, expected):
    assert band(at_risk(persons), themes(), must_leave=must_leave) == expected


def test_one_person_without_a_place_is_not_made_up_for_by_anything():
    assert band(at_risk(1), themes()) == "problem"
    assert band(at_risk(100), themes()) == "serious"


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 0, ("sufficient", "sufficient", "sufficient")),
        (1, 1, ("problem", "problem", "problem")),
        (1000, 1000, ("problem", "problem", "problem")),  # one assumption for all: never serious by itself
        (0, 1, ("sufficient", "problem", "problem")),
    ],
)
def test_anybody_assumed_not_to_leave_is_a_problem_and_never_more(low, high, expected):
    found = rated([*at_risk(0), *themes()[:8], *staying(low, high)])
    assert tuple(found[["best_band", "worst_band", "band"]]) == expected


def test_people_assumed_not_to_leave_are_no_missing_survey():
    unsurveyed = themes(*[UNKNOWN] * 8)[:8]
    assert band(at_risk(0), unsurveyed, staying(0)) == "not_surveyed"
    assert band(at_risk(0), unsurveyed, staying(0, 1)) == "problem"


def test_who_is_not_safe_in_time_stands_beside_the_band():
    found = rated([*at_risk(20), *themes()[:8], *staying(300, late=310)], not_leaving=290)
    assert found[["not_in_time_persons", "not_leaving_persons"]].tolist() == [310, 290]
    # More of them are assumed not to leave than have no place: the first weak point of the district, too.
    assert found[["binding_theme", "binding_persons", "owner"]].tolist() == ["leaving", 300, "residents"]
    found = rated([*at_risk(400), *themes()[:8], *staying(300, late=310)], not_leaving=290)
    assert found[["band", "binding_theme"]].tolist() == ["serious", "route"]
    # Nothing ends the time to leave: nobody is late.
    found = rated([*at_risk(400), *themes()], not_leaving=290)
    assert found[["not_in_time_persons", "not_leaving_persons"]].tolist() == [pd.NA, pd.NA]


def test_lack_of_data_keeps_from_sufficient_and_is_counted_no_second_time():
    assert band(at_risk(0), themes(*[ON] * 9, BELOW)) == "mostly"
    # Five of ten below target, one of them the data: four.
    assert band(at_risk(0), themes(*[BELOW] * 4, *[ON] * 5, BELOW)) == "mostly"
    assert band(at_risk(0), themes(*[BELOW] * 5, *[ON] * 4, BELOW)) == "problem"
    assert band(at_risk(0), themes(*[BELOW] * 4, *[ON] * 5, UNKNOWN)) == "mostly"
    assert rated([*at_risk(0), *themes(*[BELOW] * 9, UNKNOWN)])["themes_unknown"] == 1


@each(
    ("bands", "expected"),
    [
        ([], "sufficient"),
        ([NEAR], "mostly"),
        ([BELOW], "mostly"),
        ([BELOW] * 4 + [NEAR] * 6, "mostly"),  # near is not below
        ([BELOW] * 5, "problem"),  # half of ten
        ([BELOW] * 10, "problem"),  # never serious by comfort
        # Nobody walks, nobody needs stock: four of ten all the same, as if a few did and were well served.
        ([BELOW] * 4 + [NONE] * 6, "mostly"),
        ([BELOW] * 4 + [ON] * 6, "mostly"),
        ([BELOW] * 5 + [NONE] * 5, "problem"),
        ([NONE] * 10, "sufficient"),
    ],
)
def test_themes_count_once_each(bands, expected):
    assert band(at_risk(0), themes(*bands)) == expected


def test_indicators_of_one_theme_share_one_weight():
    organisation = [line(name, BELOW) for name in ("posts_filled_share", "leaders_share", "deputies_share")]
    # Four themes below target, one of them four times over.
    assert band(at_risk(0), themes(ON, ON, ON, *[BELOW] * 4), organisation) == "mostly"
    assert band(at_risk(0), themes(ON, ON, ON, *[BELOW] * 5), organisation) == "problem"


def test_themes_that_only_count_people_in_danger_are_not_counted_again():
    found = rated([*at_risk(0, cause="unserved_no_safe_way"), *themes()])
    assert found["themes_counted"] == 10


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(3599.0, "mostly"), (3600.0, "problem"), (6240.0, "problem"), (43200.0, "problem")],
)
def test_a_mean_walk_of_an_hour_is_a_problem_and_never_more(seconds, expected):
    found = rated([*at_risk(0), *without_walk(), walk(seconds)])
    assert found[["best_band", "worst_band", "band"]].tolist() == [expected] * 3


def test_the_walk_is_the_gap_where_nothing_but_its_hour_makes_the_band():
    # Seats are below target as well and stand before the walk in the order of the themes.
    below = without_walk(ON, BELOW)
    assert binding(at_risk(0), below, [walk(3600.0)]) == ("walking", "walk_time_mean_s")
    assert binding(at_risk(0), below, [walk(3599.0)]) == ("seats", "seats_per_demand_escape")
    # Half of the themes, or people in danger, make it a problem without the walk.
    half = without_walk(ON, BELOW, ON, BELOW, BELOW, BELOW)
    assert binding(at_risk(0), half, [walk(3600.0)]) == ("seats", "seats_per_demand_escape")
    assert binding(at_risk(1), below, [walk(3600.0)]) == ("route", "unserved_no_safe_way")


def test_a_walk_without_a_bound_is_long_at_the_worse_end_only():
    found = rated([*at_risk(0), *without_walk(), walk(1200.0, NAN)])
    assert found[["best_band", "worst_band"]].tolist() == ["mostly", "problem"]
    assert rated([*at_risk(0), *without_walk(), walk(3600.0, NAN)])["best_band"] == "problem"


def test_thresholds_are_settings():
    assert (
        rated([*at_risk(0), *without_walk(), walk(1800.0)], problem_mean_walk_s=1800.0)["band"] == "problem"
    )
    assert band(at_risk(50), themes(), serious_persons=50.0) == "serious"
    assert band(at_risk(50), themes(), serious_share=0.05) == "serious"
    assert band(at_risk(5), themes(), must_leave=10, serious_share_from_persons=5.0) == "serious"
    assert band(at_risk(0), themes(BELOW), problem_theme_share=0.1) == "problem"
    assert band(at_risk(0), themes(BELOW), problem_theme_share=0.11) == "mostly"


# ---------------------------------------------------------------------------------- what is not known


def test_an_interval_widens_to_the_worse_band():
    found = rated([*at_risk(0, 120), *themes(NEAR)])
    assert found[["best_band", "worst_band", "band"]].tolist() == ["mostly", "serious", "serious"]
    assert found[["risk_persons_min", "risk_persons"]].tolist() == [0, 120]
    found = rated([*at_risk(0, 5), *themes()])
    assert found[["best_band", "worst_band", "band"]].tolist() == ["sufficient", "problem", "problem"]


def test_at_the_better_end_people_of_unknown_need_are_not_among_those_who_leave():
    # 40 to 90 without a place, 50 of unknown need among 410 who leave: 40 of 360 is a ninth, and serious;
    # of all 410 it would be less than a tenth.
    lines = [*at_risk(40, 90), *themes()]
    assert rated(lines, must_leave=410, unknown=50)["best_band"] == "serious"
    # 40 of exactly 400 who surely leave is a tenth, of 401 less.
    assert rated(lines, must_leave=450, unknown=50)["best_band"] == "serious"
    assert rated(lines, must_leave=451, unknown=50)["best_band"] == "problem"
    # At the worse end all of them leave: 41 of 450 is less than a tenth.
    assert rated([*at_risk(0, 41), *themes()], must_leave=450, unknown=50)["worst_band"] == "problem"
    # More of unknown need than leave at all: nobody leaves for sure, and a share of nobody is none.
    assert rated([*at_risk(0, 5), *themes()], must_leave=40, unknown=50)["best_band"] == "sufficient"


def test_ends_from_best_to_worst_cannot_be_judged():
    found = rated([*at_risk(0, 100), *themes()])
    assert found[["best_band", "worst_band", "band"]].tolist() == ["sufficient", "serious", "undetermined"]
    # What there is to say is said all the same.
    assert found["binding_indicator"] == "unserved_no_safe_way"


@each(
    ("without", "late_at_most", "expected"),
    [(0, 500, ("undetermined", "sufficient", "serious")), (20, 500, ("undetermined", "problem", "serious")),
     # Serious already, whatever the time; and of nobody a time is unknown.
     (500, 500, ("serious", "serious", "serious")), (20, 0, ("problem", "problem", "problem"))],
)  # fmt: skip
def test_an_unknown_time_makes_no_grade_and_leaves_the_better_end(without, late_at_most, expected):
    late = line("unserved_too_late", ON, BELOW if late_at_most else ON, value=0, low=0, high=late_at_most)
    found = rated([*at_risk(without), *themes(), late])
    assert (found["band"], found["best_band"], found["worst_band"]) == expected
    assert found["risk_persons"] == without
    if expected[0] == "undetermined" and not without:
        assert (found["binding_theme"], found["binding_indicator"]) == ("time", "unserved_too_late")
        assert found["next_action"] == "complete_hazard_data"


def test_without_a_bound_for_people_in_danger_there_is_no_band():
    found = rated([*at_risk(3, NAN), *themes()])
    assert found["band"] == "undetermined"
    assert found["best_band"] == "problem"
    assert found["risk_persons"] is pd.NA
    found = rated([*at_risk(0, NAN), *themes()])
    assert found[["band", "binding_theme", "binding_indicator"]].tolist() == [
        "undetermined", "data", "unknown_data_share",
    ]  # fmt: skip
    assert found[["next_action", "owner"]].tolist() == ["complete_hazard_data", "headquarters"]
    assert found["binding_persons"] is pd.NA
    assert found["binding_unknown"]


def test_serious_at_the_better_end_is_serious_whatever_is_not_known():
    found = rated([*at_risk(100, NAN), *themes()])
    assert found["band"] == "serious"


def test_a_theme_that_may_be_below_target_counts_as_below():
    found = rated([*at_risk(0), *themes(*[(ON, BELOW)] * 5)])
    assert found[["best_band", "worst_band", "band"]].tolist() == ["sufficient", "problem", "problem"]
    assert found[["themes_below", "themes_unknown"]].tolist() == [0, 0]


def test_a_problem_of_nothing_but_missing_surveys_is_called_so():
    found = rated([*at_risk(0), *themes(NEAR, *[UNKNOWN] * 5)])
    assert found["band"] == "not_surveyed"
    assert found[["best_band", "worst_band"]].tolist() == ["mostly", "problem"]
    assert found["themes_unknown"] == 5
    # The gap is what is not known, not what is near its target.
    assert found[["binding_indicator", "binding_unknown"]].tolist() == ["seats_per_demand_escape", True]
    # Four of ten, and four with one below target: no longer by missing surveys alone.
    assert band(at_risk(0), themes(*[UNKNOWN] * 4)) == "mostly"
    assert band(at_risk(0), themes(BELOW, *[UNKNOWN] * 4)) == "problem"
    assert band(at_risk(0), themes(*[BELOW] * 5, *[UNKNOWN] * 5)) == "problem"
    assert band(at_risk(1), themes(*[UNKNOWN] * 10)) == "problem"
    assert band(at_risk(0, 1), themes(*[UNKNOWN] * 10)) == "problem"


def test_all_unknown_themes_of_an_area_without_danger_are_unsurveyed():
    found = rated([*at_risk(0), *themes(*[UNKNOWN] * 10)])
    assert found[["band", "best_band"]].tolist() == ["not_surveyed", "sufficient"]


def test_seats_that_can_be_opened_are_no_theme_where_there_is_no_grade():
    # Ten themes count anywhere; the eleventh once somebody has surveyed it, which nothing tells here.
    lines = [*at_risk(NAN, status="not_concerned"), *themes(*[NONE] * 10), line("openable_per_demand", NONE)]
    assert rated(lines)["themes_counted"] == 10
    graded = [*at_risk(0), *themes(*[NONE] * 10), line("openable_per_demand", NONE)]
    assert rated(graded)["themes_counted"] == 11


@pytest.mark.parametrize("status", ["not_concerned", "no_layer"])
def test_where_the_scenario_gives_no_value_the_band_says_why(status):
    lines = [line("unserved_persons", UNKNOWN, status=status), line("coverage_share", BELOW)]
    found = rated(lines, must_leave=0)
    assert found[["band", "best_band", "worst_band"]].tolist() == [status] * 3
    assert found[["binding_theme", "binding_indicator", "next_action", "owner"]].tolist() == [""] * 4
    assert found["risk_persons"] is pd.NA
    assert found["binding_persons"] is pd.NA
    assert not found["binding_unknown"]


# ------------------------------------------------------------------------------------ the binding gap


def binding(*lines, **kinds):
    found = rated([one for part in lines for one in part], **kinds)
    return found["binding_theme"], found["binding_indicator"]


def test_the_cause_of_most_people_in_danger_binds_whatever_else_is_below():
    few, many = at_risk(5, cause="unserved_too_late"), at_risk(6, cause="unserved_no_safe_way")[1:]
    assert binding(few, many, themes(*[BELOW] * 10)) == ("route", "unserved_no_safe_way")
    same = at_risk(5, cause="unserved_no_capacity")[1:]
    assert binding(few, same, themes()) == ("time", "unserved_too_late")


def test_sure_gaps_bind_before_those_that_may_be_in_the_order_of_the_themes():
    sure = themes((ON, BELOW), UNKNOWN, NEAR, BELOW, BELOW)
    assert binding(at_risk(0), sure) == ("stock", "stock_days")
    assert binding(at_risk(0), themes(ON, (ON, BELOW), UNKNOWN, NEAR)) == ("seats", "seats_per_demand_escape")
    assert binding(at_risk(0), themes(ON, NEAR, UNKNOWN)) == ("walking", "walk_time_mean_s")
    assert binding(at_risk(0), themes(ON, NEAR)) == ("seats", "seats_per_demand_escape")
    assert binding(at_risk(0), themes()) == ("", "")


def test_the_next_action_is_the_survey_where_only_the_unknown_makes_the_gap():
    found = rated([*at_risk(0), *themes(ON, ON, ON, (ON, BELOW))])
    assert found[["next_action", "owner", "binding_unknown"]].tolist() == ["survey_stock", "ward", True]
    found = rated([*at_risk(0), *themes(ON, ON, ON, (NEAR, BELOW))])
    assert found[["next_action", "owner", "binding_unknown"]].tolist() == ["add_stock", "headquarters", False]
    found = rated([*at_risk(7, cause="unserved_too_late"), *themes()])
    assert found[["next_action", "owner"]].tolist() == ["start_earlier_tsunami", "district"]
    assert found["binding_persons"] == 7
    found = rated([*at_risk(0, 7, cause="unserved_too_late"), *themes()], kinds=(HazardKind.FLOOD,))
    assert found[["next_action", "binding_unknown"]].tolist() == ["start_earlier", False]


# --------------------------------------------------------------------------------------- monotony

_RANK = {
    "sufficient": 0, "mostly": 1, "problem": 2, "not_surveyed": 2, "serious": 3, "undetermined": 3,
}  # fmt: skip
_ENDS = [(a, b) for i, a in enumerate((ON, NEAR, BELOW)) for b in (ON, NEAR, BELOW)[i:]]
_PLACE = {ON: 0, NEAR: 1, BELOW: 2}
_PERSONS = st.integers(0, 300)


@st.composite
def _pairs_of_ends(draw):
    """Two ends of a theme, the second no worse than the first at either end."""
    worse = draw(st.sampled_from(_ENDS))
    better = draw(
        st.sampled_from(
            [e for e in _ENDS if _PLACE[e[0]] <= _PLACE[worse[0]] and _PLACE[e[1]] <= _PLACE[worse[1]]]
        )
    )
    return worse, better


@st.composite
def _pairs_of_risk(draw):
    low, more = draw(_PERSONS), draw(st.one_of(st.just(0), _PERSONS))
    is_open = draw(st.booleans())
    high = NAN if is_open else low + more
    less = draw(st.integers(0, low))
    top = draw(st.integers(less, less + 600)) if is_open else draw(st.integers(less, low + more))
    return (low, high), (less, top)


#: Cases that are rated together: rating a table of many areas costs little more than one of a single area.
_TOGETHER = 5


def _several(one):
    return st.lists(one, min_size=_TOGETHER, max_size=_TOGETHER)


@settings(deadline=None, max_examples=12)
@given(
    _several(
        st.tuples(
            _pairs_of_risk(),
            st.lists(_pairs_of_ends(), min_size=10, max_size=10),
            st.lists(st.integers(3000, 4200), min_size=2, max_size=2).map(sorted),
            st.integers(0, MUST_LEAVE),
        )
    )
)
def test_better_input_never_gives_a_worse_band(cases):
    found = rated_each(
        *(
            [
                *at_risk(*risk[i], status="partly_unknown"),
                *without_walk(*[pair[i] for pair in ends]),
                walk(float(walks[1 - i])),
            ]
            for risk, ends, walks, _ in cases
            for i in (0, 1)
        ),
        unknown=[unknown for *_, unknown in cases for _ in (0, 1)],
    )
    for worse, better in zip(found[::2], found[1::2], strict=True):
        for column in ("best_band", "worst_band", "band"):
            assert _RANK[better[column]] <= _RANK[worse[column]]


@settings(deadline=None, max_examples=10)
@given(
    _several(
        st.tuples(
            _PERSONS,
            _PERSONS,
            st.lists(st.sampled_from([*_ENDS, UNKNOWN, NONE]), min_size=10, max_size=10),
        )
    )
)
def test_the_band_lies_between_its_ends_and_whatever_turns_out_stays_between_them(cases):
    wholes = rated_each(*([*at_risk(low, low + more), *themes(*ends)] for low, more, ends in cases))
    known = rated_each(
        *(
            [*at_risk(persons), *themes(*_settled(ends, end))]
            for low, more, ends in cases
            for persons in (low, low + more // 2, low + more)
            for end in (0, 1)
        )
    )
    for i, whole in enumerate(wholes):
        assert _RANK[whole["best_band"]] <= _RANK[whole["worst_band"]] <= _RANK[whole["band"]]
        for one in known[6 * i : 6 * i + 6]:
            assert _RANK[whole["best_band"]] <= _RANK[one["band"]] <= _RANK[whole["worst_band"]]


def _settled(ends, end):
    """What the themes turn out to be: all at their better (0) or all at their worse (1) end."""
    return [(ON, BELOW)[end] if one == UNKNOWN else one if one == NONE else one[end] for one in ends]


# ----------------------------------------------------------------------------------- the small city


def small(**changed):
    made = replace(city.inputs(), **changed)
    indicators = build_indicators(made)
    table = rate_areas(
        indicators, rate_themes(indicators), made.ledgers[1:], made.scenario.kinds, made.settings.readiness
    )
    return Bands.check(table)


def test_every_area_has_one_band_by_one_formula():
    table = small()
    assert table.index.tolist() == [city.D1, city.D2, city.D3, city.W2, city.W1, city.CITY]
    assert table["level"].tolist() == ["district"] * 3 + ["ward"] * 2 + ["city"]
    # D1: 35 of 120 without a place, of whom 20 find a place of unknown capacity and 10 may not need one:
    # from 5 (a problem) to 35 (29 %: serious).
    first = table.loc[city.D1]
    assert first[["best_band", "worst_band", "band"]].tolist() == ["problem", "serious", "serious"]
    assert first[["risk_persons_min", "risk_persons", "must_leave_persons"]].tolist() == [5, 35, 120]
    assert first[["binding_indicator", "binding_persons"]].tolist() == ["unserved_capacity_unknown", 20]
    # D2: 20 of 60 without a place.
    assert table.loc[city.D2, ["best_band", "band", "risk_persons"]].tolist() == ["serious", "serious", 20]
    assert table.loc[[city.D3, city.W2], "band"].tolist() == ["not_concerned"] * 2
    # W1 is the sum of D1 and D2: 25 to 55 of 180.
    assert table.loc[city.W1, ["risk_persons_min", "risk_persons"]].tolist() == [25, 55]
    assert table.loc[city.CITY, "band"] == "serious"


def test_a_band_rests_on_model_data_where_any_of_its_indicators_does():
    assert set(small()["data_kind"]) == {"real"}
    modelled = small(city=city.bundle(meta=city.meta(model=("blocks",))))
    assert set(modelled["data_kind"]) == {"model"}


def test_every_lethal_indicator_is_measured():
    assert set(build_indicators(city.inputs())["indicator"]) > LETHAL


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_band_has_its_words(language):
    assert all(has(language, f"readiness_band.{band.value}") for band in ReadinessBand)
