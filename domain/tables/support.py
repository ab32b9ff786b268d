"""Contracts of who needs help and who could give it: no name, no address, no date of birth.

Ids are those of the registers; the answers are candidates (候補) for people to decide on.
"""

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Index, Series

from domain.support import HeldReason, HelpKind, UnmatchedReason
from domain.tables.base import Table
from domain.vocabulary import YesNoUnknown

_YES_NO = [value.value for value in YesNoUnknown]
_OLDEST = 130


class HelpedPersons(Table):
    """People who need help to evacuate, with the block of their home; empty where it is not known."""

    person_id: Index[str] = pa.Field(unique=True)
    block_id: Series[str]
    kind: Series[str] = pa.Field(isin=[value.value for value in HelpKind])


class Supporters(Table):
    """People who could help. ``age_high`` is the highest age that is possible, <NA> where none is known.

    ``most_persons`` is how many people they said they would take on, <NA> where nothing was said.
    ``needs_help``: she stands on the support list herself, and is proposed for nobody.
    """

    supporter_id: Index[str] = pa.Field(unique=True)
    block_id: Series[str]
    day: Series[str] = pa.Field(isin=_YES_NO)
    night: Series[str] = pa.Field(isin=_YES_NO)
    age_high: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0, le=_OLDEST)
    has_car: Series[bool]
    most_persons: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0, le=100)
    needs_help: Series[bool]


class Candidates(Table):
    """Candidates of each person, the best first; index from 0.

    ``walk_s`` is the walk of the supporter to the person's block, ``in_hand_s`` the time that is left,
    beyond the reserve, when both set out (+inf without a limit). ``is_locked`` marks pairs that stand in
    a plan: they stay, and are held against the scenario by the rules of candidates. ``held`` says why such
    a supporter does not count (``HeldReason``), and is empty where she does; times are NaN where they
    cannot be known, or she is not near.
    """

    row: Index[int] = pa.Field(unique=True)
    person_id: Series[str]
    supporter_id: Series[str]
    rank: Series[int] = pa.Field(ge=1)
    walk_s: Series[float] = pa.Field(nullable=True, ge=0)
    in_hand_s: Series[float] = pa.Field(nullable=True)
    is_locked: Series[bool]
    held: Series[str] = pa.Field(isin=["", *[value.value for value in HeldReason]])


class Support(Table):
    """Each person who needs help: how many helpers she needs, how many were found, and what binds.

    ``needed`` counts helpers that must be there at once. ``is_covered``: as many candidates were found;
    ``is_spared``: one more, so that any one of them may be missing. ``reason`` is empty for whoever is
    covered. ``limit_s`` is until when she must have left with helpers [s after t0], +inf without one.
    ``written`` counts supporters in plans, ``absent`` those of them who cannot be there in this scenario,
    or of whom it is not known that they can: they are not among those found.
    """

    person_id: Index[str] = pa.Field(unique=True)
    needed: Series[int] = pa.Field(ge=1)
    found: Series[int] = pa.Field(ge=0)
    is_covered: Series[bool]
    is_spared: Series[bool]
    reason: Series[str] = pa.Field(isin=["", *[value.value for value in UnmatchedReason]])
    limit_s: Series[float] = pa.Field(nullable=True)
    must_leave: Series[bool]
    written: Series[int] = pa.Field(ge=0)
    absent: Series[int] = pa.Field(ge=0)
