"""Tables of what blocked streets mean: chances by area and block, and the streets that matter most."""

import numpy as np
import pandas as pd

from domain.tables.robustness import AreaLevel
from planning.case import Case
from planning.robustness import Robustness
from presentation.names import block_names, city_name, data_kind, district_names, ward_names
from presentation.plan_table import Column, ColumnMaker, PlanTable
from presentation.robustness_words import LISTED, cut_off_text, interval_text, lost_text
from presentation.street_names import street_names
from presentation.words import Words


def robustness_tables(case: Case, result: Robustness, language: str) -> list[PlanTable]:
    """Return all tables: areas, streets, blocks."""
    return [
        area_table(case, result, language),
        street_table(case, result, language),
        block_table(case, result, language),
    ]


def area_table(case: Case, result: Robustness, language: str) -> PlanTable:
    """Return the chance to get through of the city, its wards and districts, in official order."""
    make = ColumnMaker(language)
    wards, districts = ward_names(case, language), district_names(case, language)
    names = {case.city.meta.city_code: city_name(case, language), **wards.to_dict(), **districts.to_dict()}
    order = {area: i for i, area in enumerate(names)}
    chosen = result.areas[result.areas["level"] != AreaLevel.BLOCK.value]
    chosen = chosen.sort_values("area_id", key=lambda ids: ids.map(order), kind="stable")
    words = Words(language)
    said = [interval_text(row, words) for _, row in chosen.iterrows()]
    columns = [
        make.words("area_level", "export.level", chosen["level"]),
        make.texts("area_name", chosen["area_id"].map(names)),
        make.texts("chance_said", said),
        *_chance_columns(make, chosen),
        *_profile_columns(make, result, chosen["area_id"]),
        make.texts("area_id", chosen["area_id"]),
    ]
    return _table(make, "robustness_areas", columns, result)


def block_table(case: Case, result: Robustness, language: str) -> PlanTable:
    """Return the chance to get through of every block whose people must leave."""
    make = ColumnMaker(language)
    chances = result.level(AreaLevel.BLOCK)
    blocks = case.city.blocks.loc[chances.index]
    columns = [
        make.texts("block_name", block_names(case.city, chances.index, language)),
        make.texts("district", blocks["district_id"].map(district_names(case, language))),
        make.texts("ward", blocks["ward_code"].map(ward_names(case, language))),
        *_chance_columns(make, chances),
        make.texts("block_id", list(chances.index)),
    ]  # fmt: skip
    return _table(make, "robustness_blocks", columns, result)


def street_table(case: Case, result: Robustness, language: str, ward_code: str = "") -> PlanTable:
    """Return the streets that matter most in each ward, or in one."""
    make, words = ColumnMaker(language), Words(language)
    streets = listed_streets(case, result, ward_code)
    held = case.city.streets.loc[streets.index]
    rows = [row for _, row in streets.iterrows()]
    columns = [
        make.texts("ward", streets["ward_code"].map(ward_names(case, language))),
        make.wholes("street_rank", streets["rank"]),
        make.texts("street_where", street_names(case, streets.index, words)),
        make.decimals("street_width", held["width_m"]),
        make.shares("blocked_share_min", streets["blocked_share_min"]),
        make.shares("blocked_share_max", streets["blocked_share_max"]),
        make.texts("cut_off_said", [cut_off_text(row, words, rounded=result.is_rounded) for row in rows]),
        make.persons("cut_off", streets["cut_off_persons"].round()),
        make.persons("cut_off_min", np.floor(streets["cut_off_persons_low"].round(6))),
        make.persons("cut_off_max", np.ceil(streets["cut_off_persons_high"].round(6))),
        make.texts("lost_minutes_said", [lost_text(row, words) for row in rows]),
        make.wholes("lost_minutes", streets["lost_person_min"].round()),
        make.wholes("lost_minutes_min", np.floor(streets["lost_person_min_low"].round(6))),
        make.wholes("lost_minutes_max", np.ceil(streets["lost_person_min_high"].round(6))),
        make.numbered("street_id", pd.Series(streets.index)),
    ]
    return _table(make, "critical_streets", columns, result)


def listed_streets(case: Case, result: Robustness, ward_code: str = "") -> pd.DataFrame:
    """Return the rows of ``CriticalStreets`` that are listed, wards in official order, by rank.

    Parameters
    ----------
    case, result
        The case, and its draws.
    ward_code
        A ward; empty for all.
    """
    rows = result.streets[result.streets["rank"].between(1, LISTED)]
    wards = case.city.wards["official_order"]
    rows = rows[rows["ward_code"].isin([ward_code] if ward_code else wards.index)]
    return (
        rows.assign(order=rows["ward_code"].map(wards)).sort_values(["order", "rank"]).drop(columns="order")
    )


def _chance_columns(make: ColumnMaker, rows: pd.DataFrame) -> list[Column]:
    return [
        make.persons("must_leave", rows["persons"]),
        make.persons("open_way", rows["open_persons"]),
        make.shares("chance", rows["chance"]),
        make.shares("chance_min", rows["chance_min"]),
        make.shares("chance_max", rows["chance_max"]),
        make.decimals("detour", rows["detour_s"] / 60.0, unknown="export.none"),
    ]


def _profile_columns(make: ColumnMaker, result: Robustness, areas: pd.Series) -> list[Column]:
    by_profile = result.by_profile()
    said = {one: make.word(f"walking_profile_id.{one}") for one in by_profile.columns}
    return [make.shares("chance_profile", by_profile[one].reindex(areas), profile=said[one]) for one in said]


def _table(make: ColumnMaker, table_id: str, columns: list[Column], result: Robustness) -> PlanTable:
    count = len(columns[0].cells)
    columns.append(make.constant("data_kind", data_kind(make.language, result.data_kind), count))
    notes = (make.word("export.note.robustness"),)
    return PlanTable(table_id, make.word(f"export.table.{table_id}"), tuple(columns), result.data_kind, notes)
