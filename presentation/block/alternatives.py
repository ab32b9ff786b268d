"""Another route of a block's people to the same destination, in words."""

import math

from planning.block_routes import BlockRoute
from planning.case import Case
from presentation.block.legs import Leg
from presentation.block.routes import limit_text
from presentation.block.shared_streets import same_street_lines, shared_text
from presentation.words import Words


def alternative_lines(case: Case, leg: Leg, words: Words) -> list[str]:
    """Return the other route of a leg to the same destination, and what it shares with the first."""
    other = leg.alternative
    if other is None:
        return [words("block.leg.no_other")]
    route = other.route
    values = {"length": words.metres(route.length_m), "walk": words.walk(route.walk_time_s)}
    if other.shared_street_ids:
        where = shared_text(case, other.shared_street_ids, words)
        lines = [words("block.leg.other_shares", shared=words.metres(other.shared_m), where=where, **values)]
    else:
        lines = [words("block.leg.other", **values), *same_street_lines(case, leg.route, route, words)]
    if route.latest_departure_s is not None and math.isfinite(route.latest_departure_s):
        lines.append(words("block.leg.other_limit", limit=limit_text(case, route, words)))
    return lines + _why_first(leg.route, route, words)


def _why_first(first: BlockRoute, other: BlockRoute, words: Words) -> list[str]:
    """Return why the first route is told where the other is shorter; nothing where it is not.

    It is longer than the shortest to be safer or open longer: which of both, limits say where they differ.
    """
    told_alike = words.walk(other.walk_time_s) == words.walk(first.walk_time_s)
    if other.walk_time_s >= first.walk_time_s or told_alike:
        return []
    limit_s, other_s = first.latest_departure_s, other.latest_departure_s
    if limit_s is None or other_s is None or limit_s == other_s:
        return [words("block.leg.other_shorter")]
    return [
        words("block.leg.other_shorter_earlier" if other_s < limit_s else "block.leg.other_shorter_later")
    ]
