"""The organisation of a district with its squads, its weak points, and every indicator."""

from collections.abc import Sequence
from dataclasses import replace

from presentation.district_profile.subject import Subject
from presentation.grid import Grid, grid_from
from presentation.names import district_names, ward_names
from presentation.plan_table import Cell, PlanTable
from presentation.readiness_tables import indicator_table, organisation_table, squad_table, weak_point_table

_TOP_GAPS = 3
_ORGANISATION = (
    "organisation", "households_covered", "drills", "drill_participants", "district_plan", "open_at_night",
    "posts_needed", "posts_filled", "posts_over_75", "data_kind",
)  # fmt: skip
_SQUADS = ("squad", "posts_needed", "posts_filled", "posts_over_75", "has_leader", "has_deputy", "data_kind")
_GAPS = (
    "rank", "indicator", "value", "target_value", "unit", "affected", "cause", "next_action", "owner",
    "data_kind",
)  # fmt: skip
_INDICATORS = (
    "indicator", "pillar", "value", "value_min", "value_max", "unit", "target_value", "band", "status",
    "inputs", "data_kind",
)  # fmt: skip


def organisation_grid(subject: Subject) -> Grid:
    """Return the organisations of the district as counts."""
    return _of_district(subject, organisation_table(subject.case, subject.words.language), _ORGANISATION)


def squad_grid(subject: Subject) -> Grid:
    """Return the squads of the district as counts."""
    return _of_district(subject, squad_table(subject.case, subject.words.language), _SQUADS)


def weak_point_grid(subject: Subject) -> Grid:
    """Return the three worst weak points with cause, next action and owner."""
    gaps = subject.plan.gaps
    own = gaps[(gaps["district_id"] == subject.district_id) & (gaps["rank"] <= _TOP_GAPS)]
    table = weak_point_table(subject.case, replace(subject.plan, gaps=own), subject.words.language)
    return grid_from(table, subject.words, keys=_GAPS)


def indicator_grid(subject: Subject) -> Grid:
    """Return every indicator of the district with its inputs."""
    indicators = subject.plan.indicators
    own = replace(subject.plan, indicators=indicators[indicators["area_id"] == subject.district_id])
    return grid_from(
        indicator_table(subject.case, own, subject.words.language), subject.words, keys=_INDICATORS
    )


def _of_district(subject: Subject, table: PlanTable, keys: Sequence[str]) -> Grid:
    case, language = subject.case, subject.words.language
    ward = ward_names(case, language)[case.city.districts["ward_code"].to_dict()[subject.district_id]]
    place = (str(ward), str(district_names(case, language)[subject.district_id]))

    def keep(row: tuple[Cell, ...]) -> bool:
        return row[:2] == place

    return grid_from(table, subject.words, keys=keys, keep=keep)
