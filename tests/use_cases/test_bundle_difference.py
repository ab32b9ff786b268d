"""What an import would change is counted by row, ground, people and places."""

from dataclasses import replace

import geopandas as gpd
import pandas as pd
import pytest
from shapely import affinity

from tests.toy_city import make_toy_bundle
from use_cases.bundle_difference import bundle_difference


def test_a_city_does_not_differ_from_itself():
    found = bundle_difference(make_toy_bundle(), make_toy_bundle())
    assert found.layers == ()
    assert found.residents_before == found.residents_after > 0


def test_scenarios_that_come_with_the_files_are_named():
    after = make_toy_bundle()
    first, *rest = after.scenarios
    before = replace(after, scenarios={one: after.scenarios[one] for one in rest})
    assert bundle_difference(before, after).scenarios_added == (first,)
    assert bundle_difference(after, before).scenarios_added == ()


def test_rows_that_come_change_and_go_are_counted():
    old = make_toy_bundle()
    places = old.places.sort_index()
    # The first goes, the second gets another name, a copy of the third comes under another id.
    new = places.iloc[1:].copy()
    new.loc[new.index[0], "name"] = "別の名"
    copy = places.iloc[[2]].set_axis(["Z"]).rename_axis("place_id")
    new = gpd.GeoDataFrame(pd.concat([new, copy]), crs=places.crs)
    found = bundle_difference(old, replace(old, places=new))
    (one,) = found.layers
    assert (one.layer, one.added, one.changed, one.removed) == ("places", 1, 1, 1)
    assert (one.columns, one.moved_m) == ((("name", 1),), 0.0)
    assert (found.places_before, found.places_after) == (len(places), len(places))


@pytest.mark.parametrize(("metres", "changed"), [(1.0, 1), (0.002, 1), (0.0001, 0)])
def test_a_moved_place_is_a_changed_row_and_one_read_anew_is_not(metres: float, changed: int):
    # The toy city's places stand on whole metres: a tenth of a millimetre is lost in rounding.
    old = make_toy_bundle()
    moved = old.places.set_geometry(
        [affinity.translate(shape, metres if i == 0 else 0.0) for i, shape in enumerate(old.places.geometry)],
        crs=old.places.crs,
    )
    found = bundle_difference(old, replace(old, places=moved)).layers
    assert [(one.layer, one.added, one.changed, one.removed) for one in found] == (
        [("places", 0, changed, 0)] if changed else []
    )
    # What moved, and how far: a list that rounds its positions anew changes no place in the reader's sense.
    assert [(one.columns, round(one.moved_m, 6)) for one in found] == (
        [((("geometry", 1),), metres)] if changed else []
    )


def test_values_are_counted_by_column_the_most_first():
    old = make_toy_bundle()
    places = old.places.sort_index().copy()
    places.loc[places.index[:3], "floors"] = 9
    places.loc[places.index[1:3], "structure"] = "別の構造"
    places.loc[places.index[2], "name"] = "別の名"
    (one,) = bundle_difference(old, replace(old, places=places)).layers
    assert (one.changed, one.columns) == (3, (("floors", 3), ("structure", 2), ("name", 1)))


def test_ground_of_a_hazard_is_told_before_and_after():
    old = make_toy_bundle()
    name = next(iter(old.hazards))
    area = float(old.hazards[name].geometry.area.sum()) / 1e6
    rest = {key: table for key, table in old.hazards.items() if key != name}
    (one,) = bundle_difference(old, replace(old, hazards=rest)).layers
    assert (one.layer, one.added, one.removed) == (f"hazards/{name}", 0, len(old.hazards[name]))
    assert (one.area_km2_before, one.area_km2_after) == (pytest.approx(area), 0.0)


def test_people_are_those_of_the_blocks():
    old = make_toy_bundle()
    found = bundle_difference(old, replace(old, blocks=old.blocks.iloc[1:]))
    assert found.residents_before - found.residents_after == int(old.blocks["residents"].iloc[0])
