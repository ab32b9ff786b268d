"""Who is in a block, who must leave and why, in words; counts that tell nothing of single people."""

from domain.profiles import persons_of_one_in_need, private_profile_ids
from domain.vocabulary import HazardKind
from hazard.impact import FLOOR_COLUMNS
from planning.block_answer import BlockAnswer, Danger, KeptSeat, WithoutPlace
from planning.block_routes import Group
from planning.case import Case
from planning.plan import Plan
from presentation.answers import instead_text, judged_by, not_concerned_text
from presentation.destination_words import plan_destination_names
from presentation.ledger_rows import judged_name
from presentation.names import town_name
from presentation.plain_text import readable_text
from presentation.told_limit import with_doubt
from presentation.words import Words, is_small

_WATER = {HazardKind.TSUNAMI, HazardKind.FLOOD, HazardKind.STORM_SURGE, HazardKind.INLAND_FLOOD}


def few_need_help(case: Case, answer: BlockAnswer) -> bool:
    """Whether so few of a block's people need help or time that no part of them may be told exactly.

    Whoever knows the whole and all parts but one knows the last one too.
    """
    parts: list[Group | KeptSeat | WithoutPlace] = [*answer.groups, *answer.kept_seats, *answer.without_place]
    unit = persons_of_one_in_need(case.settings)
    return any(
        is_small(sum(part.persons for part in parts if part.profile_id == profile_id) / unit[profile_id])
        for profile_id in private_profile_ids(case.settings)
    )


def is_rounded(case: Case, plan: Plan, answer: BlockAnswer) -> bool:
    """Whether parts of a block's people are shown in tens."""
    return plan.is_model or few_need_help(case, answer)


def people_lines(case: Case, plan: Plan, answer: BlockAnswer, words: Words) -> list[str]:
    """Return who is there, who must leave, who may stay, and why."""
    counts, rounded = answer.counts, is_rounded(case, plan, answer)
    day_time = words(f"day_time.{case.scenario.day_time}")
    if counts.present == 0:
        return [words("block.nobody", day_time=day_time), *reason_lines(case, plan, answer, words)]
    there = words.persons(counts.present, rounded=plan.is_rounded)
    lines = [words("block.present", persons=there, day_time=day_time)]
    if counts.outside == counts.present:
        lines.append(_outside_text(case, plan, answer, words))
    else:
        # Whoever reads only the first lines must not take a few for all who are led away.
        rows = (
            (("must_leave", counts.must_leave), ("unknown", counts.unknown)),
            (("elsewhere", counts.elsewhere),),
            (("stay", counts.stay_home),),
            (("outside", counts.outside),),
        )
        said = (
            words.listed(
                words(f"block.{name}", persons=words.persons(count, rounded=rounded))
                for name, count in row
                if count > 0
            )
            for row in rows
        )
        lines += [line for line in said if line]
    if counts.attention > 0:
        attention = words.persons(counts.attention, rounded=rounded)
        lines.append(words("block.attention", persons=attention))
    return [*lines, *reason_lines(case, plan, answer, words)]


def reason_lines(case: Case, plan: Plan, answer: BlockAnswer, words: Words) -> list[str]:
    """Return why people of a block must leave or may stay: zone, water, its arrival, living floors."""
    danger = answer.danger
    if not (danger.concerned or danger.reason):
        return []
    said = [words(f"leave_reason.{danger.reason}")] if danger.reason else []
    said += _zone_words(danger, words)
    if danger.depth_m_max > 0:
        said.append(words("block.depth", depth=words.depth(danger.depth_m_min, danger.depth_m_max)))
    if abs(danger.arrival_time_s) != float("inf"):
        fire = HazardKind.LARGE_FIRE.value in danger.kinds
        time = words.clock(danger.arrival_time_s, case.scenario)
        said.append(words("block.fire_arrival" if fire else "block.arrival", time=time))
    # Beside people who may stay upstairs a bare "why" would read as why they may.
    counts = answer.counts
    key = "why_leave" if counts.must_leave + counts.unknown else "why"
    lines = [words(f"block.{key}", why=words.listed(dict.fromkeys(said)))] if said else []
    if _WATER & {HazardKind(kind) for kind in danger.kinds} and sum(danger.floor_persons):
        lines.append(words("block.floors", floors=_floors(case, plan, answer, words)))
    return lines


def _zone_words(danger: Danger, words: Words) -> list[str]:
    """Return the zones of a block that its reason does not name; their own names are Japanese."""
    # The reason of the evacuation zone is the zone itself, in every language.
    zones = [(kind, name) for kind, name in danger.zones if kind != danger.reason]
    if words.language == "ja":
        return [readable_text(name) for _, name in zones]
    group = "tsunami_zone_type" if HazardKind.TSUNAMI.value in danger.kinds else "zone_type"
    return [words(f"{group}.{kind}") for kind, _ in zones]


def staying_line(case: Case, plan: Plan, answer: BlockAnswer, words: Words) -> str:
    """Return how many people are assumed not to leave though they have a place; nothing for nobody.

    Where nobody else leaves, it says where their place is: no other line would.
    """
    staying = sum(one.persons for one in answer.kept_seats)
    if not staying:
        return ""
    persons = words.persons(staying, rounded=is_rounded(case, plan, answer))
    if answer.groups:
        return words("block.kept_seats", persons=persons)
    names = plan_destination_names(case, plan, words.language)
    kept = dict.fromkeys(str(names[one.destination_id]) for one in answer.kept_seats)
    return words("block.kept_seats_at", persons=persons, places=words.listed(kept))


def without_lines(case: Case, plan: Plan, answer: BlockAnswer, words: Words) -> list[str]:
    """Return who has no place: why, and whether they can get out."""
    rounded, until = is_rounded(case, plan, answer), judged_by(case, plan)
    lines = []
    summed: dict[tuple[str, bool, bool], int] = {}
    for one in answer.without_place:
        key = (one.cause.value, one.can_leave_area, one.cannot_reach_safety)
        summed[key] = summed.get(key, 0) + one.persons
    for (cause, can, cannot), persons in summed.items():
        line = words(
            "block.without", persons=words.persons(persons, rounded=rounded),
            cause=judged_name(cause, until, words), why=words(f"answer.why.{cause}"),
        )  # fmt: skip
        in_time = with_doubt(case, words("block.in_time"), words)
        lines.append(line + (words(f"block.can_leave_area{until}", in_time=in_time) if can else ""))
        instead = instead_text(case, until, words)
        lines[-1] += words(f"block.cannot_reach_safety{until}", instead=instead) if cannot else ""
    return lines


def along_line(answer: BlockAnswer, words: Words) -> str:
    """Return how many people nearby need help: in tens, and below ten not how many.

    Nothing where nobody of the block leaves and nobody nearby needs help.
    """
    near = answer.take_along
    values = {"distance": words.metres(near.within_m), "blocks": f"{near.blocks:,}"}
    if near.persons == 0 and not near.is_known and (answer.groups or answer.without_place):
        return words("block.along_unknown", **values)
    if near.persons == 0:
        return words("block.along_none", **values) if answer.groups or answer.without_place else ""
    # Two blocks side by side share neighbours: exact counts would differ by one block's people.
    return words("block.along", persons=words.persons(near.persons, rounded=True), **values)


def _outside_text(case: Case, plan: Plan, answer: BlockAnswer, words: Words) -> str:
    if answer.danger.reason and answer.counts.attention == 0:
        # So small a part of the block that it counts as nobody: who lives in it must leave all the same.
        return words("block.partly_concerned")
    if plan.missing_kinds:
        town = town_name(case.city, answer.town, words.language, ward_code=answer.ward_code)
        return not_concerned_text(plan, readable_text(town), words)
    return words("block.not_concerned")


def _floors(case: Case, plan: Plan, answer: BlockAnswer, words: Words) -> str:
    rounded = is_rounded(case, plan, answer)
    return words.listed(
        words(
            "block.floor", floor=words(f"block.floor_name.{column}"),
            persons=words.persons(persons, rounded=rounded),
        )
        for column, persons in zip(FLOOR_COLUMNS, answer.danger.floor_persons, strict=True)
        if persons > 0
    )  # fmt: skip
