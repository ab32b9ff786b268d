"""A changed city is adopted whole and sound, by whoever may, and the former one can be shown again."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest

import use_cases.city_versions as adopting
from data.bundle.write import write_bundle
from domain.bundle import CityBundle
from domain.faults import BundleError, InputError
from domain.registers import Role
from storage.home import HOME_VARIABLE
from storage.store.errors import ForbiddenError, StoreFullError
from storage.store.reader import Reader
from storage.store.store import Store
from tests.toy_city import make_toy_bundle
from tests.toy_city.on_disk import put_toy_city
from tests.use_cases.stores import HEAD
from use_cases.city_versions import (
    ORIGINAL,
    Adopted,
    Adoption,
    UsedFile,
    adopt_city,
    city_history,
    show_version,
    shown_event,
)
from use_cases.load_bundle import BUNDLE_VARIABLE, default_bundle_path, load_bundle, original_bundle_path

FILE = UsedFile("list.csv", "ab" * 32)


@pytest.fixture(scope="module")
def toy_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("toy") / "city"
    put_toy_city(folder)
    return folder


@pytest.fixture(scope="module")
def kept_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home for all tests: what was checked once is not checked again."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(autouse=True)
def home(kept_home: Path, toy_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv(HOME_VARIABLE, str(kept_home))
    monkeypatch.setenv(BUNDLE_VARIABLE, str(toy_folder))
    yield kept_home
    shutil.rmtree(kept_home / "adopted", ignore_errors=True)


def renamed(city: CityBundle, name: str) -> CityBundle:
    """Return a city whose first place has another name."""
    places = city.places.copy()
    places.loc[places.index[0], "name"] = name
    return replace(city, places=places)


def adopt(name: str = "新しい名前", reader: Reader | None = None, store: Store | None = None) -> Adopted:
    city = load_bundle()
    said = Adoption(city.meta.bundle_hash, "files", (FILE,))
    return adopt_city(renamed(city, name), said, reader=reader, store=store)


def first_name() -> str:
    return str(load_bundle().places["name"].iloc[0])


def in_home(home: Path) -> list[str]:
    folder = home / "adopted"
    return sorted(one.name for one in folder.rglob("*") if "city-" not in str(one)) if folder.exists() else []


def content(folder: Path) -> dict[str, bytes]:
    return {str(one.relative_to(folder)): one.read_bytes() for one in folder.rglob("*") if one.is_file()}


def test_an_adopted_city_is_what_commands_and_pages_read(toy_folder: Path) -> None:
    before = content(toy_folder)
    done = adopt("防災公園")
    assert default_bundle_path() != original_bundle_path() == toy_folder
    assert first_name() == "防災公園"
    assert load_bundle(toy_folder).places["name"].iloc[0] != "防災公園"
    assert content(toy_folder) == before
    assert (done.event.version, done.event.files, done.removed) == (1, (FILE,), ())
    assert shown_event() == done.event
    assert load_bundle().meta.bundle_hash == done.event.bundle_hash


def test_each_original_has_cities_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    adopt("防災公園")
    write_bundle(renamed(make_toy_bundle(), "別の市の公園"), tmp_path / "other")
    monkeypatch.setenv(BUNDLE_VARIABLE, str(tmp_path / "other"))
    assert first_name() == "別の市の公園"
    monkeypatch.delenv(BUNDLE_VARIABLE)
    assert default_bundle_path().parts[-2:] == ("data", "sakai")


def test_every_former_city_and_the_original_can_be_shown_again() -> None:
    old = first_name()
    adopt("一")
    adopt("二")
    history = city_history()
    assert [(one.number, one.is_shown, one.is_kept) for one in history.versions] == [
        (2, True, True), (1, False, True), (ORIGINAL, False, True),
    ]  # fmt: skip
    assert history.former is not None
    assert history.former.number == 1
    show_version(1, after=2, reader=None, store=None)
    assert first_name() == "一"
    former = city_history().former
    assert former is not None
    assert former.number == 2
    show_version(ORIGINAL, after=3, reader=None, store=None)
    assert first_name() == old
    assert [event.version for event in city_history().events] == [ORIGINAL, 1, 2, 1]


def test_the_first_adopted_city_goes_back_to_the_original() -> None:
    assert city_history().former is None
    adopt()
    former = city_history().former
    assert former is not None
    assert former.number == ORIGINAL


def test_a_city_made_from_one_that_is_not_shown_any_longer_is_refused(home: Path) -> None:
    city = load_bundle()
    adopt("一")
    before = in_home(home)
    with pytest.raises(InputError, match="city_changed_meanwhile"):
        adopt_city(renamed(city, "二"), Adoption(city.meta.bundle_hash, "files"), reader=None, store=None)
    with pytest.raises(InputError, match="city_changed_meanwhile"):
        show_version(ORIGINAL, after=0, reader=None, store=None)
    assert (first_name(), in_home(home)) == ("一", before)


def test_an_equal_city_is_no_new_one(home: Path) -> None:
    city = load_bundle()
    with pytest.raises(InputError, match="city_unchanged"):
        adopt_city(city, Adoption(city.meta.bundle_hash, "files"), reader=None, store=None)
    assert in_home(home) == [original_mark(home)]


def original_mark(home: Path) -> str:
    return next((home / "adopted").iterdir()).name


def test_a_city_that_cannot_be_shown_is_refused_whole(home: Path) -> None:
    city = load_bundle()
    said = Adoption(city.meta.bundle_hash, "files")
    with pytest.raises(BundleError, match="plan_without_scenario"):
        adopt_city(replace(city, scenarios=MappingProxyType({})), said, reader=None, store=None)
    # A block of a district that the city does not have: as ``bundle check`` finds it.
    blocks = city.blocks.copy()
    blocks.loc[blocks.index[0], "district_id"] = "271411-99999"
    with pytest.raises(BundleError):
        adopt_city(replace(city, blocks=blocks), said, reader=None, store=None)
    assert shown_event() is None
    assert in_home(home) in ([], [original_mark(home)])


def test_a_version_that_never_was_is_refused() -> None:
    adopt()
    with pytest.raises(InputError, match="city_version_gone"):
        show_version(7, after=1, reader=None, store=None)


def test_an_original_that_changed_since_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "own"
    write_bundle(make_toy_bundle(), own)
    monkeypatch.setenv(BUNDLE_VARIABLE, str(own))
    adopt("一")
    assert not city_history().is_original_changed
    write_bundle(renamed(make_toy_bundle(), "もとが変わった"), own, replace_existing=True)
    assert city_history().is_original_changed
    assert first_name() == "一"


@pytest.fixture
def accounts(store: Store) -> Store:
    store.accounts.make_first("honbu", "本部 一", "correct horse battery")
    return store


def test_only_headquarters_changes_the_city(accounts: Store, home: Path) -> None:
    others = [Reader("x", role, ward_codes=frozenset({"271411"})) for role in Role if role != "headquarters"]
    for asking in (*others, None):
        with pytest.raises(ForbiddenError):
            adopt(reader=asking, store=accounts)
        with pytest.raises(ForbiddenError):
            show_version(ORIGINAL, after=0, reader=asking, store=accounts)
    assert in_home(home) == []


def test_who_when_and_from_what_stand_in_the_audit_log(accounts: Store) -> None:
    done = adopt(reader=HEAD, store=accounts)
    show_version(ORIGINAL, after=1, reader=HEAD, store=accounts)
    back, made = accounts.rights.audit_entries(HEAD, action="show_city")
    assert (made.account, back.account) == (HEAD.account, HEAD.account)
    assert f'"list.csv {FILE.sha256}"' in made.detail
    assert done.event.bundle_hash in made.detail
    assert '"version": 1' in made.detail
    assert '"version": 0' in back.detail
    assert done.event.account == HEAD.account
    assert accounts.rights.audit_faults(HEAD) == ()


def test_what_the_audit_log_does_not_take_is_not_done(
    accounts: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = accounts.rights.note_city

    def then_full(reader: Reader, do: object) -> None:
        note(reader, do)  # type: ignore[arg-type]
        raise StoreFullError("full")

    monkeypatch.setattr(accounts.rights, "note_city", then_full)
    with pytest.raises(StoreFullError):
        adopt(reader=HEAD, store=accounts)
    assert shown_event() is None
    assert default_bundle_path() == original_bundle_path()


def test_no_more_are_kept_than_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    held = adopting.city_versions()
    held._kept = 2
    monkeypatch.setattr(adopting, "city_versions", lambda: held)
    assert [adopt(str(number)).removed for number in range(3)] == [(), (), (1,)]
    assert [one.is_kept for one in city_history().versions] == [True, True, False, True]
