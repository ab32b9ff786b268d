"""Strength of voluntary disaster organisations per district, ward and city. Counts, no persons."""

from enum import StrEnum
from types import MappingProxyType

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.typing import Index, Series

from domain.tables.base import Table
from domain.vocabulary import YesNoUnknown


class Level(StrEnum):
    """Levels of the table of strength."""

    DISTRICT = "district"
    WARD = "ward"
    CITY = "city"


class OrganisationStrength(Table):
    """What stands ready per area; the index is the district id, ward code or city code.

    Counts of squads are <NA> where no squad is on record, surveyed counts where no organisation
    was surveyed; where some were, they are sums over those, and ``unsurveyed_organisations`` says
    how many are missing. Sums over squads are at least so many where districts are left out: of
    ``squads_unknown`` districts no squad of an organisation is on record, of ``needed_unknown`` (with
    those) somebody's need is not known, of ``over_75_unknown`` ages in the squads, of
    ``leader_age_unknown`` that of a leader; surveyed counts in the same way, of ``drills_unknown``,
    ``participants_unknown`` and ``openers_unknown`` districts. ``coverage_share`` is households
    covered ÷ households of the area (NaN unknown); it says little alone where an organisation is the
    whole district.
    """

    area_id: Index[str] = pa.Field(unique=True)
    level: Series[str] = pa.Field(isin=[value.value for value in Level])
    organisations: Series[int] = pa.Field(ge=0)
    unsurveyed_organisations: Series[int] = pa.Field(ge=0)
    squads: Series[int] = pa.Field(ge=0)
    needed: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    filled: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    vacancies: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    over_75: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    leaders_missing: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    deputies_missing: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    leaders_over_75: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    squads_unknown: Series[int] = pa.Field(ge=0)
    needed_unknown: Series[int] = pa.Field(ge=0)
    over_75_unknown: Series[int] = pa.Field(ge=0)
    leader_age_unknown: Series[int] = pa.Field(ge=0)
    drills_unknown: Series[int] = pa.Field(ge=0)
    participants_unknown: Series[int] = pa.Field(ge=0)
    openers_unknown: Series[int] = pa.Field(ge=0)
    households: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    households_covered: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    coverage_share: Series[float] = pa.Field(nullable=True, ge=0, le=1)
    drills_in_year: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    organisations_without_drill: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    drill_participants: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    can_open_at_night: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    district_plans_made: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)


_SQUAD_COLUMNS = (
    "needed",
    "filled",
    "vacancies",
    "over_75",
    "leaders_missing",
    "deputies_missing",
    "leaders_over_75",
)
#: Which count says how many districts a sum leaves out.
LEFT_OUT_OF = MappingProxyType(
    {
        "needed": "needed_unknown",
        "filled": "squads_unknown",
        "vacancies": "needed_unknown",
        "over_75": "over_75_unknown",
        "leaders_missing": "squads_unknown",
        "deputies_missing": "squads_unknown",
        "leaders_over_75": "leader_age_unknown",
        "organisations_without_drill": "drills_unknown",
        "drill_participants": "participants_unknown",
        "can_open_at_night": "openers_unknown",
    }
)
_SQUADS_UNKNOWN = ("squads_unknown", "needed_unknown", "over_75_unknown", "leader_age_unknown")
_SURVEY_UNKNOWN = MappingProxyType(
    {
        "drills_unknown": "drills_in_year",
        "participants_unknown": "drill_participants",
        "openers_unknown": "can_open_at_night",
    }
)
_UNKNOWN_COLUMNS = (*_SQUADS_UNKNOWN, *_SURVEY_UNKNOWN)
#: Columns of ``Organisations`` that a survey fills.
_SURVEYED = ("households_covered", "drills_in_year", "drill_participants", "can_open_at_night")
_SURVEY_COLUMNS = (*_SURVEYED, "organisations_without_drill", "district_plans_made")


def combine_strength(
    organisations: pd.DataFrame,
    posts: pd.DataFrame,
    districts: pd.DataFrame,
    blocks: pd.DataFrame,
    city_code: str,
) -> pd.DataFrame:
    """Return ``OrganisationStrength``: districts, then wards, then the city, each sorted by id.

    A ward that has the code of the city (a town without wards) has no row beside the city's.

    Parameters
    ----------
    organisations, posts
        ``Organisations`` and ``Posts``; districts without an organisation are kept with none.
    districts, blocks
        ``Districts`` (which ward) and ``Blocks`` (households).
    city_code
        Id of the city's row.

    Returns
    -------
    pd.DataFrame
        ``OrganisationStrength``.
    """
    facts = _organisation_facts(organisations, posts)
    ward_of = districts["ward_code"]
    counted = blocks["households"].astype("Int64").groupby(blocks["district_id"])
    # A sum of which a part is not known is not known.
    households = counted.sum().where(counted.count() == counted.size())
    levels = [
        (Level.DISTRICT, pd.Series(ward_of.index, index=ward_of.index)),
        (Level.WARD, ward_of[ward_of != city_code]),
        (Level.CITY, pd.Series(city_code, index=ward_of.index)),
    ]
    parts = [_combine(facts, households, area_of, level) for level, area_of in levels]
    return OrganisationStrength.check(pd.concat(parts))


def _organisation_facts(organisations: pd.DataFrame, posts: pd.DataFrame) -> pd.DataFrame:
    """Return one row an organisation: its squads summed, its survey answers."""
    squads = posts.assign(
        vacancies=(posts["needed"] - posts["filled"]).clip(lower=0),
        leaders_missing=~posts["has_leader"],
        deputies_missing=~posts["has_deputy"],
        leaders_over_75=posts["has_leader"] & posts["leader_over_75"],
    )
    by_org = squads.groupby("org_id")[list(_SQUAD_COLUMNS)].sum(min_count=1).astype("Int64")
    facts = organisations[["district_id", *_SURVEYED]].join(by_org)
    for name, column in zip(_SQUADS_UNKNOWN, ("filled", "needed", "over_75", "leaders_over_75"), strict=True):
        open_ones = squads[column].isna().groupby(squads["org_id"]).any()
        # An organisation without a squad on record: none of its counts is known.
        facts[name] = open_ones.reindex(facts.index).fillna(value=True).astype(bool)
    for name, column in _SURVEY_UNKNOWN.items():
        facts[name] = facts[column].isna()
    # Here no squad on record is no squad counted, which the next columns tell.
    facts["squads"] = posts.groupby("org_id").size().reindex(facts.index, fill_value=0)
    facts["organisations_without_drill"] = (organisations["drills_in_year"] == 0).astype("Int64")
    plan = organisations["district_plan_made"]
    facts["district_plans_made"] = (plan == YesNoUnknown.YES.value).astype("Int64")
    facts.loc[plan == YesNoUnknown.UNKNOWN.value, "district_plans_made"] = pd.NA
    answers = facts[[*_SURVEYED, "district_plans_made"]]
    facts["unsurveyed"] = answers.isna().any(axis=1)
    # Coverage needs both households of the same organisations; those unsurveyed make it unknown.
    facts["coverage_known"] = facts["households_covered"].notna()
    return facts


def _combine(
    facts: pd.DataFrame, households: pd.Series, area_of: "pd.Series[str]", level: Level
) -> pd.DataFrame:
    areas = pd.Index(sorted(set(area_of)), dtype="str", name="area_id")
    by_area = facts.groupby(facts["district_id"].map(area_of))
    sums = by_area[[*_SQUAD_COLUMNS, *_SURVEY_COLUMNS]].sum(min_count=1).reindex(areas)
    counts = by_area.agg(organisations=("squads", "size"), squads=("squads", "sum"))
    counts["unsurveyed_organisations"] = by_area["unsurveyed"].sum()
    counts = counts.reindex(areas, fill_value=0).astype("int64")
    unknown = facts.groupby("district_id")[list(_UNKNOWN_COLUMNS)].any().reindex(area_of.index)
    # Of a district without an organisation in the table nothing is known either.
    unknown = unknown.fillna(value=True).astype("int64").groupby(area_of).sum().reindex(areas)
    counted = households.groupby(area_of.reindex(households.index))
    total = counted.sum().where(counted.count() == counted.size()).reindex(areas, fill_value=0)
    covered = sums["households_covered"].astype("Float64").to_numpy(dtype=np.float64, na_value=np.nan)
    all_known = by_area["coverage_known"].all().reindex(areas, fill_value=False).to_numpy(dtype=bool)
    size = total.to_numpy(dtype=np.float64, na_value=np.nan)
    share = np.divide(covered, size, out=np.full(len(areas), np.nan), where=(size > 0) & all_known)
    table = pd.concat([counts, unknown, sums.astype("Int64")], axis=1)
    table["level"] = pd.array([level.value] * len(areas), dtype="str")
    table["households"] = total.astype("Int64")
    # Where an organisation counts households of its neighbours too, the share stays at 1.
    table["coverage_share"] = np.minimum(share, 1.0)
    return table[OrganisationStrength.columns()]
