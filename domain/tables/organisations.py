"""Contracts of the tables about organisations and districts. Counts only, no persons."""

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Index, Series

from domain.registers import DutyKind
from domain.tables.base import Table
from domain.tables.ranges import (
    BUILT_YEARS,
    MOST_DRILLS,
    MOST_DUTY_ARRIVAL_S,
    MOST_PERSONS,
    MOST_PUBLISHED,
    MOST_STOCK,
)
from domain.vocabulary import OpenClass, Post, YesNoUnknown

_YES_NO = [value.value for value in YesNoUnknown]


class Organisations(Table):
    """Voluntary disaster organisations (自主防災組織). <NA> is not surveyed (未調査)."""

    org_id: Index[str] = pa.Field(unique=True)
    district_id: Series[str]
    name: Series[str]
    households_covered: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0, le=MOST_PERSONS)
    founded_year: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=1900, le=BUILT_YEARS[1])
    drills_in_year: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0, le=MOST_DRILLS)
    drill_participants: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0, le=MOST_PERSONS)
    district_plan_made: Series[str] = pa.Field(isin=_YES_NO)
    can_open_at_night: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0, le=MOST_PERSONS)


class Posts(Table):
    """Squads of each organisation; index runs from 0.

    ``needed`` people by the organisation's own rule (<NA>: nobody has said), ``filled`` people in it, of
    them ``over_75`` (<NA>: ages are not known that may be so). ``has_leader`` and ``has_deputy`` say
    whether the posts are held; ``leader_over_75`` whether the leader is 75 or older (<NA>: not known).
    """

    row: Index[int] = pa.Field(unique=True)
    org_id: Series[str]
    post: Series[str] = pa.Field(isin=[value.value for value in Post])
    needed: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0, le=MOST_PERSONS)
    filled: Series[int] = pa.Field(ge=0, le=MOST_PERSONS)
    over_75: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0, le=MOST_PERSONS)
    has_leader: Series[bool]
    has_deputy: Series[bool]
    leader_over_75: Series[pd.BooleanDtype] = pa.Field(nullable=True)


class ListedOrganisations(Table):
    """Organisations of which the store says something in place of the city's own data, and since when.

    ``members_version`` is that of the newest members list, ``facts_version`` that of what an office has
    said of the organisation itself; each with the time it was made (ISO, UTC). <NA> and empty: none.
    ``needs_told`` says whether the store holds how many people each squad needs.
    """

    org_id: Index[str] = pa.Field(unique=True)
    members_version: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=1)
    members_made_at: Series[str]
    facts_version: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=1)
    facts_made_at: Series[str]
    needs_told: Series[bool]


class ListedDistricts(Table):
    """Districts whose counts of people who need help are those of the store's lists, and since when.

    ``persons_version`` is that of the newest support list, ``plans_version`` that of the newest individual
    plan (<NA> and empty: none); each with the time it was made (ISO, UTC).
    """

    district_id: Index[str] = pa.Field(unique=True)
    persons_version: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=1)
    persons_made_at: Series[str]
    plans_version: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=1)
    plans_made_at: Series[str]


class SquadHours(Table):
    """How many of a squad can come by day and by night, where a members list is on record; index from 0.

    ``…_min`` have said that they can; ``…_max`` have not said that they cannot. A squad without a row is
    not surveyed.
    """

    row: Index[int] = pa.Field(unique=True)
    org_id: Series[str]
    post: Series[str] = pa.Field(isin=[value.value for value in Post])
    day_min: Series[int] = pa.Field(ge=0, le=MOST_PERSONS)
    day_max: Series[int] = pa.Field(ge=0, le=MOST_PERSONS)
    night_min: Series[int] = pa.Field(ge=0, le=MOST_PERSONS)
    night_max: Series[int] = pa.Field(ge=0, le=MOST_PERSONS)


class DistrictFacts(Table):
    """Counts per district that belong to no block. <NA> and NaN are not surveyed."""

    district_id: Index[str] = pa.Field(unique=True)
    listed_persons: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0, le=MOST_PERSONS)
    consented_persons: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0, le=MOST_PERSONS)
    individual_plans: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0, le=MOST_PERSONS)
    stock_meals: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0, le=MOST_STOCK)
    stock_water_l: Series[float] = pa.Field(nullable=True, ge=0, le=MOST_STOCK)
    association_share: Series[float] = pa.Field(nullable=True, ge=0, le=1)


class OpeningDuty(Table):
    """Who opens which place (開設担当), as counts; index runs from 0. A place without a row is not surveyed.

    A row of 0 persons says that somebody has asked and nobody of this kind is there: it is no unknown.
    ``persons`` of one ``kind`` start from one block (``block_id`` empty: not known) and say that they
    arrive by day and by night so many seconds after they are called (<NA>: nobody has said).
    """

    row: Index[int] = pa.Field(unique=True)
    place_id: Series[str]
    open_class: Series[str] = pa.Field(isin=[value.value for value in OpenClass])
    kind: Series[str] = pa.Field(isin=[value.value for value in DutyKind])
    block_id: Series[str]
    arrival_day_s: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0, le=MOST_DUTY_ARRIVAL_S)
    arrival_night_s: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0, le=MOST_DUTY_ARRIVAL_S)
    persons: Series[int] = pa.Field(ge=0, le=MOST_PERSONS)


class PlaceFacts(Table):
    """What a survey says of places beside the official list. <NA> is not surveyed.

    ``toilets`` are those that can be used while the place is open, portable ones in stock among them.
    """

    place_id: Index[str] = pa.Field(unique=True)
    toilets: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0, le=MOST_PERSONS)


class PublishedFigures(Table):
    """Published official figures to stand beside ours; index runs from 0.

    ``scope`` is a ward code or the city code; ``measure`` one of the keys below
    ``published_measure.`` in the catalogue.
    """

    row: Index[int] = pa.Field(unique=True)
    scenario_id: Series[str]
    scope: Series[str]
    measure: Series[str]
    value_min: Series[float] = pa.Field(ge=0, le=MOST_PUBLISHED)
    value_max: Series[float] = pa.Field(ge=0, le=MOST_PUBLISHED)
    unit: Series[str]
    source: Series[str]
    date: Series[str]
    note: Series[str]
    note_en: Series[str]
