"""What each street says when it is pressed: what it is, who walks there, until when.

What no plan changes of it (names, widths, what a bridge crosses) is put in words once for a city and a
language.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, overload

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from hazard.closure import ClosureReason
from planning.case import Case
from planning.kept_stages import kept
from planning.plan import Plan
from presentation.geometry import Card
from presentation.map_layers.ground import street_classes
from presentation.map_layers.routes import street_persons
from presentation.names import town_names
from presentation.plain_text import readable_text
from presentation.styles import ground as styles
from presentation.words import Words

_Codes = npt.NDArray[np.int64]


class Structure(StrEnum):
    """What a street is beyond a street."""

    BRIDGE = "bridge"
    LEVEL_CROSSING = "level_crossing"
    UNDERPASS = "underpass"
    TUNNEL = "tunnel"


@dataclass(frozen=True, slots=True, eq=False)
class StreetHeads:
    """What no plan changes of the cards of some streets.

    Parameters
    ----------
    classes
        Class of width of each street.
    structures, names
        What each street is beyond a street, and its name as such; an empty one of others.
    head
        Which of ``heads`` each street has.
    heads
        Different titles, each with the rows that stand first.
    """

    classes: _Codes
    structures: list[Structure | None]
    names: list[str]
    head: _Codes
    heads: list[Card]


@dataclass(frozen=True, slots=True, eq=False)
class _Said:
    """One different text each, and which of them is said of each street."""

    number: _Codes
    texts: list[str]

    @classmethod
    def of(cls, number: _Codes, said: Sequence[str]) -> "_Said":
        """Return texts by number, those that read alike as one."""
        texts: dict[str, int] = {}
        same = np.array([texts.setdefault(one, len(texts)) for one in said], dtype=np.int64)
        return cls(same[number] if len(said) else number, list(texts))


class StreetCards(Sequence[Card]):
    """The card of each street, put together when it is asked for: most streets of a city say the same.

    Parameters
    ----------
    heads
        What no plan changes of them.
    walkers, closes
        Who walks each street, and until when it can be walked.
    labels
        Labels of these two rows.
    """

    def __init__(self, heads: StreetHeads, walkers: _Said, closes: _Said, labels: tuple[str, str]) -> None:
        self.heads = heads
        self._walkers, self._closes, self._labels = walkers, closes, labels

    def __len__(self) -> int:
        return len(self.heads.head)

    @overload
    def __getitem__(self, at: int) -> Card: ...
    @overload
    def __getitem__(self, at: slice) -> list[Card]: ...
    def __getitem__(self, at: int | slice) -> Card | list[Card]:
        if isinstance(at, slice):
            return [self[i] for i in range(*at.indices(len(self)))]
        title, rows = self.heads.heads[self.heads.head[at]]
        said = (self._walkers.texts[self._walkers.number[at]], self._closes.texts[self._closes.number[at]])
        return title, (*rows, *zip(self._labels, said, strict=True))

    def numbers(self) -> _Codes:
        """Return a number for each card: equal where cards are."""
        found = self.heads.head * len(self._walkers.texts) + self._walkers.number
        return np.asarray(found * len(self._closes.texts) + self._closes.number, dtype=np.int64)


def street_cards(
    case: Case,
    plan: Plan,
    streets: gpd.GeoDataFrame,
    words: Words,
    persons: "pd.Series[Any] | None" = None,
) -> StreetCards:
    """Return the card of each street: its name or width, what it crosses, who walks there, until when.

    ``persons`` is ``street_persons`` of the routes of the plan, where it is known.
    """
    persons = street_persons(plan.routes) if persons is None else persons
    labels = (words("map.card.walkers"), words("map.card.closes"))
    return StreetCards(
        street_heads(case, streets, words), _walkers(plan, streets, words, persons),
        _closings(case, plan, streets, words), labels,
    )  # fmt: skip


def street_heads(case: Case, streets: gpd.GeoDataFrame, words: Words) -> StreetHeads:
    """Return what no plan changes of the cards of streets; of all streets of a city it is kept."""

    def made() -> StreetHeads:
        return _heads(case, streets, words)

    if streets is not case.city.streets:
        return made()
    return kept(case.city, "heads of street cards", words.language, made)


def _heads(case: Case, streets: gpd.GeoDataFrame, words: Words) -> StreetHeads:
    widths = [words(look.legend) for look in styles.STREETS]
    labels = {key: words(f"map.card.{key}") for key in ("what", "crosses")}
    kind_words = {kind: words(f"map.structure.{kind}") for kind in Structure}
    classes, kinds = street_classes(streets), structures_of(streets)
    names = structure_names(case, streets, words)
    columns = zip(
        classes.tolist(), kinds, names, streets["name"].tolist(), streets["crosses"].tolist(), strict=True
    )
    heads: dict[Card, int] = {}
    head = []
    for number, kind, structure, name, crosses in columns:
        rows = []
        if kind or name:
            rows.append((labels["what"], kind_words[kind] if kind else widths[number]))
        if kind and crosses:
            rows.append((labels["crosses"], readable_text(str(crosses))))
        title = structure or (readable_text(str(name)) if name else widths[number])
        head.append(heads.setdefault((title, tuple(rows)), len(heads)))
    return StreetHeads(classes, kinds, names, np.array(head, dtype=np.int64), list(heads))


def structures_of(streets: pd.DataFrame) -> list[Structure | None]:
    """Return what each street is beyond a street: of several the first of ``Structure``."""
    found: npt.NDArray[np.object_] = np.full(len(streets), None, dtype=object)
    for kind in reversed(Structure):
        found[streets[kind.value].to_numpy(dtype=bool)] = kind
    return list(found)


def structure_names(case: Case, streets: gpd.GeoDataFrame, words: Words) -> list[str]:
    """Return the name of each bridge or crossing: its own, else what it crosses and the town it is near.

    Streets that are neither have an empty one.
    """
    kinds = structures_of(streets)
    without = (streets["name"] == "").tolist()
    unnamed = [i for i, kind in enumerate(kinds) if kind and without[i]]
    towns = dict(zip(unnamed, _towns(case, streets.iloc[unnamed], words), strict=True))
    found = []
    columns = (kinds, streets["name"].tolist(), streets["crosses"].tolist())
    for i, (kind, name, crosses) in enumerate(zip(*columns, strict=True)):
        if kind is None or name:
            found.append(readable_text(str(name)) if kind else "")
            continue
        if kind in (Structure.BRIDGE, Structure.LEVEL_CROSSING) and crosses:
            key = "crossing" if kind is Structure.LEVEL_CROSSING else "bridge"
            head = words(f"street.{key}", crosses=readable_text(str(crosses)))
            found.append(words("street.told", head=head, apart=words("street.near", town=towns[i])))
        else:
            head = words(f"map.structure.{kind}")
            found.append(words("map.structure_near", kind=head, town=towns[i]))
    return found


def _closings(case: Case, plan: Plan, streets: gpd.GeoDataFrame, words: Words) -> _Said:
    """Return until when each street can be walked, and why not longer."""
    exposure = plan.street_exposure
    if not exposure.index.equals(streets.index):
        exposure = exposure.reindex(streets.index)
    columns = (exposure["closes_at_s"], exposure["opens_at_s"].fillna(np.inf), exposure["reason"])
    number = np.zeros(len(streets), dtype=np.int64)
    for column in columns:
        codes, values = pd.factorize(column, use_na_sentinel=False)
        number = number * len(values) + codes
    _, first, number = np.unique(number, return_index=True, return_inverse=True)
    closes, opens, why = (column.iloc[first].tolist() for column in columns)
    told = zip(closes, opens, why, strict=True)
    return _Said.of(number, [_closing(case, *one, words) for one in told])


def _closing(case: Case, closes_at_s: float, opens_at_s: float, reason: str, words: Words) -> str:
    if np.isposinf(closes_at_s):
        return words("map.never_closes")
    why = words(f"closure.{reason}")
    # The moment of an order is no forecast of the water.
    if reason == ClosureReason.LEVEL5:
        return words("map.closes_by_order", why=why)
    time = words.closing(closes_at_s, case.scenario)
    if np.isfinite(opens_at_s):
        return words("map.closed_until", time=time, opens=words.clock(opens_at_s, case.scenario), why=why)
    return words("map.closes_at", time=time, why=why)


def _walkers(plan: Plan, streets: gpd.GeoDataFrame, words: Words, persons: "pd.Series[Any]") -> _Said:
    here = persons.reindex(streets.index).fillna(0).astype("int64")
    number, counts = pd.factorize(here.to_numpy())
    return _Said.of(
        number.astype(np.int64), [words.persons(float(count), rounded=plan.is_rounded) for count in counts]
    )  # fmt: skip


def _towns(case: Case, streets: gpd.GeoDataFrame, words: Words) -> list[str]:
    blocks = case.city.blocks
    if blocks.empty:
        return [""] * len(streets)
    at, near = blocks.sindex.nearest(streets.geometry.to_numpy(), return_all=False)
    order: npt.NDArray[Any] = near[np.argsort(at, kind="stable")]
    return [readable_text(town) for town in town_names(case.city, blocks.iloc[order], words.language)]
