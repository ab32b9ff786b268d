"""What a plan answers for a ward or a district: the headline, and the reasons below it."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from domain.tables.among import among
from domain.vocabulary import UNSERVED_CAUSES, DeadlineKind, HazardKind, Outcome
from planning.case import Case
from planning.limits import OfArrivals, limits_are_withheld, water_may_come_first
from planning.plan import Plan
from planning.shore import nearer_shore_figures
from presentation.area_sums import is_timed, is_unsaid, sums_of
from presentation.assumed_staying import staying_texts
from presentation.below_reserve import hides_few
from presentation.helped_words import helped_without_texts
from presentation.longer_walk_words import longer_walk_texts
from presentation.names import district_names, district_title, ward_names
from presentation.second_move import second_move_text
from presentation.second_stage_words import second_stage_texts
from presentation.told_limit import slope_may_slide_first, with_doubt
from presentation.wheelchair_words import wheelchair_texts
from presentation.words import Words
from readiness.ledger_sums import unserved_persons

_WORST_DISTRICTS = 3
#: What is said of who is in time, by what it is judged by.
_JUDGED = {
    "_by_level5": "answer.by_level5", "_by_wind": "answer.by_wind", "_at_any_time": "answer.no_deadline",
}  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class _Area:
    """A ward or a district: its name, the sums of its ledger, its blocks, its places.

    ``places`` are None where the second stage of a stay is not told: a district without a welfare shelter.
    """

    name: str
    sums: Mapping[str, int]
    blocks: pd.Index
    places: pd.Index | None


def ward_answer(case: Case, plan: Plan, ward_code: str, words: Words) -> tuple[list[str], list[str]]:
    """Return what the plan says of one ward: the sentences to read first, and the reasons.

    Returns
    -------
    tuple of list of str
        Headline sentences, and one line for each cause with its explanation.
    """
    blocks = case.city.blocks
    area = _Area(
        ward_names(case, words.language)[ward_code],
        sums_of(plan.ledgers.wards, ward_code),
        blocks.index[blocks["ward_code"] == ward_code],
        case.city.places.index[case.city.places["ward_code"] == ward_code],
    )
    first, reasons = _answer(case, plan, area, words)
    worst = _worst_districts(case, plan, ward_code, words)
    if worst:
        reasons.append(words("answer.worst", districts=worst))
    return first, reasons


def district_answer(case: Case, plan: Plan, district_id: str, words: Words) -> list[str]:
    """Return what the plan says of one district, the headline first."""
    blocks, places = case.city.blocks, case.city.places
    own = places[places["district_id"] == district_id]
    area = _Area(
        district_title(case, district_id, words.language),
        sums_of(plan.ledgers.districts, district_id),
        blocks.index[blocks["district_id"] == district_id],
        own.index if own["welfare_shelter"].any() else None,
    )
    first, reasons = _answer(case, plan, area, words)
    if area.sums["concerned"] == 0:
        return [*first, *reasons]
    said = {key: _said(area, plan, words, key) for key in ("concerned", Outcome.STAY_HOME.value)}
    inside = words("answer.inside", concerned=said["concerned"], stay=said[Outcome.STAY_HOME.value])
    return [*first, inside, *reasons]


def not_concerned_text(plan: Plan, area: str, words: Words) -> str:
    """Return that an area is not concerned, or that nobody knows (未収録 is never 対象外)."""
    if not plan.missing_kinds:
        return words("answer.not_concerned", area=area)
    return words(
        "answer.not_held", kinds=words.listed(words(f"hazard_kind.{kind}") for kind in plan.missing_kinds)
    )


def attention_texts(plan: Plan, blocks: pd.Index, words: Words) -> list[str]:
    """Return how many people are in the attention zone, which does not leave; empty where none is.

    Those in the water of the tsunami layer have a figure of their own; without the layer nobody knows
    it. People count by the share of their block, as everywhere.

    Parameters
    ----------
    plan
        The plan.
    blocks
        Ids of the blocks of an area.
    words
        Words of the reader.
    """
    exposure = plan.block_exposure.loc[blocks]
    persons = int(exposure["attention_persons"].sum())
    if persons == 0:
        return []
    held = HazardKind.TSUNAMI not in plan.missing_kinds
    wet = int(exposure["attention_wet_persons"].sum()) if held else None
    said = [words.persons(count, rounded=plan.is_rounded) for count in (persons, wet)]
    return [words("answer.attention", persons=said[0], wet=said[1])]


def cause_texts(case: Case, counts: Mapping[str, int], words: Words, *, rounded: bool) -> list[str]:
    """Return a line for those assumed not to leave, and for each cause that anybody has no place by.

    Parameters
    ----------
    case
        The scenario and its settings.
    counts
        Sums of an area's ledger.
    words, rounded
        Words of the reader; whether figures rest on model data.
    """
    return staying_texts(case, counts, words, rounded=rounded) + [
        words(
            "answer.cause",
            cause=words(f"outcome.{cause}"),
            persons=words.persons(counts[cause.value], rounded=rounded),
            why=words(f"answer.why.{cause}"),
        )
        for cause in UNSERVED_CAUSES
        if counts[cause.value] > 0
    ]


def _answer(case: Case, plan: Plan, area: _Area, words: Words) -> tuple[list[str], list[str]]:
    apart = attention_texts(plan, area.blocks, words)
    if area.sums["concerned"] == 0:
        return [not_concerned_text(plan, area.name, words)], apart
    reasons = cause_texts(case, area.sums, words, rounded=plan.is_rounded)
    reasons += helped_without_texts(case, plan, words, area.blocks)
    reasons += wheelchair_texts(case, plan, words, area.blocks)
    if area.places is not None:
        reasons += second_stage_texts(case, plan, words, area.blocks, area.places)
    reasons += _can_leave_texts(case, plan, area, words)
    reasons += _route_texts(case, plan, area, words)
    if area.sums["unknown_persons"] > 0:
        reasons.append(words("answer.unknown", persons=_said(area, plan, words, "unknown_persons")))
    if is_timed(case) and not _only_way_unknown(area.sums):
        reasons += judged_lines(case, plan, words)
    return _headline(case, plan, area, words), [*reasons, *apart]


def _headline(case: Case, plan: Plan, area: _Area, words: Words) -> list[str]:
    """Return the sentences that stand first.

    "In time" is no comfort where seats or places lack, and no truth where no arrival is known.
    """
    sums = area.sums
    late = sums["not_in_time"] if is_timed(case) else 0
    leaving = words.persons(sums["concerned"] - sums[Outcome.STAY_HOME.value], rounded=plan.is_rounded)
    said = {key: _said(area, plan, words, key) for key in ("not_in_time", "unserved", "not_leaving")}
    values = {
        "area": area.name,
        "leaving": leaving,
        "late": said["not_in_time"],
        "unserved": said["unserved"],
        "staying": said["not_leaving"],
    }
    sure = plan.facts.margin_known and not judged_by(case, plan) and not slope_may_slide_first(case)
    if not sums[Outcome.WAY_UNKNOWN.value]:
        return _known_headline(sums, late, values, words, sure=sure)
    # Of these nobody knows either that they have no place, or that they are in time. It hides nobody of
    # whom it is known, and beside them nobody is said to be in time.
    way = _said(area, plan, words, Outcome.WAY_UNKNOWN.value)
    unknown = words("answer.way_unknown", area=area.name, leaving=leaving, unknown=way)
    known = {**sums, "unserved": sums["unserved"] - sums[Outcome.WAY_UNKNOWN.value]}
    if not late and not known["unserved"]:
        return [unknown]
    values["unserved"] = words.persons(known["unserved"], rounded=plan.is_rounded)
    return [*_known_headline(known, late, values, words, sure=sure), unknown]


def _only_way_unknown(sums: Mapping[str, int]) -> bool:
    """Whether of all who have no place, and of all who are late, nobody knows more than an unknown way."""
    way = sums[Outcome.WAY_UNKNOWN.value]
    return way > 0 and way == sums["unserved"] and not sums["with_place"]


def _known_headline(
    sums: Mapping[str, int], late: int, values: Mapping[str, str], words: Words, *, sure: bool
) -> list[str]:
    """Return the sentences on those of whom it is known whether they have a place; ``sure``, are in time."""
    if not late:
        if sums["unserved"]:
            return [words("answer.no_place", **values)]
        return [words("answer.in_time" if sure else "answer.all_placed", **values)]
    key = "answer.late_with_staying" if sums["not_leaving"] else "answer.late"
    first = [words(key, **values)]
    if sums["unserved"] == 0:
        if sums[Outcome.WAY_UNKNOWN.value]:
            return first
        return [*first, words("answer.all_placed_but_staying", **values)]
    same = late == sums["unserved"]
    return first if same else [*first, words("answer.no_place_of_leaving", **values)]


def _can_leave_texts(case: Case, plan: Plan, area: _Area, words: Words) -> list[str]:
    """Return how many without a place can still walk out of the area, and how many cannot."""
    if not is_timed(case) or area.sums["can_leave_area"] == 0:
        return []
    said = {key: _said(area, plan, words, key) for key in ("can_leave_area", "cannot_reach_safety")}
    cannot = said["cannot_reach_safety"]
    if is_unsaid(area.sums, "cannot_reach_safety"):
        cannot = words("screen.unknown")
    until = judged_by(case, plan)
    return [
        words(
            f"answer.can_leave_area{until}",
            can=with_doubt(case, said["can_leave_area"], words) if not until else said["can_leave_area"],
            cannot=cannot, instead=instead_text(case, until, words),
        )
    ]  # fmt: skip


def instead_end(case: Case) -> str:
    """Return the end of the keys of what helps who has no way in time: an upper floor does not always.

    Fire and smoke shut people in there; beside a slope it is the last resort, away from it.

    Parameters
    ----------
    case
        A case; the kinds of its scenario decide.
    """
    if HazardKind.LARGE_FIRE in case.scenario.kinds:
        return "_fire"
    return "_slide" if case.scenario.slides_alone else ""


def instead_text(case: Case, until: str, words: Words) -> str:
    """Return what else is needed where no way out of the area is in time.

    Parameters
    ----------
    case
        A case.
    until
        What ``judged_by`` says: where there is no way at any time, an earlier alert is no help.
    words
        Words of the reader.
    """
    end = instead_end(case)
    if until == "_at_any_time":
        return words(f"answer.instead.at_any_time{end}")
    return words(f"answer.instead.other{end}")


def judged_by(case: Case, plan: OfArrivals) -> str:
    """Return the end of the keys of ways out: where no arrival is known, none is said to be in time.

    Parameters
    ----------
    case, plan
        A case, and its plan or the crowding of that.
    """
    if not limits_are_withheld(case, plan):
        return "_by_wind" if plan.facts.margin_known and water_may_come_first(case) else ""
    return "_by_level5" if case.scenario.deadline is DeadlineKind.LEVEL5 else "_at_any_time"


def judged_lines(case: Case, plan: OfArrivals, words: Words) -> list[str]:
    """Return what being in time is judged by where no arrival is known; nothing where it is known.

    Parameters
    ----------
    case, plan
        A case, and its plan or the crowding of that.
    words
        Words of the reader.
    """
    judged = judged_by(case, plan)
    return [words(_JUDGED[judged])] if judged else []


def _route_texts(case: Case, plan: Plan, area: _Area, words: Words) -> list[str]:
    """Return who is below the reserve, who comes nearer to the shore, who depends on refuge buildings."""
    lines = []
    own = plan.margin[among(plan.margin["block_id"], area.blocks)]
    districts = own["block_id"].map(case.city.blocks["district_id"])
    of_district = own["below_reserve_persons"].groupby(districts).sum()
    below = int(of_district.sum())
    if below > 0 and plan.facts.margin_known:
        reserve = words.minutes(case.settings.movement.reserve_s)
        count = words.persons(below, rounded=plan.is_rounded or hides_few(case, of_district))
        lines.append(words("answer.below_reserve", persons=count, reserve=reserve))
    lines += longer_walk_texts(case, plan, words, area.blocks)
    lines += _shore_texts(case, plan, area, words)
    if area.sums[Outcome.REFUGE_BUILDING.value] > 0:
        refuge = _said(area, plan, words, Outcome.REFUGE_BUILDING.value)
        lines.append(words("answer.refuge", persons=refuge))
        lines.append(second_move_text(case, area.name, refuge, words.language))
    if area.sums["unconfirmed_place"] > 0:
        lines.append(words("answer.unconfirmed_place", persons=_said(area, plan, words, "unconfirmed_place")))
    return lines


def _shore_texts(case: Case, plan: Plan, area: _Area, words: Words) -> list[str]:
    """Return how many people of an area come nearer to the shore; nothing where none does, or none knows."""
    own = among(plan.routes["block_id"], area.blocks)
    routes = pd.DataFrame({name: plan.routes[name].array[own] for name in ("persons", "shore_approach_m")})
    persons, _ = nearer_shore_figures(case, routes)
    if not persons:
        return []
    limit = f"{case.settings.hazard.seaward_allowance_m:,.0f}"
    count = words.persons(persons, rounded=plan.is_rounded)
    return [words("answer.nearer_shore", limit=limit, persons=count)]


def _worst_districts(case: Case, plan: Plan, ward_code: str, words: Words) -> str:
    districts = case.city.districts
    inside = districts.index[districts["ward_code"] == ward_code]
    ledger = plan.ledgers.districts.reindex(inside)
    people = unserved_persons(ledger) - ledger[Outcome.WAY_UNKNOWN.value]
    worst = people[people > 0].sort_values(ascending=False, kind="stable").head(_WORST_DISTRICTS)
    names = district_names(case, words.language).to_dict()
    return words.listed(
        words(
            "answer.district_count",
            district=names[key],
            persons=words.persons(float(value), rounded=plan.is_rounded),
        )
        for key, value in worst.items()
    )


def _said(area: _Area, plan: Plan, words: Words, key: str) -> str:
    return words.persons(area.sums[key], rounded=plan.is_rounded)
