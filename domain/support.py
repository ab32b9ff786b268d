"""Words of support in an evacuation: how a person moves, and why somebody has no supporter."""

from enum import StrEnum


class HelpKind(StrEnum):
    """How a person who needs help moves, the lightest first; it decides how many helpers she needs."""

    ACCOMPANY = "accompany"
    WHEELCHAIR = "wheelchair"
    CARRY = "carry"
    UNKNOWN = "unknown"


class UnmatchedReason(StrEnum):
    """What binds first where too few candidates are found for a person."""

    NOT_LOCATED = "not_located"
    NO_ROUTE = "no_route"
    NOBODY_NEAR = "nobody_near"
    NOBODY_ABLE = "nobody_able"
    NO_TIME = "no_time"
    NOBODY_FREE = "nobody_free"


class PlanState(StrEnum):
    """How far an individual evacuation plan (個別避難計画) is, with one supporter."""

    PROPOSED = "proposed"
    PERSON_AGREED = "person_agreed"
    AGREED = "agreed"
    CLOSED = "closed"


class HeldReason(StrEnum):
    """Why a supporter who is written in a plan does not count under a scenario; what is certain first."""

    ON_THE_LIST = "on_the_list"
    NOT_THERE = "not_there"
    TOO_OLD = "too_old"
    NO_ROUTE = "no_route"
    TOO_FAR = "too_far"
    STREETS_CLOSED = "streets_closed"
    NO_TIME = "no_time"
    TOO_MANY = "too_many"
    NO_MEMBER = "no_member"
    PERSON_NOT_LOCATED = "person_not_located"
    HOME_UNKNOWN = "home_unknown"
    THERE_UNKNOWN = "there_unknown"
    AGE_UNKNOWN = "age_unknown"

    @property
    def is_unknown(self) -> bool:
        """Whether it is only not known that she can be there, and not known that she cannot."""
        return self in _NOT_KNOWN


_NOT_KNOWN = frozenset(
    {
        HeldReason.NO_MEMBER, HeldReason.PERSON_NOT_LOCATED, HeldReason.HOME_UNKNOWN,
        HeldReason.THERE_UNKNOWN, HeldReason.AGE_UNKNOWN,
    }
)  # fmt: skip
