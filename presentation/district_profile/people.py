"""Who lives in a district, who needs help, and what becomes of everybody (人数内訳表)."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from planning.kept_stages import kept
from presentation.answers import judged_by
from presentation.area_sums import is_timed, sums_of
from presentation.district_profile.subject import Subject
from presentation.grid import Grid
from presentation.ledger_rows import ledger_rows
from presentation.names import layers_kind
from presentation.words import is_small, unknown

_AGES = ("age_0_14", "age_15_64", "age_65_74", "age_75_plus")
_AGE_UNKNOWN = "age_unknown"
_NEEDS = ("support_persons", "power_care_persons", "elderly_alone")


def ledger_grid(subject: Subject) -> Grid:
    """Return the ledger of the district: every row that anybody is in, and the sums."""
    words = subject.words
    sums = sums_of(subject.plan.ledgers.districts, subject.district_id)
    shown = ledger_rows(
        sums, words, is_timed=is_timed(subject.case), judged=judged_by(subject.case, subject.plan)
    )
    return Grid(
        headings=(words("profile.outcome"), words("profile.persons")),
        rows=tuple((row.label, subject.people(row.persons)) for row in shown),
        numbers=(False, True),
        keys=("label", "persons"),
        caption=words("profile.ledger"),
        notes=(words("profile.ledger_note"),),
    )


def resident_grid(subject: Subject) -> Grid:
    """Return residents, people present by day, households and ages with their share."""
    told = (subject.district_id, subject.words)
    return kept(subject.case.city, "residents of a district", told, lambda: _residents(subject))


def _residents(subject: Subject) -> Grid:
    words, blocks = subject.words, subject.blocks
    rounded = layers_kind(subject.case, "blocks").is_rounded
    sums: dict[Any, Any] = blocks[["residents", "daytime_persons", "households", *_AGES]].sum().to_dict()
    total = int(sums["residents"])
    if blocks["households"].isna().any():
        sums["households"] = None
    # Ages that are not known are no age: where they are few, the others are at least so many.
    of_unknown_age = total - int(sum(sums[name] for name in _AGES))
    if of_unknown_age > 0:
        sums[_AGE_UNKNOWN] = of_unknown_age

    def said(key: str) -> str:
        if sums[key] is None:
            return words("indicator_status.not_surveyed")
        if key in _AGES and of_unknown_age == total > 0:
            # Nobody's age is known: a sum of nothing is no count.
            return words("export.unknown")
        count = words.people_cell(float(sums[key]), rounded=rounded)
        if key not in {*_AGES, _AGE_UNKNOWN} or total == 0:
            return count
        return words("profile.with_share", count=count, share=words.percent(float(sums[key]) / total))

    return Grid(
        headings=(words("profile.people"), words("profile.count")),
        rows=tuple((words(f"screen.people.{key}"), said(str(key))) for key in sums),
        numbers=(False, True),
        keys=("label", "count"),
        caption=words("profile.residents"),
    )


def need_grid(subject: Subject) -> Grid:
    """Return people who need help; counts below ten stay unsaid, and whatever would give them away."""
    told = (subject.district_id, subject.words, subject.case.strength)
    return kept(subject.case.city, "needs of a district", told, lambda: _needs(subject))


def _needs(subject: Subject) -> Grid:
    words, blocks = subject.words, subject.blocks
    rounded = layers_kind(subject.case, "blocks").is_rounded
    sums = {name: blocks[name].sum() if blocks[name].notna().all() else None for name in _NEEDS}
    counts = _Counts(subject, rounded)
    rows = counts.rows(
        "support_persons", sums["support_persons"], {"power_care_persons": sums["power_care_persons"]}
    )
    rows += counts.rows("elderly_alone", sums["elderly_alone"], {})
    facts = subject.case.strength.district_facts
    if subject.district_id in facts.index:
        listed = facts.loc[[subject.district_id]].to_dict(orient="records")[0]
        parts = {name: listed[name] for name in ("consented_persons", "individual_plans")}
        rows += counts.rows("listed_persons", listed["listed_persons"], parts)
    return Grid(
        headings=(words("profile.people"), words("profile.count")),
        rows=tuple(rows),
        numbers=(False, True),
        keys=("label", "count"),
        caption=words("profile.needs"),
        notes=(words("profile.small_count_note"),),
    )


def is_withheld(total: int, part: int) -> bool:
    """Whether a part must be withheld because the rest, by difference, would be a small count.

    Parameters
    ----------
    total, part
        A count of people who need help, and those of them that the next row counts.

    Returns
    -------
    bool
        True where 1 to 9 people make the difference (secondary suppression).
    """
    return is_small(total - part)


class _Counts:
    """Words for counts of people who need help."""

    def __init__(self, subject: Subject, rounded: bool) -> None:
        self.words = subject.words
        self.rounded = rounded

    def rows(self, name: str, total: Any, parts: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Return a count and parts of it; each part is held against its own complement."""
        rows = [(self.words(f"screen.people.{name}"), self._said(total, withheld=False))]
        for part, count in parts.items():
            known = not (unknown(total) or unknown(count))
            withheld = known and is_withheld(int(total), int(count))
            rows.append((self.words(f"screen.people.{part}"), self._said(count, withheld=withheld)))
        return rows

    def _said(self, count: Any, *, withheld: bool) -> str:
        if pd.isna(count):
            return self.words("indicator_status.not_surveyed")
        if withheld and not is_small(count):
            return self.words("profile.withheld")
        return self.words.sensitive_cell(float(count), rounded=self.rounded)
