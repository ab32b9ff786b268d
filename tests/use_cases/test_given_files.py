"""A renewed layer names the files it came in; a date that nobody has said stays unknown."""

from dataclasses import replace

import pytest

from domain.bundle import BundleMeta, CityBundle, LayerSource, Source, SourceFile
from domain.import_report import ImportReport
from tests.toy_city import make_toy_bundle
from use_cases.given_files import with_given_files, with_terms

OLD = Source("市の一覧", "CC BY 4.0", "2025-10-27", files=(SourceFile("2025.csv", "1" * 64),))
NEW = Source("市の一覧", "CC BY 4.0")
OTHER = Source("国の一覧", "公共データ利用規約", "2024")


def report(*sources: Source, file: str = "2026.csv", form: str = "gsi_csv") -> ImportReport:
    return ImportReport(
        file=file, sha256="2" * 64, layer="places", form=form, rows_read=0, rows_kept=0, sources=sources
    )


def city_with(*sources: Source, layer: str = "places", is_model: bool = False) -> CityBundle:
    city = make_toy_bundle()
    source = LayerSource(layer, f"{layer}.parquet", sources, "", is_model=is_model)
    return replace(city, meta=city.meta.with_source(source))


def named(before: CityBundle | None, after: CityBundle, *reports: ImportReport) -> tuple[Source, ...]:
    head: BundleMeta | None = None if before is None else before.meta
    layer = with_given_files(head, after, reports).meta.layer("places")
    assert layer is not None
    return layer.sources


def test_the_files_of_a_renewed_layer_stand_with_their_source():
    found = named(city_with(OLD), city_with(OTHER, NEW), report(NEW), report(OTHER, file="国.csv"))
    assert [source.files for source in found] == [
        (SourceFile("国.csv", "2" * 64),),
        (SourceFile("2026.csv", "2" * 64),),
    ]


def test_parts_of_an_archive_are_one_file_and_an_unverified_reading_is_marked():
    reports = [report(NEW, file=f"a.zip/{part}.shp", form="ksj_p04") for part in ("x", "y")]
    assert named(None, city_with(NEW), *reports)[0].files == (SourceFile("a.zip", "2" * 64, True),)


def test_an_unknown_date_stays_unknown_and_the_former_one_is_said_beside_it():
    found = named(city_with(OLD), city_with(NEW), report(NEW))
    assert (found[0].date, found[0].former_date) == ("", "2025-10-27")
    # Once more without a date: what is known is still that of 2025.
    again = named(city_with(*found), city_with(NEW), report(NEW))
    assert (again[0].date, again[0].former_date) == ("", "2025-10-27")


def test_a_date_that_is_said_needs_no_former_one():
    dated = replace(NEW, date="2026-10")
    assert named(city_with(OLD), city_with(dated), report(dated))[0].former_date == ""


def test_a_list_of_another_name_takes_the_date_of_what_it_took_the_place_of():
    other = Source("別の一覧", "")
    assert named(city_with(OLD), city_with(other), report(other))[0].former_date == "2025-10-27"


def test_a_source_that_stays_lends_its_date_to_nobody():
    added = Source("別の一覧", "")
    found = named(city_with(OLD), city_with(OLD, added), report(added))
    assert [source.former_date for source in found] == ["", ""]
    assert found[0] == OLD


def test_the_date_of_model_data_is_no_former_date():
    other = Source("別の一覧", "")
    assert named(city_with(OLD, is_model=True), city_with(other), report(other))[0].former_date == ""
    # A list that stands beside model data is none, and the next of its name takes its place.
    assert named(city_with(OLD, is_model=True), city_with(NEW), report(NEW))[0].former_date == "2025-10-27"


def test_a_source_that_stands_twice_is_one_with_the_files_of_both():
    # A survey adds to an earlier one of the same day.
    earlier = replace(NEW, files=(SourceFile("2025.csv", "1" * 64),))
    found = named(city_with(earlier), city_with(earlier, NEW), report(NEW))
    assert [file.name for file in found[0].files] == ["2025.csv", "2026.csv"]
    assert len(found) == 1


def test_a_layer_that_was_not_renewed_stays_as_it_was():
    before = city_with(NEW)
    assert with_given_files(before.meta, before, [report(NEW)]).meta == before.meta


@pytest.mark.parametrize("unstated", ["", "未確認", "提供元の利用条件", "市区町村の定めによる"])
def test_terms_go_to_sources_that_state_none(unstated: str):
    source = replace(NEW, licence=unstated)
    before, after = city_with(OLD), city_with(OTHER, source)
    renewed, reports = with_terms(before.meta, after, [report(source), report(OTHER)], "市の許諾")
    layer = renewed.meta.layer("places")
    assert layer is not None
    assert [one.licence for one in layer.sources] == [OTHER.licence, "市の許諾"]
    assert layer.sources[1].licence_en == "市の許諾"
    assert [one.sources[0].licence for one in reports] == ["市の許諾", OTHER.licence]


def test_terms_go_to_no_layer_of_another_step():
    source = replace(NEW, licence="")
    before = city_with(source, layer="facilities")
    after = replace(before, meta=city_with(source).meta.with_source(before.meta.layer("facilities")))
    renewed, _ = with_terms(before.meta, after, [report(source)], "市の許諾")
    assert renewed.meta.layer("facilities") == before.meta.layer("facilities")
    layer = renewed.meta.layer("places")
    assert layer is not None
    assert layer.licence == "市の許諾"


def test_no_terms_change_nothing():
    after = city_with(replace(NEW, licence=""))
    assert with_terms(city_with(OLD).meta, after, [report(NEW)], "") == (after, (report(NEW),))
