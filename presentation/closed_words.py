"""Streets that a scenario closes by hand, in words: which, from when, until when."""

from collections.abc import Sequence

from domain.scenario import ClosedStreets, HazardScenario
from domain.time_text import time_text
from domain.vocabulary import ClosedKind
from presentation.plain_text import readable_text
from presentation.words import Words


def closed_words(closed: Sequence[ClosedStreets], words: Words) -> str:
    """Return what a scenario closes by hand as one text; empty for nothing."""
    return words.listed(_one(one, words) for one in closed)


def held_sentence(scenario: HazardScenario, words: Words) -> str:
    """Return the sentence that says what a scenario closes by hand; empty for nothing."""
    if not scenario.closed_streets:
        return ""
    closed = closed_words(scenario.closed_streets, words)
    return words("closed_streets.held", scenario=words.scenario(scenario), closed=closed)


def _one(one: ClosedStreets, words: Words) -> str:
    kind, time = words(f"closed_kind.{one.kind}"), _time(one, words)
    if not one.name:
        return words("closed_streets.all", kind=kind, time=time)
    owned = one.kind in {ClosedKind.CROSSINGS, ClosedKind.BRIDGES}
    key = "named" if owned else "street"
    return words(f"closed_streets.{key}", kind=kind, name=readable_text(one.name), time=time)


def _time(one: ClosedStreets, words: Words) -> str:
    since = "" if one.from_s is None else time_text(one.from_s)
    until = "" if one.until_s is None else time_text(one.until_s)
    match bool(since), bool(until):
        case True, True:
            return words("closed_streets.between", since=since, until=until)
        case True, False:
            return words("closed_streets.since", since=since)
        case False, True:
            return words("closed_streets.until", until=until)
    return words("closed_streets.for_good")
