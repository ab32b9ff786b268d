"""Sentences of the city page: one ward's answer with its reasons, and the single figures of a plan."""

from math import isfinite

from domain.vocabulary import UNSERVED_CAUSES, DeadlineKind, Outcome
from planning.case import Case
from planning.plan import Plan
from presentation.names import district_names, ward_names
from presentation.second_move import second_move_text
from presentation.words import Words
from ui.view.city import NOT_IN_TIME
from ui.view.outside import attention_lines, not_concerned_line

_WORST_DISTRICTS = 3
#: A mean walk longer than this is told to be no realistic plan on foot [s].
_LONG_WALK_S = 3600.0


def ward_answer(case: Case, plan: Plan, ward_code: str, words: Words) -> tuple[list[str], list[str]]:
    """Return what the plan says of one ward: the sentences to read first, and the reasons.

    Returns
    -------
    tuple of list of str
        Headline sentences, and one line for each cause with its explanation.
    """
    row = _counts(plan, ward_code)
    rounded = plan.is_model
    ward = ward_names(case, words.language)[ward_code]
    concerned = row["persons"] - row[Outcome.OUTSIDE.value]
    if concerned == 0:
        apart = attention_lines(case, plan, "ward_code", ward_code, words)
        return [not_concerned_line(plan, "screen.city.not_concerned", words, ward=ward)], apart

    def said(persons: int) -> str:
        return words.persons(persons, rounded=rounded)

    staying = row[Outcome.NOT_LEAVING.value]
    late = sum(row[outcome.value] for outcome in NOT_IN_TIME)
    unserved = int(sum(row[cause.value] for cause in UNSERVED_CAUSES))
    leaving = concerned - row[Outcome.STAY_HOME.value]
    values = {
        "ward": ward,
        "concerned": said(concerned),
        "leaving": said(leaving),
        "unserved": said(unserved),
    }
    timed = case.scenario.deadline is not DeadlineKind.NONE
    same = late == unserved and not staying
    keys = _headline_keys(plan, late if timed else 0, unserved, same=same)
    first = [words(key, late=said(late), **values) for key in keys]
    reasons = []
    if staying > 0:
        reasons.append(words("screen.city.not_leaving_line", persons=said(staying)))
    reasons += [
        words(
            "screen.city.cause_line",
            cause=words(f"outcome.{cause}"),
            persons=said(row[cause.value]),
            why=words(f"screen.why.{cause}"),
        )
        for cause in UNSERVED_CAUSES
        if row[cause.value] > 0
    ]
    if row[Outcome.REFUGE_BUILDING.value] > 0:
        refuge = said(row[Outcome.REFUGE_BUILDING.value])
        reasons.append(words("screen.city.refuge_line", persons=refuge))
        reasons.append(second_move_text(case, ward, refuge, words.language))
    if row["unknown_persons"] > 0:
        reasons.append(words("screen.city.unknown_line", persons=said(row["unknown_persons"])))
    if timed and not plan.facts.margin_known:
        reasons.append(words("screen.city.by_level5_line"))
    reasons += attention_lines(case, plan, "ward_code", ward_code, words)
    worst = _worst_districts(case, plan, ward_code, words)
    if worst:
        reasons.append(words("screen.city.worst_line", districts=worst))
    return first, reasons


def _headline_keys(plan: Plan, late: int, unserved: int, *, same: bool) -> list[str]:
    """Return which sentences stand first; ``same`` says that both numbers count the same people.

    "In time" is no comfort where seats or places lack, and no truth where no arrival is known.
    """
    if late:
        place = "screen.city.answer_place" if unserved else "screen.city.answer_all"
        return ["screen.city.answer_time", *([] if same else [place])]
    if unserved:
        return ["screen.city.answer_no_place"]
    return ["screen.city.answer_in_time" if plan.facts.margin_known else "screen.city.answer_all"]


def fact_lines(case: Case, plan: Plan, words: Words) -> list[str]:
    """Return the single figures of the plan, and why margins are missing where they are."""
    facts, rounded = plan.facts, plan.is_model
    lines = []
    if case.scenario.deadline is DeadlineKind.NONE:
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
            mean=words.mean_walk(facts.walk_time_mean_s),
            longest=words.walk(facts.walk_time_max_s),
            far=words.persons(facts.far_persons, rounded=rounded),
            limit=f"{case.settings.movement.practical_limit_m:,.0f}",
        )
    )
    if facts.walk_time_mean_s > _LONG_WALK_S:
        lines.append(words("screen.city.long_walk"))
    if isfinite(facts.walk_limit_s):
        lines.append(words("screen.city.walk_limit", minutes=words.minutes(facts.walk_limit_s)))
    if facts.early_persons > 0:
        lines.append(words("screen.city.early", persons=words.persons(facts.early_persons, rounded=rounded)))
    lines.append(
        words(
            "screen.city.moves",
            out=words.persons(facts.out_of_district_persons, rounded=rounded),
            seaward=words.persons(facts.seaward_persons, rounded=rounded),
        )
    )
    if facts.seaward_persons > 0:
        allowed = f"{case.settings.hazard.seaward_allowance_m:,.0f}"
        lines.append(words("screen.city.seaward", limit=allowed))
    if facts.second_move_persons > 0:
        count = words.persons(facts.second_move_persons, rounded=rounded)
        lines.append(second_move_text(case, words("screen.column.city"), count, words.language))
    if facts.unreachable_blocks or facts.unreachable_places:
        lines.append(
            words(
                "screen.city.unreachable",
                blocks=len(facts.unreachable_blocks),
                places=len(facts.unreachable_places),
            )
        )
    return lines


def _worst_districts(case: Case, plan: Plan, ward_code: str, words: Words) -> str:
    districts = case.city.districts
    inside = districts.index[districts["ward_code"] == ward_code]
    causes = [cause.value for cause in UNSERVED_CAUSES]
    people = plan.ledgers.districts.reindex(inside)[causes].sum(axis=1)
    worst = people[people > 0].sort_values(ascending=False, kind="stable").head(_WORST_DISTRICTS)
    names = district_names(case, words.language).to_dict()
    return words("export.separator").join(
        words(
            "screen.city.district_count",
            district=names[key],
            persons=words.persons(float(value), rounded=plan.is_model),
        )
        for key, value in worst.items()
    )


def _counts(plan: Plan, ward_code: str) -> dict[str, int]:
    row = plan.ledgers.wards.loc[[ward_code]]
    return {str(name): int(value) for name, value in zip(row.columns, row.to_numpy()[0], strict=True)}
