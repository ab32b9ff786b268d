"""One organisation on its page: by counts in the demonstration, from the store for who may see it."""

import datetime as dt

import pandas as pd
import streamlit as st

from community.organisation_state import OrganisationState, organisation_state
from domain.japan_time import JAPAN
from domain.registers import RegisterName
from exports.contact_tree_pdf import contact_tree_pdf
from planning.case import Case
from planning.plan import Plan
from presentation.contact_tree import contact_grid
from presentation.listed_squads import listed_notes
from presentation.names import district_names
from presentation.plain_text import markdown_text
from storage.store.reader import Reader
from ui import session, shared, signed_in, support_choice
from ui.components import downloads, frame, organisation_parts, table
from ui.view import organisation as view
from use_cases.read_organisation import OrganisationRecord, empty_record, read_organisation

_DISTRICT, _ORGANISATION, _CALLS = "organisation.district", "organisation.org", "organisation.calls"
_FEWEST_CALLS, _USUAL_CALLS, _MOST_CALLS = 2, 5, 10


def organisation(case: Case, plan: Plan) -> None:
    """Draw the choice of an organisation, and all that is known of it."""
    words = session.words()
    frame.section(words("organisation.title"), "one")
    district_id = _district(case)
    names = case.strength.organisations["name"]
    own = names[case.strength.organisations["district_id"] == district_id]
    if own.empty:
        st.write(words("organisation.none_in_district"))
        return
    org_id = st.selectbox(
        words("organisation.organisation"), list(own.index), key=f"{_ORGANISATION}.{district_id}",
        format_func=lambda one: own[one],
    )  # fmt: skip
    reader = session.reader()
    record = _record(case, reader, str(org_id), district_id)
    if reader is None:
        st.info(words("organisation.demonstration"))
    if record.registers[RegisterName.MEMBERS].empty:
        if reader is not None:
            st.info(words("organisation.no_people"))
        table.show(view.counted_squads(case, str(org_id), words))
    notes = listed_notes(case, [str(org_id)], words)
    if notes:
        frame.bullets(list(notes))
    table.show(view.shares_grid(plan, district_id, words))
    if record.is_on_record:
        _from_store(record, str(org_id), str(own[org_id]), reader)
    table.show(view.places_grid(case, plan, district_id, record.opening_duty, words))
    if not record.partners.empty:
        table.show(view.partners_grid(record.partners, words))


def _district(case: Case) -> str:
    words = session.words()
    ward = organisation_parts.chosen_ward(organisation_parts.wards(case))
    names = district_names(case, words.language)
    inside = [str(one) for one in case.city.districts.index[case.city.districts["ward_code"] == ward]]
    last = session.choices().district_id
    chosen = st.selectbox(
        words("organisation.district"),
        inside,
        index=inside.index(last) if last in inside else 0,
        key=f"{_DISTRICT}.{ward}.{last}",
        format_func=lambda one: str(names[one]),
    )
    return str(chosen)


def _record(case: Case, reader: Reader | None, org_id: str, district_id: str) -> OrganisationRecord:
    """Read what the reader may see; it stays on this run of the page."""
    if reader is None:
        return empty_record()
    places = case.city.places
    place_ids = [str(one) for one in places.index[places["district_id"] == district_id]]
    return read_organisation(shared.store(), reader, org_id, district_id, place_ids)


def _from_store(record: OrganisationRecord, org_id: str, name: str, reader: Reader | None) -> None:
    words = session.words()
    today = support_choice.today()
    calls = int(st.session_state.get(_CALLS, _USUAL_CALLS))
    state = organisation_state(record.registers, org_id, today, most_calls=calls)
    members = record.registers[RegisterName.MEMBERS]
    if not members.empty:
        table.show(view.squads_grid(state.needs, state.moves, words))
    table.show(view.facts_grid(state, words))
    if not state.ages.empty:
        table.show(view.ages_grid(state, words))
    if not state.several.empty:
        table.show(view.several_grid(state, members, words))
    table.show(view.equipment_grid(state, words))
    if not state.tree.empty and reader is not None:
        _tree(state, members, name, calls, reader)


def _tree(state: OrganisationState, members: pd.DataFrame, name: str, calls: int, reader: Reader) -> None:
    words, language = session.words(), session.language()
    frame.section(words("contact.title"), "contact")
    st.number_input(
        words("contact.most"),
        min_value=_FEWEST_CALLS,
        max_value=_MOST_CALLS,
        value=_USUAL_CALLS,
        key=_CALLS,
        width=160,
    )
    grid = contact_grid(state.tree, members, words, most_calls=calls)
    table.show(grid)
    account = signed_in.account()
    # Whoever printed it is named as in the list of accounts; her id stands on no page.
    printed_by = reader.account if account is None else account.name

    def paper() -> bytes:
        now = dt.datetime.now(JAPAN)
        return contact_tree_pdf(grid, name, account=printed_by, at=now, language=language)

    st.caption(markdown_text(words("contact.personal")))
    downloads.button("contact_tree", "organisations", paper, "contact-tree.pdf", downloads.PDF)
