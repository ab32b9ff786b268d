"""Blocks of a map that answer a press: who is there, where to, by when; in short what their page says."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd

from domain.profiles import persons_of_one_in_need, private_profile_ids, walking_profiles
from domain.vocabulary import SERVED_OUTCOMES, UNSERVED_CAUSES
from planning.case import Case
from planning.kept_stages import kept
from planning.limits import block_limits
from planning.plan import Plan
from presentation.answers import not_concerned_text
from presentation.block.hazards import destinations_text
from presentation.destination_words import plan_destination_names
from presentation.geometry import Card, pack_areas, pack_cards, pack_integers
from presentation.kept_parts import kept_parts
from presentation.map_layers.layer import Kind, LateContent, MapLayer, Order
from presentation.names import town_names, ward_names
from presentation.plain_text import readable_text
from presentation.told_limit import told_limit
from presentation.words import Words, is_small

#: Id of the layer, and the zoom from which blocks answer instead of districts.
BLOCKS, BLOCKS_ZOOM = "blocks", 14.0
#: Detail of outlines that may be left out [m].
_TOLERANCE_M = 2.0
#: Cards of blocks of which the rows are kept.
_MOST_ROWS = 8_000
_SERVED = [outcome.value for outcome in SERVED_OUTCOMES]
_CAUSES = [cause.value for cause in UNSERVED_CAUSES]


def block_area_layer(
    case: Case,
    plan: Plan,
    words: Words,
    blocks: gpd.GeoDataFrame,
    cards: Callable[[], Mapping[str, Card]] | None = None,
) -> MapLayer:
    """Return blocks that nothing is drawn of, but that answer a press.

    Parameters
    ----------
    case, plan
        The case and its plan.
    words
        Words of the reader.
    blocks
        Blocks of the city that are on the map.
    cards
        Gives cards of these blocks by their ids, where another layer of the map has them too; made where
        None.
    """

    def made() -> Mapping[str, Any]:
        known = cards_by_block(case, plan, words, blocks) if cards is None else cards()
        if blocks is case.city.blocks:
            areas = kept(case.city, "areas of blocks", None, lambda: _areas(blocks))
        else:
            areas = _areas(blocks)
        return {**areas, **pack_cards([known[one] for one in areas["ids"]])}

    content = LateContent(made)
    unseen = {"kind": "area", "fill": "", "opacity": 1.0, "hatch": None, "strokes": []}
    return MapLayer(
        BLOCKS, Kind.AREAS, content, (unseen,), Order.BLOCKS, follows="districts", from_zoom=BLOCKS_ZOOM,
        terse=True,
    )  # fmt: skip


def _areas(blocks: gpd.GeoDataFrame) -> dict[str, Any]:
    """Return outlines of blocks and their ids, as a layer holds them."""
    packed, owner = pack_areas(blocks.geometry, tolerance_m=_TOLERANCE_M)
    ids = block_ids(blocks)
    return {
        **packed,
        "style": pack_integers(np.zeros(len(owner), dtype=np.int64)),
        "ids": [ids[i] for i in owner.tolist()],
    }


def cards_by_block(case: Case, plan: Plan, words: Words, blocks: gpd.GeoDataFrame) -> dict[str, Card]:
    """Return ``block_cards`` by the id of the block."""
    return dict(zip(block_ids(blocks), block_cards(case, plan, words, blocks), strict=True))


def block_ids(blocks: gpd.GeoDataFrame) -> list[str]:
    """Return the ids of blocks as plain texts."""
    return list(map(str, blocks.index.tolist()))


def block_cards(case: Case, plan: Plan, words: Words, blocks: gpd.GeoDataFrame) -> list[Card]:
    """Return the card of each block: the figures of its row among all scenarios on its own page."""
    if blocks is case.city.blocks:
        titles = kept(case.city, "titles of blocks", words.language, lambda: _titles(case, words, blocks))
    else:
        titles = _titles(case, words, blocks)
    facts, nobody = _Facts.of(case, plan, words), words("block.nobody", day_time=_day_time(case, words))
    # 未収録 is never 対象外.
    held = not_concerned_text(plan, "", words) if plan.missing_kinds else words("block.not_concerned")
    exposed = plan.block_exposure
    exposed = exposed if exposed.index is blocks.index else exposed.reindex(blocks.index)
    present = exposed["present_persons"].to_numpy()
    outside = (exposed["outside_persons"].to_numpy() == present) & (present > 0)
    partly = (exposed["reason"] != "").to_numpy(dtype=bool) & (exposed["attention_persons"] == 0).to_numpy()
    # Most blocks of a city say one of these few things.
    shared = [[("", nobody)], [("", held)], [("", words("block.partly_concerned"))]]
    which = np.where(outside, np.where(partly, 2, 1), 0)
    found: list[Card] = [(title, shared[i]) for title, i in zip(titles, which.tolist(), strict=True)]
    concerned = np.flatnonzero(~outside & (present > 0))
    told = facts.told(block_ids(blocks.iloc[concerned]), exposed.iloc[concerned], rounded=plan.is_rounded)

    def in_words(rows: list[int]) -> list[list[tuple[str, str]]]:
        wording = _Rows(case, words)
        return [wording.of(told[row]) for row in rows]

    kind = f"rows of cards of blocks, {words.language}, {case.scenario.t0}"
    said = kept_parts(case.city, kind, told, in_words, most=_MOST_ROWS)
    for i, rows in zip(concerned.tolist(), said, strict=True):
        found[i] = (titles[i], rows)
    return found


def _day_time(case: Case, words: Words) -> str:
    return words(f"day_time.{case.scenario.day_time}")


def _titles(case: Case, words: Words, blocks: gpd.GeoDataFrame) -> list[str]:
    """Return ward, town and number of each block."""
    wards = {str(code): readable_text(str(name)) for code, name in ward_names(case, words.language).items()}
    towns = town_names(case.city, blocks, words.language).tolist()
    return [
        words(
            "block.title", ward=wards[str(ward)], town=readable_text(str(town)),
            block=str(block).rpartition("-")[2],
        )
        for block, ward, town in zip(blocks.index, blocks["ward_code"].tolist(), towns, strict=True)
    ]  # fmt: skip


class _Told(NamedTuple):
    """All that the rows of a card tell.

    Parameters
    ----------
    leaving, staying, without
        People who must leave (those of whom it is not known among them), who stay, and without a place.
    ends
        Id and name of each destination, with its people.
    limit_s, margin_s
        Earliest limit that is told, and smallest margin [s]; None where there is none.
    rounded
        Whether people are told in tens.
    """

    leaving: int
    staying: int
    ends: tuple[tuple[str, str, int], ...]
    limit_s: float | None
    margin_s: float | None
    without: int
    rounded: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Facts:
    """What a plan says of its blocks, by their ids.

    Parameters
    ----------
    by_destination, names
        People by destination, and the names of destinations.
    limit_s, margin_s
        Earliest limit of a route that is told, and smallest margin [s].
    without
        People without a place.
    few_help
        Blocks of which so few people need help that no part is told exactly.
    """

    by_destination: Mapping[str, Mapping[str, int]]
    names: Mapping[str, str]
    limit_s: Mapping[str, float]
    margin_s: Mapping[str, float]
    without: Mapping[str, int]
    few_help: frozenset[str]

    @classmethod
    def of(cls, case: Case, plan: Plan, words: Words) -> "_Facts":
        who = plan.assignment[plan.assignment["profile_id"].isin(private_profile_ids(case.settings))]
        # Where nobody of them walks, the empty column would stay one of text.
        unit = who["profile_id"].map(persons_of_one_in_need(case.settings)).astype("int64")
        needing = who["persons"] / unit
        counts = needing.groupby([who["block_id"], who["profile_id"]]).sum().groupby("block_id").min()
        without = plan.ledgers.blocks[_CAUSES].sum(axis=1)
        without = without[without > 0]
        with_help = {str(block) for block, count in counts.items() if not is_small(float(count))}
        margin = plan.margin.groupby("block_id")["route_margin_s"].min()
        by_destination = _by_destination(case, plan)
        ends = {one for persons in by_destination.values() for one in persons}
        names = plan_destination_names(case, plan, words.language).to_dict()
        return cls(
            by_destination=by_destination,
            names={one: readable_text(str(names[one])) for one in ends},
            limit_s=_by_block(block_limits(case, plan)),
            margin_s=_by_block(margin),
            without=_by_block(without),
            few_help=frozenset(str(block) for block in counts.index) - with_help,
        )

    def told(self, ids: list[str], exposed: pd.DataFrame, *, rounded: bool) -> list[_Told]:
        """Return what the cards of blocks tell, of which ``exposed`` has the rows of ``BlockExposure``."""
        leaving = (exposed["must_leave_persons"] + exposed["unknown_persons"]).tolist()
        named = {
            block: tuple((end, self.names[end], count) for end, count in persons.items())
            for block, persons in self.by_destination.items()
        }
        found = []
        for block, leave, stay in zip(ids, leaving, exposed["stay_home_persons"].tolist(), strict=True):
            ends = named.get(block, ())
            limit = self.limit_s[block] if ends else math.nan
            margin = self.margin_s.get(block, math.nan) if ends else math.nan
            found.append(
                _Told(
                    leave, max(stay, 0), ends, None if math.isnan(limit) else limit,
                    None if math.isnan(margin) else margin, self.without.get(block, 0),
                    rounded or block in self.few_help,
                )
            )  # fmt: skip
        return found


def _by_block(figures: "pd.Series[Any]") -> dict[str, Any]:
    return dict(zip(map(str, figures.index.tolist()), figures.tolist(), strict=True))


def _by_destination(case: Case, plan: Plan) -> dict[str, dict[str, int]]:
    """Return the people of each block by destination, in the order of its page."""
    order = {profile.profile_id: i for i, profile in enumerate(walking_profiles(case.settings))}
    walking = plan.assignment[plan.assignment["outcome"].isin(_SERVED)]
    block, blocks = pd.factorize(walking["block_id"], sort=True)
    end, ends = pd.factorize(walking["destination_id"], sort=True)
    departure, _ = pd.factorize(walking["departure"], sort=True)
    rank = walking["profile_id"].map(order).to_numpy(dtype=np.int64)
    persons = walking["persons"].to_numpy(dtype=np.int64)
    rows = np.lexsort((end, departure, rank, -persons, block))
    _, first, group = np.unique(
        block[rows] * np.int64(len(ends)) + end[rows], return_index=True, return_inverse=True
    )
    summed = np.zeros(len(first), dtype=np.int64)
    np.add.at(summed, group, persons[rows])
    groups = np.argsort(first)
    shown = rows[first[groups]]
    block_names, end_names = (list(map(str, names.tolist())) for names in (blocks, ends))
    found: dict[str, dict[str, int]] = {}
    columns = (block[shown].tolist(), end[shown].tolist(), summed[groups].tolist())
    for at, to, count in zip(*columns, strict=True):
        found.setdefault(block_names[at], {})[end_names[to]] = count
    return found


class _Rows:
    """Puts the rows of cards of blocks that a scenario concerns in words; what many say alike, once."""

    def __init__(self, case: Case, words: Words) -> None:
        keys = ("must_leave", "stay", "destination", "limit", "margin", "without")
        self._labels = {key: words(f"block.column.{key}") for key in keys}
        self._words = words
        self._limit = cache(lambda seconds: told_limit(case, seconds, words))
        self._persons = cache(lambda count, rounded: words.persons(count, rounded=rounded))
        self._ends = cache(self._destinations)

    def of(self, told: "_Told") -> list[tuple[str, str]]:
        """Return label and value of each row of a card."""
        labels, words, rounded = self._labels, self._words, told.rounded
        rows = [(labels["must_leave"], self._persons(told.leaving, rounded))]
        if told.staying > 0:
            rows.append((labels["stay"], self._persons(told.staying, rounded)))
        if told.ends:
            rows.append((labels["destination"], self._ends(told.ends, rounded)))
            withheld = told.limit_s is None
            limit = words("profile.limit_withheld") if withheld else self._limit(told.limit_s)
            rows.append((labels["limit"], limit))
            if told.margin_s is not None:
                rows.append((labels["margin"], words.minutes(told.margin_s)))
        if told.without:
            rows.append((labels["without"], self._persons(told.without, rounded)))
        return rows

    def _destinations(self, ends: tuple[tuple[str, str, int], ...], rounded: bool) -> str:
        names = {one: name for one, name, _ in ends}
        persons = {one: count for one, _, count in ends}
        return destinations_text(persons, names.__getitem__, self._words, rounded=rounded)
