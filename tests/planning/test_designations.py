"""Designations to look at: inside the water without a dry floor, floors unknown, unmarked outside."""

from dataclasses import replace

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from domain.bundle import CityBundle
from domain.settings.settings import Settings
from domain.vocabulary import HazardKind, Preset
from planning.designations import (
    CHECKED_KINDS,
    kept_designations,
    odd_designations,
    rests_on_model,
    unchecked_kinds,
)
from tests.toy_city import make_toy_bundle

SETTINGS = Settings.preset(Preset.CURRENT)


@pytest.fixture(scope="module")
def toy() -> CityBundle:
    return make_toy_bundle()


def area(
    toy: CityBundle, point: shapely.Point, kind: HazardKind, depth: tuple[float, float]
) -> gpd.GeoDataFrame:
    """One area of a hazard around a point, like the toy city's own."""
    like = next(iter(toy.hazards.values())).iloc[[0]].copy()
    for name in ("arrival_time_s", "duration_h", "intensity", "collapse_share", "half_collapse_share"):
        like[name] = float("nan")
    like["kind"], like["zone_type"] = kind.value, ""
    like["depth_m_min"], like["depth_m_max"] = depth
    like.geometry = [point.buffer(10)]
    return like


def city(
    toy: CityBundle, floors: object, *, flag: bool, kind=HazardKind.FLOOD, depth=(3.0, 5.0)
) -> CityBundle:
    """The toy city with two emergency sites alike, the first of them in the water."""
    places = toy.places.iloc[:2].copy()
    places["emergency_site"] = True
    places[kind.value] = flag
    places["floors"] = pd.array([floors, floors], dtype="Int64")
    places.geometry = [
        shapely.Point(places.geometry.iloc[0].x + 1000 * i, places.geometry.iloc[0].y) for i in (0, 1)
    ]
    return replace(
        toy,
        places=places,
        zones=toy.zones.iloc[:0],
        hazards={"made": area(toy, places.geometry.iloc[0], kind, depth)},
    )


def checks(one: CityBundle) -> list[tuple[str, str, int]]:
    names = list(one.places.sort_index().index)
    found = odd_designations(one, SETTINGS)
    return [(row.check, row.kind, names.index(row.place_id)) for row in found.itertuples()]


def test_a_low_building_in_deep_water_has_no_dry_floor(toy: CityBundle):
    assert checks(city(toy, 1, flag=True)) == [("no_dry_floor", "flood", 0)]
    assert checks(city(toy, 10, flag=True)) == []


def test_unknown_floors_are_to_be_confirmed(toy: CityBundle):
    assert checks(city(toy, pd.NA, flag=True)) == [("floors_unknown", "flood", 0)]


def test_without_a_flag_only_the_place_outside_is_named(toy: CityBundle):
    assert checks(city(toy, 1, flag=False)) == [("unmarked_outside", "flood", 1)]


def test_what_is_kept_is_made_anew_for_the_settings_that_it_follows_alone(toy: CityBundle):
    one = city(toy, 2, flag=True)
    first = kept_designations(one, SETTINGS)
    pd.testing.assert_frame_equal(first, odd_designations(one, SETTINGS))
    assert kept_designations(one, SETTINGS.with_overrides({"movement.adult_speed_m_s": "0.7"})) is first
    other = SETTINGS.with_overrides({"capacity.first_refuge_floor": "4"})
    pd.testing.assert_frame_equal(kept_designations(one, other), odd_designations(one, other))
    assert kept_designations(one, other) is not first


def test_in_a_landslide_zone_no_floor_helps(toy: CityBundle):
    nothing = (float("nan"), float("nan"))
    one = city(toy, 10, flag=True, kind=HazardKind.LANDSLIDE, depth=nothing)
    assert checks(one) == [("inside_landslide", "landslide", 0)]


def test_a_place_that_is_no_emergency_site_and_a_kind_without_areas_are_left_out(toy: CityBundle):
    one = city(toy, 1, flag=True)
    assert set(CHECKED_KINDS) - set(unchecked_kinds(one)) == {HazardKind.FLOOD}
    places = one.places.assign(emergency_site=False)
    assert len(odd_designations(replace(one, places=places), SETTINGS)) == 0
    assert len(odd_designations(replace(one, hazards={}), SETTINGS)) == 0


def test_model_data_in_areas_or_places_make_it_a_trial(toy: CityBundle):
    def with_model(*model: str, columns: tuple[str, ...] = ()) -> CityBundle:
        layers = tuple(
            replace(one, is_model=one.layer in model, model_columns=columns if one.layer == "places" else ())
            for one in toy.meta.layers
        )
        return replace(toy, meta=replace(toy.meta, layers=layers))

    assert not rests_on_model(with_model("streets", "organisations"))
    assert rests_on_model(with_model(next(f"hazards/{name}" for name in toy.hazards)))
    assert rests_on_model(with_model("places"))
    assert rests_on_model(with_model(columns=("floors",)))
