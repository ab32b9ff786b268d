"""What all readers share: the city, plans, and what is made of them; nobody changes any of it.

Every entry is small and bounded in number; plans, searches and bands are together
bounded by their bytes (``use_cases.result_memory``).
Nothing of one reader is ever here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd
import sqlalchemy as sa
import streamlit as st

from domain.bundle import CityBundle, OrganisationStrength
from domain.vocabulary import HazardKind, Preset
from planning.case import Case
from planning.comparison import Comparison, compare
from planning.concerned import concerned_by_district
from planning.plan import Plan
from planning.strength import strength_by_area
from presentation.area_sums import area_sums
from presentation.map_layers.block import near_layer
from presentation.map_layers.build import concerned_bounds
from presentation.map_layers.on_way import on_way_layer
from presentation.readiness_matrix.matrix import Matrix, build_matrix
from presentation.readiness_matrix.report import BandReport, band_report
from presentation.words import Words
from storage.home import home_dir
from storage.plans import PlanStore
from storage.results import ResultStore
from storage.store.engine import database_url
from storage.store.keys import key_file
from storage.store.store import Store
from storage.store.upkeep import Upkeep
from ui.maps.served import ServedLayer, serve, serve_city, serve_ground
from ui.maps.store import LayerStore
from ui.view.map_search import Goal, map_goals, unnamed_streets
from ui.view.options import Switches, switches_of
from use_cases.changed_day_service import ChangedDayService
from use_cases.crowding_service import CrowdingService
from use_cases.isolation_service import IsolationService
from use_cases.listed_plans import KnownStrengths, ListedPlans
from use_cases.load_bundle import default_bundle_path, load_bundle
from use_cases.make_case import RunSettings, run_settings
from use_cases.opening_service import OpeningService
from use_cases.plan_service import PlanService
from use_cases.rested_work import RestedWork
from use_cases.result_memory import ResultMemory, Shelf
from use_cases.robustness_service import RobustnessService

#: How long after it was made a plan is put on disk: by then the page that waited for it stands [s].
_WRITES_AFTER_S = 2.0
#: How long a reader must have asked for nothing else before what he may ask next is made [s].
_AHEAD_AFTER_S = 0.5


@dataclass(frozen=True, slots=True)
class Chosen:
    """What of a reader's choices decides a case."""

    bundle_folder: str
    bundle_hash: str
    scenario_id: str
    preset: Preset
    overrides: tuple[tuple[str, str], ...]
    #: Key of organisations with lists of the store (``strengths``); empty for the city's own.
    strength_key: str = ""


def bundle() -> CityBundle:
    """Return the city that is shown; read again when its files on disk have changed."""
    return city_in(default_bundle_path())


def city_in(folder: Path) -> CityBundle:
    """Return the city of a folder; read again when its files on disk have changed."""
    return city_at(str(folder), _stamp(folder / "bundle.toml"))


def city_of(key: Chosen) -> CityBundle:
    """Return the city of a reader's choices, also when another is shown by now."""
    return city_in(Path(key.bundle_folder))


def store() -> Store:
    """Return the one store of this process, opened at first use.

    Raises
    ------
    StoreError
        When it cannot be opened.
    """
    url = database_url()
    return store_at(url.render_as_string(hide_password=False), str(key_file()))


@st.cache_resource(max_entries=8, show_spinner=False, on_release=lambda opened: opened.close())
def store_at(url: str, keys: str) -> Store:
    """Return the store of a database and a key file; it holds connections, and nothing of a reader."""
    return Store.open(sa.make_url(url), keys=Path(keys))


def has_store() -> bool:
    """Whether there is a store; asking makes none."""
    return Upkeep().is_there


def has_accounts() -> bool:
    """Whether anybody can sign in; asking makes no store."""
    return has_store() and store().accounts.exist()


def store_of_accounts() -> Store | None:
    """Return the store where there are accounts; None where nobody can sign in."""
    return store() if has_accounts() else None


def layer_store() -> LayerStore:
    """Return the store of the map's layer files."""
    return LayerStore(home_dir() / "maps")


def _stamp(file: Any) -> tuple[int, int]:
    try:
        stat = file.stat()
    except OSError:
        return (0, 0)  # the reader of bundles says what is missing, in words
    return (stat.st_mtime_ns, stat.st_size)


# The one that is shown, the one before it, and one that is looked at.
@st.cache_resource(max_entries=3, show_spinner=False)
def city_at(folder: str, stamp: tuple[int, int]) -> CityBundle:
    """Return the city of a folder whose head has this stamp."""
    del stamp
    city = load_bundle(folder)
    _own_strengths()[city.meta.bundle_hash] = city.strength
    return city


@st.cache_resource(show_spinner=False)
def _own_strengths() -> dict[str, OrganisationStrength]:
    """Return each city's own organisations by its hash; small, and as few as were adopted since the start."""
    return {}


def _own_strength(case: Case) -> OrganisationStrength:
    return _own_strengths()[case.city.meta.bundle_hash]


@st.cache_resource(show_spinner=False)
def memory() -> ResultMemory:
    """Return what plans, searches for places to open and bands are kept in, together."""
    return ResultMemory()


@st.cache_resource(show_spinner=False)
def strengths() -> KnownStrengths:
    """Return the organisations with lists that readers know, by the key of their content."""
    return KnownStrengths()


@st.cache_resource(show_spinner=False)
def service() -> ListedPlans:
    """Return the one way to plans in this process."""
    plans = PlanService(PlanStore(), memory=memory(), writes=plan_writes())
    return ListedPlans(plans, memory(), _own_strength)


@st.cache_resource(show_spinner=False)
def plan_writes() -> RestedWork:
    """Return what puts plans on disk after they were given."""
    return RestedWork(_WRITES_AFTER_S)


@st.cache_resource(show_spinner=False)
def openings() -> OpeningService:
    """Return the answers to which places to open."""
    return OpeningService(memory=memory())


@st.cache_resource(show_spinner=False)
def robustness() -> RobustnessService:
    """Return the draws of streets that an earthquake blocks."""
    return RobustnessService(memory=memory(), store=ResultStore())


@st.cache_resource(show_spinner=False)
def crowding() -> CrowdingService:
    """Return the answers to how people hinder each other on the way."""
    return CrowdingService(memory=memory())


@st.cache_resource(show_spinner=False)
def changed_days() -> ChangedDayService:
    """Return the answers to what blocked streets and moved departures mean."""
    return ChangedDayService(crowding(), memory=memory())


@st.cache_resource(show_spinner=False)
def rested() -> RestedWork:
    """Return what works for pages that have said their answer; askers have numbers, no names."""
    return RestedWork()


@st.cache_resource(show_spinner=False)
def ahead() -> RestedWork:
    """Return what works ahead of readers who read; they wait for none of it."""
    return RestedWork(_AHEAD_AFTER_S)


@st.cache_resource(show_spinner=False)
def after_pages() -> RestedWork:
    """Return what works for what a page says last: it takes no time from pages that are being drawn."""
    return RestedWork()


@contextmanager
def drawing() -> Iterator[None]:
    """Hold back, while a page is drawn, what is made ahead of readers and what pages say last."""
    with ahead().holding(), after_pages().holding():
        yield


@st.cache_resource(show_spinner=False)
def isolation() -> IsolationService:
    """Return the answers to what districts hang on."""
    return IsolationService(memory())


@st.cache_resource(max_entries=64, show_spinner=False)
def case_of(key: Chosen) -> Case:
    """Return the case of a reader's choices."""
    city = city_of(key)
    settings, measures = settings_of(replace(key, scenario_id="", strength_key=""))
    scenario = city.scenario(key.scenario_id)
    strength = strengths().get(key.strength_key) if key.strength_key else None
    return Case.of(city, scenario, settings, preset=key.preset, strength=strength, measures=measures)


@st.cache_resource(max_entries=64, show_spinner=False)
def settings_of(key: Chosen) -> RunSettings:
    """Return settings and measures of a reader's choices."""
    # The names of streets and places are searched for what is closed; once is enough.
    return run_settings(city_of(key), preset=key.preset, overrides=dict(key.overrides))


@st.cache_resource(max_entries=2, show_spinner=False)
def switches_in(bundle_hash: str, _city: CityBundle) -> Switches:
    """Return what a city lets be closed."""
    del bundle_hash
    return switches_of(_city)


@st.cache_resource(max_entries=64, show_spinner=False)
def ward_sums_of(key: Chosen) -> pd.DataFrame:
    """Return the sums of the ward table of a case."""
    return area_sums(case_of(key), service().plan(case_of(key)))


def report_of(key: Chosen) -> BandReport:
    """Return the bands of a case."""
    case = case_of(key)
    kept: Shelf[BandReport] = Shelf(memory(), "bands")
    return kept.made(case.key, lambda: band_report(case, service().plan(case)))


@st.cache_resource(max_entries=32, show_spinner=False)
def comparison_of(
    first_key: str, second_key: str, area_id: str, _cases: tuple[Case, Case], _plans: tuple[Plan, Plan]
) -> Comparison:
    """Return two plans side by side."""
    del first_key, second_key
    return compare(_cases, _plans, area_id)


@st.cache_resource(max_entries=8, show_spinner=False)
def matrix_of(keys: tuple[tuple[str, Chosen | None], ...], language: str, _case: Case) -> Matrix:
    """Return the matrix of the bands of these cases by scenario; None for a plan that is not made yet."""
    reports = {scenario_id: None if key is None else report_of(key) for scenario_id, key in keys}
    return build_matrix(_case, reports, Words(language))


@st.cache_resource(max_entries=6, show_spinner=False)
def goals_of(bundle_hash: str, language: str, _case: Case) -> dict[str, Goal]:
    """Return what the map of a city can go to, in a language."""
    del bundle_hash
    return map_goals(_case, Words(language))


@st.cache_resource(max_entries=64, show_spinner=False)
def unnamed_streets_of(bundle_hash: str, language: str, district_id: str, _case: Case) -> dict[int, str]:
    """Return the streets of a district that have no name, as papers tell them, in a language."""
    del bundle_hash
    return unnamed_streets(_case, district_id, Words(language))


@st.cache_resource(max_entries=64, show_spinner=False)
def strength_of(case_key: str, _case: Case) -> pd.DataFrame:
    """Return the strength of the organisations of a case by area."""
    del case_key
    return strength_by_area(_case)


@st.cache_resource(max_entries=64, show_spinner=False)
def bounds_of_concerned(plan_key: str, _case: Case, _plan: Plan) -> list[list[float]]:
    """Return the corners of what a plan concerns."""
    del plan_key
    return concerned_bounds(_case, _plan)


@st.cache_resource(max_entries=8, show_spinner=False)
def concerned_of(key: Chosen) -> pd.DataFrame:
    """Return the people concerned by district and scenario."""
    return concerned_by_district(city_of(key), settings_of(key).settings)


# Every scenario of the bundled city in both presets and three languages, and some that readers changed;
# the content lies in files, so that each is small.
@st.cache_resource(max_entries=128, show_spinner=False)
def layers_of(plan_key: str, shown_language: str, _its_case: Case, _made: Plan) -> tuple[ServedLayer, ...]:
    """Return the map of a plan in a language."""
    scenario = _its_case.scenario
    ground = ground_of(
        _its_case.city.meta.bundle_hash, scenario.layers, scenario.kinds, shown_language, _its_case
    )
    own_key = service().own_key(_its_case)
    layers = serve_city(_its_case, _made, layer_store(), Words(shown_language), ground, decides=own_key)
    asker, files = f"layers {plan_key} {shown_language}", [str(layer.data["url"]) for layer in layers]

    def keep() -> None:
        # One by one: who presses something waits for one at most.
        for path in files:
            after_pages().insist(asker, asker)
            layer_store().keep(path)

    after_pages().ask(asker, asker, keep)
    return layers


# Of every scenario of the bundled city in two languages; many share theirs.
@st.cache_resource(max_entries=64, show_spinner=False)
def ground_of(
    bundle_hash: str,
    layers: tuple[str, ...],
    kinds: tuple[HazardKind, ...],
    shown_language: str,
    _its_case: Case,
) -> tuple[ServedLayer, ...]:
    """Return the layers of the map that no plan changes: who changes a setting does not wait for them."""
    del bundle_hash, layers, kinds
    return serve_ground(_its_case, layer_store(), Words(shown_language))


# Of every district of the bundled city, and some towns.
@st.cache_resource(max_entries=256, show_spinner=False)
def near_of(
    plan_key: str, shown_language: str, block_ids: tuple[str, ...], _its_case: Case, _made: Plan
) -> ServedLayer:
    """Return blocks to choose from, with the answer of each in short, in a language."""
    del plan_key
    blocks = _its_case.city.blocks.loc[list(block_ids)]
    return serve(near_layer(_its_case, _made, blocks, Words(shown_language)), layer_store())


@st.cache_resource(max_entries=128, show_spinner=False)
def day_of(plan_key: str, shown_language: str, _its_case: Case, _made: Plan) -> ServedLayer:
    """Return the people of a plan from time to time, in a language."""
    del plan_key
    return serve(on_way_layer(_its_case, _made, Words(shown_language)), layer_store())
