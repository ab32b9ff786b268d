"""Elevation comes into a city with its source, and says what it gave."""

from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest

from domain.bundle import CityBundle
from domain.faults import InputError
from domain.tables.city import Nodes, Streets
from tests.data.readers.dem_inputs import dem_gml, ground
from tests.toy_city import make_toy_bundle
from use_cases.import_elevation import import_elevation


def tilted(city: CityBundle, tmp_path: Path, *, shift: float = 0.0) -> Path:
    """Return a mesh around a city that rises by 10 m to the east."""
    west, south, east, north = city.nodes.to_crs(6668).total_bounds.tolist()
    margin = 0.005
    bounds = (west - margin + shift, south - margin, east + margin + shift, north + margin)
    columns = 50
    heights = [10 * column / (columns - 1) for _ in range(2) for column in range(columns)]
    file = tmp_path / "dem.xml"
    file.write_text(dem_gml(bounds, columns, 2, ground(heights)), "utf-8")
    return file


def test_corners_get_heights_and_layers_their_source(tmp_path: Path):
    city = make_toy_bundle()
    done = import_elevation(city, [tilted(city, tmp_path)], date="2025-03")
    heights = done.bundle.nodes["elevation_m"]
    assert done.known == done.nodes == len(city.nodes)
    east = done.bundle.nodes.geometry.x
    assert np.corrcoef(east, heights)[0, 1] > 0.999
    assert done.bundle.streets["slope"].abs().max() > 0
    # Places and blocks lie between 0 and 10 m; a mesh of 5 m cells or less is off by 1.4 m at most, one of
    # unknown fineness by no known error: these cells are some 50 m wide, and only 2 rows high.
    for table in (done.bundle.places, done.bundle.blocks):
        assert table["ground_elevation_m"].between(0, 10).all()
        assert table["ground_elevation_error_m"].isna().all()
    for layer in ("nodes", "streets", "places", "blocks"):
        sources = done.bundle.meta.layer(layer).sources
        assert sources[-1].date == "2025-03"
        assert "国土地理院" in sources[-1].name
        assert len(sources) == len(city.meta.layer(layer).sources) + 1
    (report,) = done.reports
    assert (report.form, report.rows_read, report.rows_kept, report.is_unverified) == ("dem_gml", 1, 1, True)
    assert [one.key for one in report.notes] == ["dem_nodes", "dem_slopes", "dem_places", "dem_blocks"]
    # Done twice it is the same, and the source stands once.
    again = import_elevation(done.bundle, [tilted(city, tmp_path)], date="2025-03")
    assert again.bundle.streets.equals(done.bundle.streets)
    assert again.bundle.meta.layer("nodes").sources == done.bundle.meta.layer("nodes").sources


def test_elevation_of_elsewhere_is_a_fault(tmp_path: Path):
    city = make_toy_bundle()
    with pytest.raises(InputError) as caught:
        import_elevation(city, [tilted(city, tmp_path, shift=1.0)])
    assert caught.value.faults[0].key == "elevation_elsewhere"


def test_a_city_without_streets_is_told_to_import_them_first(tmp_path: Path):
    city = make_toy_bundle()
    bare = replace(
        city,
        nodes=gpd.GeoDataFrame(Nodes.empty_in(city.nodes.crs)),
        streets=gpd.GeoDataFrame(Streets.empty_in(city.streets.crs)),
    )
    with pytest.raises(InputError) as caught:
        import_elevation(bare, [tilted(city, tmp_path)])
    assert caught.value.faults[0].key == "elevation_without_streets"
