"""もしも: who no longer gets out, by city, district and block, and what each blocked street means."""

from dataclasses import replace

import numpy as np
import pandas as pd

from domain.vocabulary import Phase
from planning.blocked_streets import blocked_streets
from planning.case import Case
from planning.changed_day import ChangedDay, DayChange
from planning.changed_sums import causes_before_after
from planning.plan import Plan
from presentation.answers import judged_by, judged_lines
from presentation.below_reserve import few_may_need_help, hides_few, in_tens, where_few, without_few
from presentation.grid import Grid
from presentation.names import block_names, data_kind, destination_names, district_names, ward_names
from presentation.plan_table import Column, ColumnMaker, PlanTable
from presentation.street_names import street_names
from presentation.words import Words

#: Counts of ``ChangedBlocks`` that are told, in order.
COUNTS = (
    "lost_persons", "other_way_persons", "without_before", "without_kept", "without_replanned",
    "cannot_before", "cannot_replanned", "below_before", "below_kept", "below_replanned",
)  # fmt: skip
#: Those that give the number of people who no longer arrive, or give it back beside the others.
GIVING_LOST = frozenset({"lost_min", "lost_persons", "without_kept"})
#: The same of ``BlockedStreets``: who walks there is told, and less those on another way are the lost.
GIVING_LOST_OF_STREET = ("other_way_persons", "other_place_persons", "without_persons")


def with_least(blocks: pd.DataFrame) -> pd.DataFrame:
    """Return ``ChangedBlocks`` with ``lost_min``: those lost of whom it is known that they must leave."""
    return blocks.assign(lost_min=np.maximum(blocks["lost_persons"] - blocks["unknown_persons"], 0))


def below_is_rounded(case: Case, day: ChangedDay, blocks: pd.DataFrame) -> bool:
    """Whether people below the reserve are told as round numbers: a sum would give back a district of few.

    Parameters
    ----------
    case, day
        A case, and its changed day.
    blocks
        Rows of ``ChangedBlocks`` whose people are told.
    """
    below = [name for name in COUNTS if name.startswith("below")]
    districts = blocks.groupby("district_id")[below].sum()
    return day.is_rounded or any(
        few_may_need_help(case, int(districts[name].sum())) or hides_few(case, districts[name])
        for name in below
    )


def lost_is_rounded(case: Case, day: ChangedDay, blocks: pd.DataFrame) -> bool:
    """Whether people who no longer arrive are told as round numbers: so few in a block may all need help.

    How many live there anybody may know, and whoever is lost where others of the block arrive is likely to be
    slow: their number would tell that somebody needs help. What would give it back is rounded with it.

    Parameters
    ----------
    case, day
        A case, and its changed day.
    blocks
        Rows of ``ChangedBlocks`` whose people are told.
    """
    return day.is_rounded or hides_few(case, blocks["lost_persons"])


def before_after_grid(case: Case, plan: Plan, day: ChangedDay, words: Words, district_id: str = "") -> Grid:
    """Return people before and after: in the plan, held to its destinations, and led anew.

    Of a day on which nothing was changed, the plan's alone.

    Of those without a destination each cause is told; nobody asks for the causes of those who are held to a
    destination.

    Parameters
    ----------
    case, plan, day
        A case, its plan, and the changed day.
    words
        Words of the reader.
    district_id
        District whose people are counted; empty for the whole city.
    """
    own = day.blocks[(day.blocks["district_id"] == district_id) | (district_id == "")]
    hidden, few = below_is_rounded(case, day, own), lost_is_rounded(case, day, own)

    def cells(*counts: int | None, rounded: bool = day.is_rounded) -> tuple[str, ...]:
        return tuple(
            words("export.none") if one is None else words.people_cell(one, rounded=rounded) for one in counts
        )

    def row(name: str, *keys: str, rounded: bool = day.is_rounded) -> tuple[str, ...]:
        counts = cells(*(int(own[key].sum()) if key else None for key in keys), rounded=rounded)
        return (name, *counts)

    before, kept, replanned = (int(own[f"without_{name}"].sum()) for name in ("before", "kept", "replanned"))
    told = (*cells(before), *cells(kept, rounded=few), *cells(replanned))
    rows = [(words("changed_day.row.without"), *told)]
    for cause, (first, then) in causes_before_after(plan, day, own.index).items():
        said = words("changed_day.row.cause", cause=words(f"outcome.{cause}"))
        rows.append((said, *cells(first, None, then)))
    if case.scenario.phase is not Phase.STAY:
        said = words(f"changed_day.row.cannot{judged_by(case, plan)}")
        rows.append(row(said, "cannot_before", "", "cannot_replanned"))
    if day.margin_known:
        said = words("changed_day.row.below")
        rows.append(row(said, "below_before", "below_kept", "below_replanned", rounded=hidden))
    # Where nothing was changed the three are one number, and the plan's is told.
    keys = ("who", "before", "kept", "replanned")[: 2 if day.change == DayChange() else 4]
    return Grid(
        headings=tuple(words(f"changed_day.column.{key}") for key in keys),
        rows=tuple(row[: len(keys)] for row in rows),
        numbers=(False, *(True for _ in keys[1:])),
        keys=keys,
        caption=words("changed_day.before_after"),
    )  # fmt: skip


def changed_day_tables(case: Case, plan: Plan, day: ChangedDay, language: str) -> list[PlanTable]:
    """Return all tables for files: blocks, districts, blocked streets.

    A file has no sentence above it: its notes say what being in time is judged by.
    """
    tables = [
        block_table(case, day, language),
        district_table(case, day, language),
        street_table(case, plan, day, language),
    ]
    if case.scenario.phase is Phase.STAY:
        return tables
    judged = judged_lines(case, plan, Words(language))
    return [replace(table, notes=(*judged, *table.notes)) for table in tables]


def block_table(case: Case, day: ChangedDay, language: str, district_id: str = "") -> PlanTable:
    """Return the blocks where anything changes, most people first who get out no more, then most lost.

    Parameters
    ----------
    case, day
        A case, and its changed day.
    language
        Language of headings and words.
    district_id
        District whose blocks are listed; empty for all.
    """
    make = ColumnMaker(language)
    rows = with_least(day.blocks[day.blocks["district_id"] == district_id] if district_id else day.blocks)
    rows = rows[_changes(rows, margin_known=day.margin_known)]
    rows = rows.assign(stuck=rows["cannot_replanned"] - rows["cannot_before"])
    by = ["stuck", "lost_persons", "without_replanned", "other_way_persons"]
    rows = rows.sort_values(by, ascending=False, kind="stable").drop(columns="stuck")
    blocks = case.city.blocks.loc[rows.index]
    columns = [
        make.texts("block_name", block_names(case.city, rows.index, language)),
        make.texts("district", blocks["district_id"].map(district_names(case, language))),
        make.texts("ward", blocks["ward_code"].map(ward_names(case, language))),
        *_count_columns(case, make, rows, day, where_few(case, rows["lost_persons"])),
        make.minutes("day_extra", rows["extra_walk_max_s"]),
        make.texts("block_id", list(rows.index)),
    ]
    return _table(make, "changed_blocks", columns, day)


def district_table(case: Case, day: ChangedDay, language: str) -> PlanTable:
    """Return the districts where anything changes, most lost people first."""
    make = ColumnMaker(language)
    rows = with_least(day.blocks).groupby("district_id")[["lost_min", *COUNTS]].sum()
    rows = rows[_changes(rows, margin_known=day.margin_known)].sort_values(
        ["lost_persons", "without_replanned"], ascending=False, kind="stable"
    )
    # The others taken away, a district told to the person would give back a block of few.
    of_block = where_few(case, day.blocks["lost_persons"])
    hidden = of_block.groupby(day.blocks["district_id"]).any().reindex(rows.index)
    wards = case.city.districts["ward_code"].reindex(rows.index)
    columns = [
        make.texts("district", rows.index.to_series().map(district_names(case, language))),
        make.texts("ward", wards.map(ward_names(case, language))),
        *_count_columns(case, make, rows, day, where_few(case, rows["lost_persons"]) | hidden),
        make.texts("district_id", list(rows.index)),
    ]
    return _table(make, "changed_districts", columns, day)


def street_table(case: Case, plan: Plan, day: ChangedDay, language: str) -> PlanTable:
    """Return what each blocked street means, and which other way would have held."""
    make, words, rows = ColumnMaker(language), Words(language), blocked_streets(plan, day)
    names = destination_names(case, language)
    held = rows["block_id"] != ""
    named = block_names(case.city, rows.loc[held, "block_id"], language)
    blocks = pd.Series(named.to_numpy(), rows.index[held], dtype="str")
    few = where_few(case, rows["other_place_persons"] + rows["without_persons"])

    def told(key: str, name: str) -> Column:
        return in_tens(language, make.persons(key, rows[name]), few)

    columns = [
        make.texts("street_where", street_names(case, rows.index, words)),
        make.persons("day_over_min", rows["persons_min"]),
        make.persons("day_over", rows["persons"]),
        told("day_other_way", "other_way_persons"),
        told("day_other_place", "other_place_persons"),
        told("day_nowhere", "without_persons"),
        make.minutes("day_extra", rows["extra_walk_max_s"]),
        make.texts("day_from", blocks.reindex(rows.index).fillna(words("export.none"))),
        make.texts("day_to", rows["destination_after"].map(names).fillna(words("changed_day.no_way"))),
        make.minutes("day_walk_before", rows["walk_before_s"]),
        make.minutes("day_walk_after", rows["walk_after_s"]),
        make.numbered("street_id", pd.Series(rows.index)),
    ]
    return _table(make, "blocked_streets", columns, day)


def _changes(rows: pd.DataFrame, *, margin_known: bool) -> "pd.Series[bool]":
    same = rows["without_replanned"] == rows["without_before"]
    same &= rows["without_kept"] == rows["without_before"]
    same &= rows["cannot_replanned"] == rows["cannot_before"]
    if margin_known:
        same &= (rows["below_kept"] == rows["below_before"]) & (
            rows["below_replanned"] == rows["below_before"]
        )
    return ~same | (rows["lost_persons"] > 0) | (rows["other_way_persons"] > 0)


def _count_columns(
    case: Case, make: ColumnMaker, rows: pd.DataFrame, day: ChangedDay, few: "pd.Series[bool]"
) -> list[Column]:  # fmt: skip
    keys = {"lost_persons": "day_lost", "other_way_persons": "day_other_way"}
    below = [name for name in COUNTS if name.startswith("below")]

    def column(name: str) -> Column:
        made = make.persons(keys.get(name, f"day_{name}"), rows[name])
        return in_tens(make.language, made, few) if name in GIVING_LOST else made

    columns = [column(name) for name in ("lost_min", *COUNTS) if name not in below]
    # Few below the reserve may all need help: told as the plan's own tables tell them.
    told = below if day.margin_known else []
    return columns + [
        without_few(case, make.language, make.persons(f"day_{name}", rows[name])) for name in told
    ]


def _table(make: ColumnMaker, table_id: str, columns: list[Column], day: ChangedDay) -> PlanTable:
    kind = data_kind(make.language, day.data_kind)
    columns.append(make.constant("data_kind", kind, len(columns[0].cells)))
    title, note = make.word(f"export.table.{table_id}"), make.word("export.note.changed_day")
    return PlanTable(table_id, title, tuple(columns), day.data_kind, (note,))
