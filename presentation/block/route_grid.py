"""The table of a block: who walks where, when, by which way; who has no place among them."""

from planning.block_answer import BlockAnswer, WithoutPlace
from planning.case import Case
from planning.limits import limits_are_withheld
from planning.plan import Plan
from presentation.answers import judged_by
from presentation.block.legs import Leg, legs_of
from presentation.block.people import is_rounded
from presentation.block.routes import (
    closes_text,
    departures_text,
    exit_name,
    goal_name,
    limit_text,
    second_name,
    why_text,
    without_departures_text,
)
from presentation.grid import Grid
from presentation.words import Words

#: Columns of the table of routes.
_KEYS = (
    "who", "persons", "depart", "destination", "walk", "limit", "margin", "closes", "second", "second_walk",
)  # fmt: skip
_NUMBERS = frozenset({"persons", "walk", "margin", "second_walk"})


def route_grid(case: Case, plan: Plan, answer: BlockAnswer, words: Words) -> Grid | None:
    """Return the table of destinations, routes and ways out; None where nobody must leave."""
    if not answer.groups and not answer.without_place:
        return None
    rows = [_row(case, plan, answer, leg, words) for leg in legs_of(answer)]
    rows += _rows_without(case, plan, answer, words)
    notes = _limit_notes(case, plan, answer, words)
    if any(second is not None for second in answer.seconds):
        notes.append(words("block.note_second"))
    seats = [one for one in answer.seconds if one is not None and one.destination.free_persons is not None]
    if any(not one.is_full for one in seats):
        notes.append(words("block.note_second_seats"))
    return Grid(
        headings=tuple(words(f"block.column.{key}") for key in _KEYS),
        rows=tuple(rows),
        numbers=tuple(key in _NUMBERS for key in _KEYS),
        keys=_KEYS,
        caption=words("block.table.routes"),
        notes=tuple(notes),
        wide=frozenset({_KEYS.index("destination"), _KEYS.index("closes"), _KEYS.index("second")}),
    )


def _limit_notes(case: Case, plan: Plan, answer: BlockAnswer, words: Words) -> list[str]:
    """Return what the limits of a block mean: a street that closes, a time to be there, the block itself."""
    if limits_are_withheld(case, plan):
        return []
    legs = legs_of(answer)
    routes = [leg.route for leg in legs] + [way.route for way in answer.ways_out]
    deciding = [route.closings.deciding for route in routes if route.closings is not None]
    decides = [one for one in deciding if one is not None]
    notes = []
    deadlines = {(one.closes_at_s, why_text(case, one, words)) for one in decides if one.by_deadline}
    if any(not (one.by_deadline or one.at_block) for one in decides):
        notes.append(words("block.note_limit"))
    for closes_at_s, why in sorted(deadlines):
        when = words.clock(closes_at_s, case.scenario)
        notes.append(words("block.note_limit_deadline", when=when, why=why))
    if any(route.block_reached_first for route in routes):
        why = words(f"closure.{case.scenario.deadline}")
        notes.append(words("block.note_limit_block", why=why))
    return [*notes, words("answer.by_wind")] if judged_by(case, plan) else notes


def _rows_without(case: Case, plan: Plan, answer: BlockAnswer, words: Words) -> list[tuple[str, ...]]:
    """Return a row for people without a place of each walking profile: the way out, or that there is none."""
    ways = {way.profile_id: way for way in answer.ways_out}
    persons: dict[tuple[str, bool], int] = {}
    departs: dict[tuple[str, bool], list[WithoutPlace]] = {}
    for one in answer.without_place:
        key = (one.profile_id, one.can_leave_area)
        persons[key] = persons.get(key, 0) + one.persons
        departs.setdefault(key, []).append(one)
    none, rows = words("export.none"), []
    for (profile_id, can), count in persons.items():
        way = ways.get(profile_id) if can else None
        who = (
            words(f"walking_profile_id.{profile_id}"),
            words.people_cell(count, rounded=is_rounded(case, plan, answer)),
            without_departures_text(case, departs[profile_id, can], way, words),
        )
        if way is None:
            rows.append((*who, words("block.out.no_place"), *[none] * (len(_KEYS) - 4)))
            continue
        margin = none if way.route.margin_s is None else words.minutes(way.route.margin_s)
        rows.append((
            *who, words("block.glance.out", destination=exit_name(case, way, words)),
            words.walk(way.route.walk_time_s), limit_text(case, way.route, words), margin,
            closes_text(case, way.route, words), none, none,
        ))  # fmt: skip
    return rows


def _row(case: Case, plan: Plan, answer: BlockAnswer, leg: Leg, words: Words) -> tuple[str, ...]:
    route, none, second = leg.route, words("export.none"), leg.second
    margin = none if route.margin_s is None else words.minutes(route.margin_s)
    return (
        words(f"walking_profile_id.{leg.profile_id}"),
        words.people_cell(leg.persons, rounded=is_rounded(case, plan, answer)),
        departures_text(case, leg, words),
        goal_name(case, leg.destination, route, words),
        words.walk(route.walk_time_s),
        limit_text(case, route, words),
        margin,
        closes_text(case, route, words),
        none if second is None else second_name(case, second, words),
        none if second is None else words.walk(second.route.walk_time_s),
    )
