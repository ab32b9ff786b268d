"""How people hinder each other on the way, in sentences."""

import math
from collections.abc import Callable
from typing import Any

import pandas as pd

from domain.vocabulary import DepartureSpread
from planning.case import Case
from planning.crowding import ROUNDS_TOLERANCE, CrowdFacts, Crowding
from planning.long_queues import LONG_QUEUE_PERSONS, LONG_QUEUE_S, is_long_queue, queue_counts
from presentation.answers import judged_lines
from presentation.crowding_where import where_lines
from presentation.words import Words


def summary_lines(case: Case, crowding: Crowding, words: Words) -> list[str]:
    """Return what is said of the whole city.

    Parameters
    ----------
    case, crowding
        The case, and the crowding of its plan.
    words
        Words of the reader.
    """
    facts, rounded = crowding.facts, crowding.is_rounded
    if not facts.persons:
        return [words("crowding.nobody"), *_not_walking(crowding, words)]

    def persons(count: int) -> str:
        return words.persons(count, rounded=rounded)

    lines = [_arrivals(case, facts, persons, words)]
    lines += _not_walking(crowding, words)
    if facts.missed_persons:
        key = "crowding.missed" if facts.queue_missed_persons else "crowding.missed_alone"
        lines.append(words(
            key, missed=persons(facts.missed_persons), queues=persons(facts.queue_missed_persons)
        ))  # fmt: skip
        lines.append(words(
            "crowding.missed_by", caught=persons(facts.caught_persons),
            cut_off=persons(facts.cut_off_persons), at_home=persons(facts.at_home_persons),
            late=persons(facts.late_persons),
        ))  # fmt: skip
        lines += counted_lines(case, words)
    if not facts.queue_missed_persons:
        lines.append(words("crowding.none_missed"))
    # Where no arrival is known, all who arrive are only ahead of an order or of the wind.
    lines += judged_lines(case, crowding, words)
    lines.append(_waits(facts, words))
    if facts.waiting_most_persons:
        when = words.clock(facts.waiting_most_s, case.scenario)
        lines.append(words("crowding.worst", when=when, persons=persons(facts.waiting_most_persons)))
    lines += where_lines(case, crowding, words)
    if facts.early_persons:
        lines.append(words("crowding.early", persons=persons(facts.early_persons)))
    turned = facts.turned_persons
    lines.append(words("crowding.rings", count=f"{turned:,}") if turned else words("crowding.no_rings"))
    lines.append(_bound(case, crowding, words))
    if len(crowding.rounds) > 1:
        best = int(crowding.rounds.index[crowding.rounds["is_best"]][0])
        lines.append(words("crowding.balanced", rounds=len(crowding.rounds), chosen=best))
        lines += balance_lines(crowding, words)
    return lines


def round_lines(case: Case, crowding: Crowding, words: Words) -> list[str]:
    """Return what rounds of assigning anew come to: whom the best moves, whether they agree, and the bound.

    Parameters
    ----------
    case, crowding
        The case, and the crowding of its plan in several rounds.
    words
        Words of the reader.
    """
    return [*balance_lines(crowding, words), _bound(case, crowding, words)]


def balance_lines(crowding: Crowding, words: Words) -> list[str]:
    """Return what the best of the rounds would change of the plan, and whether they agree.

    Parameters
    ----------
    crowding
        The crowding of a plan, of which several rounds were asked for.
    words
        Words of the reader.
    """
    rounds, rounded = crowding.rounds, crowding.is_rounded
    number = int(rounds.index[rounds["is_best"]][0])
    best: dict[Any, Any] = rounds.loc[[number]].to_dict("records")[0]
    moved, rerouted = (
        words.persons(int(best[name]), rounded=rounded) for name in ("moved_persons", "rerouted_persons")
    )
    key = "crowding.rounds_none" if len(rounds) == 1 else "crowding.rounds_keep"
    if number > 1:
        key = "crowding.rounds_move"
    lines = [words(key, count=len(rounds), best=number, moved=moved, rerouted=rerouted)]
    # It ends before all rounds are made only where the waits are those expected.
    gap = float(rounds["gap"].iloc[-1])
    key = "crowding.rounds_agree" if gap <= ROUNDS_TOLERANCE else "crowding.rounds_differ"
    percent = f"{gap * 100:.1f}"
    return [*lines, words(key, gap=percent, limit=f"{ROUNDS_TOLERANCE:.0%}"), words("crowding.rounds_plan")]


def _not_walking(crowding: Crowding, words: Words) -> list[str]:
    """Return who does not walk here at all; nothing where everybody does.

    Where most people have no seat, all of the others arrive: that is no good news of the city.
    """
    rows = crowding.assignment[crowding.assignment["route_id"] < 0]
    without = rows["destination_id"] == ""
    counts = {"without": int(rows["persons"][without].sum()), "held": int(rows["persons"][~without].sum())}
    return [
        words(f"crowding.not_walking_{name}", persons=words.persons(count, rounded=crowding.is_rounded))
        for name, count in counts.items()
        if count
    ]


def _bound(case: Case, crowding: Crowding, words: Words) -> str:
    """Return how soon those who arrive could have arrived at best, and how much more the plan takes."""
    facts = crowding.facts
    if math.isnan(facts.bound_s):
        return words("crowding.no_bound")
    arrived = facts.in_time_persons + facts.late_persons
    # Both moments are told in whole minutes; what lies between is of these, or a reader counts otherwise.
    minutes = facts.last_arrival_s // 60 - facts.bound_s // 60
    gap_s = minutes * 60 if minutes else facts.last_arrival_s - facts.bound_s
    return words(
        "crowding.bound" if arrived == facts.persons else "crowding.bound_some",
        persons=words.persons(arrived, rounded=crowding.is_rounded),
        bound=words.clock(facts.bound_s, case.scenario),
        last=words.clock(facts.last_arrival_s, case.scenario),
        gap=words.wait(gap_s),
    )


def _arrivals(case: Case, facts: CrowdFacts, persons: Callable[[int], str], words: Words) -> str:
    """Return how many arrive and when: parts of all who walk as far as so many come, and the last of them."""
    half, most, everybody = (not math.isnan(one) for one in facts.clearance_s)
    arrived = facts.in_time_persons + facts.late_persons
    said = {
        "persons": persons(facts.persons), "arrived": persons(arrived),
        "without": persons(facts.persons - arrived), "late": "",
    }  # fmt: skip
    if facts.late_persons:
        said["late"] = words("crowding.arrive_late", persons=persons(facts.late_persons))
    if not arrived:
        return words("crowding.arrive_nobody", **said)
    half_at, most_at, alone_at = (
        words.clock(one, case.scenario) for one in (*facts.clearance_s[:2], facts.alone_clearance_s[-1])
    )
    said |= {"half": half_at, "most": most_at, "last": words.clock(facts.last_arrival_s, case.scenario)}
    alone = "crowding.alone_some" if math.isnan(facts.alone_clearance_s[-1]) else "crowding.alone_all"
    said["alone"] = words(alone, last=alone_at)
    if everybody:
        return words("crowding.arrive_all", **said)
    return words(
        "crowding.arrive_most" if most else "crowding.arrive_half" if half else "crowding.arrive_few", **said
    )


def counted_lines(case: Case, words: Words) -> list[str]:
    """Return what is counted as too late by the plan with spread departures, and what with crowding.

    Parameters
    ----------
    case
        Its settings are told.
    words
        Words of the reader.
    """
    factor = f"{case.settings.crowding.free_speed_factor:g}"
    return [words("crowding.counted_plan"), words("crowding.counted_crowd", factor=factor)]


def _waits(facts: CrowdFacts, words: Words) -> str:
    if not facts.waited_longest_s:
        return words("crowding.no_waits")
    mean_s = f"{math.ceil(round(facts.waited_mean_s, 6)):,}"
    return words("crowding.waits", mean=mean_s, longest=words.wait(facts.waited_longest_s))


def queue_line(crowding: Crowding, words: Words, *, with_caught: bool = False) -> str:
    """Return how many queues are told one by one, from what on, and what the short ones add up to.

    Parameters
    ----------
    crowding
        The crowding of a plan, or of a changed day.
    words
        Words of the reader.
    with_caught
        Whether the table below holds the other streets, too, that close on people.
    """
    streets = crowding.tables.streets
    counts = queue_counts(streets)
    caught = int(((streets["caught_persons"] > 0) & ~is_long_queue(streets)).sum()) if with_caught else 0
    tail = words("crowding.queues_caught", count=f"{caught:,}") if caught else ""
    from_ = {"wait": words.minutes(LONG_QUEUE_S), "persons": f"{LONG_QUEUE_PERSONS}"}
    head = words("crowding.queues_long", count=f"{counts.long:,}", **from_)
    if not counts.long:
        head = words("crowding.queues_none_long", **from_)
    if not counts.short:
        return head + tail
    # Rounded up: a wait of nothing would deny the queues that it is said of.
    hours = f"{math.ceil(round(counts.short_person_s / 360.0, 6)) / 10.0:,.1f}"
    return head + words("crowding.queues_short", count=f"{counts.short:,}", hours=hours, **from_) + tail


def place_lines(case: Case, crowding: Crowding, destination_id: str, words: Words) -> list[str]:
    """Return what is said of one place: when people come, when it is full, who waits outside or is late.

    Parameters
    ----------
    case, crowding
        The case, and the crowding of its plan.
    destination_id
        A place to which somebody walks.
    words
        Words of the reader.
    """
    row: dict[Any, Any] = crowding.tables.places.loc[[destination_id]].to_dict("records")[0]
    rounded = crowding.is_rounded

    def persons(name: str) -> str:
        return words.persons(int(row[name]), rounded=rounded)

    def clock(name: str) -> str:
        return words.clock(float(row[name]), case.scenario)

    if not row["arrived_persons"]:
        return [words("crowding.place_nobody", persons=persons("walking_persons"))]
    half = "crowding.place_few" if pd.isna(row["half_arrival_s"]) else "crowding.place_half"
    lines = [words(
        "crowding.place", persons=persons("walking_persons"), arrived=persons("arrived_persons"),
        first=clock("first_arrival_s"), last=clock("last_arrival_s"),
        half=words(half, half=clock("half_arrival_s")),
    )]  # fmt: skip
    if pd.notna(row["capacity_persons"]):
        full = pd.notna(row["full_s"])
        lines.append(words("crowding.place_full", when=clock("full_s")) if full
                     else words("crowding.place_not_full"))  # fmt: skip
    if row["most_outside"]:
        wait = words.wait(float(row["longest_wait_s"]))
        lines.append(words("crowding.place_outside", most=persons("most_outside"), wait=wait))
    for name, key in (("early_persons", "crowding.early"), ("late_persons", "crowding.place_late")):
        if row[name]:
            lines.append(words(key, persons=persons(name)))
    return lines


def method_lines(case: Case, words: Words) -> list[str]:
    """Return what the figures rest on: speeds, assumptions, departures, and what is left out.

    Parameters
    ----------
    case
        Its settings are told.
    words
        Words of the reader.
    """
    settings = case.settings.crowding
    at_once = case.settings.departure.spread is DepartureSpread.AT_ONCE
    return [
        words("crowding.speed", factor=f"{settings.free_speed_factor:g}"),
        words(
            "crowding.assumed", flow=f"{settings.street_flow:g}", density=f"{settings.street_density:g}",
            door=f"{settings.door_width_m:g}", ground=f"{settings.forecourt_m2:g}",
        ),
        words("crowding.together" if at_once else "crowding.spread"),
        words("crowding.limits"),
    ]  # fmt: skip
