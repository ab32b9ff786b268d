"""Streets of OpenStreetMap come into a city: its first, or in place of those it has."""

from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pytest

from domain.bundle import CityBundle
from domain.faults import InputError
from domain.tables.city import Nodes, Streets
from tests.data.readers.osm_files import Town, write_pbf
from tests.toy_city import make_toy_bundle
from use_cases.import_streets import StreetOptions, import_streets

#: The toy city has 5,200 m of streets, of which one of 200 m leads nowhere.
LENGTH_M = 5_000.0


def drawn(city: CityBundle, tmp_path: Path, *, marked: int | None = None) -> Path:
    """Return the streets of a city as somebody mapped them, and a railway through one node."""
    town = Town()
    corners = city.nodes.to_crs(4326).geometry
    for number, point in corners.items():
        town.nodes[int(number)] = (point.x, point.y, {})
    for number, street in city.streets.iterrows():
        tags = {"highway": "residential", "width": str(street["width_m"])}
        town.way(int(number), [int(street["u"]), int(street["v"])], **tags)
    if marked is not None:
        at = corners[marked]
        town.nodes[9001] = (at.x - 0.001, at.y - 0.001, {})
        town.nodes[9002] = (at.x + 0.001, at.y + 0.001, {})
        town.way(9000, [9001, marked, 9002], railway="rail", name="模擬電鉄")
    return write_pbf(town, tmp_path / "town.osm.pbf")


def test_streets_are_renewed_with_their_source_and_report(tmp_path: Path):
    city = make_toy_bundle()
    done = import_streets(city, drawn(city, tmp_path))
    assert done.bundle.streets["length_m"].sum() == pytest.approx(LENGTH_M, rel=1e-3)
    (source,) = done.bundle.meta.layer("streets").sources
    assert (source.name, source.licence, source.date) == (
        "© OpenStreetMap contributors",
        "ODbL 1.0",
        "2026-01-01",
    )
    assert "ODbL" in source.notices[0]
    assert "ODbL" in source.notices_en[0]
    (report,) = done.reports
    assert (report.form, report.rows_read) == ("osm_pbf", len(city.streets))
    assert [(one.key, one.count) for one in report.dropped] == [("not_connected", 1)]
    assert report.sources == (replace(source, files=()),)
    assert [(file.name, file.sha256) for file in source.files] == [(report.file, report.sha256)]


def test_the_date_that_is_given_counts(tmp_path: Path):
    city = make_toy_bundle()
    done = import_streets(city, drawn(city, tmp_path), StreetOptions(date="2026-03"))
    assert done.bundle.meta.layer("nodes").date == "2026-03"


def test_a_city_without_streets_gets_its_first(tmp_path: Path):
    city = make_toy_bundle()
    file = drawn(city, tmp_path)
    bare = replace(
        city,
        nodes=gpd.GeoDataFrame(Nodes.empty_in(city.nodes.crs)),
        streets=gpd.GeoDataFrame(Streets.empty_in(city.streets.crs)),
    )
    done = import_streets(bare, file)
    assert (done.streets_before, done.lost) == (0, 0)
    # Nothing of the old streets is known any more, such as what a bridge crosses.
    assert done.bundle.streets["length_m"].sum() == pytest.approx(LENGTH_M, rel=1e-3)


def test_crossings_bear_the_name_of_their_railway_and_stay_when_the_file_comes_again(tmp_path: Path):
    city = make_toy_bundle()
    ends = [*city.streets["u"], *city.streets["v"]]
    junction = max(set(ends), key=ends.count)
    file = drawn(city, tmp_path, marked=int(junction))
    bare = replace(
        city,
        nodes=gpd.GeoDataFrame(Nodes.empty_in(city.nodes.crs)),
        streets=gpd.GeoDataFrame(Streets.empty_in(city.streets.crs)),
    )
    once = import_streets(bare, file)
    crossings = once.bundle.streets[once.bundle.streets["level_crossing"]]
    # At every street but the longest one.
    assert len(crossings) == ends.count(junction) - 1
    assert set(crossings["crosses"]) == {"模擬電鉄"}
    again = import_streets(once.bundle, file)
    assert again.lost == 0
    assert again.bundle.streets.equals(once.bundle.streets)


def test_a_broken_file_changes_nothing(tmp_path: Path):
    city = make_toy_bundle()
    file = drawn(city, tmp_path)
    file.write_bytes(file.read_bytes()[:-5])
    with pytest.raises(InputError):
        import_streets(city, file)
