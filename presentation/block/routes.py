"""Routes of a block in words: destination, walk, limit, what closes, and the second destination."""

import math
from typing import Any

from evacuation.destinations import SAFE_AREA_ID
from hazard.closure import ClosureReason
from planning.block_answer import BlockAnswer
from planning.block_closings import Closing
from planning.block_routes import BlockRoute, Destination
from planning.case import Case
from planning.limits import limits_are_withheld
from planning.plan import Plan
from presentation.block.legs import Leg, legs_of
from presentation.block.people import is_rounded
from presentation.grid import Grid
from presentation.names import capacity_is_model, destination_names, town_name
from presentation.plain_text import readable_text
from presentation.seats import seats_words
from presentation.words import Words

#: Columns of the table of routes.
_KEYS = (
    "who", "persons", "depart", "destination", "walk", "limit", "margin", "closes", "second", "second_walk",
)  # fmt: skip
_NUMBERS = frozenset({"persons", "walk", "margin", "second_walk"})


def leg_head(case: Case, plan: Plan, answer: BlockAnswer, leg: Leg, words: Words) -> str:
    """Return who walks, how many they are, and when they leave."""
    return words(
        "block.leg.head",
        profile_id=words(f"walking_profile_id.{leg.profile_id}"),
        persons=words.persons(leg.persons, rounded=is_rounded(case, plan, answer)),
        depart=departures_text(case, leg, words),
    )


def departures_text(case: Case, leg: Leg, words: Words) -> str:
    """Return when people of a leg leave: one moment, or one for those who leave at once and after a task."""
    if len(leg.groups) == 1:
        return words.clock(leg.route.depart_s, case.scenario)
    return words.listed(
        words(
            "block.leg.departure", departure=words(f"block.departure.{group.departure}"),
            time=words.clock(group.route.depart_s, case.scenario),
        )
        for group in leg.groups
    )  # fmt: skip


def leg_lines(case: Case, plan: Plan, leg: Leg, words: Words, *, asked: bool, arrival_s: float) -> list[str]:
    """Return the answer for one leg: where to, how far, by when, what closes, and where else.

    Parameters
    ----------
    case, plan, leg
        A case, its plan, and people who walk the same way.
    words
        Words of the reader.
    asked
        Whether closings and the second destination were asked for.
    arrival_s
        When water or fire reaches the block itself [s after t0], +inf never or not published.
    """
    lines = [_to(case, plan, leg.destination, words)]
    if not leg.destination.in_district:
        lines.append(words("block.leg.out_of_district"))
    route = leg.route
    walk = {"length": words.metres(route.length_m), "walk": words.walk(route.walk_time_s)}
    lines.append(words("block.leg.walk", **walk))
    lines += _limit_lines(case, leg, words)
    limits = [route.latest_departure_s, leg.second.route.latest_departure_s if leg.second else None]
    # A route may stay open longer than the block itself stays dry.
    if any(limit is not None and arrival_s < limit for limit in limits):
        lines.append(words("block.leg.arrives_before", time=words.clock(arrival_s, case.scenario)))
    if asked:
        lines += closing_lines(case, route, words)
        lines += second_lines(case, plan, leg, words)
    return lines


def closing_lines(case: Case, route: BlockRoute, words: Words) -> list[str]:
    """Return what closes first on a route, and what decides its limit where that is something else."""
    closings = route.closings
    if closings is None:
        return []
    if closings.first is None and closings.deciding is None:
        return [words("block.leg.nothing_closes")]
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
    if decides and one.by_deadline:
        key = "decides_deadline"
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
        "why": words(f"closure.{closing.reason}"),
    }


def where_text(case: Case, closing: Closing, words: Words) -> str:
    """Return a street by what people know it by: its name, what it crosses, what meets it, its town."""
    town = readable_text(town_name(case.city, closing.town, words.language))
    if closing.street_id < 0:
        return words("block.where.end")
    if closing.name:
        return words("block.where.named", name=readable_text(closing.name))
    if closing.crosses and (closing.is_bridge or closing.is_crossing):
        key = "bridge" if closing.is_bridge else "crossing"
        return words(f"block.where.{key}", crosses=readable_text(closing.crosses), town=town)
    if closing.meets:
        streets = words.listed(readable_text(name) for name in closing.meets)
        return words("block.where.meets", streets=streets, town=town)
    if town:
        return words("block.where.town", town=town)
    return words("block.where.street", street=closing.street_id)


def limit_text(case: Case, route: BlockRoute, words: Words) -> str:
    """Return by when people of a route must have left, or that it is withheld."""
    if route.latest_departure_s is None:
        return words("profile.limit_withheld")
    return words.limit(route.latest_departure_s, case.scenario)


def route_grid(case: Case, plan: Plan, answer: BlockAnswer, words: Words) -> Grid | None:
    """Return the table of destinations and routes; None where nobody walks."""
    if not answer.groups:
        return None
    rows = [_row(case, plan, answer, leg, words) for leg in legs_of(answer)]
    notes = [words("block.note_second")] if answer.seconds else []
    if any(
        second is not None and second.destination.capacity_persons is not None for second in answer.seconds
    ):
        notes.append(words("block.note_second_seats"))
    if not limits_are_withheld(case, plan):
        notes.insert(0, words("block.note_limit"))
    return Grid(
        headings=tuple(words(f"block.column.{key}") for key in _KEYS),
        rows=tuple(rows),
        numbers=tuple(key in _NUMBERS for key in _KEYS),
        keys=_KEYS,
        caption=words("block.table.routes"),
        notes=tuple(notes),
        wide=frozenset({_KEYS.index("destination"), _KEYS.index("closes"), _KEYS.index("second")}),
    )


def destination_name(case: Case, destination_id: str, words: Words) -> str:
    """Return the name of a destination."""
    if destination_id == SAFE_AREA_ID:
        return words("destination_kind.safe_area")
    return readable_text(str(destination_names(case, words.language).loc[destination_id]))


def free_text(case: Case, plan: Plan, destination: Destination, words: Words, *, unit: bool = False) -> str:
    """Return the seats that a plan leaves at a destination, or that nothing limits them."""
    free = destination.free_persons
    if free is None:
        return words("screen.no_limit")
    say = words.persons if unit else words.people_cell
    return say(free, rounded=plan.is_model or capacity_is_model(case))


def _row(case: Case, plan: Plan, answer: BlockAnswer, leg: Leg, words: Words) -> tuple[str, ...]:
    route, none, second = leg.route, words("export.none"), leg.second
    first = route.closings.first if route.closings else None
    margin = none if route.margin_s is None else words.minutes(route.margin_s)
    return (
        words(f"walking_profile_id.{leg.profile_id}"),
        words.people_cell(leg.persons, rounded=is_rounded(case, plan, answer)),
        departures_text(case, leg, words),
        destination_name(case, leg.destination.destination_id, words),
        words.walk(route.walk_time_s),
        limit_text(case, route, words),
        margin,
        none if first is None else where_text(case, first, words),
        none if second is None else destination_name(case, second.destination.destination_id, words),
        none if second is None else words.walk(second.route.walk_time_s),
    )


def _to(case: Case, plan: Plan, destination: Destination, words: Words) -> str:
    name = destination_name(case, destination.destination_id, words)
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
    lines = [words("block.leg.limit", limit=limit_text(case, route, words))]
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
    limited = to.free_persons is not None
    values = {
        "destination": destination_name(case, to.destination_id, words),
        "length": words.metres(route.length_m),
        "walk": words.walk(route.walk_time_s),
    }
    if limited:
        values["kind"] = words(f"destination_kind.{to.kind}")
        values["free"] = free_text(case, plan, to, words, unit=True)
    lines = [words("block.leg.second" if limited else "block.leg.second_safe_area", **values)]
    if route.latest_departure_s is not None and math.isfinite(route.latest_departure_s):
        lines.append(words("block.leg.second_limit", limit=limit_text(case, route, words)))
    if to.free_persons is not None and to.free_persons < leg.persons:
        lines.append(words("block.leg.second_few"))
    return lines
