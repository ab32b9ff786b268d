"""A block at a glance: where to, until when, which way, for each who walks; who has no place among them."""

import math
from dataclasses import dataclass

from domain.vocabulary import Outcome, Phase
from planning.block_answer import BlockAnswer, WithoutPlace
from planning.block_routes import BlockRoute
from planning.block_ways_out import WayOut
from planning.case import Case
from planning.plan import Plan
from presentation.answers import instead_end
from presentation.block.legs import Leg, legs_of
from presentation.block.people import is_rounded
from presentation.block.routes import (
    departures_text,
    exit_name,
    goal_name,
    limit_text,
    without_departures_text,
)
from presentation.words import Words


@dataclass(frozen=True, slots=True)
class Glance:
    """What people must know before anything else.

    Parameters
    ----------
    who
        Who they are and how many.
    where
        Where they go.
    until
        Until when they must have left.
    way
        How far it is; empty where no way is known.
    """

    who: str
    where: str
    until: str
    way: str

    def line(self, words: Words) -> str:
        """Return it as one line: who, until when, where, which way."""
        key = "line" if self.way else "line_without"
        said = {"who": self.who, "where": self.where, "until": self.until, "way": self.way}
        return words(f"block.glance.{key}", **said)


def glances(case: Case, plan: Plan, answer: BlockAnswer, words: Words) -> list[Glance]:
    """Return what the people of a block must know, the most people first.

    Of people who walk alike those who leave first stand first: whoever reads only that leaves no later.

    Parameters
    ----------
    case, plan, answer
        A case, its plan, and what it says of the block.
    words
        Words of the reader.
    """
    found = [
        (leg.profile_id, leg.groups[0].route.depart_s, leg.persons, _of_leg(case, plan, answer, leg, words))
        for leg in legs_of(answer)
    ]
    ways = {way.profile_id: way for way in answer.ways_out}
    parts: dict[tuple[str, bool, bool], list[WithoutPlace]] = {}
    for one in answer.without_place:
        parts.setdefault((one.profile_id, one.can_leave_area, one.cannot_reach_safety), []).append(one)
    for (profile_id, can, _), those in parts.items():
        way = ways.get(profile_id) if can else None
        persons, first_s = sum(one.persons for one in those), min(one.departure_s for one in those)
        found.append((profile_id, first_s, persons, _of_those(case, plan, answer, those, way, words)))
    largest = sorted(found, key=lambda one: -one[2])
    # The places of a profile among the others stay: who stands in them goes by when they leave.
    by_time = {
        who: iter(sorted((one for one in largest if one[0] == who), key=lambda one: one[1]))
        for who in {one[0] for one in found}
    }
    return [next(by_time[who])[3] for who, _, _, _ in largest]


def _of_leg(case: Case, plan: Plan, answer: BlockAnswer, leg: Leg, words: Words) -> Glance:
    departs = departures_text(case, leg, words)
    return Glance(
        who=_who(case, plan, answer, leg.profile_id, leg.persons, words),
        where=goal_name(case, leg.destination, leg.route, words),
        until=_until(case, leg.route, departs, words),
        way=_way(leg.route, words),
    )


def _of_those(
    case: Case, plan: Plan, answer: BlockAnswer, those: list[WithoutPlace], way: WayOut | None, words: Words
) -> Glance:
    """Return what people without a place must know: the way out, or that there is none."""
    first = those[0]
    who = _who(case, plan, answer, first.profile_id, sum(one.persons for one in those), words)
    if way is not None:
        depart = without_departures_text(case, those, way, words)
        where = words("block.glance.out", destination=exit_name(case, way, words))
        return Glance(who, where, _until(case, way.route, depart, words), _way(way.route, words))
    if first.cause is Outcome.WAY_UNKNOWN:
        return Glance(who, words("block.glance.way_unknown"), words("block.glance.ask"), "")
    where = words("block.glance.no_place")
    if first.cannot_reach_safety:
        return Glance(who, where, words(f"block.glance.no_way{instead_end(case)}"), "")
    return Glance(who, where, words("block.glance.ask"), "")


def _who(case: Case, plan: Plan, answer: BlockAnswer, profile_id: str, persons: int, words: Words) -> str:
    return words(
        "block.glance.who", profile_id=words(f"walking_profile_id.{profile_id}"),
        persons=words.persons(persons, rounded=is_rounded(case, plan, answer)),
    )  # fmt: skip


def _until(case: Case, route: BlockRoute, departs: str, words: Words) -> str:
    """Return until when people must have left; where no limit may be told, when the plan lets them leave."""
    if case.scenario.phase is Phase.STAY:
        return words("block.glance.stay")
    if route.latest_departure_s is None:
        return words("block.glance.withheld", depart=departs)
    if math.isinf(route.latest_departure_s) and route.latest_departure_s > 0:
        return words("block.glance.no_limit", depart=departs)
    # What people do stands before the latest moment, which no one should wait for.
    return words("block.glance.until", depart=departs, limit=limit_text(case, route, words))


def _way(route: BlockRoute, words: Words) -> str:
    return words("block.glance.way", length=words.metres(route.length_m), walk=words.walk(route.walk_time_s))
