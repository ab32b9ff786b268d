"""Blocks of a map that answer a press: who is there, where to, by when; in short what their page says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import geopandas as gpd
import numpy as np

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
from presentation.map_layers.layer import Kind, MapLayer, Order
from presentation.names import town_names, ward_names
from presentation.plain_text import readable_text
from presentation.words import Words, is_small

#: Id of the layer, and the zoom from which blocks answer instead of districts.
BLOCKS, BLOCKS_ZOOM = "blocks", 14.0
#: Detail of outlines that may be left out [m].
_TOLERANCE_M = 2.0
_SERVED = [outcome.value for outcome in SERVED_OUTCOMES]
_CAUSES = [cause.value for cause in UNSERVED_CAUSES]


def block_area_layer(
    case: Case,
    plan: Plan,
    words: Words,
    blocks: gpd.GeoDataFrame,
    cards: Mapping[str, Card] | None = None,
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
        Cards of these blocks by their ids, where another layer of the map has them too; made where None.
    """
    known = cards_by_block(case, plan, words, blocks) if cards is None else cards
    if blocks is case.city.blocks:
        areas = kept(case.city, "areas of blocks", None, lambda: _areas(blocks))
    else:
        areas = _areas(blocks)
    content = {**areas, **pack_cards([known[one] for one in areas["ids"]])}
    unseen = {"kind": "area", "fill": "", "opacity": 1.0, "hatch": None, "strokes": []}
    return MapLayer(
        BLOCKS, Kind.AREAS, content, (unseen,), Order.BLOCKS, follows="districts", from_zoom=BLOCKS_ZOOM,
        terse=True,
    )  # fmt: skip


def _areas(blocks: gpd.GeoDataFrame) -> dict[str, Any]:
    """Return outlines of blocks and their ids, as a layer holds them."""
    packed, owner = pack_areas(blocks.geometry, tolerance_m=_TOLERANCE_M)
    ids = [str(block) for block in blocks.index]
    return {
        **packed,
        "style": pack_integers(np.zeros(len(owner), dtype=np.int64)),
        "ids": [ids[i] for i in owner.tolist()],
    }


def cards_by_block(case: Case, plan: Plan, words: Words, blocks: gpd.GeoDataFrame) -> dict[str, Card]:
    """Return ``block_cards`` by the id of the block."""
    ids = (str(block) for block in blocks.index)
    return dict(zip(ids, block_cards(case, plan, words, blocks), strict=True))


def block_cards(case: Case, plan: Plan, words: Words, blocks: gpd.GeoDataFrame) -> list[Card]:
    """Return the card of each block: the figures of its row among all scenarios on its own page."""
    if blocks is case.city.blocks:
        titles = kept(case.city, "titles of blocks", words.language, lambda: _titles(case, words, blocks))
    else:
        titles = _titles(case, words, blocks)
    facts, nobody = _Facts.of(case, plan, words), words("block.nobody", day_time=_day_time(case, words))
    # 未収録 is never 対象外.
    held = not_concerned_text(plan, "", words) if plan.missing_kinds else words("block.not_concerned")
    untouched = {True: [("", words("block.partly_concerned"))], False: [("", held)]}
    exposed = plan.block_exposure.reindex(blocks.index)
    columns = (exposed[name].tolist() for name in _Exposed._fields)
    found: list[Card] = []
    for title, block, row in zip(titles, blocks.index, zip(*columns, strict=True), strict=True):
        exposure = _Exposed(*row)
        if exposure.present_persons == 0:
            found.append((title, [("", nobody)]))
        elif exposure.outside_persons == exposure.present_persons:
            found.append((title, untouched[bool(exposure.reason and not exposure.attention_persons)]))
        else:
            found.append((title, _rows(case, plan, words, facts, str(block), exposure)))
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


class _Exposed(NamedTuple):
    """What a card needs of a block's row of ``BlockExposure``."""

    present_persons: int
    outside_persons: int
    attention_persons: int
    must_leave_persons: int
    unknown_persons: int
    stay_home_persons: int
    reason: str


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
        with_help = {str(block) for block, count in counts.items() if not is_small(float(count))}
        margin = plan.margin.groupby("block_id")["route_margin_s"].min()
        by_destination = _by_destination(case, plan)
        ends = {one for persons in by_destination.values() for one in persons}
        names = plan_destination_names(case, plan, words.language).to_dict()
        return cls(
            by_destination=by_destination,
            names={one: readable_text(str(names[one])) for one in ends},
            limit_s={str(block): float(limit) for block, limit in block_limits(case, plan).items()},
            margin_s={str(block): float(left) for block, left in margin.items()},
            without={str(block): int(count) for block, count in without.items() if count > 0},
            few_help=frozenset(str(block) for block in counts.index) - with_help,
        )


def _by_destination(case: Case, plan: Plan) -> dict[str, dict[str, int]]:
    """Return the people of each block by destination, in the order of its page."""
    order = {profile.profile_id: i for i, profile in enumerate(walking_profiles(case.settings))}
    walking = plan.assignment[plan.assignment["outcome"].isin(_SERVED)]
    rank = walking.assign(rank=walking["profile_id"].map(order), least=-walking["persons"])
    rank = rank.sort_values(["block_id", "least", "rank", "departure", "destination_id"], kind="stable")
    summed = rank.groupby(["block_id", "destination_id"], sort=False)["persons"].sum().reset_index()
    found: dict[str, dict[str, int]] = {}
    for block, destination, count in zip(*(summed[name] for name in summed), strict=True):
        found.setdefault(str(block), {})[str(destination)] = int(count)
    return found


def _rows(
    case: Case, plan: Plan, words: Words, facts: _Facts, block: str, exposed: _Exposed
) -> list[tuple[str, str]]:
    rounded = plan.is_rounded or block in facts.few_help

    def said(count: float) -> str:
        return words.persons(count, rounded=rounded)

    rows = [("must_leave", said(exposed.must_leave_persons + exposed.unknown_persons))]
    if exposed.stay_home_persons > 0:
        rows.append(("stay", said(exposed.stay_home_persons)))
    persons = facts.by_destination.get(block)
    if persons:
        named = destinations_text(persons, facts.names.__getitem__, words, rounded=rounded)
        rows.append(("destination", named))
        limit = facts.limit_s[block]
        withheld = bool(np.isnan(limit))
        told = words("profile.limit_withheld") if withheld else words.limit(limit, case.scenario)
        rows.append(("limit", told))
        margin = facts.margin_s.get(block, np.nan)
        if not np.isnan(margin):
            rows.append(("margin", words.minutes(margin)))
    if block in facts.without:
        rows.append(("without", said(facts.without[block])))
    return [(words(f"block.column.{key}"), value) for key, value in rows]
