"""What the server makes before anybody asks, and what it goes on making while readers read."""

import threading
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from functools import partial
from pathlib import Path

import streamlit as st

from domain.bundle import CityBundle
from domain.scenario import first_days
from domain.vocabulary import Preset
from planning.case import Case
from planning.crowding import crowding_concerns
from planning.plan import Plan
from ui import block_choice, shared
from ui.choices import CLOSINGS, Choices
from use_cases.load_bundle import default_bundle_path
from use_cases.make_case import plan_faults
from use_cases.place_view import prepare_places
from use_cases.rare_garbage import all_stays

# Some thirty maps in two languages; old ones are removed when the server starts.
_KEPT_LAYER_FILES = 400


class Ahead(StrEnum):
    """How much is made before anybody asks for it.

    The first plan alone; all plans of the first preset; all plans; or all plans and what their pages of
    map and places show, which takes some minutes of a processor after every start.
    """

    FIRST = "first"
    PRESET = "preset"
    PLANS = "plans"
    PAGES = "pages"


class _Prepared:
    """What this process has begun to prepare: how much, and of which bundle; no hash before it has."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._bundle_hash = ""
        self.ahead = Ahead.PAGES

    def begin(self, bundle_hash: str, ahead: Ahead) -> None:
        """Remember what is being prepared."""
        with self._lock:
            self._bundle_hash, self.ahead = bundle_hash, ahead

    def is_other(self, bundle_hash: str) -> bool:
        """Whether something else was prepared; only the first who asks hears so."""
        with self._lock:
            if self._bundle_hash in {"", bundle_hash}:
                return False
            self._bundle_hash = bundle_hash
            return True


@st.cache_resource(show_spinner=False)
def _prepared() -> _Prepared:
    return _Prepared()


def prepare(say: Callable[[str], None], ahead: Ahead = Ahead.PAGES) -> Plan | None:
    """Make the first scenario's plan before anybody asks, and begin with all others.

    Of a city that cannot be planned yet nothing is made, until one is adopted that can be (``follow``).

    Parameters
    ----------
    say
        Told what is being done, as message keys below ``screen.start.``.
    ahead
        How much is made; the rest is made when somebody asks for it.

    Returns
    -------
    Plan | None
        The first plan; None where the city cannot be planned.
    """
    say("bundle")
    shared.layer_store().trim(_KEPT_LAYER_FILES)
    folder = default_bundle_path()
    city = shared.city_in(folder)
    if plan_faults(city):
        say("no_plan")
        if ahead is not Ahead.FIRST:
            _prepared().begin(city.meta.bundle_hash, ahead)
        return None
    say("plan")
    first = _keys(city, folder)[0]
    case = shared.case_of(first)
    plan = shared.service().plan(case)
    shared.concerned_of(replace(first, scenario_id=""))
    say("map")
    shared.layers_of(plan.key, Choices().language, case, plan)
    all_stays()
    if ahead is not Ahead.FIRST:
        _prepared().begin(city.meta.bundle_hash, ahead)
        _begin(city, folder, ahead)
    return plan


def follow() -> None:
    """Begin anew where the bundle on disk is another than the one that was prepared.

    Nothing where this process prepares nothing.
    """
    folder = default_bundle_path()
    city = shared.city_in(folder)
    if _prepared().is_other(city.meta.bundle_hash) and not plan_faults(city):
        _begin(city, folder, _prepared().ahead)


def _begin(city: CityBundle, folder: Path, ahead: Ahead) -> None:
    """Make all plans in the background, then what the pages of map and places need.

    Of every scenario with the first preset, in the first language: whoever opens them first is not to
    wait.
    """
    keys = _keys(city, folder)
    if ahead is Ahead.PRESET:
        keys = [key for key in keys if key.preset is keys[0].preset]
    cases = [shared.case_of(key) for key in keys]
    by_case = dict(zip((case.key for case in cases), keys, strict=True))
    shown = [case for case in cases if case.preset is cases[0].preset] if ahead is Ahead.PAGES else []
    shared.service().prepare(
        cases,
        then=lambda case: shared.report_of(by_case[case.key]),
        steps=[
            *(partial(_ready_pages, case) for case in shown),
            *(partial(_ready_changes, case) for case in shown[:1]),
            *(partial(_ready_settings, keys[0]) for _ in shown[:1]),
            all_stays,
        ],
    )


def _keys(city: CityBundle, folder: Path) -> list[shared.Chosen]:
    """Return what is prepared, in its order.

    Every scenario with the preset 被害想定（現状）, then every scenario with the other preset. The later
    days after an earthquake come last: the first page and the lists of all hazards do without them.
    """
    first = first_days(city.scenarios.values())
    return [
        shared.Chosen(str(folder), city.meta.bundle_hash, scenario_id, preset, ())
        for scenarios in (first, [one for one in city.scenarios.values() if one not in first])
        for preset in Preset
        for scenario_id in (one.scenario_id for one in scenarios)
    ]


def _ready_pages(case: Case) -> None:
    """Have ready what the pages of map and places say of a case."""
    plan, language = shared.service().plan(case), Choices().language
    shared.layers_of(plan.key, language, case, plan)
    shared.day_of(plan.key, language, case, plan)
    shared.bounds_of_concerned(plan.key, case, plan)
    prepare_places(shared.openings(), case)


def _ready_changes(case: Case) -> None:
    """Have ready what もしも answers from, of the scenario that stands first, and with it all its kernels."""
    plan = shared.service().plan(case)
    shared.changed_days().prepare(case, plan, lambda: block_choice.ground(case, plan))
    if crowding_concerns(case.scenario):
        shared.crowding().crowding(case, plan)


def _ready_settings(key: shared.Chosen) -> None:
    """Have ready what a changed setting is planned from, of the scenario that stands first.

    A plan that lies on disk leaves no trees to follow, and loads no kernels.
    """
    switches = shared.switches_in(key.bundle_hash, shared.city_of(key))
    closings = [
        (CLOSINGS[name], next(iter(offered)))
        for name, offered in (("crossings", switches.crossings), ("bridges", switches.bridges))
        if offered
    ]
    changed = [replace(key, overrides=(closing,)) for closing in closings[-1:]]
    shared.service().rehearse([shared.case_of(one) for one in (key, *changed)])
