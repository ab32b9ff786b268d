"""The key of a case: equal content, equal key; any cell of any table or field changed, another."""

import shutil
from dataclasses import fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from data.bundle.read import read_bundle
from domain.bundle import LISTED_TABLES, City, CityBundle, OrganisationStrength
from domain.measures import BridgesClosed, CrossingsClosed, PlaceOpened, SeatsAdded
from domain.scenario import HazardScenario
from domain.tables.city import Readings
from domain.tables.organisations import OpeningDuty, PlaceFacts
from domain.vocabulary import DayTime, DayTimeChoice, HazardKind, Phase, Preset, ScenarioOrigin
from planning.case import Case
from tests.background_sample import toy_bundle_with_background
from tests.each import each
from tests.toy_city import toy_settings
from tests.toy_city.on_disk import put_toy_city


def _whole_bundle() -> CityBundle:
    """A toy city of which no table is empty."""
    row = ("ward", "271411", "甲区", "こうく", "", "模擬")
    table = pd.DataFrame([row], columns=Readings.columns(), dtype="str").rename_axis(index="row")
    bundle = toy_bundle_with_background()
    duty = pd.DataFrame(
        [("E2714000001", "earthquake", "key_holder", "", 600, 900, 1)], columns=OpeningDuty.columns()
    )
    duty = duty.rename_axis(index="row").astype(
        dict.fromkeys(("place_id", "open_class", "kind", "block_id"), "str")
        | {"arrival_day_s": "Int64", "arrival_night_s": "Int64"}
    )
    toilets = pd.DataFrame(
        {"toilets": pd.array([20], dtype="Int64")},
        index=pd.Index(["E2714000001"], dtype="str", name="place_id"),
    )
    strength = replace(
        bundle.strength, opening_duty=OpeningDuty.check(duty), place_facts=PlaceFacts.check(toilets)
    )
    return replace(bundle, readings=Readings.check(table), strength=strength)


BUNDLE = _whole_bundle()
CASE = Case.of(BUNDLE, BUNDLE.scenario("toy-tsunami-night"), toy_settings())
CITY_TABLES = [f.name for f in fields(City) if isinstance(getattr(BUNDLE, f.name), pd.DataFrame)]
HELD = [
    f.name for f in fields(OrganisationStrength) if isinstance(getattr(BUNDLE.strength, f.name), pd.DataFrame)
]
STRENGTH_TABLES = [name for name in HELD if name not in LISTED_TABLES]


def test_equal_content_read_from_two_folders_has_one_key(tmp_path: Path) -> None:
    put_toy_city(tmp_path / "one")
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    keys = set()
    for name in ("one", "two"):
        bundle = read_bundle(tmp_path / name)
        keys.add(Case.of(bundle, bundle.scenario("toy-flood"), toy_settings()).key)
    assert len(keys) == 1


def test_a_city_made_again_has_the_same_key() -> None:
    again = _whole_bundle()
    case = Case.of(again, again.scenario("toy-tsunami-night"), toy_settings(), preset=Preset.TARGET)
    # The preset is a name: the settings decide.
    assert case.key == CASE.key


def test_seats_added_in_memory_and_a_scenario_changed_in_memory_are_other_cases() -> None:
    seats = BUNDLE.places["refuge_capacity_persons"]
    places = BUNDLE.places.assign(refuge_capacity_persons=seats + 500)
    later = replace(CASE.scenario, alerts_s={**CASE.scenario.alerts_s, "level4": 1.0})
    keys = {
        CASE.key,
        replace(CASE, city=replace(CASE.city, places=places)).key,
        replace(CASE, scenario=later).key,
    }
    assert len(keys) == 3


def changed_cell(value: Any) -> Any:
    """Return another value of the same kind."""
    if isinstance(value, shapely.Geometry):
        return shapely.transform(value, lambda xy: xy + 0.5)
    if isinstance(value, bool | np.bool_):
        return not value
    if isinstance(value, str):
        return value + "x"
    return 7 if pd.isna(value) else value + 1


def with_changed_cell(table: pd.DataFrame, row: int, column: str) -> pd.DataFrame:
    changed = table.copy()
    values = list(changed[column])
    values[row] = changed_cell(values[row])
    if column == "geometry":
        return changed.set_geometry(values, crs=table.crs)
    return changed.assign(**{column: pd.array(values, dtype=changed[column].dtype)})


@settings(max_examples=20)
@given(st.data())
def test_any_cell_of_any_table_counts(data: st.DataObject) -> None:
    held = data.draw(st.sampled_from(["city", "hazards", "strength"]))
    if held == "hazards":
        # Those of other scenarios do not count (test_keys).
        name = data.draw(st.sampled_from(sorted(CASE.scenario.layers)))
        table = BUNDLE.hazards[name]
    else:
        name = data.draw(st.sampled_from(CITY_TABLES if held == "city" else STRENGTH_TABLES))
        table = BUNDLE.table(name)
    row = data.draw(st.integers(0, len(table) - 1))
    column = data.draw(st.sampled_from(list(table.columns)))
    changed = with_changed_cell(table, row, column)
    if held == "strength":
        other = replace(CASE, strength=replace(CASE.strength, **{name: changed}))
    elif held == "city":
        other = replace(CASE, city=replace(CASE.city, **{name: changed}))
    else:
        other = replace(CASE, city=replace(CASE.city, hazards={**BUNDLE.hazards, name: changed}))
    assert other.key != CASE.key


@each("name", [*CITY_TABLES, *STRENGTH_TABLES])
def test_a_row_less_counts_in_every_table(name: str) -> None:
    shorter = BUNDLE.table(name).iloc[:-1]
    if name in STRENGTH_TABLES:
        other = replace(CASE, strength=replace(CASE.strength, **{name: shorter}))
    else:
        other = replace(CASE, city=replace(CASE.city, **{name: shorter}))
    assert other.key != CASE.key


def other_value(value: Any) -> Any:
    """Return another value of a field of a scenario."""
    match value:
        case StrEnum():
            return next(one for one in type(value) if one is not value)
        case bool():
            return not value
        case str():
            return value + "x"
        case dict():
            return {**value, "level4": 4321.0}
        case tuple():
            return value[1:] if value else ("x",)
        case _:
            return 9


def test_who_wrote_a_scenario_changes_no_plan() -> None:
    edited = replace(CASE.scenario, origin=ScenarioOrigin.EDITED)
    assert replace(CASE, scenario=edited).key == CASE.key


@each("field", [f.name for f in fields(HazardScenario) if f.name != "origin"])
def test_every_field_of_the_scenario_counts(field: str) -> None:
    changed = replace(CASE.scenario, **{field: other_value(getattr(CASE.scenario, field))})
    assert replace(CASE, scenario=changed).key != CASE.key


@each("key", [row.key for row in toy_settings().rows() if isinstance(row.value, float)])
def test_every_setting_counts(key: str) -> None:
    row = next(row for row in toy_settings().rows() if row.key == key)
    other = row.minimum if row.value != row.minimum else row.maximum
    # The two shares may not exceed 1 together, of which the toy's direct_share is all.
    shares = {"departure.direct_share": "0"} if key == "departure.after_task_share" else {}
    changed = toy_settings().with_overrides({**shares, key: str(other)})
    assert replace(CASE, settings=changed).key != CASE.key


def test_measures_and_their_order_count() -> None:
    one, two = CrossingsClosed("甲電鉄"), SeatsAdded("E2714000002", 50)
    lists = [
        (),
        (one,),
        (two,),
        (one, two),
        (two, one),
        (replace(two, seats=51),),
        (BridgesClosed("甲電鉄"),),
    ]
    lists += [(PlaceOpened("E2714000002"),), (PlaceOpened("E2714000002", is_open=False),)]
    keys = {replace(CASE, measures=measures).key for measures in lists}
    assert len(keys) == len(lists)
    assert replace(CASE, measures=(CrossingsClosed("甲電鉄"),)).key == replace(CASE, measures=(one,)).key


def test_where_a_layer_comes_from_counts() -> None:
    first, *others = CASE.city.meta.layers
    for change in ({"is_model": not first.is_model}, {"model_columns": ("name",)}, {"name": "別"}):
        meta = replace(CASE.city.meta, layers=(replace(first, **change), *others))
        assert replace(CASE, city=replace(CASE.city, meta=meta)).key != CASE.key


def test_a_table_that_a_user_gave_is_another_case_even_where_the_figures_are_equal() -> None:
    given_by_user = replace(CASE.strength, uploaded=frozenset({"posts"}))
    assert replace(CASE, strength=given_by_user).key != CASE.key
    assert CASE.strength.with_posts(CASE.strength.posts.copy()) is CASE.strength


def test_since_when_a_list_stands_is_content_and_other_squads_stand_on_no_list() -> None:
    row = {
        "members_version": 3,
        "members_made_at": "",
        "facts_version": 1,
        "facts_made_at": "",
        "needs_told": True,
    }
    listed = pd.DataFrame([row], index=pd.Index(["org-1"], name="org_id"))
    on_list = replace(CASE.strength, listed=listed)
    later = replace(CASE.strength, listed=listed.assign(members_version=4))
    keys = {replace(CASE, strength=strength).key for strength in (CASE.strength, on_list, later)}
    assert len(keys) == 3
    tried = on_list.with_posts(CASE.strength.posts.assign(filled=0))
    assert tried.listed.empty
    assert tried.squad_hours.empty


def test_the_scenario_of_a_case_stands_at_the_time_that_the_settings_choose() -> None:
    by_day = toy_settings().with_overrides({"departure.day_time": DayTimeChoice.DAY.value})
    assert CASE.scenario.day_time is DayTime.NIGHT
    assert replace(CASE, settings=by_day).scenario == replace(CASE.scenario, day_time=DayTime.DAY)
    assert (CASE.scenario.phase, CASE.scenario.kinds) == (Phase.ESCAPE, (HazardKind.TSUNAMI,))


def test_the_network_is_built_once_for_all_cases_of_a_city() -> None:
    flood = Case.of(BUNDLE, BUNDLE.scenario("toy-flood"), toy_settings())
    assert flood.network is CASE.network
    far = toy_settings().with_overrides({"movement.access_max_m": "50"})
    assert replace(CASE, settings=far).network is not CASE.network
