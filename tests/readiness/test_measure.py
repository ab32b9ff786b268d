import json

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.data_kind import DataKind
from domain.vocabulary import Band, IndicatorStatus, Pillar
from readiness.areas import Areas
from readiness.measure import Evidence, Goal, Measure, Spec, Unit, kind_of, statuses, without_value
from tests.each import each
from tests.readiness import small_city as city

NAN = float("nan")
NUMBERS = st.floats(0, 1e6, allow_nan=False)
GOALS = st.sampled_from([Goal.AT_LEAST, Goal.AT_MOST])


def make(value, low, high, *, status="known", goal=Goal.AT_LEAST, target=1.0, scale=None, at_risk=False):
    """Return a measure of one area."""
    return Measure(
        spec=Spec("x", Pillar.PUBLIC_HELP, Unit.SHARE, goal, at_risk=at_risk),
        value=np.array([value]),
        value_min=np.array([low]),
        value_max=np.array([high]),
        status=np.array([status]),
        target=target,
        evidence=(),
        scale=None if scale is None else np.array([scale]),
    )


def known(value, **kinds):
    return make(value, value, value, **kinds)


@each(
    ("value", "kinds", "score"),
    [
        (0.5, {"goal": Goal.AT_LEAST, "target": 1.0}, 50),
        (2.0, {"goal": Goal.AT_LEAST, "target": 1.0}, 100),
        (0.0, {"goal": Goal.AT_LEAST, "target": 0.0}, 100),  # nothing is asked for
        (900.0, {"goal": Goal.AT_MOST, "target": 600.0}, 100 * 600 / 900),
        (600.0, {"goal": Goal.AT_MOST, "target": 600.0}, 100),
        (30.0, {"goal": Goal.AT_MOST, "target": 0.0, "scale": 120.0}, 75),
        (0.0, {"goal": Goal.AT_MOST, "target": 0.0, "scale": 0.0}, 100),
        # From the target 0.3 (full marks) to all leaders (0): 0.65 is half way.
        (0.65, {"goal": Goal.AT_MOST, "target": 0.3, "scale": 1.0}, 50),
    ],
)
def test_scores_follow_from_value_and_target(value, kinds, score):
    assert known(value, **kinds).scores()[0] == pytest.approx(score)


def test_without_a_target_there_is_neither_score_nor_band():
    measure = known(3.0, goal=Goal.NONE, target=NAN)
    assert np.isnan(measure.scores()[0])
    assert measure.bands(0.8)[0] == Band.NOT_CONCERNED


@pytest.mark.parametrize(
    ("value", "band"), [(1.0, "on_target"), (0.8, "near_target"), (0.79, "below_target")]
)
def test_bands_follow_the_share_of_the_target(value, band):
    assert known(value).bands(0.8)[0] == band


def test_a_score_that_rounds_to_its_boundary_is_on_it():
    # 1e-11 below the target scores 99.999999999, the last step of rounding below 100.
    assert known(1.0 - 1e-11).scores()[0] == 99.999999999
    assert known(1.0 - 1e-11).bands(0.8)[0] == "on_target"
    assert known(1.0 - 2e-11).bands(0.8)[0] == "near_target"
    # 99.99999999986 is 100 at nine decimals.
    assert known(1.0 - 1.4e-12).scores()[0] == 100


def test_people_in_danger_have_no_near_band():
    measure = known(1.0, goal=Goal.AT_MOST, target=0.0, scale=1000.0, at_risk=True)
    assert measure.bands(0.8)[0] == "below_target"


def test_bounds_in_one_band_give_that_band_and_others_none():
    assert make(0.5, 0.4, 0.6, status="partly_unknown").bands(0.8)[0] == "below_target"
    assert make(0.5, 0.4, 0.9, status="partly_unknown").bands(0.8)[0] == "unknown"


@settings(deadline=None)
@given(GOALS, NUMBERS, NUMBERS, st.just(0.0) | st.floats(1e-3, 1e6), st.none() | st.floats(1, 1e6))
def test_a_better_value_never_scores_less(goal, one, other, target, scale):
    scale = None if goal is Goal.AT_LEAST else scale
    assume(scale is None or scale > target)
    low, high = sorted((one, other))
    first, second = (known(value, goal=goal, target=target, scale=scale).scores()[0] for value in (low, high))
    assert 0 <= first <= 100
    assert 0 <= second <= 100
    better, worse = (second, first) if goal is Goal.AT_LEAST else (first, second)
    assert better >= worse - 1e-9


@settings(deadline=None)
@given(GOALS, st.sampled_from(["not_surveyed", "not_concerned", "no_layer"]), st.floats(0.1, 10))
def test_unknown_is_neither_full_marks_nor_zero(goal, status, target):
    measure = make(NAN, NAN, NAN, status=status, goal=goal, target=target, scale=100.0)
    assert np.isnan(measure.scores()[0])
    assert measure.bands(0.8)[0] in {"unknown", "not_concerned"}


@settings(deadline=None)
@given(GOALS, NUMBERS, NUMBERS, st.booleans(), st.floats(0.1, 1e5))
def test_what_is_partly_unknown_is_full_or_zero_only_if_both_ends_are(goal, one, other, is_open, target):
    low, high = sorted((one, other))
    scale = 2e5 if goal is Goal.AT_MOST else None
    ends = [known(end, goal=goal, target=target, scale=scale).scores()[0] for end in (low, high)]
    measure = make(
        low, low, NAN if is_open else high, status="partly_unknown", goal=goal, target=target, scale=scale
    )
    score = measure.scores()[0]
    if is_open:
        # Beyond the lower end anything is possible: only what cannot change has a score.
        settled = ends[0] == (100 if goal is Goal.AT_LEAST else 0)
        assert score == ends[0] if settled else np.isnan(score)
    else:
        assert (score == 100) == (ends == [100, 100])
        assert (score == 0) == (ends == [0, 0])


def test_the_first_status_that_holds_counts():
    first, second = np.array([True, False, False]), np.array([True, True, False])
    found = statuses(3, (first, IndicatorStatus.NO_LAYER), (second, IndicatorStatus.PARTLY_UNKNOWN))
    assert found.tolist() == ["no_layer", "partly_unknown", "known"]
    assert without_value(found).tolist() == [True, False, False]
    assert statuses(2).tolist() == ["known", "known"]


def test_inputs_are_json_with_null_for_what_is_not_known():
    areas = Areas.of(city.districts(), city.wards(), city.CITY)
    size = len(areas.ids)
    numbers = np.array([1.0, 0.5, NAN, np.inf, 12345678.0, 0.12345678])
    measure = Measure(
        spec=Spec("x", Pillar.PUBLIC_HELP, Unit.SHARE, Goal.NONE),
        value=numbers,
        value_min=numbers,
        value_max=numbers,
        status=statuses(size),
        target=NAN,
        evidence=(Evidence("seats", numbers, "places", "floors"), Evidence("streets", None, "streets")),
    )
    table = measure.table(areas, city.meta(), 0.8)
    found = [json.loads(text)[0]["value"] for text in table["inputs"]]
    assert found == [1, 0.5, None, None, 12345678, 0.123457]
    assert json.loads(table["inputs"][0])[1] == {
        "name": "streets",
        "value": None,
        "layer": "streets",
        "column": "",
    }


def test_a_column_is_model_data_by_itself_or_by_its_layer():
    meta = city.meta(model=("blocks",), columns={"places": ("floors",)})
    assert kind_of(meta, "blocks", "residents") is DataKind.MODEL
    assert kind_of(meta, "places", "floors") is DataKind.MODEL
    assert kind_of(meta, "places", "") is DataKind.MODEL
    assert kind_of(meta, "places", "name") is DataKind.REAL


def test_a_table_in_which_lists_stand_is_model_data_while_the_citys_own_rows_beside_them_are():
    # One list of one organisation: the members needed and every other organisation are model data yet.
    assert kind_of(city.meta(model=("posts",)), "uploaded/posts", "filled") is DataKind.MODEL
    assert kind_of(city.meta(columns={"posts": ("needed",)}), "uploaded/posts", "needed") is DataKind.MODEL
    assert kind_of(city.meta(columns={"posts": ("needed",)}), "uploaded/posts", "filled") is DataKind.REAL
    assert kind_of(city.meta(), "uploaded/posts", "filled") is DataKind.REAL


@each(
    ("ends", "kinds", "expected"),
    [
        ((0.5, 1.0), {}, ("on_target", "below_target")),
        ((0.8, 0.9), {}, ("near_target", "near_target")),
        ((0.8, NAN), {}, ("on_target", "near_target")),  # no upper bound: as good as can be
        ((NAN, 0.9), {}, ("near_target", "below_target")),
        ((NAN, NAN), {}, ("on_target", "below_target")),
        # Fewer is better: 0.3 is full marks, 1 none; 0.44 is 80 %.
        ((0.3, 0.44), {"goal": Goal.AT_MOST, "target": 0.3, "scale": 1.0}, ("on_target", "near_target")),
        ((0.44, NAN), {"goal": Goal.AT_MOST, "target": 0.3, "scale": 1.0}, ("near_target", "below_target")),
        ((NAN, 0.44), {"goal": Goal.AT_MOST, "target": 0.3, "scale": 1.0}, ("on_target", "near_target")),
    ],
)
def test_both_ends_have_a_band_of_their_own(ends, kinds, expected):
    low, high = ends
    value = next((end for end in ends if not np.isnan(end)), 0.5)
    measure = make(value, low, high, status="partly_unknown", **kinds)
    assert tuple(band[0] for band in measure.end_bands(0.8)) == expected


def test_the_bands_of_both_ends_of_a_known_value_are_its_band():
    assert [band[0] for band in known(0.8).end_bands(0.8)] == ["near_target"] * 2
    nothing = make(NAN, NAN, NAN, status="not_surveyed")
    assert [band[0] for band in nothing.end_bands(0.8)] == ["unknown"] * 2
    apart = make(NAN, NAN, NAN, status="not_concerned")
    assert [band[0] for band in apart.end_bands(0.8)] == ["not_concerned"] * 2
    without = known(3.0, goal=Goal.NONE, target=NAN)
    assert [band[0] for band in without.end_bands(0.8)] == ["not_concerned"] * 2


@given(ends=st.tuples(NUMBERS, NUMBERS), goal=GOALS, share=st.floats(0.1, 1))
def test_the_band_is_that_of_both_ends_or_unknown(ends, goal, share):
    low, high = sorted(ends)
    measure = make(low, low, high, status="partly_unknown", goal=goal, target=1000.0)
    best, worst = (band[0] for band in measure.end_bands(share))
    assert measure.bands(share)[0] == (best if best == worst else "unknown")
    order = ["on_target", "near_target", "below_target"]
    assert order.index(best) <= order.index(worst)
