"""One block in every scenario of the city, in one table."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from planning.block_answer import BlockAnswer
from planning.block_routes import BlockRoute
from planning.case import Case
from planning.plan import Plan
from presentation.block.people import is_rounded
from presentation.block.routes import destination_name, limit_text
from presentation.grid import Grid
from presentation.names import covered_text, scenario_title
from presentation.words import Words

_KEYS = ("scenario", "must_leave", "stay", "destination", "walk", "limit", "without")


@dataclass(frozen=True, slots=True, eq=False)
class InScenario:
    """A block in one scenario.

    Parameters
    ----------
    case
        Case of the scenario.
    plan, answer
        Its plan and what it says of the block; None where it is not made yet.
    """

    case: Case
    plan: Plan | None
    answer: BlockAnswer | None


def hazard_grid(rows: Sequence[InScenario], shown_id: str, words: Words, *, waiting: str) -> Grid:
    """Return a row for each scenario.

    Parameters
    ----------
    rows
        The block in each scenario, in the city's order.
    shown_id
        Scenario that the page or paper is about.
    words
        Words of the reader.
    waiting
        Said of a scenario without a plan.
    """
    return Grid(
        headings=tuple(words(f"block.column.{key}") for key in _KEYS),
        rows=tuple(_row(one, shown_id, words, waiting) for one in rows),
        numbers=(False, True, True, False, True, False, True),
        keys=_KEYS,
        caption=words("block.table.hazards"),
        notes=tuple(one for one in (words("block.table.hazards_note"), _covered(rows, words)) if one),
        strong=frozenset({_KEYS.index("without")}),
        wide=frozenset({0, _KEYS.index("destination")}),
    )


def _covered(rows: Sequence[InScenario], words: Words) -> str:
    """Return which scenarios of the city the table leaves out."""
    shown = [one.case.scenario.scenario_id for one in rows]
    return covered_text(rows[0].case.city, shown, words) if rows else ""


def _row(one: InScenario, shown_id: str, words: Words, waiting: str) -> tuple[str, ...]:
    case, plan, answer = one.case, one.plan, one.answer
    name = scenario_title(case.city, case.scenario, words.language)
    if case.scenario.scenario_id == shown_id:
        name += words("profile.this_scenario")
    if plan is None or answer is None:
        return (name, waiting, *[""] * (len(_KEYS) - 2))
    rounded, counts, none = is_rounded(case, plan, answer), answer.counts, words("export.none")
    if counts.outside == counts.present and plan.missing_kinds:
        # 未収録 is never 対象外.
        return (name, words("screen.unknown"), *[none] * (len(_KEYS) - 2))
    without = sum(part.persons for part in answer.without_place)
    routes = _routes_of_most(answer)
    return (
        name,
        words.people_cell(counts.must_leave + counts.unknown, rounded=rounded),
        words.people_cell(counts.stay_home, rounded=rounded),
        _destinations(case, answer, words, rounded=rounded) if routes else none,
        words.walk(max(route.walk_time_s for route in routes)) if routes else none,
        limit_text(case, answer.earliest or routes[0], words) if routes else none,
        words.people_cell(without, rounded=rounded),
    )


def destinations_text(
    persons: Mapping[str, int], name_of: Callable[[str], str], words: Words, *, rounded: bool
) -> str:
    """Return the destination of most people, with their number: others may have none at all.

    Parameters
    ----------
    persons
        People by destination, of equal ones the first counts.
    name_of
        Returns the name of a destination.
    words
        Words of the reader.
    rounded
        Whether people are told in tens.
    """
    most = max(persons, key=lambda destination: persons[destination])
    others = len(persons) - 1
    named = words(
        "block.table.destination",
        destination=name_of(most), persons=words.persons(persons[most], rounded=rounded),
    )  # fmt: skip
    return words("block.table.more_destinations", destination=named, count=others) if others else named


def _persons_by_end(answer: BlockAnswer) -> dict[str, int]:
    persons: dict[str, int] = {}
    for group in answer.groups:
        destination = group.destination.destination_id
        persons[destination] = persons.get(destination, 0) + group.persons
    return persons


def _routes_of_most(answer: BlockAnswer) -> list[BlockRoute]:
    """Return the routes to the destination that is named; none where nobody walks."""
    persons = _persons_by_end(answer)
    most = max(persons, key=lambda one: persons[one], default="")
    return [group.route for group in answer.groups if group.destination.destination_id == most]


def _destinations(case: Case, answer: BlockAnswer, words: Words, *, rounded: bool) -> str:
    ends = {group.destination.destination_id: group.destination for group in answer.groups}
    return destinations_text(
        _persons_by_end(answer), lambda one: destination_name(case, ends[one], words), words, rounded=rounded
    )
