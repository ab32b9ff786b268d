"""Streets that two routes of a block have in common, in words: where one is blocked, both are."""

from collections.abc import Sequence

from planning.block_routes import SecondDestination
from planning.case import Case
from presentation.street_names import street_names
from presentation.words import Words

#: Shared streets that a line names.
_NAMED = 2


def shared_text(case: Case, street_ids: Sequence[int], words: Words) -> str:
    """Return the first streets that two routes share by name, and how many more they are.

    A street that both hang on must not seem to be free of it because two others are named.
    """
    named = street_names(case, street_ids[:_NAMED], words)
    if (more := len(street_ids) - len(named)) > 0:
        named.append(words("block.leg.more_shared", count=f"{more:,}"))
    return words.listed(named)


def second_shares_lines(case: Case, second: SecondDestination, words: Words) -> list[str]:
    """Return that the way to the second destination is no help where the first is blocked on a shared street.

    Nothing where the two have no street in common.
    """
    if not second.shared_street_ids:
        return []
    return [words("block.leg.second_shares", where=shared_text(case, second.shared_street_ids, words))]
