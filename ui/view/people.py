"""What the page of people says: progress, the list, candidates, plans; personal but for the progress."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from domain.support import PlanState
from planning.case import Case
from planning.support import SupportAnswer
from presentation.grid import Grid
from presentation.held_supporters import held_words
from presentation.names import district_names, layer_is_model, ward_names
from presentation.paper_receiver import receiver_name
from presentation.people_map import AreaCount
from presentation.told_limit import told_limit
from presentation.words import Words
from ui.view.accounts import local_time
from use_cases.support_list import SupportList, supporters_of_plans

_PROGRESS = ("listed", "consented", "none", "proposed", "person_agreed", "absent", "agreed")
_MODEL_PROGRESS = ("listed_persons", "consented_persons", "individual_plans")


def progress_grid(case: Case, progress: pd.DataFrame, words: Words) -> Grid:
    """Return how far the plans of each ward are."""
    names = ward_names(case, words.language)
    rows = [
        (str(names.loc[ward]), *(f"{int(row[key]):,}" for key in _PROGRESS))
        for ward, row in _rows(progress).items()
    ]
    return Grid(
        headings=(words("screen.column.ward"), *(words(f"people.progress.{key}") for key in _PROGRESS)),
        rows=tuple(rows),
        numbers=(False, *(True for _ in _PROGRESS)),
        caption=words("people.progress.caption"),
        notes=(words("people.progress.note"),),
    )


def counts_grid(case: Case, words: Words) -> Grid:
    """Return the counts of the bundle, where there is no list."""
    facts = case.strength.district_facts[list(_MODEL_PROGRESS)]
    ward = case.city.districts["ward_code"].reindex(facts.index)
    names = ward_names(case, words.language)
    rows = []
    for code, name in names.items():
        own = facts[ward == code]
        cells = [
            words("indicator_status.not_surveyed")
            if own.empty or own[key].isna().any()
            else f"{int(own[key].sum()):,}"
            for key in _MODEL_PROGRESS
        ]
        rows.append((str(name), *cells))
    mark = words("people.progress.model") if layer_is_model(case, "district_facts") else ""
    return Grid(
        headings=(
            words("screen.column.ward"),
            *(words(f"people.progress.{key}") for key in ("listed", "consented", "agreed")),
        ),
        rows=tuple(rows),
        numbers=(False, True, True, True),
        caption=words("people.progress.caption"),
        notes=tuple(note for note in (mark,) if note),
    )


def given_grid(found: SupportList, words: Words) -> Grid:
    """Return the people whose entries are given to the reader, as the list has them."""
    columns = ("name", "address", "phone", "reason", "needs")
    people = found.people.sort_values("kana")
    return Grid(
        headings=tuple(words(f"people.column.{key}") for key in columns),
        rows=tuple(tuple(map(str, row)) for row in people[list(columns)].itertuples(index=False)),
        numbers=tuple(False for _ in columns),
        caption=words("people.given_caption"),
        wide=frozenset({1, 3}),
    )


@dataclass(frozen=True, slots=True)
class Filters:
    """Which people are shown; None is everybody.

    Parameters
    ----------
    area
        Name of the block or town of the home; empty for those whose home cannot be located.
    reason
        What binds; empty for those who are covered.
    state
        Key of how far the plan is (``plan_key``).
    """

    area: str | None = None
    reason: str | None = None
    state: str | None = None


#: Keys of how far plans are, for the choice of some of them.
NO_PLAN, ABSENT = "no_plan", "absent"


def plan_key(found: SupportList, row: dict[str, Any], person: str) -> str:
    """Return how far the plan of a person is; ``ABSENT`` where a supporter cannot be there."""
    if row["absent"]:
        return ABSENT
    states = set(found.states()[found.plans["person_id"] == person])
    return next((one.value for one in reversed(PlanState) if one is not PlanState.CLOSED and one in states),
                PlanState.CLOSED.value if states else NO_PLAN)  # fmt: skip


def plan_keys(found: SupportList, answer: SupportAnswer) -> list[str]:
    """Return the keys of how far the plans of a list are, each once."""
    return sorted({plan_key(found, row, person) for person, row in _rows(answer.support).items()})


def plan_key_words(key: str, words: Words) -> str:
    """Return a key of how far plans are in words."""
    if key == NO_PLAN:
        return words("people.no_plan")
    return words("people.progress.absent") if key == ABSENT else words(f"plan_state.{key}")


def chosen_people(
    found: SupportList,
    answer: SupportAnswer,
    order: Sequence[str],
    areas: Sequence[AreaCount],
    filters: Filters,
) -> list[str]:
    """Return those of an order whom filters leave."""
    support = _rows(answer.support)
    area_of = {block_ids: one.name for one in areas for block_ids in [one.block_ids]}

    def passes(person: str) -> bool:
        home = area_of.get(tuple(sorted(found.homes[person])), "")
        row = support[person]
        return (
            filters.area in {None, home}
            and filters.reason in {None, row["reason"]}
            and filters.state in {None, plan_key(found, row, person)}
        )

    return [person for person in order if passes(person)]


def people_grid(
    case: Case, found: SupportList, answer: SupportAnswer, order: Sequence[str], words: Words
) -> Grid:
    """Return people in an order, with what binds and how far their plan is."""
    keys = ("name", "address", "kind", "consent", "leaves", "limit", "candidates", "reason", "state")
    people, persons, support = _rows(found.people), _rows(found.persons), _rows(answer.support)
    rows = [
        (
            str(people[person]["name"]),
            str(people[person]["address"]),
            words(f"help_kind.{persons[person]['kind']}"),
            words(f"people.consent.{people[person]['consent']}"),
            *_under_the_plan(case, support[person], words, withheld=answer.limits_withheld),
            _plan_words(found, support[person], person, words),
        )
        for person in order
    ]
    return Grid(
        headings=tuple(words(f"people.column.{key}") for key in keys),
        rows=tuple(rows),
        numbers=tuple(False for _ in keys),
        caption=words("people.list_caption"),
        notes=(words("people.list_note"),),
        wide=frozenset({keys.index("address"), keys.index("reason")}),
    )


def _under_the_plan(case: Case, row: dict[str, Any], words: Words, *, withheld: bool) -> tuple[str, ...]:
    limit, reason = float(row["limit_s"]), str(row["reason"])
    unknown_home, leaves = words("people.unknown_home"), "yes" if row["must_leave"] else "no"
    is_withheld = withheld and np.isfinite(limit)
    said = words("profile.limit_withheld") if is_withheld else told_limit(case, limit, words)
    return (
        unknown_home if np.isnan(limit) else words(f"people.leaves.{leaves}"),
        unknown_home if np.isnan(limit) else said,
        words("people.found_of", found=int(row["found"]), needed=int(row["needed"])),
        words(f"unmatched_reason.{reason}") if reason else "",
    )


def _rows(table: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Return the rows of a table by their id."""
    rows: dict[Any, Any] = table.to_dict(orient="index")
    return {str(key): row for key, row in rows.items()}


def _plan_words(found: SupportList, row: dict[str, Any], person: str, words: Words) -> str:
    """Return how far the plan of a person is, and how many of its supporters cannot be there."""
    state = state_words(found, person, words)
    if not row["absent"]:
        return state
    return words("people.absent_of", state=state, written=int(row["written"]), absent=int(row["absent"]))


def state_words(found: SupportList, person: str, words: Words) -> str:
    """Return how far the plan of a person is."""
    states = set(found.states()[found.plans["person_id"] == person])
    for state in reversed(PlanState):
        if state is not PlanState.CLOSED and state.value in states:
            return words(f"plan_state.{state}")
    return words(f"plan_state.{PlanState.CLOSED}") if states else words("people.no_plan")


def summary(answer: SupportAnswer, found: SupportList, words: Words) -> list[str]:
    """Return what the matching comes to, with its bounds."""
    support = answer.support
    covered, spared = int(support["is_covered"].sum()), int(support["is_spared"].sum())
    said = [
        words(
            "people.summary.covered", people=f"{len(support):,}", covered=f"{covered:,}",
            bound=f"{answer.covered_bound:,}",
        ),
        words("people.summary.spared", spared=f"{spared:,}", bound=f"{answer.spared_bound:,}"),
    ]  # fmt: skip
    absent = support[support["absent"] > 0]
    if len(absent):
        helped = int(absent["is_covered"].sum())
        said.append(words("people.summary.absent", people=f"{len(absent):,}", covered=f"{helped:,}"))
    if found.not_located:
        said.append(words("people.summary.not_located", count=f"{found.not_located:,}"))
    if answer.able_unknown:
        said.append(words("people.summary.able_unknown", count=f"{answer.able_unknown:,}"))
    if answer.on_the_list:
        said.append(words("people.summary.on_the_list", count=f"{answer.on_the_list:,}"))
    return said


def reasons_grid(answer: SupportAnswer, words: Words) -> Grid | None:
    """Return how many people are not covered, by what binds; None where everybody is."""
    counts = answer.support.loc[answer.support["reason"] != "", "reason"].value_counts()
    if counts.empty:
        return None
    return Grid(
        headings=(words("people.column.reason"), words("people.column.people")),
        rows=tuple((words(f"unmatched_reason.{reason}"), f"{count:,}") for reason, count in counts.items()),
        numbers=(False, True),
        caption=words("people.reasons_caption"),
    )


def candidates_grid(
    found: SupportList, answer: SupportAnswer, candidates: pd.DataFrame, words: Words
) -> Grid:
    """Return the candidates of one person who are not in a plan yet, the best first."""
    keys = ("rank", "name", "walk", "in_hand", "car", "phone")
    rows, members, supporters = [], _rows(found.members), _rows(found.supporters)
    for row in candidates.to_dict(orient="records"):
        supporter_id = str(row["supporter_id"])
        member, spare = members[supporter_id], float(row["in_hand_s"])
        rows.append(
            (
                str(row["rank"]),
                str(member["name"]),
                words.walk(float(row["walk_s"])),
                _in_hand(spare, words, withheld=answer.limits_withheld),
                words("people.car" if supporters[supporter_id]["has_car"] else "people.no_car"),
                str(member["phone"]),
            )
        )
    return Grid(
        headings=tuple(words(f"people.column.{key}") for key in keys),
        rows=tuple(rows),
        numbers=tuple(False for _ in keys),
        caption=words("people.candidates_caption"),
        notes=(words("people.candidates_note"),),
    )


def _in_hand(seconds: float, words: Words, *, withheld: bool) -> str:
    """Return the time in hand; none is told where the limit is not."""
    if np.isinf(seconds):
        return words("screen.no_limit")
    return words("export.none") if withheld else words.minutes(seconds)


def plans_grid(
    case: Case, found: SupportList, answer: SupportAnswer, person: str, words: Words
) -> Grid | None:
    """Return the plans of one person with their states, held against the scenario; None without any."""
    own = found.plans[found.plans["person_id"] == person]
    if own.empty:
        return None
    states, supporters = found.states().to_dict(), supporters_of_plans(own, found.members).to_dict()
    locked = answer.candidates[answer.candidates["is_locked"] & (answer.candidates["person_id"] == person)]
    held = dict(zip(locked["supporter_id"], locked["held"], strict=True))
    keys = ("supporter", "phone", "person_consent", "supporter_consent", "state", "there", "in_scenario")
    rows = tuple(
        (
            str(row["supporter_name"]),
            str(row["supporter_phone"]),
            _said(row, "person", words),
            _said(row, "supporter", words),
            words(f"plan_state.{states[plan]}"),
            _there(found, str(supporters.get(plan, "")), words),
            held_words(held[supporters[plan]], case, words)
            if supporters.get(plan) in held and states[plan] != PlanState.CLOSED
            else words("export.none"),
        )
        for plan, row in _rows(own).items()
    )
    return Grid(
        headings=tuple(words(f"people.column.{key}") for key in keys),
        rows=rows,
        numbers=tuple(False for _ in keys),
        caption=words("people.plans_caption"),
        wide=frozenset({keys.index("in_scenario")}),
    )


def _there(found: SupportList, supporter: str, words: Words) -> str:
    """Return whether a supporter is there by day and by night."""
    if supporter not in found.supporters.index:
        return words("people.there.no_member")
    said = found.supporters.loc[supporter, ["day", "night"]].to_dict()
    day, night = (words(f"people.there.{said[name]}") for name in ("day", "night"))
    return words("people.there.both", day=day, night=night)


def _said(row: dict[str, Any], whose: str, words: Words) -> str:
    said = words(f"people.consent.{row[f'{whose}_consent']}")
    day = str(row[f"{whose}_consent_on"])
    return f"{said} {day}".strip()


_STEPS = ("received_at", "returned_at", "shredded_at")


def copies_grid(case: Case, copies: pd.DataFrame, words: Words) -> Grid:
    """Return the paper copies that were given away, those that are overdue first."""
    names = district_names(case, words.language).to_dict()
    keys = ("number", "district", "receiver", "entries", "printed_at", "due_on", *_STEPS, "is_overdue")
    rows = tuple(
        (
            f"{row['number']}",
            str(names[row["district_id"]]),
            receiver_name(case, str(row["receiver"]), str(row["org_id"]), words),
            f"{row['entries']:,}",
            local_time(str(row["printed_at"]))[:10],
            str(row["due_on"]),
            *(local_time(str(row[step]))[:10] if row[step] else words("export.none") for step in _STEPS),
            words("paper_copy.is_late") if row["is_overdue"] else "",
        )
        for row in copies.to_dict(orient="records")
    )
    return Grid(
        headings=tuple(words(f"paper_copy.column.{key}") for key in keys),
        rows=rows,
        numbers=tuple(key in {"number", "entries"} for key in keys),
        caption=words("paper_copy.table"),
    )


def copy_name(case: Case, row: dict[str, Any], words: Words) -> str:
    """Return what one copy is called."""
    receiver = receiver_name(case, str(row["receiver"]), str(row["org_id"]), words)
    named = words("paper_copy.named", number=row["number"], receiver=receiver)
    district = district_names(case, words.language).to_dict()[row["district_id"]]
    return words("paper_copy.named_of", district=district, named=named)
