"""Sentences on the single figures of a plan: time in hand, walks, who goes where."""

from math import isfinite

from domain.vocabulary import DeadlineKind
from planning.case import Case
from planning.limits import arrivals_are_known
from planning.longer_walks import LongerWalk
from planning.plan import Plan
from planning.shore import asks_for_shore
from presentation.answers import judged_by
from presentation.area_sums import is_unsaid, sums_of
from presentation.assumed_staying import staying_texts
from presentation.below_reserve import below_reserve_is_rounded
from presentation.crowding_words import counted_lines
from presentation.helped_words import helped_without_texts
from presentation.longer_walk_words import longer_walk_text
from presentation.second_move import second_move_text
from presentation.second_stage_words import second_stage_texts
from presentation.told_limit import with_doubt
from presentation.wheelchair_words import wheelchair_texts
from presentation.words import Words


def fact_texts(case: Case, plan: Plan, words: Words) -> list[str]:
    """Return the single figures of the plan, and why limits are missing where they are.

    Where no streets are held there are no figures of routes: zeros would comfort.
    """
    return [*_time_texts(case, plan, words), *_walk_texts(case, plan, words), *_move_texts(case, plan, words)]


def _time_texts(case: Case, plan: Plan, words: Words) -> list[str]:
    facts, rounded = plan.facts, plan.is_rounded
    if case.scenario.deadline is DeadlineKind.NONE:
        return [words("screen.city.no_deadline")]
    lines = staying_texts(case, sums_of(plan.ledgers.city, case.city.meta.city_code), words, rounded=rounded)
    if not facts.margin_known:
        lines.append(words("screen.margin_unknown"))
    elif judged_by(case, plan):
        lines.append(words("answer.by_wind"))
    if case.city.streets.empty:
        return lines
    cannot = words.persons(facts.cannot_reach_safety_persons, rounded=rounded)
    can = words.persons(facts.can_leave_area_persons, rounded=rounded)
    if is_unsaid(sums_of(plan.ledgers.city, case.city.meta.city_code), "cannot_reach_safety"):
        cannot = words("screen.unknown")
    until = judged_by(case, plan)
    can = can if until else with_doubt(case, can, words)
    lines.append(words(f"screen.city.without_place{until}", cannot=cannot, can=can))
    if facts.margin_known:
        below = words.persons(facts.below_reserve_persons, rounded=below_reserve_is_rounded(case, plan))
        reserve = words.minutes(case.settings.movement.reserve_s)
        lines.append(words("screen.city.below_reserve", persons=below, reserve=reserve))
    if facts.late_when_spread_persons:
        late = words.persons(facts.late_when_spread_persons, rounded=rounded)
        lines += [words("screen.city.late_when_spread", persons=late), *counted_lines(case, words)]
    return lines


def _walk_texts(case: Case, plan: Plan, words: Words) -> list[str]:
    facts, rounded = plan.facts, plan.is_rounded
    if case.city.streets.empty:
        return []
    lines = [
        words(
            "screen.city.walk",
            mean=words.mean_walk(facts.walk_time_mean_s),
            longest=words.walk(facts.walk_time_max_s),
            far=words.persons(facts.far_persons, rounded=rounded),
            limit=f"{case.settings.movement.practical_limit_m:,.0f}",
        )
    ]
    long_walk_s = case.settings.readiness.problem_mean_walk_s
    if facts.walk_time_mean_s >= long_walk_s:
        lines.append(words("screen.city.long_walk", limit=words.minutes(long_walk_s)))
    if facts.longer_walk_persons > 0:
        found = LongerWalk(facts.longer_walk_persons, facts.extra_walk_mean_s, facts.extra_walk_max_s)
        said = longer_walk_text(found, words, rounded=rounded)
        lines.append(words("screen.city.extra_walk", said=said))
    if isfinite(facts.walk_limit_s):
        lines.append(words("screen.city.walk_limit", minutes=words.minutes(facts.walk_limit_s)))
    if facts.early_persons > 0:
        lines.append(words("screen.city.early", persons=words.persons(facts.early_persons, rounded=rounded)))
    return lines


def _together_texts(case: Case, plan: Plan, words: Words) -> list[str]:
    """Return who goes together, and who cannot be promised to."""
    facts, rounded = plan.facts, plan.is_rounded
    lines = []
    if facts.pairs > 0:
        lines.append(words("assignment.pairs", count=words.persons(facts.pairs, rounded=rounded)))
    if facts.helped_apart_persons > 0:
        count = words.persons(facts.helped_apart_persons, rounded=rounded)
        lines.append(words("assignment.helped_apart", count=count))
    lines += helped_without_texts(case, plan, words)
    lines += wheelchair_texts(case, plan, words)
    lines += second_stage_texts(case, plan, words)
    if facts.divided_households_max > 0:
        left_over = words.persons(facts.divided_remainder_persons, rounded=rounded)
        whole, most = facts.divided_whole_households, facts.divided_households_max
        lines.append(words("assignment.divided_households", count=most, whole=whole, left_over=left_over))
    return lines


def _move_texts(case: Case, plan: Plan, words: Words) -> list[str]:
    facts, rounded = plan.facts, plan.is_rounded
    if case.city.streets.empty:
        return []
    out = words.persons(facts.out_of_district_persons, rounded=rounded)
    seaward = words.persons(facts.seaward_persons, rounded=rounded)
    # Where no arrival is known, nobody knows either which way it comes earlier: a zero would comfort.
    key = "screen.city.moves" if arrivals_are_known(case, plan) else "screen.city.moves_out"
    lines = [words(key, out=out, seaward=seaward)]
    if facts.seaward_persons > 0:
        allowed = f"{case.settings.hazard.seaward_allowance_m:,.0f}"
        lines.append(words("screen.city.seaward", limit=allowed))
    lines += _together_texts(case, plan, words)
    lines += _shore_texts(case, plan, words)
    if facts.reentering_persons > 0:
        count = words.persons(facts.reentering_persons, rounded=rounded)
        lines.append(words("screen.city.reentering", persons=count))
    if facts.over_earlier_ground_persons > 0:
        count = words.persons(facts.over_earlier_ground_persons, rounded=rounded)
        lines.append(words("screen.city.over_earlier_ground", persons=count))
    if facts.second_move_persons > 0:
        count = words.persons(facts.second_move_persons, rounded=rounded)
        lines.append(second_move_text(case, words("screen.column.city"), count, words.language))
    unconfirmed = sums_of(plan.ledgers.city, case.city.meta.city_code)["unconfirmed_place"]
    if unconfirmed > 0:
        lines.append(words("answer.unconfirmed_place", persons=words.persons(unconfirmed, rounded=rounded)))
    if facts.unreachable_blocks or facts.unreachable_places:
        blocks, places = len(facts.unreachable_blocks), len(facts.unreachable_places)
        lines.append(words("screen.city.unreachable", blocks=blocks, places=places))
    return lines


def _shore_texts(case: Case, plan: Plan, words: Words) -> list[str]:
    """Return how many people come nearer to the shore, or that nobody knows; nothing without a tsunami."""
    facts = plan.facts
    if facts.nearer_shore_persons is None:
        return [words("screen.city.nearer_shore_unknown")] if asks_for_shore(case.scenario) else []
    limit = f"{case.settings.hazard.seaward_allowance_m:,.0f}"
    figures = {
        "nearer_shore": (facts.nearer_shore_persons, facts.nearer_shore_max_m),
        "nearer_shore_on_way": (facts.nearer_shore_on_way_persons, facts.nearer_shore_on_way_max_m),
    }
    return [
        words(
            f"screen.city.{key}",
            limit=limit,
            persons=words.persons(persons, rounded=plan.is_rounded),
            most=words.metres(most_m),
        )
        for key, (persons, most_m) in figures.items()
        if persons
    ]
