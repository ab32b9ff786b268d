"""Tables of crowding: arrivals and doors, queues in streets, and who is too late because of them."""

from collections.abc import Collection
from dataclasses import replace

import pandas as pd

from planning.case import Case
from planning.crowding import Crowding
from planning.long_queues import is_long_queue
from presentation.answers import judged_by, judged_lines
from presentation.below_reserve import few_may_need_help, in_tens, without_few
from presentation.heading import clock_zero
from presentation.names import block_names, data_kind, destination_names, district_names, ward_names
from presentation.plan_table import Column, ColumnMaker, PlanTable
from presentation.street_names import street_names
from presentation.words import Words

#: Columns of people who are in time, or not: where no arrival is known, ahead of an order or the wind only.
_IN_TIME = frozenset({"arrived_persons", "late_arrivals", "missed_persons", "queue_missed_persons"})


def crowding_tables(case: Case, crowding: Crowding, language: str) -> list[PlanTable]:
    """Return all tables: places, arrivals by minute, streets, blocks, and rounds where there are some."""
    return [
        place_table(case, crowding, language),
        arrival_table(case, crowding, language),
        street_table(case, crowding, language),
        block_table(case, crowding, language),
        *([round_table(case, crowding, language)] if len(crowding.rounds) > 1 else []),
    ]


def place_table(
    case: Case, crowding: Crowding, language: str, *, place_ids: Collection[str] | None = None
) -> PlanTable:
    """Return arrivals at each destination: the longest waits at the door first, then those that fill soonest.

    Parameters
    ----------
    case, crowding
        The case, and the crowding of its plan.
    language
        Language of headings and words.
    place_ids
        The only places that are told; all destinations where None.
    """
    make = ColumnMaker(language, clock_zero(case, language))
    places = crowding.tables.places
    # Below a minute no wait is told: by its seconds the places would stand in no order that anybody sees.
    rows = places.assign(minutes=places["longest_wait_s"] // 60.0).sort_values(
        ["minutes", "full_s", "longest_wait_s", "walking_persons"],
        ascending=[False, True, False, False], kind="stable",
    )  # fmt: skip
    if place_ids is not None:
        rows = rows[rows.index.isin(list(place_ids))]
    columns = [
        make.texts("destination", rows.index.to_series().map(destination_names(case, language))),
        make.persons("walking_people", rows["walking_persons"]),
        make.persons("arrived_persons", rows["arrived_persons"]),
        make.persons("late_arrivals", rows["late_persons"]),
        make.minutes("first_arrival_min", rows["first_arrival_s"]),
        make.minutes("half_arrival_min", rows["half_arrival_s"]),
        make.minutes("last_arrival_min", rows["last_arrival_s"]),
        make.minutes("full_min", rows["full_s"]),
        make.persons("early_people", rows["early_persons"]),
        make.persons("most_outside", rows["most_outside"]),
        make.waits("door_wait", rows["longest_wait_s"]),
        make.texts("place_id", list(rows.index)),
    ]
    return _table(case, make, "crowd_places", columns, crowding)


def arrival_table(
    case: Case, crowding: Crowding, language: str, *, place_ids: Collection[str] | None = None
) -> PlanTable:
    """Return by minute who has arrived at each destination, and who waits before its door.

    Parameters
    ----------
    case, crowding, language, place_ids
        As for ``place_table``.
    """
    make, arrivals = ColumnMaker(language, clock_zero(case, language)), crowding.tables.arrivals
    doors = crowding.tables.doors.rename(columns={"at_s": "until_s", "persons": "outside"})
    keys = ["destination_id", "until_s"]
    rows = arrivals.merge(doors, on=keys, how="outer").fillna({"persons": 0, "outside": 0}).sort_values(keys)
    if place_ids is not None:
        rows = rows[rows["destination_id"].isin(list(place_ids))]
    columns = [
        make.texts("destination", rows["destination_id"].map(destination_names(case, language))),
        make.minutes("until_min", rows["until_s"]),
        make.persons("arrived_in_minute", rows["persons"]),
        make.persons("arrived_so_far", rows.groupby("destination_id")["persons"].cumsum()),
        make.persons("waiting_outside", rows["outside"]),
        make.texts("place_id", rows["destination_id"]),
    ]
    return _table(case, make, "crowd_arrivals", columns, crowding)


def street_table(
    case: Case, crowding: Crowding, language: str, *, only_queues: bool = False, with_caught: bool = False,
    most: int | None = None,
) -> PlanTable:  # fmt: skip
    """Return streets where people wait or are caught, the most waiting first.

    Parameters
    ----------
    case, crowding, language
        As for ``place_table``.
    only_queues
        Whether only queues that matter are told (``planning.long_queues``).
    with_caught
        Whether streets where people are caught stand beside them.
    most
        How many of them at most, for whoever shows no more: to name one for the first time takes longer than
        all else of its row; all where None.
    """
    make, words = ColumnMaker(language, clock_zero(case, language)), Words(language)
    rows = crowding.tables.streets.sort_values(
        ["waited_person_s", "caught_persons"], ascending=False, kind="stable"
    )
    if only_queues:
        long = is_long_queue(rows)
        rows = pd.concat([rows[long], rows[~long & with_caught & (rows["caught_persons"] > 0)]])
    rows = rows.iloc[:most]
    held = case.city.streets.loc[rows.index]
    columns = [
        make.texts("street_where", street_names(case, rows.index, words)),
        make.decimals("street_width", held["width_m"]),
        make.decimals("waited_hours", rows["waited_person_s"] / 3600.0),
        make.waits("longest_wait", rows["longest_wait_s"]),
        make.persons("most_waiting", rows["most_waiting"]),
        make.minutes("queue_from", rows["from_s"]),
        make.minutes("queue_to", rows["to_s"]),
        make.persons("caught_persons", rows["caught_persons"]),
        make.numbered("street_id", pd.Series(rows.index)),
    ]
    unseen = make.word("export.note.queue_unseen") if rows["from_s"].isna().any() else ""
    return _table(case, make, "crowd_streets", columns, crowding, unseen)


def few_missed(case: Case, blocks: pd.DataFrame) -> "pd.Series[bool]":
    """Return of which blocks those who are too late are told in tens: so few may all need help.

    The sum of the city is told to the person. Where it would give back the one block of few, the block with
    the next fewest is told in tens, too.

    Parameters
    ----------
    case
        Its settings say how many walk for one who needs help.
    blocks
        ``missed_persons`` by block.
    """
    missed = blocks["missed_persons"]
    few = missed.map(lambda persons: few_may_need_help(case, persons)).astype(bool)
    others = missed[(missed > 0) & ~few]
    if few.sum() == 1 and len(others):
        few |= few.index == others.idxmin()
    return few


def block_table(case: Case, crowding: Crowding, language: str, *, only_late: bool = False) -> PlanTable:
    """Return who is too late in each block, most because of crowding first.

    Parameters
    ----------
    case, crowding, language
        As for ``place_table``.
    only_late
        Whether blocks from which nobody is too late are left out.
    """
    make = ColumnMaker(language)
    rows = crowding.tables.blocks.sort_values(
        ["queue_missed_persons", "missed_persons", "waited_max_s"], ascending=False, kind="stable"
    )
    few = few_missed(case, rows)
    if only_late:
        rows = rows[rows["missed_persons"] > 0]
    blocks = case.city.blocks.loc[rows.index]
    columns = [
        make.texts("block_name", block_names(case.city, rows.index, language)),
        make.texts("district", blocks["district_id"].map(district_names(case, language))),
        make.texts("ward", blocks["ward_code"].map(ward_names(case, language))),
        # Of a block they may all need help, as in the table of routes.
        without_few(case, language, make.persons("walking_people", rows["persons"])),
        *(
            in_tens(language, make.persons(name, rows[name]), few[rows.index])
            for name in ("missed_persons", "queue_missed_persons")
        ),
        make.waits("waited_mean", rows["waited_mean_s"]),
        make.waits("longest_wait", rows["waited_max_s"]),
        make.texts("block_id", list(rows.index)),
    ]
    return _table(case, make, "crowd_blocks", columns, crowding)


def round_table(case: Case, crowding: Crowding, language: str) -> PlanTable:
    """Return how the rounds of assigning anew went.

    Parameters
    ----------
    case, crowding, language
        As for ``place_table``.
    """
    make, rows = ColumnMaker(language, clock_zero(case, language)), crowding.rounds
    columns = [
        make.wholes("round_number", pd.Series(rows.index)),
        make.persons("round_served", rows["served_persons"]),
        make.persons("missed_persons", rows["missed_persons"]),
        make.minutes("all_arrived_min", rows["last_arrival_s"]),
        make.decimals("waited_hours", rows["waited_person_s"] / 3600.0),
        make.decimals("round_walked", rows["walked_person_s"] / 3600.0),
        make.persons("round_moved", rows["moved_persons"]),
        make.persons("round_rerouted", rows["rerouted_persons"]),
        make.decimals("round_gap", rows["gap"], digits=4),
        make.flags("round_best", rows["is_best"]),
    ]
    return _table(case, make, "crowd_rounds", columns, crowding)


def _table(
    case: Case, make: ColumnMaker, table_id: str, columns: list[Column], crowding: Crowding, note: str = ""
) -> PlanTable:
    count, judged = len(columns[0].cells), judged_by(case, crowding)
    columns.append(make.constant("data_kind", data_kind(make.language, crowding.data_kind), count))
    if judged:
        # A column goes about without the sentence of its page.
        columns = [
            replace(one, heading=make.word(f"export.judged{judged}", name=one.heading))
            if one.key in _IN_TIME
            else one
            for one in columns
        ]
    notes = [*judged_lines(case, crowding, Words(make.language)), note, make.word("export.note.crowding")]
    return PlanTable(
        table_id,
        make.word(f"export.table.{table_id}"),
        tuple(columns),
        crowding.data_kind,
        tuple(one for one in notes if one),
    )
