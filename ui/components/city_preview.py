"""What files would change of the city, and the choice: 採用する or やめる."""

from collections.abc import Iterable
from dataclasses import astuple

import streamlit as st

from domain.bundle import CityBundle
from domain.faults import InputError
from domain.import_report import ImportReport
from planning.case import Case
from presentation.city_change import layer_change_grid, question_change_grid
from presentation.held_words import missing_sentence
from presentation.import_words import report_lines
from presentation.names import layer_name
from presentation.place_changes import change_grid
from presentation.plain_text import markdown_text
from storage.store.reader import Reader
from ui import session, shared
from ui.components import change_map, frame, table, trouble
from ui.waiting import working
from use_cases.city_versions import Adopted, Adoption, adopt_city
from use_cases.given_files import UNSTATED_TERMS
from use_cases.import_sizes import Settled, settled_people
from use_cases.lists_of_city import districts_without_city
from use_cases.make_case import plan_faults
from use_cases.try_files import TriedFiles

_FLASH = "update.flash"
_CHANGES_SHOWN = 200


def show_flash() -> None:
    """Say once what came of a press that drew the page anew."""
    for line in session.kept(_FLASH) or ():
        st.success(line)
    session.forget(_FLASH)


def show(case: Case | None, reader: Reader | None, tried: TriedFiles) -> None:
    """Draw what was read, what would change, and the two buttons.

    Parameters
    ----------
    case
        Case of the page; None where the city cannot be planned yet.
    reader
        Who asks; None on one's own machine.
    tried
        The files on the city.
    """
    words = session.words()
    _reports(tried)
    st.subheader(words("city_change.preview"), anchor=False)
    found = tried.difference
    if not found.layers:
        st.info(words("city_change.nothing_changes"))
    else:
        table.show(layer_change_grid((astuple(one) for one in found.layers), words))
    lines = [
        words("city_change.people", before=found.residents_before, after=found.residents_after),
        words("city_change.places", before=found.places_before, after=found.places_after),
    ]
    if found.scenarios_added:
        added = [words.scenario(tried.after.scenario(one)) for one in found.scenarios_added]
        lines.append(markdown_text(words("city_change.scenarios_added", scenarios=words.listed(added))))
    frame.bullets(lines)
    _places(case, tried)
    table.show(question_change_grid(tried.questions_before, tried.questions_after, words))
    _cautions(reader, tried)
    can_plan = not plan_faults(tried.after)
    if can_plan and case is not None:
        _effect(case, tried)
    elif can_plan:
        st.success(words("city_change.plan_now"))
    elif case is None:
        st.info(missing_sentence(tried.after, words))
    else:
        st.error(words("city_change.no_plan"))
    # Once the city can be planned, no file takes the plans from all.
    _choose(reader, tried, can_adopt=can_plan or case is None)


def _places(case: Case | None, tried: TriedFiles) -> None:
    """Draw which places come, go, or have other marks: on the map, and as a table that opens."""
    words, changes = session.words(), tried.place_changes
    if changes.empty:
        return
    if case is not None:
        change_map.show(case, changes, "data.update.map")
    with st.expander(words("city_change.place_changes", count=len(changes))):
        table.show(change_grid(changes.head(_CHANGES_SHOWN), words))
        if len(changes) > _CHANGES_SHOWN:
            st.caption(words("city_change.more_changes", count=len(changes) - _CHANGES_SHOWN))


def _reports(tried: TriedFiles) -> None:
    """Draw what was made of each file; the first lines say it, the rest opens."""
    words = session.words()
    st.subheader(words("city_change.reports"), anchor=False)
    for report in tried.reports:
        head, *rest = report_lines(report, words)
        with st.expander(markdown_text(head), expanded=len(tried.reports) == 1):
            frame.bullets(rest)
    if any(report.is_unverified for report in tried.reports):
        st.warning(words("city_change.unverified"))
    for key, names in (("date", _undated(tried.reports)), ("terms", _without_terms(tried.reports))):
        if names:
            st.warning(markdown_text(words(f"city_change.{key}_unknown", sources=words.listed(names))))
    if tried.unused:
        st.warning(markdown_text(words("city_change.not_used", files=words.listed(tried.unused))))
    if tried.faults:
        with st.expander(words("city_change.warnings"), expanded=True):
            frame.bullets(trouble.fault_lines(tried.faults, words.language))


def _undated(reports: Iterable[ImportReport]) -> list[str]:
    words = session.words()
    found = (one for report in reports for one in report.sources if not one.date)
    return list(dict.fromkeys(words.name(one.name, one.name_en) for one in found))


def _without_terms(reports: Iterable[ImportReport]) -> list[str]:
    words = session.words()
    found = (one for report in reports for one in report.sources if one.licence in UNSTATED_TERMS)
    return list(dict.fromkeys(words.name(one.name, one.name_en) for one in found))


def _cautions(reader: Reader | None, tried: TriedFiles) -> None:
    """Say what stays model data, and which saved lists would not count."""
    words = session.words()
    left = [layer_name(layer, words.language) for layer in tried.model_layers]
    if left:
        st.info(markdown_text(words("city_change.model_left", layers=words.listed(left))))
    elif tried.before.meta.is_model:
        st.info(words("city_change.no_model_left"))
    if reader is None and not left:
        st.warning(words("city_change.no_model_sign_in"))
    lost = _lists_lost(reader, tried.after)
    if lost:
        st.warning(markdown_text(words("city_change.lists_lost", districts=words.listed(lost))))


def _lists_lost(reader: Reader | None, after: CityBundle) -> list[str]:
    """Return the districts with saved lists that a city does not have, by name."""
    if reader is None:
        return []
    store = shared.store()
    counts = store.counts.read(reader, year=store.sessions.clock().year)
    names = session.bundle().districts["name"].to_dict()
    return [str(names.get(one, one)) for one in districts_without_city(counts, after)]


def _effect(case: Case, tried: TriedFiles) -> None:
    """Draw how many people's answers are settled in the scenario of the page."""
    words, key = session.words(), (case.key, tried.after.places.shape, id(tried))
    name = words.scenario(case.scenario)
    if case.scenario.scenario_id not in tried.after.scenarios:
        st.info(markdown_text(words("city_change.settled_other", scenario=name)))
        return
    kept = session.kept("update.settled")
    asked = kept is not None and kept[0] == key
    if not (tried.has_sizes or asked) and not st.button(
        words("city_change.settled_do"), key="data.update.settled"
    ):
        return
    found: Settled = session.once("update.settled", key, lambda: _settled(case, tried))
    rounded = case.city.meta.data_kind.is_rounded

    def people(count: int) -> str:
        return words.persons(count, rounded=rounded)

    unknown = {"before": people(found.unknown_before), "after": people(found.unknown_after)}
    settled = "settled_persons" if found.persons > 0 else "settled_more"
    assigned = {"before": people(found.assigned_before), "after": people(found.assigned_after)}
    places = {"before": found.places_before, "after": found.places_after}
    frame.bullets(
        [
            words(f"city_change.{settled}", scenario=name, persons=people(abs(found.persons)), **unknown),
            words("city_change.settled_assigned", **assigned),
            words("city_change.settled_waiting", **places),
        ]
    )


def _settled(case: Case, tried: TriedFiles) -> Settled:
    """Make the plan of both cities with the settings of the page, but without what is closed."""
    words, service = session.words(), shared.service()
    scenario_id = case.scenario.scenario_id
    with working(words("screen.working")) as still_here:
        before, after = (
            service.plan_of_other_city(
                Case.of(city, city.scenario(scenario_id), case.settings, preset=case.preset),
                waiting=still_here,
            )
            for city in (tried.before, tried.after)
        )
    return settled_people(before, after)


def _choose(reader: Reader | None, tried: TriedFiles, *, can_adopt: bool) -> None:
    """Draw the two buttons; what is refused is said in words, and nothing is changed."""
    words = session.words()
    st.write(words("city_change.adopt_lead"))
    left, right = st.columns([1, 4])
    adopts = left.button(
        words("city_change.adopt"), type="primary", key="data.update.adopt", disabled=not can_adopt
    )
    if right.button(words("city_change.cancel"), key="data.update.cancel"):
        _begin_again()
        st.rerun()
    if adopts:
        what = "capacities" if tried.has_sizes and len(tried.used) == 1 else "files"
        said = Adoption(tried.before.meta.bundle_hash, what, tried.used)
        try:
            with working(words("city_change.adopting")):
                done = adopt_city(tried.after, said, reader=reader, store=shared.store_of_accounts())
                # Before anything else is drawn: a second press ends this run there.
                _begin_again()
                session.keep(_FLASH, _told(done))
        except InputError as error:
            st.error(words("city_change.refused"))
            frame.bullets(trouble.lines(error, words.language))
            return
        st.rerun()


def _told(done: Adopted) -> list[str]:
    words = session.words()
    version = words("city_change.numbered", number=done.event.version)
    lines = [words("city_change.adopted", version=version)]
    if done.removed:
        lines.append(words("city_change.removed_versions", numbers=words.listed(map(str, done.removed))))
    return lines


def _begin_again() -> None:
    """Empty the upload: a new one has another name."""
    session.forget("update.known", "update.said", "update.tried", "update.settled")
    session.keep("update.round", (session.kept("update.round") or 0) + 1)
