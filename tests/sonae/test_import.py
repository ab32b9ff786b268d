"""Official files are taken into a city, or refused with every fault; a dry run changes nothing."""

import hashlib
import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from typer.testing import CliRunner

from data.bundle import read_bundle
from sonae.cli import app
from tests.data.readers.boundary_inputs import write_geojson
from tests.toy_city import make_toy_bundle

SITES = (
    "NO,共通ID,施設・場所名,住所,洪水,崖崩れ、土石流及び地滑り,高潮,地震,津波,大規模な火事,内水氾濫,火山現象,"
)
SITES += "指定避難所との住所同一,緯度,経度,備考\n"
SHELTERS = "NO,共通ID,施設・場所名,住所,指定緊急避難場所との住所同一,その他市町村長が必要と認める事項,"
SHELTERS += "受入対象者,緯度,経度,備考\n"
SCHOOL = "E2714000001"


@pytest.fixture
def point() -> tuple[float, float]:
    """Latitude and longitude of 甲小学校."""
    places = make_toy_bundle().places.to_crs(6668)
    return places.geometry[SCHOOL].y, places.geometry[SCHOOL].x


@pytest.fixture
def sites(tmp_path: Path, point: tuple[float, float]) -> Path:
    """One old place, known by its address alone, and one new place 0.001° (about 110 m) north of it."""
    latitude, longitude = point
    file = tmp_path / "sites.csv"
    file.write_text(
        f"{SITES}1,{SCHOOL}201,甲小学校（新）,模擬市甲区1,1,,,1,1,,,,,{latitude:.6f},{longitude:.6f},\n"
        f"2,E2714000999201,甲公園,模擬市甲区2,,,,1,,,,,,{latitude + 0.001:.6f},{longitude:.6f},\n",
        encoding="utf-8",
    )
    return file


@pytest.fixture
def shelters(tmp_path: Path, point: tuple[float, float]) -> Path:
    file = tmp_path / "shelters.csv"
    file.write_text(
        f"{SHELTERS}1,{SCHOOL}111,甲小学校（新）,模擬市甲区1,1,,,{point[0]:.6f},{point[1]:.6f},\n",
        encoding="utf-8",
    )
    return file


def run(*arguments: object):
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def snapshot(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_both_lists_renew_the_places(city: Path, sites: Path, shelters: Path):
    result = run("import", "places", sites, shelters, "--bundle", city, "--date", "2026-09", "--json")
    document = json.loads(result.stdout)
    # Three rows are two places: a new one, and one of the five; the other four stay.
    assert document["counts"] == {
        "total": 6, "added": 1, "changed": 1, "removed": 0, "rows": 3, "entries": 3, "listed": 2,
        "both_lists": 2, "same_address": 0,
    }  # fmt: skip
    assert document["roles"] == {"emergency_site": 5, "shelter": 2, "welfare_shelter": 1}
    places = read_bundle(city).places
    school = places.loc[SCHOOL + "201"]
    assert (school["name"], bool(school["tsunami"]), bool(school["large_fire"])) == (
        "甲小学校(新)",
        True,
        False,
    )
    # What no list says is carried over, and unknown is unknown.
    assert (school["floor_area_m2"], school["facility_type"]) == (100.0, "elementary_school")
    assert places["floor_area_m2"].isna()["E2714000999201"]


def test_the_provenance_says_what_is_real_and_what_is_model(city: Path, sites: Path, shelters: Path):
    run("import", "places", sites, shelters, "--bundle", city, "--date", "2026-09")
    source = read_bundle(city).meta.layer("places")
    # The toy city is model data throughout, and four of its places are in neither list.
    assert source.is_model
    assert source.date.startswith("2026-09")
    assert "国土地理院" in source.source
    assert len(source.notices) == 4


def test_the_city_names_the_files_given_and_keeps_the_former_date_beside_an_unknown_one(
    city: Path, sites: Path
):
    run("import", "places", sites, "--bundle", city, "--date", "2025-10-27")
    run("import", "places", sites, "--bundle", city)
    layers = json.loads(run("bundle", "info", city, "--json").stdout)["layers"]
    places = next(layer for layer in layers if layer["layer"] == "places")
    digest = hashlib.sha256(sites.read_bytes()).hexdigest()
    assert places["files"] == [{"name": "sites.csv", "sha256": digest, "is_unverified": False}]
    assert places["former_date"] == "2025-10-27"
    assert "2025" not in places["date"]
    said = run("bundle", "info", city).stdout
    assert f"sites.csv（SHA-256 {digest}）" in said
    assert "不明" in said


def test_one_list_alone_leaves_the_other_roles(city: Path, sites: Path):
    run("import", "places", sites, "--bundle", city, "--complete", "--accept-losses")
    before, after = make_toy_bundle().places, read_bundle(city).places
    assert after["shelter"].sum() == before["shelter"].sum()
    assert after["welfare_shelter"].sum() == before["welfare_shelter"].sum()
    # 乙小学校 is not in the list: it is a shelter still, but no longer an emergency site, and has no flag.
    other = after.loc["E2714000002"]
    assert (bool(other["shelter"]), bool(other["emergency_site"]), bool(other["flood"])) == (
        True,
        False,
        False,
    )


def test_a_complete_list_that_takes_most_sites_away_is_refused(city: Path, sites: Path):
    before = snapshot(city)
    result = run("import", "places", sites, "--bundle", city, "--complete")
    # Of four emergency sites the list names one.
    assert result.exit_code == 1
    assert "4 か所のうち 3 か所" in result.stderr
    assert snapshot(city) == before


def test_rows_read_and_places_are_said(city: Path, sites: Path, shelters: Path):
    result = run("import", "places", sites, shelters, "--bundle", city, "--dry-run", "--lang", "ja")
    assert "読んだ行 3、この市の行 3 → 一覧の場所 2 か所" in result.stdout


def test_rows_of_other_cities_are_left_out_or_refused(city: Path, sites: Path):
    text = sites.read_text(encoding="utf-8")
    sites.write_text(text + text.splitlines()[1].replace("E27140", "E27215") + "\n", encoding="utf-8")
    refused = run("import", "places", sites, "--bundle", city, "--whole-list")
    assert refused.exit_code == 1
    assert "--whole-list" in refused.stderr
    result = run("import", "places", sites, "--bundle", city, "--json")
    counts = json.loads(result.stdout)["counts"]
    assert (counts["rows"], counts["entries"], counts["total"]) == (3, 2, 6)


def test_a_dry_run_changes_nothing(city: Path, sites: Path):
    before = snapshot(city)
    result = run("import", "places", sites, "--bundle", city, "--dry-run")
    assert result.exit_code == 0
    assert "何も書き換えていません" in result.stdout
    assert snapshot(city) == before


def test_faults_refuse_all_files_and_change_nothing(city: Path, sites: Path, shelters: Path):
    sites.write_text(sites.read_text(encoding="utf-8").replace("甲区2,,", "甲区2,多分,"), encoding="utf-8")
    shelters.write_text(shelters.read_text(encoding="utf-8").replace("E27", "27"), encoding="utf-8")
    before = snapshot(city)
    result = run("import", "places", sites, shelters, "--bundle", city)
    assert result.exit_code == 1
    assert "多分" in result.stderr
    assert "共通ID" in result.stderr
    assert snapshot(city) == before


def test_a_place_in_another_city_is_refused(city: Path, sites: Path, point: tuple[float, float]):
    # One degree of latitude is about 111 km.
    text = sites.read_text(encoding="utf-8").replace(f"{point[0] + 0.001:.6f}", f"{point[0] + 1:.6f}")
    sites.write_text(text, encoding="utf-8")
    result = run("import", "places", sites, "--bundle", city)
    assert result.exit_code == 1
    assert "E2714000999" in result.stderr


def test_a_missing_and_a_strange_file_are_named_together(city: Path, tmp_path: Path):
    (tmp_path / "list.pdf").write_text("x")
    result = run("import", "places", tmp_path / "nothing.csv", tmp_path / "list.pdf", "--bundle", city)
    assert result.exit_code == 1
    assert "nothing.csv" in result.stderr
    assert "list.pdf" in result.stderr


def _edges(tmp_path: Path, *, only_west: bool = False) -> Path:
    streets = make_toy_bundle().streets
    kept = streets[streets["u"].isin([1, 2, 11]) if only_west else streets["u"] < 20]
    edges = gpd.GeoDataFrame(
        {
            "u": kept["u"].to_numpy(),
            "v": kept["v"].to_numpy(),
            "key": 0,
            "highway": "residential",
            "length": kept["length_m"].to_numpy(),
        },
        geometry=kept.geometry.to_numpy(),
        crs=streets.crs,
    )
    file = tmp_path / "edges.parquet"
    edges.to_parquet(file)
    return file


def test_streets_are_renewed_from_osmnx(city: Path, tmp_path: Path):
    result = run("import", "streets", _edges(tmp_path), "--bundle", city, "--json")
    document = json.loads(result.stdout)
    # Ten of the toy's eleven streets; the pier is joined to nothing. Eight of 500 m along, two across.
    assert (document["streets"], document["nodes"], document["length_km"]) == (10, 10, pytest.approx(5.0))
    bundle = read_bundle(city)
    assert bundle.streets["highway"].unique().tolist() == ["residential"]
    assert (bundle.meta.layer("streets").licence, bundle.meta.layer("streets").is_model) == (
        "ODbL 1.0",
        False,
    )
    assert shapely.is_valid(bundle.streets.geometry.to_numpy()).all()


def test_what_the_streets_were_and_what_is_lost_is_said_before_it_is_written(
    city: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    # The pier (node 20 and beyond) is not in the file: one street less of 11, two nodes less of 12.
    arguments = ("import", "streets", _edges(tmp_path), "--bundle", city)
    document = json.loads(run(*arguments, "--dry-run", "--json").stdout)
    assert (document["streets_before"], document["nodes_before"], document["lost"]) == (11, 12, 1)
    assert document["straightened"] == 0
    assert [(f["value"], f["expected"]) for f in document["faults"] if f["key"] == "streets_lost"] == [
        ("1", "11")
    ]
    said: list[str] = []
    monkeypatch.setattr("sonae.printing.Printer.line", lambda _, line: said.append(line))
    monkeypatch.setattr("use_cases.write_city.write_city", lambda *_: said.append("written"))
    run(*arguments, "--lang", "ja")
    assert said.index("written") == len(said) - 2
    assert "前の道路網: 道路 11 本、交差点 12 か所。うち新しい道路網にない道路 1 本" in said


def test_streets_drawn_straight_are_counted(city: Path, tmp_path: Path):
    edges = gpd.read_parquet(_edges(tmp_path))
    shapes = edges.geometry.to_numpy().copy()
    # Two streets in the middle have no drawing; one of them comes in both directions.
    shapes[[1, 6]] = None
    twice = edges.set_geometry(gpd.GeoSeries(shapes, crs=edges.crs))
    back = twice.iloc[[1]].rename(columns={"u": "v", "v": "u"})
    gpd.GeoDataFrame(pd.concat([twice, back], ignore_index=True)).to_parquet(tmp_path / "edges.parquet")
    arguments = ("import", "streets", tmp_path / "edges.parquet", "--bundle", city, "--dry-run")
    assert run(*arguments).exit_code == 1
    document = json.loads(run(*arguments, "--straight", "--json").stdout)
    assert (document["streets"], document["straightened"]) == (10, 2)
    assert "図形の代わりに直線で結んだ道路 2 本" in run(*arguments, "--straight", "--lang", "ja").stdout
    assert (
        "直線で結んだ"
        not in run("import", "streets", _edges(tmp_path), "--bundle", city, "--lang", "ja").stdout
    )


@pytest.mark.parametrize("what", ["places", "streets"])
@pytest.mark.parametrize(
    ("date", "key"),
    [("\udcff", "option_unprintable"), ("2026\n", "option_unprintable"), ("9" * 41, "option_too_long")],
)
def test_a_date_that_cannot_be_written_is_refused_in_words(
    city: Path, tmp_path: Path, sites: Path, what: str, date: str, key: str
):
    before = snapshot(city)
    file = sites if what == "places" else _edges(tmp_path)
    result = run("import", what, file, "--bundle", city, "--date", date, "--json")
    assert [(f["key"], f["column"]) for f in json.loads(result.stdout)["faults"]] == [(key, "--date")]
    assert snapshot(city) == before


def test_the_longest_date_is_taken(city: Path, sites: Path):
    assert run("import", "places", sites, "--bundle", city, "--date", "9" * 40).exit_code == 0


def test_streets_that_leave_a_district_without_one_are_refused(city: Path, tmp_path: Path):
    bundle = make_toy_bundle()
    before = snapshot(city)
    edges = gpd.read_parquet(_edges(tmp_path, only_west=True))
    east = bundle.districts.geometry.iloc[1].buffer(1)
    edges = edges[~edges.intersects(east)]
    edges.to_parquet(tmp_path / "edges.parquet")
    result = run("import", "streets", tmp_path / "edges.parquet", "--bundle", city)
    assert result.exit_code == 1
    assert bundle.districts.index[1] in result.stderr
    assert snapshot(city) == before


def test_sealing_names_the_files_and_the_check_is_content_again(city: Path):
    with (city / "posts.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    assert "posts.csv" in run("bundle", "check", city).stderr
    assert json.loads(run("bundle", "seal", city, "--json").stdout) == {"ok": True, "changed": ["posts.csv"]}
    assert run("bundle", "check", city).exit_code == 0


def test_facilities_in_a_dry_run_say_what_would_change_and_write_nothing(tmp_path, city):
    middle = make_toy_bundle().wards.to_crs(6668).geometry.iloc[0].representative_point()
    row = {"P04_001": 1, "P04_002": "錦病院", "P04_003": "1-1", "P04_008": 120}
    file = write_geojson(tmp_path / "p04.geojson", [(row, middle)])
    tried = run("import", "facilities", file, "--bundle", city, "--dry-run", "--json")
    assert tried.exit_code == 0, tried.output
    said = json.loads(tried.stdout)
    before = len(make_toy_bundle().facilities)
    assert said["rows"] == {"facilities": {"before": before, "after": 1}}
    (change,) = said["difference"]["layers"]
    assert (change["layer"], change["added"], change["removed"]) == ("facilities", 1, before)
    assert not said["written"]
    assert len(read_bundle(city).facilities) == before
    done = run("import", "facilities", file, "--bundle", city, "--lang", "ja")
    assert "病院 1" in done.stdout
    assert read_bundle(city).facilities["name"].tolist() == ["錦病院"]
