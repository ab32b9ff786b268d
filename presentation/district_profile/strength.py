"""The organisation of a district with its squads, its weak points, and every indicator."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from planning.case import Case
from planning.kept_stages import kept
from planning.plan import Plan
from presentation.district_profile.subject import Subject
from presentation.grid import Grid, grid_from
from presentation.listed_squads import listed_notes, listed_person_notes
from presentation.names import district_names, ward_names
from presentation.plan_table import Cell, PlanTable
from presentation.priority_tables import debt_table
from presentation.readiness_tables import (
    indicator_table,
    indicator_units,
    organisation_table,
    squad_table,
    weak_point_table,
)
from presentation.words import Words

_TOP_GAPS = 3
_ORGANISATION = (
    "organisation", "households_covered", "drills", "drill_participants", "district_plan", "open_at_night",
    "posts_needed", "posts_filled", "posts_over_75", "data_kind",
)  # fmt: skip
_SQUADS = ("squad", "posts_needed", "posts_filled", "posts_over_75", "has_leader", "has_deputy", "data_kind")
_HOURS = ("by_day", "by_night")
_GAPS = (
    "rank", "indicator", "value", "target_value", "unit", "affected", "cause", "next_action", "owner",
    "data_kind",
)  # fmt: skip
_DEBTS = ("debt_item", "debt_missing", "debt_persons", "next_action", "debt_owner", "data_kind")
_INDICATORS = (
    "indicator", "pillar", "value", "value_min", "value_max", "unit", "target_value", "band", "status",
    "inputs", "data_kind",
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class DistrictStrength:
    """How strong one district is, and what to do next; no figure of its people waits for that.

    Parameters
    ----------
    organisation, squads
        Strength of the organisation.
    list_notes
        Which lists of the store the strength rests on, and squads that are too few by day or by night.
    weak_points
        What to do next.
    debts
        What is not known of the district, and of how many people it hides the answer.
    """

    organisation: Grid
    squads: Grid
    list_notes: tuple[str, ...]
    weak_points: Grid
    debts: Grid


def build_strength(case: Case, plan: Plan, district_id: str, words: Words) -> DistrictStrength:
    """Return the strength of a district.

    Parameters
    ----------
    case, plan
        Inputs and results.
    district_id
        District of the city.
    words
        Words of the reader.

    Raises
    ------
    KeyError
        When the city has no such district.
    """
    subject = Subject(case, plan, district_id, words)
    return DistrictStrength(
        organisation=organisation_grid(subject),
        squads=squad_grid(subject),
        list_notes=list_notes(subject),
        weak_points=weak_point_grid(subject),
        debts=debt_grid(subject),
    )


def organisation_grid(subject: Subject) -> Grid:
    """Return the organisations of the district as counts."""
    return _of_district(subject, _of_strength(subject, organisation_table), _ORGANISATION)


def squad_grid(subject: Subject) -> Grid:
    """Return the squads of the district as counts; who can come when, where a list says it."""
    known = subject.case.strength.squad_hours["org_id"].isin(_own_organisations(subject)).any()
    keys = (*_SQUADS, *_HOURS) if known else _SQUADS
    if len(_own_organisations(subject)) > 1:
        keys = ("organisation", *keys)
    return _of_district(subject, _of_strength(subject, squad_table), keys)


def list_notes(subject: Subject) -> tuple[str, ...]:
    """Return which lists the counts rest on, since when, and which squads are too few by day or night."""
    told = (subject.case.strength, subject.district_id, subject.words)
    return kept(subject.case.city, "notes of lists", told, lambda: _list_notes(subject))


def _list_notes(subject: Subject) -> tuple[str, ...]:
    organisations = listed_notes(subject.case, _own_organisations(subject), subject.words)
    return (*organisations, *listed_person_notes(subject.case, subject.district_id, subject.words))


def weak_point_grid(subject: Subject) -> Grid:
    """Return the three worst weak points with cause, next action and owner."""
    gaps = subject.plan.gaps
    own = gaps[(gaps["district_id"] == subject.district_id) & (gaps["rank"] <= _TOP_GAPS)]
    table = weak_point_table(subject.case, subject.plan, subject.words.language, own)
    units = list(own.sort_values("rank")["indicator"].map(indicator_units(subject.plan)))
    return _people_rounded(subject, grid_from(table, subject.words, keys=_GAPS), units)


def debt_grid(subject: Subject) -> Grid:
    """Return what is not known of this district, most people first."""
    language = subject.words.language
    table = debt_table(subject.case, subject.plan, language, district_id=subject.district_id)
    return grid_from(table, subject.words, keys=_DEBTS)


def indicator_grid(subject: Subject) -> Grid:
    """Return every indicator of the district with its inputs."""
    indicators = subject.plan.indicators
    own = indicators[indicators["area_id"] == subject.district_id]
    table = indicator_table(subject.case, subject.plan, subject.words.language, own)
    return grid_from(table, subject.words, keys=_INDICATORS)


def _of_strength(subject: Subject, make: Callable[[Case, str], PlanTable]) -> PlanTable:
    """Return a table of the organisations, which no other setting changes."""
    case, language = subject.case, subject.words.language
    return kept(case.city, make.__name__, (case.strength, language), lambda: make(case, language))


def _own_organisations(subject: Subject) -> list[str]:
    district_of = subject.case.strength.organisations["district_id"]
    return [str(org_id) for org_id in district_of.index[district_of == subject.district_id]]


def _people_rounded(subject: Subject, grid: Grid, units: Sequence[str]) -> Grid:
    """Return the grid with values that are people rounded as everywhere else."""
    values = [i for i, key in enumerate(grid.keys) if key in {"value", "value_min", "value_max"}]

    def said(cell: str, column: int, unit: str) -> str:
        number = cell.replace(",", "")
        if unit != "persons" or column not in values or not number.replace(".", "").isdecimal():
            return cell
        return subject.people(float(number))

    rows = tuple(
        tuple(said(cell, i, unit) for i, cell in enumerate(row))
        for row, unit in zip(grid.rows, units, strict=True)
    )
    return replace(grid, rows=rows)


def _of_district(subject: Subject, table: PlanTable, keys: Sequence[str]) -> Grid:
    case, language = subject.case, subject.words.language
    ward = ward_names(case, language)[case.city.districts["ward_code"].to_dict()[subject.district_id]]
    place = (str(ward), str(district_names(case, language)[subject.district_id]))

    def keep(row: tuple[Cell, ...]) -> bool:
        return row[:2] == place

    return grid_from(table, subject.words, keys=keys, keep=keep)
