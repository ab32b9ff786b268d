"""The second stage of a stay in words: people who need care against places with carers."""

import pandas as pd

from planning.case import Case
from planning.plan import Plan
from planning.second_stage import second_stage
from presentation.names import capacity_is_model
from presentation.words import Words, is_small


def second_stage_texts(
    case: Case,
    plan: Plan,
    words: Words,
    block_ids: "pd.Index[str] | None" = None,
    place_ids: "pd.Index[str] | None" = None,
) -> list[str]:
    """Return how many who need care are in shelters, and how many places with carers are known.

    Nothing where the scenario is no stay of days, or nobody who needs care is in a shelter.

    Parameters
    ----------
    case, plan
        A case and its plan.
    words
        Words of the reader.
    block_ids, place_ids
        Blocks and places of the area; all where None.
    """
    found = second_stage(case, plan, block_ids, place_ids)
    if found is None or not found.persons:
        return []
    known = found.places - found.unknown_places
    values = {
        "persons": words.persons(found.persons, rounded=plan.is_rounded or is_small(found.persons)),
        "places": f"{found.places:,}", "unknown": f"{found.unknown_places:,}", "known": f"{known:,}",
        "seats": words.persons(found.seats, rounded=plan.is_rounded or capacity_is_model(case)),
    }  # fmt: skip
    if not found.places:
        key = "none"
    elif not known:
        key = "unknown"
    else:
        key = "partly" if found.unknown_places else "known"
    lines = [words(f"assignment.second_stage.{key}", **values)]
    if found.unusable_places:
        lines.append(words("assignment.second_stage.unusable", places=f"{found.unusable_places:,}"))
    return lines
