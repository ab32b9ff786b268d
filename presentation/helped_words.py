"""People who walk with help and have no place, in words: how many, why, and what can be done."""

import pandas as pd

from domain.vocabulary import Outcome
from planning.case import Case
from planning.helped_without import helped_without
from planning.plan import Plan
from presentation.words import Words


def helped_without_texts(
    case: Case, plan: Plan, words: Words, block_ids: pd.Index | None = None
) -> list[str]:  # fmt: skip
    """Return how many people who walk with help have no place, and why; nothing where all have one.

    Below ten no figure is exact: neither theirs nor the one it could be found from.

    Parameters
    ----------
    case, plan
        A case and its plan.
    words
        Words of the reader.
    block_ids
        Blocks whose people are told; all where None.
    """
    found = helped_without(case, plan, block_ids)
    if not found.persons:
        return []
    others = found.persons - found.pairs
    people = words.persons_beside(found.persons, found.pairs, others, rounded=plan.is_rounded)
    lines = [words("assignment.helped_without", persons=people(found.persons))]
    if found.pairs:
        lines.append(words("assignment.helped_no_seats", pairs=people(found.pairs)))
    if others:
        causes = words.listed(words(f"outcome.{cause}") for cause in found.other_causes)
        key = "helped_late" if Outcome.TOO_LATE in found.other_causes else "helped_other"
        lines.append(words(f"assignment.{key}", persons=people(others), causes=causes))
    return lines
