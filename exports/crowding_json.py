"""Crowding of a plan, as JSON."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import pandas as pd

from exports.json_values import Json, json_records
from planning.case import Case
from planning.crowding import Crowding
from presentation.below_reserve import few_may_need_help, in_tens_in_files
from presentation.crowding_tables import hides_missed
from presentation.heading import changed_settings

#: Who is too late: all, because of others, and by where it ends; the first two are told of each block.
_MISSED = (
    "missed_persons", "queue_missed_persons", "caught_persons", "cut_off_persons", "at_home_persons",
    "late_persons",
)  # fmt: skip


def crowding_document(case: Case, crowding: Crowding) -> dict[str, Any]:
    """Return crowding with what it rests on.

    Parameters
    ----------
    case, crowding
        The case, and the crowding of its plan.

    Returns
    -------
    dict
        Persons and seconds after t0; None where it never comes to it. Queues are by minute and street,
        or door. So few too late from a block that they may all need help are in tens, below ten None; so
        are the sums.
    """
    tables = crowding.tables
    city = pd.DataFrame([asdict(crowding.facts)])
    every = pd.Series(hides_missed(case, crowding), city.index, dtype=bool)
    blocks, hidden_rounds = tables.blocks, pd.Series(bool(every.any()), crowding.rounds.index, dtype=bool)
    few = blocks["missed_persons"].map(lambda persons: few_may_need_help(case, persons)).astype(bool)
    return {
        "schema_version": 1,
        "scenario": case.scenario.scenario_id,
        "plan_key": crowding.key,
        "is_model": crowding.is_model,
        "settings_changed": changed_settings(case),
        "city": _records(_in_tens(city, _MISSED, every), index=False)[0],
        "rounds": _records(_in_tens(crowding.rounds, ("missed_persons",), hidden_rounds)),
        "places": _records(tables.places),
        "blocks": _records(_in_tens(blocks, _MISSED[:2], few)),
        "streets": _records(tables.streets),
        "arrivals": _records(tables.arrivals, index=False),
        "queues": _records(tables.queues, index=False),
        "doors": _records(tables.doors, index=False),
    }


def _in_tens(table: pd.DataFrame, columns: Sequence[str], few: "pd.Series[bool]") -> pd.DataFrame:
    """Return a table in which some rows tell people in tens, and fewer than ten not at all."""
    def told(count: int, *, hidden: bool) -> int | None:
        return in_tens_in_files(int(count)) if hidden else count

    made = {
        name: pd.Series(
            [told(one, hidden=hidden) for one, hidden in zip(table[name], few, strict=True)],
            table.index, dtype="Int64",
        )
        for name in columns
    }  # fmt: skip
    return table.assign(**made)


def _records(table: pd.DataFrame, *, index: bool = True) -> list[Json]:
    """Return rows with numbers to the thousandth."""
    return json_records(table.reset_index(drop=not index).round(3))
