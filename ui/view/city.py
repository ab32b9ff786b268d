"""What the city page says: wards side by side, one ward's answer, published figures, two presets."""

import pandas as pd

from domain.vocabulary import SERVED_OUTCOMES, UNSERVED_CAUSES, DeadlineKind, Outcome
from exports.heading import district_names, ward_names
from exports.reference_tables import official_table
from planning.plan import Plan
from ui.view.grid import Grid, grid_from
from ui.words import Words

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

#: Measures of which the table of all scenarios shows one at a time.
MEASURES = ("concerned", "stay_home", "placed", "no_seat", "too_late", "other_causes", "unserved")

# Causes that stand out, for they are what the page is for.
_SHORTFALLS = ("no_seat", "too_late", "other_causes")
_WORST_DISTRICTS = 3


def ward_sums(plan: Plan) -> pd.DataFrame:
    """Return the sums of the ward table: wards in official order, the city last, one column a key."""
    ledger = pd.concat(
        [plan.ledgers.wards.loc[plan.bundle.wards.sort_values("official_order").index], plan.ledgers.city]
    )
    sums = {key: _people(ledger, outcomes) for key, outcomes in COLUMNS}
    sums["persons"] = ledger["persons"]
    sums["concerned"] = ledger["persons"] - ledger[Outcome.OUTSIDE.value]
    sums["unserved"] = _people(ledger, UNSERVED_CAUSES)
    sums["unknown"] = ledger["unknown_persons"]
    return pd.DataFrame(sums)


def ward_grid(plan: Plan, words: Words) -> Grid:
    """Return 全市総括表 for one scenario: wards in official order, the city's sum below."""
    sums = ward_sums(plan)
    used = [key for key, _ in COLUMNS if key != "elsewhere" or sums["elsewhere"].any()]
    keys = ["persons", "concerned", *used, "unknown"]
    names = [*ward_names(plan, words.language), words("export.city_total")]
    rows = [
        (name, *(words.persons(float(value), rounded=plan.is_model) for value in row))
        for name, row in zip(names, sums[keys].to_numpy(), strict=True)
    ]
    return Grid(
        headings=(words("screen.column.ward"), *(words(f"screen.column.{key}") for key in keys)),
        rows=tuple(rows),
        numbers=(False, *(True for _ in keys)),
        caption=words("screen.city.table_caption", scenario=words.scenario(plan.scenario)),
        notes=(words("screen.city.table_note"),),
        total=True,
        strong=frozenset(1 + keys.index(key) for key in _SHORTFALLS if sums[key].any()),
    )


def ward_answer(plan: Plan, ward_code: str, words: Words) -> tuple[list[str], list[str]]:
    """Return what the plan says of one ward: the sentences to read first, and the reasons.

    Returns
    -------
    tuple of list of str
        Headline sentences, and one line for each cause with its explanation.
    """
    row = plan.ledgers.wards.loc[ward_code]
    rounded = plan.is_model
    ward = ward_names(plan, words.language)[ward_code]
    concerned = int(row["persons"] - row[Outcome.OUTSIDE.value])
    if concerned == 0:
        return [words("screen.city.not_concerned", ward=ward)], []

    def said(persons: int) -> str:
        return words.persons(persons, rounded=rounded)

    late = int(row[Outcome.TOO_LATE.value] + row[Outcome.NO_SAFE_WAY.value])
    unserved = int(sum(row[cause.value] for cause in UNSERVED_CAUSES))
    leaving = concerned - int(row[Outcome.STAY_HOME.value])
    values = {
        "ward": ward,
        "concerned": said(concerned),
        "leaving": said(leaving),
        "unserved": said(unserved),
    }
    first = []
    if plan.scenario.deadline is not DeadlineKind.NONE:
        first.append(
            words(
                "screen.city.answer_time" if late else "screen.city.answer_in_time", late=said(late), **values
            )
        )
    first.append(words("screen.city.answer_place" if unserved else "screen.city.answer_all", **values))
    reasons = [
        words(
            "screen.city.cause_line",
            cause=words(f"outcome.{cause}"),
            persons=said(int(row[cause.value])),
            why=words(f"screen.why.{cause}"),
        )
        for cause in UNSERVED_CAUSES
        if row[cause.value] > 0
    ]
    if row[Outcome.NOT_LEAVING.value] > 0:
        reasons.append(
            words("screen.city.not_leaving_line", persons=said(int(row[Outcome.NOT_LEAVING.value])))
        )
    if row["unknown_persons"] > 0:
        reasons.append(words("screen.city.unknown_line", persons=said(int(row["unknown_persons"]))))
    worst = _worst_districts(plan, ward_code, words)
    if worst:
        reasons.append(words("screen.city.worst_line", districts=worst))
    return first, reasons


def fact_lines(plan: Plan, words: Words) -> list[str]:
    """Return the single figures of the plan, and why margins are missing where they are."""
    facts, rounded = plan.facts, plan.is_model
    lines = []
    if plan.scenario.deadline is DeadlineKind.NONE:
        lines.append(words("screen.city.no_deadline"))
    elif not facts.margin_known:
        lines.append(words("screen.margin_unknown"))
    else:
        lines.append(
            words(
                "screen.city.negative_margin",
                persons=words.persons(facts.negative_margin_persons, rounded=rounded),
            )
        )
    lines.append(
        words(
            "screen.city.walk",
            mean=words.minutes(facts.walk_time_mean_s),
            longest=words.minutes(facts.walk_time_max_s),
            far=words.persons(facts.far_persons, rounded=rounded),
            limit=f"{plan.settings.movement.practical_limit_m:,.0f}",
        )
    )
    lines.append(
        words(
            "screen.city.moves",
            out=words.persons(facts.out_of_district_persons, rounded=rounded),
            seaward=words.persons(facts.seaward_persons, rounded=rounded),
        )
    )
    if facts.unreachable_blocks or facts.unreachable_places:
        lines.append(
            words(
                "screen.city.unreachable",
                blocks=len(facts.unreachable_blocks),
                places=len(facts.unreachable_places),
            )
        )
    return lines


def official_grid(plan: Plan, words: Words) -> Grid | None:
    """Return published figures beside ours with the reason of any gap; None where none is published."""
    table = official_table(plan, words.language)
    if not table.rows():
        return None
    keys = ("area", "measure", "published_min", "published_max", "ours", "unit", "reason", "source", "date")
    return grid_from(table, words, keys=keys)


def preset_grid(current: Plan, target: Plan, words: Words) -> Grid:
    """Return the city's key figures under both presets side by side."""
    plans = (current, target)
    rounded = current.is_model
    sums = [ward_sums(plan).iloc[-1] for plan in plans]
    keys = ("concerned", "placed", "not_leaving", "no_seat", "too_late", "other_causes")
    rows = [
        (words(f"screen.column.{key}"), *(words.persons(float(one[key]), rounded=rounded) for one in sums))
        for key in keys
    ]
    if all(plan.facts.margin_known for plan in plans):
        rows.append(
            (
                words("screen.column.negative_margin"),
                *(words.persons(plan.facts.negative_margin_persons, rounded=rounded) for plan in plans),
            )
        )
    rows.append(
        (words("screen.column.walk_mean"), *(words.minutes(plan.facts.walk_time_mean_s) for plan in plans))
    )
    differing = sorted(set(current.settings.changed().items()) ^ set(target.settings.changed().items()))
    changed = sorted({key for key, _ in differing})
    named = words("export.separator").join(words.either(f"setting.{key}", key) for key in changed)
    return Grid(
        headings=(words("screen.column.measure"), *(words(f"preset.{plan.preset}") for plan in plans)),
        rows=tuple(rows),
        numbers=(False, True, True),
        caption=words("screen.city.preset_caption"),
        notes=(words("screen.city.preset_note", settings=named),) if named else (),
    )


def scenario_grid(
    sums: dict[str, pd.DataFrame | None], names: dict[str, str], measure: str, words: Words, *, rounded: bool
) -> Grid:
    """Return wards × scenarios for one measure.

    Parameters
    ----------
    sums
        Sums of :func:`ward_sums` by scenario, None where a scenario has not been computed.
    names
        Names of wards by code, in official order, and of the city last.
    measure
        One of ``MEASURES``.
    words, rounded
        Words of the reader; whether figures rest on model data.
    """
    made = {title: frame for title, frame in sums.items() if frame is not None}
    rows = [
        (name, *(words.persons(float(frame.loc[code, measure]), rounded=rounded) for frame in made.values()))
        for code, name in names.items()
    ]
    return Grid(
        headings=(words("screen.column.ward"), *made),
        rows=tuple(rows),
        numbers=(False, *(True for _ in made)),
        caption=words(f"screen.column.{measure}"),
        notes=(words("screen.city.scenarios_note"),),
        total=True,
    )


def _people(ledger: pd.DataFrame, outcomes: tuple[Outcome, ...]) -> pd.Series:
    return ledger[[outcome.value for outcome in outcomes]].sum(axis=1)


def _worst_districts(plan: Plan, ward_code: str, words: Words) -> str:
    districts = plan.bundle.districts
    inside = districts.index[districts["ward_code"] == ward_code]
    people = _people(plan.ledgers.districts.reindex(inside), UNSERVED_CAUSES)
    worst = people[people > 0].sort_values(ascending=False, kind="stable").head(_WORST_DISTRICTS)
    names = district_names(plan, words.language)
    return words("export.separator").join(
        words(
            "screen.city.district_count",
            district=names[key],
            persons=words.persons(float(value), rounded=plan.is_model),
        )
        for key, value in worst.items()
    )
