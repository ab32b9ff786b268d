"""Files are tried on a city in memory: each is reported, what would change is counted, nothing is written."""

import hashlib
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

import use_cases.take_in
from data.imports.list_comparison import compare_places
from data.readers.recognise import Intake
from domain.bundle import CityBundle
from domain.faults import InputError
from domain.held_parts import Question
from tests.data.readers.place_inputs import shelter, shelters_csv, site, sites_csv
from tests.use_cases.city_files import a27, small_areas, unorganised_city
from use_cases.import_places import PlaceImportOptions
from use_cases.try_files import GivenFile, SaidOfLayers, look_at_files, try_files


@pytest.fixture(scope="module")
def city() -> CityBundle:
    return unorganised_city()


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The folder for what is read, which must be empty at the end."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield
    assert list(folder.iterdir()) == []


def given(path: Path, name: str = "") -> GivenFile:
    return GivenFile(name or path.name, path.read_bytes())


def towns(*rows: str) -> GivenFile:
    return GivenFile("町丁.csv", "\n".join(["町名,校区", *rows, ""]).encode("cp932"))


def test_files_are_known_by_their_content_and_the_rest_is_named(city: CityBundle, tmp_path: Path) -> None:
    areas = small_areas(tmp_path / "areas.geojson", city)
    steps: list[str] = []
    known = look_at_files(
        [given(areas, r"C:\Users\x\areas.bin"), GivenFile("memo.txt", b"hello")],
        lambda step, name: steps.append(f"{step} {name}"),
    )
    assert known.by_intake == {Intake.PEOPLE: ("areas.bin",)}
    assert known.unused == ("memo.txt",)
    assert steps == ["looking areas.bin", "looking memo.txt"]


def test_what_would_change_is_counted_and_the_city_stays(city: CityBundle, tmp_path: Path) -> None:
    files = [given(small_areas(tmp_path / "1.geojson", city)), given(a27(tmp_path / "2.geojson", city))]
    before = city.blocks.copy()
    tried = try_files(city, [*files, GivenFile("memo.txt", b"hello")])
    assert tried.before is city
    assert city.blocks.equals(before)
    assert [report.layer for report in tried.reports] == ["districts", "blocks"]
    assert tried.unused == ("memo.txt",)
    assert [(one.name, one.sha256) for one in tried.used] == [
        (one.name, hashlib.sha256(one.content).hexdigest()) for one in files
    ]
    changed = {one.layer for one in tried.difference.layers}
    assert {"districts", "blocks"} <= changed
    assert tried.difference.residents_after == int(tried.after.blocks["residents"].sum())
    assert {state.question for state in tried.questions_after} == set(Question)
    assert not tried.has_sizes


def test_date_and_terms_that_a_user_states_stand_in_the_provenance(city: CityBundle) -> None:
    first, second = city.blocks["town"].iloc[[0, 1]]
    rows = towns(f"{first},北小学校", f"{second},南小学校")
    said = SaidOfLayers({Intake.TOWN_LIST: " 令和8年4月 "}, terms={Intake.TOWN_LIST: "CC BY 4.0"})
    for source in _sources(try_files(city, [rows], said).after):
        assert (source.date, source.licence, source.licence_en) == ("令和8年4月", "CC BY 4.0", "CC BY 4.0")
    # A file that states its terms keeps them; nobody's word takes the place of a publisher's.
    plain = try_files(city, [rows])
    assert _sources(plain.after)[0].licence == "未確認"
    held = _sources(plain.after)
    assert plain.reports[0].sources == tuple(replace(one, files=(), former_date="") for one in held)
    assert [file.name for file in held[0].files] == [rows.name]


def test_terms_that_a_file_states_stay(city: CityBundle, tmp_path: Path) -> None:
    file = given(a27(tmp_path / "2.geojson", city))
    said = SaidOfLayers(terms={Intake.DISTRICTS: "何でもよい"})
    assert _sources(try_files(city, [file], said).after) == _sources(try_files(city, [file]).after)


def _sources(city: CityBundle):
    layer = city.meta.layer("districts")
    assert layer is not None
    return layer.sources


def test_what_cannot_be_read_is_refused_and_nothing_is_left(city: CityBundle) -> None:
    with pytest.raises(InputError, match="file_given_twice"):
        try_files(city, [towns("1町,北"), towns("2町,南")])
    with pytest.raises(InputError, match="option_too_long"):
        try_files(city, [towns("1町,北")], SaidOfLayers({Intake.TOWN_LIST: "あ" * 41}))
    with pytest.raises(InputError, match="option_too_long"):
        try_files(city, [towns("1町,北")], SaidOfLayers(terms={Intake.TOWN_LIST: "あ" * 41}))
    with pytest.raises(InputError, match="list_names_no_town"):
        try_files(city, [towns("よその町,北小学校")])


@pytest.mark.parametrize("name", ["../../evil.csv", "/etc/passwd", "..", "", "a\0b.csv"])
def test_no_name_leads_out_of_the_folder(city: CityBundle, name: str) -> None:
    known = look_at_files([GivenFile(name, towns("1町,北小学校").content)])
    (found,) = (*known.unused, *(one for names in known.by_intake.values() for one in names))
    assert "/" not in found
    assert found not in {"", ".", ".."}


def test_places_that_come_go_or_have_other_marks_are_named(city: CityBundle) -> None:
    old = city.places
    new = old.drop(index=old.index[0])
    new = new.assign(tsunami=[not new["tsunami"].iloc[0], *new["tsunami"].iloc[1:]])
    changes = compare_places(old, new).changes
    kept = "flag_added" if new["tsunami"].iloc[0] else "flag_removed"
    assert changes[["change", "place_id", "flag"]].to_numpy().tolist() == [
        ["removed", old.index[0], ""],
        [kept, new.index[0], "tsunami"],
    ]
    assert compare_places(old, old).changes.empty


@pytest.mark.parametrize("complete", [False, True])
def test_whether_a_list_is_complete_is_what_the_user_says(
    city: CityBundle, monkeypatch: pytest.MonkeyPatch, complete: bool
) -> None:
    asked: list[PlaceImportOptions] = []

    def taken(bundle: CityBundle, _files: object, options: PlaceImportOptions) -> SimpleNamespace:
        asked.append(options)
        return SimpleNamespace(bundle=bundle, reports=(), faults=())

    monkeypatch.setattr(use_cases.take_in, "import_places", taken)
    file = GivenFile("sites.csv", sites_csv(site("E2714000998201", "校")))
    try_files(city, [file], SaidOfLayers({Intake.PLACES: "2026"}, complete_places=complete))
    assert asked == [PlaceImportOptions(date="2026", complete=complete)]


def test_each_list_has_its_own_date(city):
    sites = shelters_csv(shelter("E2714000998201", "公園"))
    shelters = shelters_csv(shelter("E2714000998202", "校"))
    files = [GivenFile("a.csv", sites), GivenFile("b.csv", shelters)]
    tried = try_files(city, files, SaidOfLayers(file_dates={"a.csv": " 2025-10 ", "b.csv": "2026-09"}))
    assert {report.file: [one.date for one in report.sources] for report in tried.reports} == {
        "a.csv": ["2025-10"],
        "b.csv": ["2026-09"],
    }
    layer = tried.after.meta.layer("places")
    dates = [one.date for one in layer.sources if one.files]
    assert sorted(dates) == ["2025-10", "2026-09"]
    with pytest.raises(InputError):
        try_files(city, files, SaidOfLayers(file_dates={"a.csv": "あ" * 41}))
