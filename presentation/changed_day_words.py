"""もしも, in sentences: what was changed, who no longer gets out, who takes which other way."""

import math
from collections.abc import Hashable, Mapping

import pandas as pd

from domain.vocabulary import DeadlineKind, Phase
from planning.blocked_streets import blocked_streets, lost_led_anew
from planning.case import Case
from planning.changed_day import ChangedDay, DayChange
from planning.changed_sums import late_before_after, led_over_earlier_ground
from planning.crowding import Crowding
from planning.plan import Plan
from presentation.answers import judged_by
from presentation.below_reserve import few_may_need_help
from presentation.changed_day_tables import below_is_rounded, lost_is_rounded, with_least
from presentation.heading import changed_settings
from presentation.names import block_names, destination_names
from presentation.street_names import street_names
from presentation.words import Words

#: Streets that the line of what is blocked names.
_NAMED = 6
#: Blocked streets that are told one by one.
_TOLD = 8
#: Times that differ by less are the same [s].
_SAME_S = 1e-6
#: Ways that differ by less are about as long [s].
_MINUTE_S = 60.0


def change_line(case: Case, change: DayChange, words: Words) -> str:
    """Return what was changed: which streets are blocked, and by how much departures are moved.

    Parameters
    ----------
    case, change
        The case of the plan, and what goes otherwise.
    words
        Words of the reader.
    """
    parts = []
    if change.street_ids:
        shown = street_names(case, change.street_ids[:_NAMED], words)
        more = len(change.street_ids) - len(shown)
        names = [*dict.fromkeys(shown), *([words("changed_day.more_streets", count=more)] if more else [])]
        parts.append(words("changed_day.blocked", streets=words.listed(names)))
    groups = {"first": change.first_later_s, "second": change.second_later_s}
    if change.first_later_s == change.second_later_s:
        groups = {"all": change.first_later_s}
    for group, later_s in groups.items():
        if later_s:
            key = "later" if later_s > 0 else "earlier"
            span = words.minutes(abs(later_s))
            parts.append(words(f"changed_day.{key}", group=words(f"changed_day.group.{group}"), span=span))
    if parts:
        return _capital(words.listed(parts))
    # "As planned" alone would pass a plan of changed settings, with streets closed perhaps, for the plan.
    return words("changed_day.nothing_more" if changed_settings(case) else "changed_day.nothing")


def _capital(line: str) -> str:
    """Return a line with a large first letter, whatever name it begins with."""
    return line[:1].upper() + line[1:]


def summary_lines(case: Case, plan: Plan, day: ChangedDay, words: Words, district_id: str = "") -> list[str]:
    """Return who no longer gets out, before and after, a sentence each.

    Parameters
    ----------
    case, plan, day
        A case, its plan, and the changed day.
    words
        Words of the reader.
    district_id
        District whose people are told; empty for the whole city.
    """
    blocks = with_least(day.blocks)
    own = blocks[blocks["district_id"] == district_id] if district_id else blocks
    sums = {
        str(name): int(count)
        for name, count in own.drop(columns=["district_id", "extra_walk_max_s"]).sum().items()
    }

    def people(name: str, *, rounded: bool = day.is_rounded) -> str:
        return words.persons(sums[name], rounded=rounded)

    lines, hidden = [], lost_is_rounded(case, day, own)
    if not sums["lost_persons"]:
        lines.append(words("changed_day.none_lost"))
    elif sums["lost_min"] == sums["lost_persons"]:
        lines.append(words("changed_day.lost", lost=people("lost_persons", rounded=hidden)))
    else:
        least, lost = (people(name, rounded=hidden) for name in ("lost_min", "lost_persons"))
        lines.append(words("changed_day.lost_between", least=least, lost=lost))
    if sums["lost_persons"]:
        lines.append(_lost_line(plan, day, own.index, words, rounded=hidden))
    if sums["other_way_persons"]:
        lines.append(
            _other_way_line(float(own["extra_walk_max_s"].max()), people("other_way_persons"), words)
        )
        lines += _over_earlier_lines(case, plan, day, own.index, words)
    judged = judged_by(case, plan)
    if judged in ("_by_level5", "_by_wind"):
        lines.append(words(f"changed_day.in_time{judged}"))
    lines.append(words(
        "changed_day.without", before=people("without_before"), kept=people("without_kept", rounded=hidden),
        replanned=people("without_replanned"),
    ))  # fmt: skip
    if case.scenario.phase is not Phase.STAY:
        # Who gets out nowhere is what is asked for: where they become more, they are told first.
        at = 0 if sums["cannot_replanned"] > sums["cannot_before"] else len(lines)
        lines.insert(
            at,
            words(
                f"changed_day.cannot{judged}",
                before=people("cannot_before"),
                replanned=people("cannot_replanned"),
            ),
        )
    if plan.facts.margin_known:
        few = below_is_rounded(case, day, own)
        before, kept, replanned = (
            people(f"below_{name}", rounded=few) for name in ("before", "kept", "replanned")
        )
        lines.append(words("changed_day.below", before=before, kept=kept, replanned=replanned))
        lines += _late_lines(case, plan, day, own.index, words)
    return lines


def _other_way_line(extra_s: float, persons: str, words: Words) -> str:
    """Return who arrives by another way, and how much longer that is for whom it is longest."""
    if extra_s >= _MINUTE_S:
        return words("changed_day.other_way", persons=persons, extra=words.walk(extra_s))
    key = "other_way_shorter" if extra_s <= -_MINUTE_S else "other_way_alike"
    return words(f"changed_day.{key}", persons=persons)


def _late_lines(case: Case, plan: Plan, day: ChangedDay, block_ids: pd.Index, words: Words) -> list[str]:
    """Return who of some blocks is too late when departures are spread; nothing where nobody is."""
    late = late_before_after(case, plan, day, block_ids)
    if late is None or not any(late):
        return []
    said = (words.persons(one, rounded=day.is_rounded) for one in late)
    return [words("changed_day.late_when_spread", before=next(said), kept=next(said))]


def _over_earlier_lines(
    case: Case, plan: Plan, day: ChangedDay, block_ids: pd.Index, words: Words
) -> list[str]:
    """Return that other ways pass ground which is reached earlier; nothing where none does."""
    persons = led_over_earlier_ground(plan, day, block_ids)
    few = day.is_rounded or few_may_need_help(case, persons)
    said = words.persons(persons, rounded=few)
    return [words("changed_day.over_earlier_ground", persons=said)] if persons else []


def _lost_line(plan: Plan, day: ChangedDay, block_ids: pd.Index, words: Words, *, rounded: bool) -> str:
    """Return what becomes of the lost of some blocks, led anew."""
    sums = lost_led_anew(plan, day).reindex(block_ids, fill_value=0).sum()
    other, without = (
        words.persons(int(sums[f"{name}_persons"]), rounded=rounded) for name in ("other_place", "without")
    )
    return words("changed_day.lost_led_anew", other_place=other, without=without)


def street_lines(case: Case, plan: Plan, day: ChangedDay, words: Words) -> list[str]:
    """Return who walks over each blocked street, and which other way would have held.

    A road of a name is hundreds of streets: those that matter most are told (most people who reach nothing,
    then most people), the others counted, and tables have all.
    """
    rows = blocked_streets(plan, day).sort_values(
        ["without_persons", "persons"], ascending=False, kind="stable"
    )  # fmt: skip
    shown = rows.iloc[:_TOLD]
    where = street_names(case, shown.index, words)
    lines = [
        _capital(_street_line(case, plan, day, row, name, words))
        for name, row in zip(where, shown.to_dict("records"), strict=True)
    ]
    if len(rows) > _TOLD:
        others = rows["persons"].iloc[_TOLD:]
        lines.append(words(
            "changed_day.streets_more", count=f"{len(others):,}", nobody=f"{int((others == 0).sum()):,}"
        ))  # fmt: skip
    if int((rows["persons"] > 0).sum()) > 1:
        lines.append(words("changed_day.streets_overlap"))
    return lines


def _street_line(
    case: Case, plan: Plan, day: ChangedDay, row: Mapping[Hashable, object], where: str, words: Words
) -> str:
    lost = int(str(row["other_place_persons"])) + int(str(row["without_persons"]))
    few = day.is_rounded or few_may_need_help(case, lost)

    def people(name: str, *, rounded: bool = few) -> str:
        return words.persons(float(str(row[name])), rounded=rounded)

    if not row["persons"]:
        return words("changed_day.street_of_nobody", where=where)
    said = words(
        "changed_day.street", where=where, persons=people("persons", rounded=day.is_rounded),
        other_way=people("other_way_persons"),
        other_place=people("other_place_persons"), without=people("without_persons"),
    )  # fmt: skip
    if row["persons_min"] != row["persons"]:
        said += words(
            "changed_day.street_range",
            least=people("persons_min", rounded=day.is_rounded),
            persons=people("persons", rounded=day.is_rounded),
        )
    if not row["block_id"]:
        return said + words("changed_day.street_no_way")
    block_id = str(row["block_id"])
    before, after = float(str(row["walk_before_s"])), float(str(row["walk_after_s"]))
    same = row["destination_before"] == row["destination_after"]
    way = (day.kept_routes if same else day.new_routes).loc[int(str(row["route_after"]))]
    # Rounded up on both sides a few seconds would be a minute, and a difference of none in the table.
    is_alike = abs(before - after) < _MINUTE_S
    walks = {"before": words.walk(before), "after": words.walk(after), "walk": words.walk(max(before, after))}
    said += words(
        "changed_day.street_way_alike" if is_alike else "changed_day.street_way",
        block=block_names(case.city, [block_id], words.language)[block_id],
        destination=destination_names(case, words.language)[str(row["destination_after"])],
        **walks,
    )
    if way["over_earlier_ground"]:
        return said + words("changed_day.way_over_earlier_ground")
    # That the other way is shorter is told with what the plan's was longer for.
    extra_s = float(plan.routes["extra_walk_s"].loc[int(str(row["route_before"]))])
    is_chosen = same and before > after and not is_alike and extra_s >= before - after - _SAME_S
    return said + (words("changed_day.way_shorter") if is_chosen else "")


def queue_lines(plan: Plan, before: Crowding, after: Crowding, words: Words) -> list[str]:
    """Return how queues differ between the plan and its changed day, a sentence each.

    Parameters
    ----------
    plan
        The plan: where it knows no limits, nothing is expected without queues that these were fewer than.
    before, after
        Crowding of the plan, and of those who still reach its destinations.
    words
        Words of the reader.
    """
    first, then, rounded = before.facts, after.facts, after.is_rounded
    # Fewer may stand there because fewer walk at all.
    fewer = "_fewer" if then.waiting_most_persons < first.waiting_most_persons else ""
    return [
        words(
            "changed_day.queue_wait", before=_wait(first.waited_longest_s, words),
            after=_wait(then.waited_longest_s, words),
        ),
        words(
            f"changed_day.queue_most{fewer}",
            before=words.persons(first.waiting_most_persons, rounded=rounded),
            after=words.persons(then.waiting_most_persons, rounded=rounded),
        ),
        words(
            "changed_day.queue_missed", before=words.persons(first.missed_persons, rounded=rounded),
            after=words.persons(then.missed_persons, rounded=rounded),
        ),
        *([words("changed_day.queue_missed_fewer")] if plan.facts.margin_known else []),
    ]  # fmt: skip


def queues_failed_line(error: Exception, words: Words) -> str:
    """Return that queues could not be made, why, and that the rest of the answer stands without them."""
    why = "memory" if isinstance(error, MemoryError) else "other"
    return words("changed_day.queues_failed", why=words(f"changed_day.queues_failed_{why}"))


def _wait(seconds: float, words: Words) -> str:
    """Return the longest wait as the page of crowding tells it; 0 minutes where nobody waits."""
    return words.wait(seconds) if seconds else words.walk(seconds)


def method_lines(case: Case, plan: Plan, words: Words) -> list[str]:
    """Return what the answers rest on and leave out."""
    lines = [words("changed_day.method_kept"), words("changed_day.method_replanned")]
    if case.scenario.phase is Phase.STAY:
        return [*lines, words("changed_day.method_stay"), words("changed_day.method_crowd")]
    lines += [words("changed_day.method_not_leaving"), words("changed_day.method_earliest")]
    if not plan.facts.margin_known:
        by_level5 = case.scenario.deadline is DeadlineKind.LEVEL5 and math.isfinite(
            case.scenario.alerts_s.get("level5", math.inf)
        )
        lines.append(words("changed_day.method_level5" if by_level5 else "changed_day.method_no_arrival"))
    return [*lines, words("changed_day.method_crowd")]
