"""Routes of a block in words: destination, walk, limit, what closes, and the second destination."""

import math
from collections.abc import Iterable
from typing import Any

from community.demand import alerts_s
from domain.vocabulary import HazardKind, Phase
from evacuation.destinations import SAFE_AREA_ID
from hazard.closure import ClosureReason
from planning.block_answer import BlockAnswer, WithoutPlace
from planning.block_closings import Closing
from planning.block_routes import BlockRoute, Destination, SecondDestination
from planning.block_ways_out import WayOut, end_town
from planning.case import Case
from planning.limits import limits_are_withheld
from planning.plan import LONGER_WALK_S, Plan
from presentation.block.legs import Leg
from presentation.block.people import is_rounded
from presentation.block.shared_streets import second_shares_lines
from presentation.destination_words import marked_name
from presentation.names import capacity_is_model, place_name, town_name
from presentation.plain_text import readable_text
from presentation.robustness_words import is_shaken
from presentation.seats import seats_words
from presentation.street_names import street_name
from presentation.told_limit import told_limit
from presentation.wheelchair_words import wheelchair_lines
from presentation.words import Words


def leg_head(case: Case, plan: Plan, answer: BlockAnswer, leg: Leg, words: Words) -> str:
    """Return who walks, how many they are, and when they leave."""
    return words(
        "block.leg.head_stay" if case.scenario.phase is Phase.STAY else "block.leg.head",
        profile_id=words(f"walking_profile_id.{leg.profile_id}"),
        persons=words.persons(leg.persons, rounded=is_rounded(case, plan, answer)),
        depart=departures_text(case, leg, words),
    )


def departures_text(case: Case, leg: Leg, words: Words) -> str:
    """Return when people of a leg leave: one moment, or one for those who leave at once and after a task."""
    moments = [(group.departure, group.route.depart_s) for group in leg.groups]
    limited = leg.route.latest_departure_s is not None
    return moments_text(case, leg.profile_id, moments, words, named=leg.apart, beside_limit=limited)


def without_departures_text(
    case: Case, parts: Iterable[WithoutPlace], way: WayOut | None, words: Words
) -> str:
    """Return when people of a walking profile without a place leave, as ``departures_text`` does.

    Parameters
    ----------
    case
        The case.
    parts
        Those people.
    way
        Their way out of the area; None where none is told beside it.
    words
        Words of the reader.
    """
    those = list(parts)
    limited = way is not None and way.route.latest_departure_s is not None
    moments = [(one.departure, one.departure_s) for one in those]
    # Who has no way is late by it: until then to leave would be no advice.
    return moments_text(case, those[0].profile_id, moments, words, beside_limit=limited, told=way is not None)


def moments_text(
    case: Case,
    profile_id: str,
    moments: Iterable[tuple[str, float]],
    words: Words,
    *,
    named: bool = False,
    beside_limit: bool = False,
    told: bool = True,
) -> str:
    """Return when people leave, the earliest first: which group and when after their alert, each once.

    Parameters
    ----------
    case
        The case.
    profile_id
        Who walks: the alert goes by the walking profile.
    moments
        ``domain.vocabulary.Departure`` and seconds after t0.
    words
        Words of the reader.
    named
        Whether a single moment, too, is told with who leaves then.
    beside_limit
        Whether a limit on the scenario's clock stands beside it.
    told
        Whether it is told to whoever leaves, as the end of the time to leave.
    """
    if case.scenario.phase is Phase.STAY:
        # The plan counts who stays where, days after: its zero is no moment to leave.
        return words("block.leg.no_moment")
    once = sorted(dict.fromkeys(moments), key=lambda one: one[1])
    alert_s = alerts_s(case.scenario, case.settings)[profile_id]

    def time(at_s: float) -> str:
        return words.departure(at_s, case.scenario, alert_s, beside_limit=beside_limit, told=told)

    if len({at_s for _, at_s in once}) == 1 and not named:
        return time(once[0][1])
    return words.listed(
        words("block.leg.departure", departure=words(f"block.departure.{departure}"), time=time(at_s))
        for departure, at_s in once
    )


def leg_lines(case: Case, plan: Plan, leg: Leg, words: Words, *, asked: bool) -> list[str]:
    """Return the answer for one leg: where to, how far, by when, what closes, and where else.

    Parameters
    ----------
    case, plan, leg
        A case, its plan, and people who walk the same way.
    words
        Words of the reader.
    asked
        Whether closings and the second destination were asked for.
    """
    lines = [_to(case, plan, leg, words)]
    if leg.destination.is_to_confirm:
        lines.append(words("block.leg.to_confirm"))
    if not leg.destination.in_district:
        lines.append(words("block.leg.out_of_district"))
    route = leg.route
    walk = {"length": words.metres(route.length_m), "walk": words.walk(route.walk_time_s)}
    lines.append(words("block.leg.walk", **walk))
    if route.extra_walk_s >= LONGER_WALK_S:
        lines.append(words("block.leg.extra_walk", extra=words.walk(route.extra_walk_s)))
    lines += wheelchair_lines(case, leg, words)
    if route.in_slow_water:
        lines.append(words("block.leg.slow_water"))
    if route.opens_at_s is not None and route.opening_street is not None:
        where = street_name(case, route.opening_street, words)
        opens, wait = words.clock(route.opens_at_s, case.scenario), words.walk(route.wait_s)
        lines.append(words("block.leg.wait", where=where, opens=opens, wait=wait))
    lines += _limit_lines(case, leg, words)
    if asked:
        lines += closing_lines(case, plan, route, words)
        lines += second_lines(case, plan, leg, words)
    return lines


def closing_lines(case: Case, plan: Plan, route: BlockRoute, words: Words) -> list[str]:
    """Return what closes first on a route, and what decides its limit where that is something else.

    In a tsunami whose arrival nobody has published no street closes by the clock: that the way stays open
    is not said. Nor is it where the ground shakes: which streets falling buildings block is not known.
    """
    closings = route.closings
    if closings is None:
        return []
    if closings.first is None and closings.deciding is None:
        unknown = HazardKind.TSUNAMI in case.scenario.kinds and limits_are_withheld(case, plan)
        shaken = [words("block.leg.closings_shaken")] if is_shaken(case) else []
        if shaken and HazardKind.EARTHQUAKE in case.scenario.kinds:
            return shaken
        return [words("block.leg.closings_unknown" if unknown else "block.leg.nothing_closes"), *shaken]
    lines = [
        _closing_line(case, one, words, everywhere=closings.all_at_once, decides=decides)
        for one, decides in ((closings.first, False), (closings.deciding, True))
        if one is not None
    ]
    # Two streets that are known by the same words are one to the reader.
    told = [line.partition(":")[2] for line in lines]
    return lines[:1] if len(lines) == 2 and told[0] == told[1] else lines


def _closing_line(case: Case, one: Closing, words: Words, *, everywhere: bool, decides: bool) -> str:
    """Return where, when and why something closes; the moment of an order is no forecast."""
    by_order = one.reason == ClosureReason.LEVEL5
    if decides and (one.by_deadline or one.at_block):
        key = "decides_deadline" if one.by_deadline else "decides_block"
    elif decides and not (everywhere and one.street_id >= 0):
        key = "decides"
    elif everywhere and one.street_id >= 0:
        key = "closes_all_by_order" if by_order else "closes_all"
    else:
        key = "closes_first_by_order" if by_order else "closes_first"
    return words(f"block.leg.{key}", **closing_values(case, one, words))


def closing_values(case: Case, closing: Closing, words: Words) -> dict[str, str]:
    """Return where, when and why something closes."""
    return {
        "where": where_text(case, closing, words),
        "when": words.closing(closing.closes_at_s, case.scenario),
        "why": why_text(case, closing, words),
    }


def why_text(case: Case, closing: Closing, words: Words) -> str:
    """Return why something closes; people who need help must have arrived some time before the storm wind."""
    why = words(f"closure.{closing.reason}")
    if closing.by_deadline and closing.reason == ClosureReason.STORM_WIND:
        lead_s = case.scenario.alerts_s.get("storm_wind", closing.closes_at_s) - closing.closes_at_s
        if lead_s > 0:
            return words("block.leg.before_storm", why=why, lead=words.minutes(lead_s))
    return why


def where_text(case: Case, closing: Closing, words: Words) -> str:
    """Return what closes: a street by its name and what tells it apart, the block, or the destination."""
    if closing.street_id < 0:
        return words("block.where.block" if closing.at_block else "block.where.end")
    return street_name(case, closing.street_id, words)


def first_on_the_way(route: BlockRoute) -> Closing | None:
    """Return the one street, or the destination, that closes first; None where all close at once, or none.

    Text, table, map and paper name this one.
    """
    closings = route.closings
    return None if closings is None or closings.all_at_once else closings.first


def closes_text(case: Case, route: BlockRoute, words: Words) -> str:
    """Return what closes first on a route in a few words."""
    closings = route.closings
    if closings is None or closings.first is None:
        return words("export.none")
    if closings.all_at_once and closings.first.street_id >= 0:
        return words("block.where.all")
    return where_text(case, closings.first, words)


def limit_text(case: Case, route: BlockRoute, words: Words) -> str:
    """Return by when people of a route must have left, or that it is withheld."""
    if route.latest_departure_s is None:
        return words("profile.limit_withheld")
    return told_limit(case, route.latest_departure_s, words)


def destination_name(case: Case, destination: Destination, words: Words) -> str:
    """Return the name of a destination, with ？要確認 where it is to be confirmed."""
    destination_id = destination.destination_id
    if destination_id == SAFE_AREA_ID:
        return words("destination_kind.safe_area")
    name = readable_text(place_name(case.city, destination_id, words.language))
    return marked_name(name, destination.standing, words.language)


def goal_name(case: Case, destination: Destination, route: BlockRoute, words: Words) -> str:
    """Return the name of the destination of a route; safe ground with the town where the route reaches it."""
    name = destination_name(case, destination, words)
    town = end_town(case.city, route) if destination.destination_id == SAFE_AREA_ID else ""
    if not town:
        return name
    near = readable_text(town_name(case.city, town, words.language))
    return words("block.leg.safe_area_near", destination=name, town=near)


def free_text(case: Case, plan: Plan, destination: Destination, words: Words, *, unit: bool = False) -> str:
    """Return the seats that a plan leaves at a destination, or that nothing limits them."""
    free = destination.free_persons
    if free is None:
        return words("screen.no_limit")
    say = words.persons if unit else words.people_cell
    return say(free, rounded=plan.is_rounded or capacity_is_model(case))


def exit_name(case: Case, way: WayOut, words: Words) -> str:
    """Return where a way out of the hazard area ends."""
    if not way.town:
        return words("block.out.name")
    return words("block.out.near", town=readable_text(town_name(case.city, way.town, words.language)))


def way_lines(case: Case, answer: BlockAnswer, words: Words) -> list[str]:
    """Return the ways out of the hazard area for people without a place: when they leave, where, how far."""
    return [
        way_line(
            case, way,
            without_departures_text(case, [
                one for one in answer.without_place if one.can_leave_area and one.profile_id == way.profile_id
            ], way, words), words,
        )
        for way in answer.ways_out
    ]  # fmt: skip


def way_line(case: Case, way: WayOut, depart: str, words: Words) -> str:
    """Return a way out of the hazard area: when people leave, where it ends, how far, until when it is open.

    Parameters
    ----------
    case, way
        A case, and the way.
    depart
        When its people leave, in words: before the latest moment, which no one should wait for.
    words
        Words of the reader.
    """
    route = way.route
    limit = words("block.out.withheld", why=words("profile.limit_withheld"))
    if route.latest_departure_s is not None:
        limit = words("block.out.limit", limit=limit_text(case, route, words))
    return words(
        "block.out.line", profile_id=words(f"walking_profile_id.{way.profile_id}"),
        depart=depart, destination=exit_name(case, way, words), length=words.metres(route.length_m),
        walk=words.walk(route.walk_time_s), limit=limit,
    )  # fmt: skip


def _to(case: Case, plan: Plan, leg: Leg, words: Words) -> str:
    destination = leg.destination
    name = goal_name(case, destination, leg.route, words)
    if destination.capacity_persons is None:
        return words("block.leg.to_safe_area", destination=name)
    row: dict[Any, Any] = plan.usable_places.loc[[destination.destination_id]].to_dict(orient="records")[0]
    return words(
        "block.leg.to", destination=name, kind=words(f"destination_kind.{destination.kind}"),
        seats=seats_words(case, row, words, with_unit=True),
        free=free_text(case, plan, destination, words, unit=True),
    )  # fmt: skip


def _limit_lines(case: Case, leg: Leg, words: Words) -> list[str]:
    route = leg.route
    if route.latest_departure_s is None:
        return [words("block.leg.withheld", why=words("profile.limit_withheld"))]
    limit = limit_text(case, route, words)
    why = words(f"closure.{case.scenario.deadline}")
    key = "limit_block" if route.block_reached_first else "limit"
    lines = [words(f"block.leg.{key}", limit=limit, why=why)]
    if route.margin_s is not None:
        several = len(leg.groups) > 1
        margin = words.minutes(route.margin_s)
        lines.append(words("block.leg.margin_last" if several else "block.leg.margin", margin=margin))
    if route.below_reserve:
        reserve = words.minutes(case.settings.movement.reserve_s)
        lines.append(words("block.leg.below_reserve", reserve=reserve))
    return lines


def second_lines(case: Case, plan: Plan, leg: Leg, words: Words) -> list[str]:
    """Return where people of a leg go if their destination is full or shut."""
    if leg.second is None:
        return [words("block.leg.no_second")]
    to, route = leg.second.destination, leg.second.route
    limited = to.free_persons is not None and not leg.second.is_full
    values = {
        "destination": second_name(case, leg.second, words),
        "length": words.metres(route.length_m),
        "walk": words.walk(route.walk_time_s),
    }
    if limited:
        values["kind"] = words(f"destination_kind.{to.kind}")
        values["free"] = free_text(case, plan, to, words, unit=True)
    lines = [words("block.leg.second" if limited else "block.leg.second_safe_area", **values)]
    if to.is_to_confirm:
        lines.append(words("block.leg.second_to_confirm"))
    if route.latest_departure_s is not None and math.isfinite(route.latest_departure_s):
        lines.append(words("block.leg.second_limit", limit=limit_text(case, route, words)))
    lines += second_shares_lines(case, leg.route, leg.second, words)
    if leg.second.is_full:
        lines.append(words("block.leg.second_full"))
    elif to.free_persons is not None and to.free_persons < leg.persons:
        lines.append(words("block.leg.second_few"))
    return lines


def second_name(case: Case, second: SecondDestination, words: Words) -> str:
    """Return the name of a second destination, with a word where the plan leaves no seat there."""
    name = goal_name(case, second.destination, second.route, words)
    return words("block.leg.full", destination=name) if second.is_full else name
