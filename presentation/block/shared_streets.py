"""Streets that two routes of a block have in common, in words: where one is blocked, both are."""

from collections.abc import Sequence

from planning.block_routes import BlockRoute, SecondDestination
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


def same_street_lines(case: Case, first: BlockRoute, other: BlockRoute, words: Words) -> list[str]:
    """Return that two routes without a piece in common go along other parts of one street.

    Nothing where they do not. A block in the middle of a street may leave it at either end: whoever blocks
    the whole street (もしも) blocks both.
    """
    firsts = frozenset(first.street_ids)
    same = [one for one in dict.fromkeys(other.street_ids) if one in firsts]
    if not same:
        return []
    return [words("block.leg.same_street", where=shared_text(case, same, words))]


def second_shares_lines(case: Case, first: BlockRoute, second: SecondDestination, words: Words) -> list[str]:
    """Return that the way to the second destination is no help where the first is blocked on a shared street.

    Nothing where the two have no street in common.
    """
    if not second.shared_street_ids:
        return same_street_lines(case, first, second.route, words)
    return [words("block.leg.second_shares", where=shared_text(case, second.shared_street_ids, words))]
