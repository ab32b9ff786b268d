"""Candidates for supporters of people who need help, under a plan; names are not known here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from community.matching import match_supporters
from community.matching_problem import Match
from domain.tables.support import Candidates, Support
from evacuation.network import IntArray
from planning.block_ground import BlockGround
from planning.case import Case
from planning.support_ground import SupportGround
from planning.support_held import hold_pairs
from planning.support_needs import Needs, needs_of
from planning.support_pairs import SupportPairs, support_pairs
from planning.support_times import pair_times, supporter_facts


@dataclass(frozen=True, slots=True, eq=False)
class SupportAnswer:
    """Who could help whom under a plan: candidates, not decisions.

    Parameters
    ----------
    support
        ``Support``: each person and what binds.
    candidates
        ``Candidates``: the best first; empty for whoever is not covered, but for pairs in plans, each held
        against the scenario.
    covered_bound, spared_bound
        No matching covers more people, or spares more where as many are covered.
    able_unknown
        Supporters left out because their age, their availability or their home is not known.
    on_the_list
        Supporters left out because they stand on the support list themselves.
    limits_withheld
        Whether no limit and no time in hand may be told (``planning.limits``), though both decide.
    """

    support: pd.DataFrame
    candidates: pd.DataFrame
    covered_bound: int
    spared_bound: int
    able_unknown: int
    on_the_list: int
    limits_withheld: bool


def match_people(
    case: Case,
    ground: BlockGround,
    on_blocks: SupportGround,
    persons: pd.DataFrame,
    supporters: pd.DataFrame,
    *,
    agreed: Sequence[tuple[str, str]] = (),
    refused: Sequence[tuple[str, str]] = (),
    homes: Mapping[str, Sequence[str]] | None = None,
) -> SupportAnswer:
    """Return candidates for everybody on a list.

    Parameters
    ----------
    case, ground, on_blocks
        A case, the network under its plan and what the plan says of each block (``support_ground``).
    persons, supporters
        ``HelpedPersons`` and ``Supporters``.
    agreed
        Pairs of person and supporter that stay. Each counts where the supporter can be there by the rules
        of candidates; one who is not in the table never does. A person who is not in the table counts
        towards what supporters take on.
    refused
        Pairs that are not proposed again.
    homes
        Blocks that each person may live in, where the address does not say which; the earliest limit
        of them counts.

    Returns
    -------
    SupportAnswer
        Best in the order that ``community.matching`` states.
    """
    persons, supporters = persons.sort_index(), supporters.sort_index()
    who = supporter_facts(case, supporters)
    wanted = needs_of(case, on_blocks, persons, supporters, agreed, homes or {})
    times = pair_times(case, ground, on_blocks, who, wanted)
    held, needs = hold_pairs(persons, supporters, wanted, who, times)
    pairs = support_pairs(case, times, who, (persons, supporters), needs, [*agreed, *refused])
    match = match_supporters(pairs.problem)
    return SupportAnswer(
        support=_support(persons, needs, pairs, match, held),
        candidates=_candidates(persons, supporters, pairs, match, held),
        covered_bound=match.covered_bound,
        spared_bound=match.spared_bound + int(needs.is_spared_already.sum()),
        able_unknown=pairs.able_unknown,
        on_the_list=int(who.needs_help.sum()),
        limits_withheld=on_blocks.limits_withheld,
    )


def hold_people(
    case: Case,
    ground: BlockGround,
    on_blocks: SupportGround,
    people: tuple[pd.DataFrame, pd.DataFrame],
    agreed: Sequence[tuple[str, str]],
    homes: Mapping[str, Sequence[str]],
) -> "tuple[pd.Series[int], pd.DataFrame]":
    """Return what pairs in plans come to under a scenario, without looking for candidates.

    Parameters
    ----------
    case, ground, on_blocks
        As in ``match_people``.
    people
        ``HelpedPersons`` and ``Supporters``.
    agreed, homes
        As in ``match_people``.

    Returns
    -------
    tuple[pandas.Series, pandas.DataFrame]
        Helpers that each person needs at once; and the pairs: ``person_id``, ``supporter_id``, ``walk_s``,
        ``in_hand_s``, ``held`` as in ``Candidates``.
    """
    persons, supporters = people[0].sort_index(), people[1].sort_index()
    who = supporter_facts(case, supporters)
    wanted = needs_of(case, on_blocks, persons, supporters, agreed, homes)
    held, _ = hold_pairs(persons, supporters, wanted, who, pair_times(case, ground, on_blocks, who, wanted))
    return pd.Series(wanted.needed, index=persons.index, name="needed"), held


def _counts(persons: pd.DataFrame, held: pd.DataFrame) -> tuple[IntArray, IntArray]:
    """Return of each person the supporters in plans, and those of them who do not count."""
    return tuple(  # type: ignore[return-value]
        rows.groupby("person_id").size().reindex(persons.index, fill_value=0).to_numpy(np.int64)
        for rows in (held, held[held["held"] != ""])
    )


def _support(
    persons: pd.DataFrame, needs: Needs, pairs: SupportPairs, match: Match, held: pd.DataFrame
) -> pd.DataFrame:
    written, absent = _counts(persons, held)
    found = np.bincount(pairs.problem.person[match.chosen], minlength=len(persons)) + needs.agreed_count
    reason = np.where(match.covered, "", pairs.reason)
    table = pd.DataFrame(
        {
            "needed": needs.needed,
            "found": found.astype(np.int64),
            "is_covered": match.covered,
            "is_spared": match.spared | (match.covered & needs.is_spared_already),
            "reason": pd.array(reason, dtype="str"),
            "limit_s": np.where(needs.is_located, needs.limit_s, np.nan),
            "must_leave": needs.must_leave,
            "written": written,
            "absent": absent,
        },
        index=persons.index,
    )
    return Support.check(table)


def _candidates(
    persons: pd.DataFrame, supporters: pd.DataFrame, pairs: SupportPairs, match: Match, held: pd.DataFrame
) -> pd.DataFrame:
    chosen = match.chosen
    rows = pd.DataFrame(
        {
            "person_id": persons.index.to_numpy()[pairs.problem.person[chosen]],
            "supporter_id": supporters.index.to_numpy()[pairs.problem.supporter[chosen]],
            "walk_s": pairs.walk_s[chosen],
            "in_hand_s": pairs.in_hand_s[chosen],
            "is_locked": False,
            "held": "",
        }
    )
    locked = held.assign(is_locked=True)
    table = pd.concat([locked[rows.columns], rows], ignore_index=True) if len(locked) else rows
    short = (-table["in_hand_s"]).where(np.isfinite(table["in_hand_s"]), -np.inf)
    order = np.lexsort(
        (
            table["supporter_id"], table["walk_s"], short, table["held"] != "", ~table["is_locked"],
            table["person_id"],
        )
    )  # fmt: skip
    table = table.iloc[order].reset_index(drop=True)
    table["rank"] = table.groupby("person_id").cumcount() + 1
    table.index = pd.RangeIndex(len(table), name="row")
    types = {"person_id": "str", "supporter_id": "str", "rank": "int64", "is_locked": "bool", "held": "str"}
    floats = {"walk_s": "float64", "in_hand_s": "float64"}
    return Candidates.check(table.astype({**types, **floats})[Candidates.columns()])
