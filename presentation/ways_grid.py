"""Who has two ways (孤立) by area, against the target: beside the indicators of a plan, made when asked."""

import json

import pandas as pd

from domain.vocabulary import IndicatorStatus
from planning.case import Case
from planning.isolation import Isolation
from planning.plan import Plan
from presentation.grid import Grid
from presentation.readiness_tables import area_names
from presentation.ways_share import share_text
from presentation.words import SMALL_COUNT, Words
from readiness.ways_out import ways_indicator

_KEYS = ("area", "share", "target", "band", "lacking", "corner")
_KNOWN = frozenset({IndicatorStatus.KNOWN.value, IndicatorStatus.PARTLY_UNKNOWN.value})
_LACKING = "affected_persons"


def ways_grid(case: Case, plan: Plan, isolation: Isolation, words: Words, ward_code: str = "") -> Grid:
    """Return the share of people who have two ways, with those who lack them.

    Parameters
    ----------
    case, plan, isolation
        A case and its plan, and what was found of all districts.
    words
        Words of the reader.
    ward_code
        Ward whose districts are told, too; the city and all wards alone where empty.
    """
    table = ways_indicator(case.city, isolation.districts, case.settings)
    table = table.sort_values("level", key=lambda one: one.map({"city": 0, "ward": 1, "district": 2}),
                              kind="stable")  # fmt: skip
    if ward_code:
        own = case.city.districts.index[case.city.districts["ward_code"] == ward_code]
        table = table[table["area_id"].isin([ward_code, *own])]
    else:
        table = table[table["level"] != "district"]
    names, corner = area_names(case, words.language), _on_corners(case, isolation)

    def people(persons: float) -> str:
        return words.people_cell(persons, rounded=plan.is_rounded or persons < SMALL_COUNT)

    rows = []
    for row in table.to_dict(orient="records"):
        area, known = str(row["area_id"]), row["status"] in _KNOWN
        nothing = words("export.none")
        rows.append((
            str(names[area]),
            share_text(row, words) if known else words(f"indicator_status.{row['status']}"),
            words.percent(row["target"]) if known else nothing,
            words(f"band.{row['band']}") if known else nothing,
            people(_amount(str(row["inputs"]), _LACKING)) if known else nothing,
            people(float(corner[area])) if known else nothing,
        ))  # fmt: skip
    return Grid(
        headings=tuple(words(f"isolation.ways_column.{key}") for key in _KEYS),
        rows=tuple(rows), numbers=(False, True, True, False, True, True), keys=_KEYS,
        caption=words("indicator.two_ways_share.name"), notes=(words("isolation.note"),),
    )  # fmt: skip


def _on_corners(case: Case, isolation: Isolation) -> "pd.Series[int]":
    """Return people who hang on a corner alone, by district, ward and city."""
    persons = isolation.districts["corner_persons"]
    wards = persons.groupby(case.city.districts["ward_code"].reindex(persons.index)).sum()
    sums = pd.concat([persons, wards, pd.Series({case.city.meta.city_code: int(persons.sum())})])
    # In a town without wards the only ward has the code of the city.
    return sums[~sums.index.duplicated(keep="last")]


def _amount(inputs: str, name: str) -> float:
    return next(float(one["value"]) for one in json.loads(inputs) if one["name"] == name)
