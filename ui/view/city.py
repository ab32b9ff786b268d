"""Tables of the city page: wards side by side, published figures, two presets, all scenarios."""

from collections.abc import Collection

import pandas as pd

from domain.vocabulary import SERVED_OUTCOMES, UNSERVED_CAUSES, DeadlineKind, Outcome
from planning.case import Case
from planning.plan import Plan
from presentation.grid import Grid, grid_from
from presentation.names import scenario_name, ward_names
from presentation.reference_tables import official_table
from presentation.setting_words import setting_name
from presentation.words import Words

#: Columns of the ward table: key below ``screen.column.`` and the outcomes that it sums. Together
#: they are everybody in the hazard area, so that every row adds up.
COLUMNS: tuple[tuple[str, tuple[Outcome, ...]], ...] = (
    ("stay_home", (Outcome.STAY_HOME,)),
    ("placed", SERVED_OUTCOMES),
    ("elsewhere", (Outcome.ELSEWHERE,)),
    ("not_leaving", (Outcome.NOT_LEAVING,)),
    ("no_seat", (Outcome.NO_CAPACITY, Outcome.CAPACITY_UNKNOWN)),
    ("too_late", (Outcome.TOO_LATE,)),
    ("other_causes", (Outcome.NO_SAFE_WAY, Outcome.NO_SUITABLE_PLACE)),
)

#: Who does not reach safety in time. Whoever is assumed to stay does not reach it either: no answer
#: leaves them out.
NOT_IN_TIME: tuple[Outcome, ...] = (Outcome.TOO_LATE, Outcome.NO_SAFE_WAY, Outcome.NOT_LEAVING)

#: Measures of which the table of all scenarios shows one at a time; the first is shown first, for it
#: is the number of the headline.
MEASURES = (
    "not_in_time",
    "unserved",
    "concerned",
    "stay_home",
    "placed",
    "not_leaving",
    "no_seat",
    "too_late",
    "other_causes",
)

# Columns that say nothing where there is no deadline: nobody is late, and nobody is assumed to stay.
_ONLY_WITH_DEADLINE = ("not_leaving", "too_late")
_NOTHING_WITHOUT_DEADLINE = ("not_in_time", *_ONLY_WITH_DEADLINE)

# Causes that stand out, for they are what the page is for.
_SHORTFALLS = ("no_seat", "too_late", "other_causes")


def ward_sums(case: Case, plan: Plan) -> pd.DataFrame:
    """Return the sums of the ward table: wards in official order, the city last, one column a key."""
    ledger = pd.concat(
        [plan.ledgers.wards.loc[case.city.wards.sort_values("official_order").index], plan.ledgers.city]
    )
    sums = {key: _people(ledger, outcomes) for key, outcomes in COLUMNS}
    sums["persons"] = ledger["persons"]
    sums["concerned"] = ledger["persons"] - ledger[Outcome.OUTSIDE.value]
    sums["unserved"] = _people(ledger, UNSERVED_CAUSES)
    sums["not_in_time"] = _people(ledger, NOT_IN_TIME)
    sums["unknown"] = ledger["unknown_persons"]
    return pd.DataFrame(sums)


def ward_grid(case: Case, plan: Plan, words: Words) -> Grid:
    """Return 全市総括表 for one scenario: wards in official order, the city's sum below."""
    sums = ward_sums(case, plan)
    dropped = _ONLY_WITH_DEADLINE if case.scenario.deadline is DeadlineKind.NONE else ("elsewhere",)
    used = [key for key, _ in COLUMNS if key not in dropped or sums[key].any()]
    keys = ["persons", "concerned", *used, "unknown"]
    names = [*ward_names(case, words.language), words("export.city_total")]
    rows = [
        (name, *(words.people_cell(float(value), rounded=plan.is_model) for value in row))
        for name, row in zip(names, sums[keys].to_numpy(), strict=True)
    ]
    return Grid(
        headings=(words("screen.column.ward"), *(words(f"screen.column.{key}") for key in keys)),
        rows=tuple(rows),
        numbers=(False, *(True for _ in keys)),
        caption=words("screen.city.table_caption", scenario=scenario_name(case, words.language)),
        notes=(words("screen.city.table_note"),),
        total=True,
        strong=frozenset(1 + keys.index(key) for key in _SHORTFALLS if key in keys and sums[key].any()),
    )


def official_grid(case: Case, plan: Plan, words: Words) -> Grid | None:
    """Return published figures beside ours with the reason of any gap; None where none is published."""
    table = official_table(case, plan, words.language)
    if not table.rows():
        return None
    keys = ("area", "measure", "published_min", "published_max", "ours", "unit", "reason", "source", "date")
    return grid_from(table, words, keys=keys)


def preset_grid(cases: tuple[Case, Case], plans: tuple[Plan, Plan], words: Words) -> Grid:
    """Return the city's key figures under both presets side by side.

    Parameters
    ----------
    cases, plans
        Cases that differ in their preset, and their plans.
    words
        Words of the reader.
    """
    rounded = plans[0].is_model
    sums = [ward_sums(case, plan).iloc[-1] for case, plan in zip(cases, plans, strict=True)]
    keys = ("concerned", "placed", "not_leaving", "no_seat", "too_late", "other_causes")
    rows = [
        (
            words(f"screen.column.{key}"),
            *(words.people_cell(float(one[key]), rounded=rounded) for one in sums),
        )
        for key in keys
    ]
    if all(plan.facts.margin_known for plan in plans):
        rows.append(
            (
                words("screen.column.negative_margin"),
                *(words.people_cell(plan.facts.negative_margin_persons, rounded=rounded) for plan in plans),
            )
        )
    rows.append(
        (words("screen.column.walk_mean"), *(words.mean_walk(plan.facts.walk_time_mean_s) for plan in plans))
    )
    current, target = (set(case.settings.changed().items()) for case in cases)
    differing = sorted(current ^ target)
    changed = sorted({key for key, _ in differing})
    named = words("export.separator").join(setting_name(key, words.language) for key in changed)
    return Grid(
        headings=(words("screen.column.measure"), *(words(f"preset.{case.preset}") for case in cases)),
        rows=tuple(rows),
        numbers=(False, True, True),
        caption=words("screen.city.preset_caption"),
        notes=(words("screen.city.preset_note", settings=named),) if named else (),
    )


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
        Sums of :func:`ward_sums` by the scenario's name.
    names
        Names of wards by code, in official order, and of the city last.
    measure
        One of ``MEASURES``.
    words, rounded
        Words of the reader; whether figures rest on model data.
    untimed
        Names of the scenarios without a deadline: nobody is late there, and a zero would comfort.
    """
    unsaid = untimed if measure in _NOTHING_WITHOUT_DEADLINE else ()

    def said(scenario: str, code: str) -> str:
        if scenario in unsaid:
            return words("screen.no_limit")
        return words.people_cell(float(sums[scenario][measure].to_dict()[code]), rounded=rounded)

    rows = [(name, *(said(scenario, code) for scenario in sums)) for code, name in names.items()]
    notes = ["screen.city.not_in_time_note"] if measure in {"not_in_time", "too_late"} else []
    notes += ["screen.city.unserved_note"] if measure == "unserved" else []
    return Grid(
        headings=(words("screen.column.ward"), *sums),
        rows=tuple(rows),
        numbers=(False, *(True for _ in sums)),
        caption=words(f"screen.column.{measure}"),
        notes=tuple(words(key) for key in (*notes, "screen.city.scenarios_note")),
        total=True,
    )


def _people(ledger: pd.DataFrame, outcomes: tuple[Outcome, ...]) -> pd.Series:
    return ledger[[outcome.value for outcome in outcomes]].sum(axis=1)
