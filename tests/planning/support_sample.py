"""People who need help and supporters of the toy city."""

import pandas as pd

from domain.tables.support import HelpedPersons, Supporters

A, B, C, D, E, G = (f"M{ward}-{name}" for ward, name in zip(
    ("271411", "271411", "271411", "271420", "271420", "271411"), "ABCDEG", strict=True))  # fmt: skip


def helped(*rows: tuple[str, str]) -> pd.DataFrame:
    """People P0, P1 … by block and kind."""
    index = pd.Index([f"P{i}" for i in range(len(rows))], name="person_id", dtype="str")
    table = pd.DataFrame(list(rows), columns=["block_id", "kind"], dtype="str").set_index(index)
    return HelpedPersons.check(table)


def supporters(*blocks: str, **changed) -> pd.DataFrame:
    """Supporters S0, S1 …: 40 years old, there day and night, without a car."""
    count = len(blocks)
    usual = {
        "day": "yes",
        "night": "yes",
        "age_high": 40,
        "has_car": False,
        "most_persons": None,
        "needs_help": False,
    }
    values = {name: changed.get(name, [value] * count) for name, value in usual.items()}
    table = pd.DataFrame({"block_id": list(blocks), **values})
    table.index = pd.Index([f"S{i}" for i in range(count)], name="supporter_id", dtype="str")
    types = {"block_id": "str", "day": "str", "night": "str", "age_high": "Int64", "most_persons": "Int64"}
    return Supporters.check(table.astype({**types, "has_car": "bool", "needs_help": "bool"}))
