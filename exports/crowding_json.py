"""Crowding of a plan, as JSON."""

from dataclasses import asdict
from typing import Any

import pandas as pd

from exports.json_values import Json, json_records
from planning.case import Case
from planning.crowding import Crowding
from presentation.below_reserve import in_tens_in_files, where_few
from presentation.crowding_tables import few_missed
from presentation.heading import changed_settings


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
        or door. So few too late from a block that they may all need help are in tens, below ten None.
    """
    tables = crowding.tables
    return {
        "schema_version": 1,
        "scenario": case.scenario.scenario_id,
        "plan_key": crowding.key,
        "is_model": crowding.is_model,
        "settings_changed": changed_settings(case),
        "city": _records(pd.DataFrame([asdict(crowding.facts)]), index=False)[0],
        "rounds": _records(crowding.rounds),
        "places": _records(tables.places),
        "blocks": _records(_told_blocks(case, tables.blocks)),
        "streets": _records(tables.streets),
        "arrivals": _records(tables.arrivals, index=False),
        "queues": _records(tables.queues, index=False),
        "doors": _records(tables.doors, index=False),
    }


def _told_blocks(case: Case, blocks: pd.DataFrame) -> pd.DataFrame:
    """Return ``CrowdBlocks`` in which few who are too late are told as the table of blocks tells them."""
    few = few_missed(case, blocks)
    # Where only who needs help has a place, those who walk are these people and who goes along.
    hidden_in = {
        "persons": where_few(case, blocks["persons"]), "missed_persons": few, "queue_missed_persons": few,
    }  # fmt: skip

    def told(name: str) -> "pd.Series[int]":
        pairs = zip(blocks[name].tolist(), hidden_in[name].tolist(), strict=True)
        cells = [in_tens_in_files(persons) if hidden else persons for persons, hidden in pairs]
        return pd.Series(cells, blocks.index, dtype="Int64")

    return blocks.assign(**{name: told(name) for name in hidden_in})


def _records(table: pd.DataFrame, *, index: bool = True) -> list[Json]:
    """Return rows with numbers to the thousandth."""
    return json_records(table.reset_index(drop=not index).round(3))
