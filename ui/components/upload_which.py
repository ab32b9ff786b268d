"""The first step of the page that lists go in by: which list, whose, and its templates."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import streamlit as st

from community.roster_columns import FORMS, RosterForm, RosterKind
from domain.registers import RegisterName, Role
from exports.roster_template import template_csv, template_workbook
from planning.case import Case
from presentation.names import ward_names
from storage.store.reader import Reader
from storage.store.remembered import ListScope
from ui import session
from ui.components import frame, table
from ui.view import roster

_CSV = "text/csv"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class WhichList:
    """Which list a reader gives, and whose.

    Parameters
    ----------
    kind
        Which of the two lists.
    ward_code
        Ward that it keeps to; empty for the whole city.
    org_id, district_id
        Organisation (a) whose list it is, district (b) of rows that name none; empty where it says so.
    own_districts
        Districts that it may hold; None for all.
    """

    kind: RosterKind
    ward_code: str
    org_id: str
    district_id: str
    own_districts: frozenset[str] | None

    @property
    def form(self) -> RosterForm:
        """Form of the list."""
        return FORMS[self.kind]

    @property
    def register(self) -> RegisterName:
        """Register that it goes into."""
        return RegisterName.MEMBERS if self.kind is RosterKind.MEMBERS else RegisterName.NEEDS_HELP

    def scope(self, case: Case) -> ListScope:
        """Whose list it is, for what is remembered of it."""
        if not self.org_id:
            return ListScope(self.register, self.ward_code)
        district = str(case.strength.organisations.loc[self.org_id, "district_id"])
        ward = str(case.city.districts.loc[district, "ward_code"])
        return ListScope(self.register, ward, district, self.org_id)


def choose_list(case: Case, reader: Reader | None) -> WhichList:
    """Draw the first step: which list, whose, and its templates."""
    words = session.words()
    frame.section(words("upload.step_list"), "list")
    kinds = [RosterKind.MEMBERS]
    if reader is None or reader.role is Role.HEADQUARTERS:
        kinds.append(RosterKind.NEEDS_HELP)
    kind = st.radio(
        words("upload.kind"),
        kinds,
        key="upload.kind",
        format_func=lambda one: words(f"upload.kind_{one}"),
        captions=[words(f"upload.kind_{one}_note") for one in kinds],
    )
    wards = own_wards(case, reader)
    whole = words("upload.whole_city")
    options = (["", *wards] if reader is None or reader.role is Role.HEADQUARTERS else list(wards)) or [""]
    left, right = st.columns(2)
    ward = left.selectbox(
        words("screen.district.ward"),
        options,
        key="upload.ward",
        format_func=lambda code: wards.get(code, whole),
    )
    inside = _districts(case, reader, ward)
    org_id = district_id = ""
    if kind is RosterKind.MEMBERS:
        names = _organisations(case, reader, inside)
        org_id = right.selectbox(
            words("upload.organisation"),
            ["", *names],
            index=1 if len(names) == 1 else 0,
            key="upload.organisation",
            format_func=lambda one: names.get(one, words("upload.organisation_in_file")),
            help=words("screen.organisations.own_help"),
        )
        _templates(FORMS[kind], org_id, names)
        with st.expander(words("upload.ids")):
            table.show(roster.ids_grid(names, wards.get(ward, whole), words))
    else:
        districts = {key: str(case.city.districts.loc[key, "name"]) for key in sorted(inside)}
        district_id = right.selectbox(
            words("upload.district"),
            ["", *districts],
            key="upload.district",
            format_func=lambda one: districts.get(one, words("upload.district_in_file")),
        )
        _templates(FORMS[kind], "", {})
    is_all = len(inside) == len(case.city.districts)
    return WhichList(kind, ward, org_id, district_id, None if is_all else inside)


def own_wards(case: Case, reader: Reader | None) -> dict[str, str]:
    """Return the names of the wards in which a reader has lists."""
    names = {str(code): str(name) for code, name in ward_names(case, session.words().language).items()}
    if reader is None or reader.role is Role.HEADQUARTERS:
        return names
    districts, organisations = case.city.districts, case.strength.organisations
    ids = set(reader.district_ids) | set(
        organisations.loc[organisations.index.isin(reader.org_ids), "district_id"]
    )
    own = reader.ward_codes | set(districts.loc[districts.index.isin(ids), "ward_code"])
    return {code: name for code, name in names.items() if code in own}


def _districts(case: Case, reader: Reader | None, ward: str) -> frozenset[str]:
    """Return the districts that a list of a ward may hold, as far as they are the reader's."""
    districts, organisations = case.city.districts, case.strength.organisations
    inside = set(districts.index[(districts["ward_code"] == ward) | (ward == "")])
    if reader is not None and reader.role is not Role.HEADQUARTERS:
        wards = set(districts.index[districts["ward_code"].isin(reader.ward_codes)])
        orgs = set(organisations.loc[organisations.index.isin(reader.org_ids), "district_id"])
        inside &= wards | set(reader.district_ids) | orgs
    return frozenset(inside)


def _organisations(case: Case, reader: Reader | None, inside: frozenset[str]) -> dict[str, str]:
    found = case.strength.organisations[case.strength.organisations["district_id"].isin(inside)].sort_index()
    wards = found["district_id"].map(case.city.districts["ward_code"])
    return {
        str(org_id): str(name)
        for (org_id, name), district, ward in zip(
            found["name"].items(), found["district_id"], wards, strict=True
        )
        if reader is None or reader.reaches(str(ward), str(district), str(org_id))
    }


def _templates(form: RosterForm, own: str, names: Mapping[str, str]) -> None:
    """Draw the buttons of the two templates."""
    words = session.words()
    name = names.get(own, "")
    left, right = st.columns(2)
    left.download_button(
        words("screen.organisations.template_workbook"),
        data=lambda: template_workbook(
            form, words.language, org_id=own, org_name=name, organisations=dict(names)
        ),
        file_name=f"sonae-{form.kind}-template.xlsx",
        mime=_XLSX,
        key="upload.template_workbook",
        on_click="ignore",
    )
    right.download_button(
        words("screen.organisations.template"),
        data=partial(template_csv, form, own, name),
        file_name=f"sonae-{form.kind}-template.csv",
        mime=_CSV,
        key="upload.template",
        on_click="ignore",
    )
