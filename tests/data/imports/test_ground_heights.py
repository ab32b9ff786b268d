"""Heights of places and blocks: of the model where it knows the ground, else as they were."""

import numpy as np
import pyproj

from data.imports.ground_heights import with_heights, without_height
from data.readers.dem_grid import DemGrid
from tests.toy_city import make_toy_bundle


def test_height_and_error_come_from_the_model_and_stay_where_it_knows_nothing():
    city = make_toy_bundle()
    places = city.places.assign(ground_elevation_m=9.0, ground_elevation_error_m=5.0)
    x = places.geometry.x.to_numpy()
    # One grid over the western half of the city, everywhere 2 m high.
    west = x <= np.median(x)
    left, bottom, _, top = city.wards.total_bounds
    side = float(top - bottom)
    grid = DemGrid(
        np.full((1, 1), 2.0, dtype=np.float32),
        left - 10,
        top + 10,
        float(np.median(x)) - left + 11,
        side + 20,
        pyproj.CRS(city.wards.crs),
        5.0,
        1.4,
    )
    found = with_heights(places, [grid], city.meta.epsg)
    assert found["ground_elevation_m"].tolist() == np.where(west, 2.0, 9.0).tolist()
    assert found["ground_elevation_error_m"].tolist() == np.where(west, 1.4, 5.0).tolist()
    assert places["ground_elevation_m"].eq(9.0).all()


def test_a_city_without_places_stays_without():
    city = make_toy_bundle()
    assert with_heights(city.places.iloc[:0], [], city.meta.epsg).empty


def test_heights_that_an_import_loses_are_told_and_only_those():
    places = make_toy_bundle().places
    known = places.assign(ground_elevation_m=2.0)
    some = known.assign(ground_elevation_m=[2.0, *[np.nan] * (len(known) - 1)])
    (fault,) = without_height(known, some, "places")
    assert (fault.key, fault.layer, fault.value) == ("heights_missing", "places", str(len(known) - 1))
    assert without_height(some, known, "places") == ()
    # A city that never had heights has lost none.
    assert without_height(places, places, "places") == ()
