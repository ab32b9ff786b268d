"""The rules of places, read one place after the other, say what the stage says of all at once."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from domain.measures import Measure, OnlyPlaceOpened, PlaceOpened, SeatsAdded
from domain.vocabulary import HazardKind
from planning.case import Case
from planning.plan import Plan
from shelters.usable import assess_places
from tests.made import make_toy
from verification.places import places_told_otherwise

SCENARIOS = ("toy-tsunami-night", "toy-flood", "toy-quake")


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_place_that_is_told_otherwise_is_named(scenario: str) -> None:
    case, plan = make_toy(scenario)
    assert list(places_told_otherwise(case, plan)) == []
    told = plan.usable_places
    for column in told.columns:
        changed = told[column].copy()
        at = int(np.flatnonzero(told["capacity_persons"].notna())[0])
        is_text = changed.dtype == "str"
        changed.iloc[at] = "another" if is_text else not changed.iloc[at] if changed.dtype == bool else 7777
        spoiled = replace(plan, usable_places=told.assign(**{column: changed}))
        assert list(places_told_otherwise(case, spoiled)) == [told.index[at]], column
    assert list(places_told_otherwise(case, replace(plan, usable_places=told.iloc[1:]))) == [told.index[0]]


def _met(plan: Plan, rng: np.random.Generator) -> pd.DataFrame:
    """Return other water and zones at the places of a plan."""
    n = len(plan.place_exposure)
    kinds = [
        ",".join(one.value for one in HazardKind if one is not HazardKind.VOLCANO and rng.random() < 0.3)
        for _ in range(n)
    ]
    depth = np.sort(rng.choice([0.0, 0.4, 3.0, 5.0, np.inf], (n, 2)), axis=1)
    return plan.place_exposure.assign(
        kinds=pd.array(kinds, dtype="str"), exposed=[one != "" for one in kinds],
        water=rng.random(n) < 0.5, in_collapse_zone=rng.random(n) < 0.1,
        depth_m_min=np.where(np.isinf(depth[:, 0]), 5.0, depth[:, 0]), depth_m_max=depth[:, 1],
    )  # fmt: skip


def _another(case: Case, rng: np.random.Generator) -> Case:
    """Return a case of the same places with other sizes, floors, roles and measures."""
    places = case.city.places
    n, some = len(places), places.index.to_list()

    def unknown(figures: list[float]) -> pd.api.extensions.ExtensionArray:
        return pd.array([pd.NA if rng.random() < 0.4 else rng.choice(figures) for _ in range(n)], "Float64")

    changed = places.assign(
        structure=pd.array(rng.choice(["木造", "RC", ""], n), dtype="str"),
        direct_admission=pd.array(rng.choice(["yes", "no", "unknown"], n), dtype="str"),
        floors=unknown([1.0, 2.0, 4.0, 9.0]).astype("Int64"),
        floor_area_m2=unknown([33.0, 1000.0]).astype("float64"),
        refuge_capacity_persons=unknown([11.0, 40.0]).astype("Int64"),
        stay_capacity_persons=unknown([7.0]).astype("Int64"),
        official_capacity_persons=unknown([50.0, 90_000.0]).astype("Int64"),
    )  # fmt: skip
    measures: tuple[Measure, ...] = tuple(
        one
        for one in (
            PlaceOpened(some[0], is_open=False), PlaceOpened(some[0]), PlaceOpened(some[1], is_open=False),
            OnlyPlaceOpened(some[2]), SeatsAdded(some[3], 5), SeatsAdded(some[3], 6),
        )
        if rng.random() < 0.4
    )  # fmt: skip
    return replace(case, city=replace(case.city, places=changed), measures=measures)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_rule_is_read_alike(scenario: str) -> None:
    made = make_toy(scenario)
    rng = np.random.default_rng(7)
    reasons: set[str] = set()
    for _ in range(20):
        case, met = _another(made.case, rng), _met(made.plan, rng)
        usable = assess_places(case.city.places, met, case.scenario, case.settings, case.measures)
        plan = replace(made.plan, place_exposure=met, usable_places=usable)
        assert list(places_told_otherwise(case, plan)) == []
        reasons |= set(usable["why_not"])
    assert len(reasons) > 4
