"""Sentences about people whom the plan does not move: not concerned, not known, or shown apart."""

import pandas as pd

from domain.vocabulary import HazardKind
from planning.case import Case
from planning.plan import Plan
from presentation.words import Words

#: Reason of blocks in the tsunami's attention zone (津波注意地域), as the exposure gives it.
_ATTENTION = "attention_zone"


def not_concerned_line(plan: Plan, key: str, words: Words, **values: str) -> str:
    """Return that an area is not concerned, or that nobody knows (未収録 is never 対象外).

    Parameters
    ----------
    plan, words
        The plan, and the words of the reader.
    key, values
        The sentence for an area that is not concerned.
    """
    if not plan.missing_kinds:
        return words(key, **values)
    names = [words(f"hazard_kind.{kind}") for kind in plan.missing_kinds]
    return words("screen.not_held", kinds=words("export.separator").join(names))


def attention_lines(case: Case, plan: Plan, column: str, area_id: str, words: Words) -> list[str]:
    """Return how many people are in the attention zone, which does not leave; empty where none is.

    Those in blocks that the tsunami layer wets have a figure of their own; without the layer nobody
    knows it.

    Parameters
    ----------
    plan, words
        The plan, and the words of the reader.
    column, area_id
        ``ward_code`` or ``district_id`` of blocks, and its value.
    """
    inside: pd.Series[bool] = case.city.blocks[column] == area_id
    exposure = plan.block_exposure.loc[case.city.blocks.index[inside]]
    attention = exposure[exposure["reason"] == _ATTENTION]
    persons = int(attention["outside_persons"].sum())
    if persons == 0:
        return []
    held = HazardKind.TSUNAMI not in plan.missing_kinds
    wet = int(attention.loc[attention["depth_m_max"] > 0, "outside_persons"].sum()) if held else None
    return [
        words(
            "screen.attention_line",
            persons=words.persons(persons, rounded=plan.is_model),
            wet=words.persons(wet, rounded=plan.is_model),
        )
    ]
