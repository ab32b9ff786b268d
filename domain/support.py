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
