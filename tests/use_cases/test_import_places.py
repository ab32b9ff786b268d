"""Official lists into a city: what they say is taken, what only the city knows stays, sources add up."""

from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from domain.bundle import CityBundle
from domain.faults import InputError
from domain.vocabulary import Severity
from tests.data.readers.place_inputs import p20_geojson, p20_record, shelter, shelters_csv, site, sites_csv
from tests.toy_city import make_toy_bundle
from use_cases.import_places import PlaceImportOptions, import_places

PARK = "E2714000999201"


@pytest.fixture(scope="module")
def city() -> CityBundle:
    return make_toy_bundle()


@pytest.fixture(scope="module")
def at(city: CityBundle) -> tuple[float, float]:
    """Latitude and longitude of 甲小学校."""
    point = city.places.to_crs(6668).geometry["E2714000001"]
    return (point.y, point.x)


def write(folder: Path, name: str, content: bytes) -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


def p20_file(folder: Path, at: tuple[float, float], *names: str, code: str = "27141") -> Path:
    records = [
        (p20_record(name, P20_001=code, P20_005=100 + number), at[1] + 0.002 * number, at[0])
        for number, name in enumerate(names, start=1)
    ]
    return write(folder, f"p20-{'-'.join(names)}.geojson", p20_geojson(records))


def test_rows_in_and_places_out_are_counted(city: CityBundle, at: tuple[float, float], tmp_path: Path):
    lists = [
        write(
            tmp_path, "s.csv", sites_csv(site(PARK, "園", point=at), site("E2714000998201", "館", point=at))
        ),
        write(tmp_path, "h.csv", shelters_csv(shelter("E2714000999111", "園", point=at))),
    ]
    result = import_places(city, lists)
    assert (result.rows_read, result.entries, result.listed) == (3, 3, 2)
    assert (result.added, result.changed, result.removed) == (("E2714000998201", PARK), (), ())
    assert len(result.bundle.places) == 5 + 2


def test_sources_add_up_and_the_notices_of_the_lists_survive_another_import(
    city: CityBundle, at: tuple[float, float], tmp_path: Path
):
    first = import_places(
        city,
        [write(tmp_path, "s.csv", sites_csv(site(PARK, "園", point=at)))],
        PlaceImportOptions(date="2026-09"),
    ).bundle
    second = import_places(first, [p20_file(tmp_path, at, "館")]).bundle
    layer = second.meta.layer("places")
    assert layer is not None
    assert [source.name[:8] for source in layer.sources[:2]] == ["国土数値情報（避", "出典：国土地理院"]
    assert (layer.sources[1].date, len(layer.sources[1].notices)) == ("2026-09", 4)
    # The same list again renews its own source.
    third = import_places(
        second,
        [write(tmp_path, "s.csv", sites_csv(site(PARK, "園", point=at)))],
        PlaceImportOptions(date="2027-01"),
    ).bundle.meta.layer("places")
    assert third is not None
    dates = [source.date for source in third.sources if "指定緊急避難場所" in source.name]
    assert dates == ["2027-01"]


def test_a_layer_of_model_data_stays_one_while_its_places_do(
    city: CityBundle, at: tuple[float, float], tmp_path: Path
):
    lists = [write(tmp_path, "s.csv", sites_csv(site("E2714000001201", "甲小学校", point=at)))]
    layer = import_places(city, lists).bundle.meta.layer("places")
    assert layer is not None
    assert layer.is_model
    complete = PlaceImportOptions(complete=True, accept_losses=True)
    lists.append(write(tmp_path, "h.csv", shelters_csv(shelter("E2714000001111", "甲小学校", point=at))))
    layer = import_places(city, lists, complete).bundle.meta.layer("places")
    assert layer is not None
    # 甲ビル is a refuge building still, as the city says and no list does.
    assert layer.is_model


def test_seats_stay_with_their_place_when_the_file_comes_in_another_order(
    city: CityBundle, at: tuple[float, float], tmp_path: Path
):
    first = import_places(city, [p20_file(tmp_path, at, "例の学校", "例の公園")]).bundle
    by_name = {name: place_id for place_id, name in first.places["name"].items()}
    places = first.places.copy()
    places.loc[by_name["例の学校"], "stay_capacity_persons"] = 400
    edited = replace(first, places=places)
    # The other way round: each name at its own point still.
    records = [
        (p20_record("例の公園", P20_001="27141", P20_005=102), at[1] + 0.004, at[0]),
        (p20_record("例の学校", P20_001="27141", P20_005=101), at[1] + 0.002, at[0]),
    ]
    second = import_places(edited, [write(tmp_path, "again.geojson", p20_geojson(records))])
    seats = second.bundle.places["stay_capacity_persons"]
    assert seats[by_name["例の学校"]] == 400
    assert pd.isna(seats[by_name["例の公園"]])
    assert (second.added, second.changed, second.removed) == ((), (), ())


def test_a_list_of_another_municipality_changes_nothing(
    city: CityBundle, at: tuple[float, float], tmp_path: Path
):
    file = write(tmp_path, "s.csv", sites_csv(site("E2721500001201", "隣", point=at)))
    with pytest.raises(InputError) as error:
        import_places(city, [file])
    assert [fault.key for fault in error.value.faults] == ["others_only"]


def test_a_wider_list_is_cut_to_the_city_unless_the_whole_of_it_is_asked_for(
    city: CityBundle, at: tuple[float, float], tmp_path: Path
):
    rows = [site("E2721500001201", "隣", point=at), site(PARK, "園", point=at)]
    file = write(tmp_path, "s.csv", sites_csv(*rows))
    result = import_places(city, [file])
    assert (result.rows_read, result.entries, result.added) == (2, 1, (PARK,))
    assert [(one.key, one.count) for one in result.reports[0].dropped] == [("other_municipality", 1)]
    with pytest.raises(InputError) as error:
        import_places(city, [file], PlaceImportOptions(whole_list=True))
    assert [fault.key for fault in error.value.faults] == ["others_in_list"]


def test_the_whole_of_a_list_without_codes_is_asked_for_by_position(
    city: CityBundle, at: tuple[float, float], tmp_path: Path
):
    lines = [f"園,{at[0]},{at[1]},1", f"遠い園,{at[0] + 1},{at[1]},1"]
    text = "名称,緯度,経度,災害種別_洪水\n" + "\n".join(lines) + "\n"
    file = write(tmp_path, "own.csv", text.encode())
    assert import_places(city, [file]).entries == 1
    with pytest.raises(InputError) as error:
        import_places(city, [file], PlaceImportOptions(whole_list=True))
    (fault,) = error.value.faults
    assert (fault.key, fault.value, fault.expected) == ("others_in_list", "1", "1")


def test_ward_and_district_follow_the_point_and_another_ward_in_the_address_is_said(
    city: CityBundle, at: tuple[float, float], tmp_path: Path
):
    names = city.wards["name"].tolist()
    file = write(tmp_path, "s.csv", sites_csv(site(PARK, "園", point=at, address=f"模擬市{names[1]}1")))
    result = import_places(city, [file])
    place = result.bundle.places.loc[PARK]
    assert place["ward_code"] == city.wards.index[0]
    assert city.districts["ward_code"][place["district_id"]] == place["ward_code"]
    (fault,) = [fault for fault in result.faults if fault.key == "ward_differs"]
    assert (fault.severity, fault.row, fault.value, fault.expected) == (
        Severity.WARNING,
        "2",
        names[1],
        names[0],
    )


def test_losses_are_refused_unless_they_are_accepted(
    city: CityBundle, at: tuple[float, float], tmp_path: Path
):
    file = write(tmp_path, "s.csv", sites_csv(site(PARK, "園", point=at)))
    with pytest.raises(InputError) as error:
        import_places(city, [file], PlaceImportOptions(complete=True))
    assert "most_places_lost" in [fault.key for fault in error.value.faults]
    result = import_places(city, [file], PlaceImportOptions(complete=True, accept_losses=True))
    assert int(result.bundle.places["emergency_site"].sum()) == 1
    assert [f.severity for f in result.faults if f.key == "most_places_lost"] == [Severity.WARNING]


def test_every_file_is_judged_before_anything_is_said(city: CityBundle, tmp_path: Path):
    files = [tmp_path / "nothing.csv", write(tmp_path, "a.pdf", b"x"), write(tmp_path, "b.json", b"{")]
    with pytest.raises(InputError) as error:
        import_places(city, files)
    assert sorted(fault.key for fault in error.value.faults) == [
        "file_unreadable", "format_unknown", "import_file_missing",
    ]  # fmt: skip


def test_places_that_share_an_address_are_counted(city: CityBundle, at: tuple[float, float], tmp_path: Path):
    rows = [site("E2714000990201", "校庭", point=at), site("E2714000990202", "体育館", point=at)]
    result = import_places(city, [write(tmp_path, "s.csv", sites_csv(*rows))])
    assert (result.listed, result.same_address, result.both_lists) == (2, 2, 2)
    assert isinstance(result.bundle.places, gpd.GeoDataFrame)


def test_a_city_s_own_list_comes_in_with_its_report(
    city: CityBundle, at: tuple[float, float], tmp_path: Path
):
    rows = (
        "名称,緯度,経度,種別,地震,想定収容人数",
        f"甲小学校,{at[0]},{at[1]},避難所,1,屋内191人／屋外50人(面積の1/2)",
        f"模擬公園,{at[0]},{at[1]},避難場所,△,",
        "遠い園,35.9,139.9,避難場所,1,",
    )
    result = import_places(city, [write(tmp_path, "own.csv", "\n".join(rows).encode("cp932"))])
    (report,) = result.reports
    assert (report.form, report.encoding) == ("municipal_list", "Shift_JIS (CP932)")
    assert (report.rows_read, report.rows_kept) == (3, 2)
    assert [(one.key, one.count) for one in report.dropped] == [("outside_city", 1)]
    places = result.bundle.places
    (park,) = result.added
    assert (places["name"].loc[park], places["earthquake"].loc[park]) == ("模擬公園", False)
    school = places.loc["E2714000001"]
    before = city.places.loc["E2714000001"]
    # The toy city knows its own figure or takes that of the list; its designation stays.
    known = before["official_capacity_persons"]
    assert school["official_capacity_persons"] == (191 if pd.isna(known) else known)
    assert school["shelter"]
    assert school[["flood", "earthquake", "tsunami"]].equals(before[["flood", "earthquake", "tsunami"]])


def test_a_citys_own_list_cannot_be_complete(city: CityBundle, at: tuple[float, float], tmp_path: Path):
    file = write(tmp_path, "own.csv", f"名称,緯度,経度,災害種別_洪水\n甲公園,{at[0]},{at[1]},1\n".encode())
    with pytest.raises(InputError) as error:
        import_places(city, [file], PlaceImportOptions(complete=True))
    assert [(fault.key, fault.file) for fault in error.value.faults] == [("list_only_adds", "own.csv")]
