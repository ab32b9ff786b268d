"""What nobody has surveyed in a district: stock, lists of support, organisations, facilities."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from domain.vocabulary import DayTime, YesNoUnknown
from readiness.areas import BoolArray
from readiness.inputs import ReadinessInputs
from readiness.ledger_sums import ledger_sums

_STOCK = ("stock_meals", "stock_water_l")
_SUPPORT = ("listed_persons", "consented_persons", "individual_plans")
_ORGANISATION = ("households_covered", "drills_in_year", "drill_participants")
#: The squads of an organisation are a table of their own.
_SQUADS = "posts"
_ANSWERS = ("plan_made", "drill_reported")


def survey_debt(inputs: ReadinessInputs, steady: Sequence[pd.DataFrame] | None = None) -> list[pd.DataFrame]:
    """Return what has not been surveyed, one row a district and survey.

    Parameters
    ----------
    inputs
        Inputs of the indicators.
    steady
        What ``steady_debt`` gives, where somebody has it.

    Returns
    -------
    list[pandas.DataFrame]
        Rows of ``DataDebt`` without remedies, in no order. ``persons`` are those who must leave (stock),
        those on the list or else who need support (support), all residents (organisations), the users
        of the facilities (facilities).
    """
    districts = inputs.city.districts.index
    facts = inputs.strength.district_facts.reindex(districts)
    must_leave = ledger_sums(inputs.ledgers[1])["must_leave"].reindex(districts, fill_value=0)
    return [
        _missing_facts(inputs, facts, _STOCK, must_leave, "stock_days"),
        *(steady_debt(inputs) if steady is None else steady),
    ]


def steady_debt(inputs: ReadinessInputs) -> tuple[pd.DataFrame, ...]:
    """Return what of it stays whoever goes where: support, organisations and facilities.

    Parameters
    ----------
    inputs
        City, organisations and the time of day of the scenario decide, and nothing else.

    Returns
    -------
    tuple[pandas.DataFrame, ...]
        For ``survey_debt``; nobody may change them.
    """
    city = inputs.city
    districts = city.districts.index
    facts = inputs.strength.district_facts.reindex(districts)
    support = _at_most(city.blocks, "support_persons").reindex(districts, fill_value=0)
    listed = facts["listed_persons"].astype("Float64").fillna(support.astype("Float64"))
    return (
        _missing_facts(inputs, facts, _SUPPORT, listed, "individual_plans_share"),
        _organisations(inputs),
        _facilities(inputs),
    )


def _at_most(blocks: pd.DataFrame, column: str) -> pd.Series:
    """Return how many people of each district a count can be of: all residents where it is not known."""
    persons = blocks[column].astype("Int64").fillna(blocks["residents"].astype("Int64"))
    return persons.groupby(blocks["district_id"]).sum()


def _missing_facts(
    inputs: ReadinessInputs, facts: pd.DataFrame, columns: Sequence[str], persons: pd.Series, indicator: str
) -> pd.DataFrame:
    missing = {name: facts[name].isna().to_numpy(dtype=bool) for name in columns}
    items = pd.Series(1, facts.index)
    return _rows(inputs, "district_facts", missing, items, persons, indicator)


def _organisations(inputs: ReadinessInputs) -> pd.DataFrame:
    """Return districts with an organisation of which something is not known, or with none in the table."""
    organisations, posts = inputs.strength.organisations, inputs.strength.posts
    districts = inputs.city.districts.index
    gaps = pd.DataFrame({name: organisations[name].isna() for name in _ORGANISATION})
    # Squads that are not on record, or of which nobody has said how many people they need.
    told = organisations.index.isin(posts["org_id"])
    gaps[_SQUADS] = ~told | organisations.index.isin(posts.loc[posts["needed"].isna(), "org_id"])
    by_district = gaps.groupby(organisations["district_id"]).any().reindex(districts)
    no_row = by_district[_SQUADS].isna().to_numpy(dtype=bool)
    missing = {
        name: np.where(no_row, True, by_district[name].eq(other=True)).astype(bool)
        for name in (*_ORGANISATION, _SQUADS)
    }
    items = gaps.any(axis=1).astype(np.int64).groupby(organisations["district_id"]).sum().reindex(districts)
    residents = inputs.city.blocks.groupby("district_id")["residents"].sum().reindex(districts, fill_value=0)
    return _rows(inputs, "organisations", missing, items.fillna(1), residents, "coverage_share")


def _facilities(inputs: ReadinessInputs) -> pd.DataFrame:
    """Return districts with facilities that have not said whether they have a plan or hold drills."""
    facilities = inputs.city.facilities
    districts = inputs.city.districts.index
    users = "users_day" if inputs.scenario.day_time is DayTime.DAY else "users_night"
    silent = pd.DataFrame({name: facilities[name] == YesNoUnknown.UNKNOWN.value for name in _ANSWERS})
    asked = silent.any(axis=1)
    district = facilities["district_id"]
    missing = {
        name: silent[name].groupby(district).any().reindex(districts, fill_value=False).to_numpy(dtype=bool)
        for name in _ANSWERS
    }
    # A facility whose users nobody has told leaves the number of its district open: it is no zero.
    waiting = facilities[users].where(asked, 0).astype("float64")
    persons = waiting.groupby(district).sum(skipna=False).reindex(districts, fill_value=0.0)
    items = asked.astype(np.int64).groupby(district).sum().reindex(districts, fill_value=0)
    return _rows(inputs, "facilities", missing, items, persons, "facilities_with_plan_share")


def _rows(
    inputs: ReadinessInputs,
    layer: str,
    missing: Mapping[str, BoolArray],
    items: "pd.Series[int]",
    persons: pd.Series,
    indicator: str,
) -> pd.DataFrame:
    districts = inputs.city.districts
    table = pd.DataFrame({
        "layer": layer,
        "missing": [
            ",".join(name for name, is_so in zip(missing, flags, strict=True) if is_so)
            for flags in zip(*missing.values(), strict=True)
        ],
        "item_id": districts.index.to_numpy(),
        "ward_code": districts["ward_code"].to_numpy(),
        "district_id": districts.index.to_numpy(),
        "items": items.to_numpy(dtype=np.int64),
        "persons": persons.to_numpy(dtype=np.float64),
        "indicator": indicator,
        "asked": "survey",
    })  # fmt: skip
    return table[table["missing"] != ""]
