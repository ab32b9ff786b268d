"""Contracts of the registers that the store keeps: one row a member, a duty, a person who needs help.

Every register names the area of a row in the same three columns: ``ward_code``, ``district_id`` and
``org_id`` (empty where none concerns it); rights are decided by them. Fields marked personal are
encrypted in the store and stand in no log, error or file beyond the reader's role. Dates are texts
(2026-11-28, 1951-04, 1951; empty is unknown), so that what is known of a date is kept as it is.
"""

from typing import Any

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Index, Series

from domain.registers import DutyKind, MemberRole, PartnerKind
from domain.tables.base import Table
from domain.tables.ranges import BUILT_YEARS, MOST_DRILLS, MOST_DUTY_ARRIVAL_S, MOST_PERSONS
from domain.vocabulary import OpenClass, Post, YesNoUnknown

_YES_NO = [value.value for value in YesNoUnknown]
_POSTS = [value.value for value in Post]
_DATE = r"^(\d{4}(-\d{2}(-\d{2})?)?)?$"
_WARD = r"^\d{6}$"
_NOT_EMPTY = r"\S"
_OLDEST = 130
_IS_PERSONAL = "personal"


def _personal() -> Any:
    return pa.Field(metadata={_IS_PERSONAL: True})


def _personal_age() -> Any:
    return pa.Field(nullable=True, ge=0, le=_OLDEST, metadata={_IS_PERSONAL: True})


class Register(Table):
    """Columns that every register has."""

    ward_code: Series[str] = pa.Field(str_matches=_WARD)
    district_id: Series[str] = pa.Field(str_matches=_NOT_EMPTY)
    org_id: Series[str]

    @classmethod
    def personal_columns(cls) -> list[str]:
        """Names of the columns that hold personal values, in the order of the contract."""
        columns = cls.to_schema().columns
        return [name for name, column in columns.items() if (column.metadata or {}).get(_IS_PERSONAL)]

    @classmethod
    def open_columns(cls) -> list[str]:
        """Names of the columns that hold no personal value, in the order of the contract."""
        personal = set(cls.personal_columns())
        return [name for name in cls.columns() if name not in personal]


class OrganisationRegister(Register):
    """Voluntary disaster organisations (自主防災組織). <NA> is not surveyed (未調査).

    ``unit`` is the 単位自治会 that it belongs to; empty where it is the whole district's. ``org_id``
    is the organisation itself.
    """

    record_id: Index[str] = pa.Field(unique=True)
    name: Series[str] = pa.Field(str_matches=_NOT_EMPTY)
    unit: Series[str]
    households_covered: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0, le=MOST_PERSONS)
    founded_year: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=1900, le=BUILT_YEARS[1])
    drills_in_year: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0, le=MOST_DRILLS)
    drill_participants: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0, le=MOST_PERSONS)
    district_plan_made: Series[str] = pa.Field(isin=_YES_NO)
    can_open_at_night: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0, le=MOST_PERSONS)


class SquadRegister(Register):
    """Squads (班) of an organisation and the members that its own rule asks for."""

    record_id: Index[str] = pa.Field(unique=True)
    post: Series[str] = pa.Field(isin=_POSTS)
    needed: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0, le=MOST_PERSONS)


class EquipmentRegister(Register):
    """Equipment (資機材) of an organisation."""

    record_id: Index[str] = pa.Field(unique=True)
    item: Series[str] = pa.Field(str_matches=_NOT_EMPTY)
    quantity: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0, le=MOST_PERSONS)
    checked_on: Series[str] = pa.Field(str_matches=_DATE)


class DrillRegister(Register):
    """Drills held by an organisation."""

    record_id: Index[str] = pa.Field(unique=True)
    held_on: Series[str] = pa.Field(str_matches=_DATE)
    kind: Series[str]
    participants: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0, le=MOST_PERSONS)


class MemberRegister(Register):
    """Officers and squad members of an organisation, one row for each post that a person holds.

    ``title`` is the post as the organisation calls it (会計, ブロック長). ``age_low`` and ``age_high``
    bound the age in the year of the list where no date of birth is known (70代: 70 and 79).
    """

    record_id: Index[str] = pa.Field(unique=True)
    post: Series[str] = pa.Field(isin=_POSTS)
    role: Series[str] = pa.Field(isin=[value.value for value in MemberRole])
    title: Series[str]
    day: Series[str] = pa.Field(isin=_YES_NO)
    night: Series[str] = pa.Field(isin=_YES_NO)
    name: Series[str] = pa.Field(str_matches=_NOT_EMPTY, metadata={_IS_PERSONAL: True})
    kana: Series[str] = _personal()
    sex: Series[str] = _personal()
    born_on: Series[str] = pa.Field(str_matches=_DATE, metadata={_IS_PERSONAL: True})
    age_low: Series[pd.Int64Dtype] = _personal_age()
    age_high: Series[pd.Int64Dtype] = _personal_age()
    address: Series[str] = _personal()
    phone: Series[str] = _personal()
    other_contact: Series[str] = _personal()
    skills: Series[str] = _personal()
    note: Series[str] = _personal()


class OpeningDutyRegister(Register):
    """Who opens a place (開設担当) in a class of disaster, and how soon by day and by night [s]."""

    record_id: Index[str] = pa.Field(unique=True)
    place_id: Series[str] = pa.Field(str_matches=_NOT_EMPTY)
    open_class: Series[str] = pa.Field(isin=[value.value for value in OpenClass])
    kind: Series[str] = pa.Field(isin=[value.value for value in DutyKind])
    arrival_day_s: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0, le=MOST_DUTY_ARRIVAL_S)
    arrival_night_s: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0, le=MOST_DUTY_ARRIVAL_S)
    name: Series[str] = pa.Field(str_matches=_NOT_EMPTY, metadata={_IS_PERSONAL: True})
    phone: Series[str] = _personal()
    address: Series[str] = _personal()
    note: Series[str] = _personal()


class PartnerRegister(Register):
    """Schools, companies and others that help (協力先), and what they bring."""

    record_id: Index[str] = pa.Field(unique=True)
    name: Series[str] = pa.Field(str_matches=_NOT_EMPTY)
    kind: Series[str] = pa.Field(isin=[value.value for value in PartnerKind])
    brings: Series[str]
    agreed_on: Series[str] = pa.Field(str_matches=_DATE)
    contact_name: Series[str] = _personal()
    phone: Series[str] = _personal()


class NeedsHelpRegister(Register):
    """The support list (避難行動要支援者名簿, 災害対策基本法 49条の10): its legal items, and consent.

    ``org_id`` is the organisation that serves the person's address. ``consent`` is the person's to
    giving the entry to those who help (49条の11第2項): yes, no, or not known.
    """

    record_id: Index[str] = pa.Field(unique=True)
    consent: Series[str] = pa.Field(isin=_YES_NO)
    consent_on: Series[str] = pa.Field(str_matches=_DATE)
    number: Series[str] = _personal()
    name: Series[str] = pa.Field(str_matches=_NOT_EMPTY, metadata={_IS_PERSONAL: True})
    kana: Series[str] = _personal()
    born_on: Series[str] = pa.Field(str_matches=_DATE, metadata={_IS_PERSONAL: True})
    sex: Series[str] = _personal()
    address: Series[str] = _personal()
    phone: Series[str] = _personal()
    reason: Series[str] = _personal()
    needs: Series[str] = _personal()
    note: Series[str] = _personal()


class IndividualPlanRegister(Register):
    """Individual evacuation plans (個別避難計画, 49条の14): one row for each supporter of a person.

    ``person_id`` is the entry of the support list. A plan without a supporter has one row whose
    supporter fields are empty and whose ``supporter_consent`` is not known.
    """

    record_id: Index[str] = pa.Field(unique=True)
    person_id: Series[str] = pa.Field(str_matches=_NOT_EMPTY)
    person_consent: Series[str] = pa.Field(isin=_YES_NO)
    person_consent_on: Series[str] = pa.Field(str_matches=_DATE)
    supporter_consent: Series[str] = pa.Field(isin=_YES_NO)
    supporter_consent_on: Series[str] = pa.Field(str_matches=_DATE)
    made_on: Series[str] = pa.Field(str_matches=_DATE)
    place_id: Series[str]
    supporter_name: Series[str] = _personal()
    supporter_address: Series[str] = _personal()
    supporter_phone: Series[str] = _personal()
    route: Series[str] = _personal()
    note: Series[str] = _personal()
