"""Parts of the page of organisations: strength by ward and district; a roster tried, never stored."""

import datetime as dt
from functools import partial

import streamlit as st

from domain.faults import count_faults
from domain.vocabulary import Severity
from planning.case import Case
from planning.changed_posts import with_posts
from planning.plan import Plan
from presentation.names import district_names, ward_names
from presentation.plain_text import markdown_text
from ui import session
from ui.components import evidence, frame, table
from ui.view import organisations, roster
from use_cases.upload_roster import RosterUpload, roster_template, upload_roster

_FAULTS_SHOWN = 200
_CSV = "text/csv"


def strength(case: Case, plan: Plan) -> None:
    """Draw the strength of wards, then of one ward's districts."""
    words = session.words()
    counts = session.strength(case)
    table.show(organisations.ward_grid(case, counts, words))
    evidence.show(case, plan, "organisations")
    names = _wards(case)
    ward = _ward(names)
    st.selectbox(
        words("screen.district.ward"),
        list(names),
        key=session.bind("organisations.ward", ward),
        format_func=lambda code: names[code],
        on_change=_take_ward,
    )
    table.show(organisations.district_grid(case, counts, ward, words))


def try_roster(case: Case, plan: Plan) -> None:
    """Draw template and upload, every fault of the file, and what the roster would change."""
    words = session.words()
    frame.section(words("screen.organisations.try_title"), "try")
    st.write(words("screen.organisations.try_lead"))
    wards = _wards(case)
    ward = _ward(wards)
    names = roster.organisation_names(case, ward)
    table.show(roster.ids_grid(names, wards[ward], words))
    chosen = st.selectbox(
        words("screen.organisations.own_organisation"),
        list(names),
        index=None,
        key="organisations.own",
        format_func=lambda org_id: names.get(org_id, org_id),
    )
    st.download_button(
        words("screen.organisations.template"),
        data=partial(roster_template, chosen or "", names.get(chosen or "", "")),
        file_name="sonae-roster-template.csv",
        mime=_CSV,
        key="organisations.template",
        on_click="ignore",
    )
    file = st.file_uploader(words("screen.organisations.upload"), type=["csv"], key="organisations.roster")
    if file is None:
        session.forget("roster", "roster.effect")
        return

    def check() -> RosterUpload:
        year = dt.datetime.now(tz=dt.UTC).year
        return upload_roster(file.getvalue(), case.strength, year=year, file=file.name)

    # Counts and faults without any person are kept for this reader while his file is there.
    upload = (file.file_id, case.city.meta.bundle_hash)
    result = session.once("roster", upload, check)
    _faults(result)
    if not result.refused:
        _effect(case, plan, result, upload)


def _faults(result: RosterUpload) -> None:
    words = session.words()
    errors = count_faults(result.faults, Severity.ERROR)
    if errors:
        st.error(words("screen.organisations.refused", count=errors))
    else:
        st.success(words("screen.organisations.checked", rows=result.members))
    if result.faults:
        table.show(roster.fault_grid(result.faults, words, shown=_FAULTS_SHOWN))
        st.download_button(
            words("screen.organisations.faults_file"),
            data=lambda: roster.fault_csv(result.faults, words),
            file_name="sonae-roster-faults.csv",
            mime=_CSV,
            key="organisations.faults",
            on_click="ignore",
        )


def _effect(case: Case, plan: Plan, result: RosterUpload, upload: tuple[str, str]) -> None:
    words = session.words()
    after_case, after = session.once(
        "roster.effect", (*upload, plan.key), lambda: with_posts(case, plan, result.posts)
    )
    names = district_names(case, words.language).to_dict()
    for district_id in result.district_ids:
        st.markdown(f"#### {markdown_text(names[district_id])}")
        table.show(roster.squads_grid(case, after_case, district_id, words))
        table.show(roster.indicators_grid(plan, after, district_id, words))


def _wards(case: Case) -> dict[str, str]:
    return {str(code): str(name) for code, name in ward_names(case, session.words().language).items()}


def _ward(names: dict[str, str]) -> str:
    """Return the ward that the reader chose, else the first."""
    chosen = session.choices().ward_code
    return chosen if chosen in names else next(iter(names))


def _take_ward() -> None:
    session.choose_ward(session.value_of("organisations.ward"))
