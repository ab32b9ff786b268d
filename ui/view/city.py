"""Tables of the city page: wards side by side, published figures, two presets, all scenarios."""

from collections.abc import Collection, Iterable
from dataclasses import replace

import pandas as pd

from domain.bundle import City
from domain.vocabulary import UNSERVED_CAUSES, Outcome
from planning.case import Case
from planning.plan import Plan
from presentation.area_sums import ALARMING, ONLY_WITH_DEADLINE, area_sums, is_timed, is_unsaid, shown_causes
from presentation.below_reserve import below_reserve_is_rounded
from presentation.grid import Grid, grid_from
from presentation.ledger_rows import measure_name
from presentation.names import scenario_name
from presentation.reference_tables import official_table
from presentation.result_tables import ward_table
from presentation.setting_words import setting_name
from presentation.words import Words

_CAUSES = tuple(cause.value for cause in UNSERVED_CAUSES)

#: Measures of which the table of all scenarios shows one at a time; the first is shown first: people
#: without a place are counted in every scenario.
MEASURES = (
    "unserved",
    "not_in_time",
    "can_leave_area",
    "cannot_reach_safety",
    "concerned",
    Outcome.STAY_HOME.value,
    "with_place",
    Outcome.NOT_LEAVING.value,
    *_CAUSES,
)


#: Columns of 全市総括表, and those that stand there only where anybody is counted.
ALWAYS = ("persons", "concerned", Outcome.STAY_HOME.value, "with_place", "unserved", "unknown_persons")
WHERE_COUNTED = (
    Outcome.ELSEWHERE.value,
    Outcome.NOT_LEAVING.value,
    *_CAUSES,
    "not_in_time",
)


def measures_of(city: City, ledgers: Iterable[pd.DataFrame]) -> tuple[str, ...]:
    """Return the measures of a city, by its ledgers: the unknown way only where it can be one."""
    causes = shown_causes(city, ledgers)
    return tuple(key for key in MEASURES if key not in _CAUSES or key in causes)


def ward_grid(case: Case, plan: Plan, words: Words) -> Grid:
    """Return 全市総括表 for one scenario: wards in official order, the city's sum below."""
    city = area_sums(case, plan).iloc[-1]
    timed = is_timed(case)
    shown = {key for key in WHERE_COUNTED if city[key] and (timed or key not in ONLY_WITH_DEADLINE)}
    grid = grid_from(ward_table(case, plan, words.language), words, keys=("ward", *ALWAYS, *shown))
    # The names of the ledger would take more room than a screen has; the note below says them whole.
    short = tuple(
        words(f"screen.ledger_column.{key}") if key != "ward" else heading
        for key, heading in zip(grid.keys, grid.headings, strict=True)
    )
    return replace(
        grid,
        headings=short,
        caption=words("screen.city.table_caption", scenario=scenario_name(case, words.language)),
        notes=(words("screen.city.table_note"),),
        total=True,
        strong=frozenset(i for i, key in enumerate(grid.keys) if key in ALARMING),
    )


def official_grid(case: Case, plan: Plan, words: Words) -> Grid | None:
    """Return published figures beside ours with the reason of any gap; None where none is published."""
    table = official_table(case, plan, words.language)
    if not table.rows():
        return None
    keys = [
        "area", "measure", "published_min", "published_max", "estimated_min", "estimated_max", "ours", "unit",
        "reason", "source", "date",
    ]  # fmt: skip
    none = words("export.none")
    empty = {
        column.key
        for column in table.columns
        if column.key.startswith(("published_", "estimated_")) and set(column.cells) == {none}
    }
    return grid_from(table, words, keys=[key for key in keys if key not in empty])


def preset_grid(cases: tuple[Case, Case], plans: tuple[Plan, Plan], words: Words) -> Grid:
    """Return the city's key figures under both presets side by side.

    Parameters
    ----------
    cases, plans
        Cases that differ in their preset, and their plans.
    words
        Words of the reader.
    """
    rounded = plans[0].is_rounded
    sums = [area_sums(case, plan).iloc[-1] for case, plan in zip(cases, plans, strict=True)]
    keys = ["concerned", "with_place", Outcome.NOT_LEAVING.value, "unserved", *_CAUSES, "not_in_time"]
    timed = is_timed(cases[0])
    shown = [
        key for key in keys if any(one[key] for one in sums) and (timed or key not in ONLY_WITH_DEADLINE)
    ]
    rows = [
        (measure_name(key, words), *(words.people_cell(float(one[key]), rounded=rounded) for one in sums))
        for key in shown
    ]
    if all(plan.facts.margin_known for plan in plans):
        reserve = words.minutes(cases[0].settings.movement.reserve_s)
        below = [_below_reserve(case, plan, words) for case, plan in zip(cases, plans, strict=True)]
        rows.append((words("ledger.below_reserve", reserve=reserve), *below))
    walks = [words.mean_walk(plan.facts.walk_time_mean_s) for plan in plans]
    rows.append((words("screen.column.walk_mean"), *walks))
    changed = [set(case.settings.changed().items()) for case in cases]
    named = words.listed(
        setting_name(key, words.language) for key in sorted({key for key, _ in changed[0] ^ changed[1]})
    )
    return Grid(
        headings=(words("screen.column.measure"), *(words(f"preset.{case.preset}") for case in cases)),
        rows=tuple(rows),
        numbers=(False, True, True),
        caption=words("screen.city.preset_caption"),
        notes=(words("screen.city.preset_note", settings=named),) if named else (),
    )


def _below_reserve(case: Case, plan: Plan, words: Words) -> str:
    """Return how many have a route with little margin; unknown where no streets are held."""
    persons = None if case.city.streets.empty else float(plan.facts.below_reserve_persons)
    return words.people_cell(persons, rounded=plan.is_model or below_reserve_is_rounded(case, plan))


def scenario_grid(
    sums: dict[str, pd.DataFrame],
    names: dict[str, str],
    measure: str,
    words: Words,
    *,
    rounded: bool,
    untimed: Collection[str] = (),
) -> Grid:
    """Return wards × scenarios for one measure.

    Parameters
    ----------
    sums
        ``presentation.area_sums.area_sums`` by the scenario's name.
    names
        Names of wards by code, in official order, and of the city last.
    measure
        One of ``MEASURES``.
    words, rounded
        Words of the reader; whether figures rest on model data.
    untimed
        Names of the scenarios without a deadline: nobody is late there, and a zero would comfort.
    """
    unsaid = untimed if measure in ONLY_WITH_DEADLINE else ()

    def said(scenario: str, code: str) -> str:
        if scenario in unsaid:
            return words("screen.no_limit")
        if is_unsaid(sums[scenario].loc[code].to_dict(), measure):
            return words("screen.unknown")
        return words.people_cell(float(sums[scenario][measure].to_dict()[code]), rounded=rounded)

    rows = [(name, *(said(scenario, code) for scenario in sums)) for code, name in names.items()]
    notes = ["screen.city.no_limit_note"] if unsaid else []
    notes += ["screen.city.unserved_note"] if measure == "unserved" else []
    alarming = measure in ALARMING
    return Grid(
        headings=(words("screen.column.ward"), *sums),
        rows=tuple(rows),
        numbers=(False, *(True for _ in sums)),
        caption=measure_name(measure, words),
        notes=tuple(words(key) for key in (*notes, "screen.city.scenarios_note")),
        total=True,
        strong=frozenset(range(1, len(sums) + 1)) if alarming else frozenset(),
    )
