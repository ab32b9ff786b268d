"""A list of towns and districts as districts of a city: its blocks, put together by their towns.

A town in one district takes its blocks there. A town in several (``1番～15番`` here, the rest there) is
told apart by lots, which no block has: each of its blocks goes to that of the districts whose other ground
lies nearest, and such blocks are counted. Towns that the list does not name go to the nearest district too.
A district with any such block has an outline that is an estimate (推定).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from data.readers.area_repair import dissolved
from data.readers.town_list import OPEN_END, TownEntry, town_form
from domain.faults import Fault, InputError
from domain.tables.city import Districts

_NUMBER_DIGITS = 5
#: Numbers of lots that an open range counts as, where districts share a town by their lots.
_OPEN_LOTS = 20


@dataclass(frozen=True, slots=True, eq=False)
class PlacedTowns:
    """Districts made of blocks.

    Parameters
    ----------
    districts, blocks
        ``Districts``, and ``Blocks`` in them.
    blocks_shared, persons_shared
        Blocks of towns that belong to several districts, and the people in them.
    towns_not_listed
        Towns of blocks that the list does not name.
    rows_not_placed
        Lines of the list of whose towns no block has any.
    towns_not_placed
        Towns of the list that no block has.
    districts_not_placed
        Districts of the list that no block went to: every town of theirs is shared, or not there.
    """

    districts: gpd.GeoDataFrame
    blocks: gpd.GeoDataFrame
    blocks_shared: int
    persons_shared: int
    towns_not_listed: tuple[str, ...]
    rows_not_placed: tuple[int, ...]
    towns_not_placed: tuple[str, ...]
    districts_not_placed: tuple[str, ...]


def place_towns(
    entries: Sequence[TownEntry], blocks: gpd.GeoDataFrame, wards: gpd.GeoDataFrame
) -> PlacedTowns:
    """Put blocks into the districts of their towns.

    Parameters
    ----------
    entries
        The list.
    blocks, wards
        ``Blocks`` and ``Wards`` of the city.

    Raises
    ------
    domain.faults.InputError
        When it names no town of the city.
    """
    towns = [town_form(str(town)) for town in blocks["town"]]
    ward_names = blocks["ward_code"].map(wards["name"]).tolist()
    listed = [_in_its_ward(entry, wards["name"].tolist()) for entry in entries]
    candidates, used, partly = _candidates(listed, towns, ward_names)
    if not used:
        # Such as the list of another city: nobody's district could be told.
        raise InputError([Fault("list_names_no_town", layer="districts", value=entries[0].town)])
    chosen = _chosen(candidates, blocks)
    unsure = partly | np.array([len(found) != 1 for found in candidates], dtype=bool)
    shared = np.array([len(found) > 1 for found in candidates], dtype=bool)
    table, ids = _districts(blocks, chosen, unsure, wards)
    moved = gpd.GeoDataFrame(blocks.assign(district_id=pd.array(ids, dtype="str")))
    lines = {entry.line for entry in used}
    lost = [line for line in dict.fromkeys(entry.line for entry in entries) if line not in lines]
    held, given = {entry.town for entry in used}, set(chosen)
    none = [town for town, found in zip(blocks["town"], candidates, strict=True) if not found]
    return PlacedTowns(
        districts=table,
        blocks=moved,
        blocks_shared=int(shared.sum()),
        persons_shared=int(blocks["residents"].to_numpy(dtype=np.int64)[shared].sum()),
        towns_not_listed=tuple(dict.fromkeys(str(town) for town in none)),
        rows_not_placed=tuple(lost),
        towns_not_placed=tuple(dict.fromkeys(one.town for one in listed if one.town not in held)),
        districts_not_placed=tuple(
            dict.fromkeys(one.district for one in listed if one.district not in given)
        ),
    )


def _in_its_ward(entry: TownEntry, wards: Sequence[str]) -> TownEntry:
    """Return an entry with its ward apart from its town: 堺区錦町, 堺市堺区錦町 and 宇部市大字川上."""
    for ward in wards:
        found = re.fullmatch(rf"(?:[^市区]{{1,8}}市)?{re.escape(ward)}(.+)", entry.town)
        if found:
            return replace(entry, town=town_form(found[1]), ward=entry.ward or ward)
    return entry


def _candidates(
    entries: Sequence[TownEntry], towns: Sequence[str], wards: Sequence[str]
) -> tuple[list[dict[str, int]], set[TownEntry], npt.NDArray[np.bool_]]:
    """Return the districts of each block with their number of lots, the entries used, and who is part only.

    A town without 丁 in the list holds all its 丁; where the list names these too, they go first.
    """
    by_town: dict[str, list[TownEntry]] = {}
    for entry in entries:
        by_town.setdefault(entry.town, []).append(entry)
    found: list[dict[str, int]] = []
    used: set[TownEntry] = set()
    partly = np.zeros(len(towns), dtype=bool)
    for at, (town, ward) in enumerate(zip(towns, wards, strict=True)):
        named = by_town.get(town)
        if named is None:
            wider = [one for one in by_town if one and town.startswith(one) and _is_chome(town[len(one) :])]
            named = by_town[max(wider, key=len)] if wider else []
        mine = [entry for entry in named if not entry.ward or entry.ward in {ward, ward.removesuffix("区")}]
        used.update(mine)
        # A part of a town whose other part nobody lists.
        partly[at] = bool(mine) and all(entry.is_part for entry in mine)
        lots: dict[str, int] = {}
        for entry in mine:
            lots[entry.district] = lots.get(entry.district, 0) + _lots(entry)
        found.append(lots)
    return found, used, partly


def _is_chome(rest: str) -> bool:
    return rest.endswith("丁") and rest[:-1].isdigit()


def _lots(entry: TownEntry) -> int:
    return sum(_OPEN_LOTS if high == OPEN_END else high - low + 1 for low, high in entry.lots) or 1


def _chosen(candidates: Sequence[dict[str, int]], blocks: gpd.GeoDataFrame) -> list[str]:
    """Return the district of each block: its only one, else the one whose own ground lies nearest."""
    shapes = blocks.geometry.to_numpy()
    own: dict[str, list[int]] = {}
    for at, found in enumerate(candidates):
        if len(found) == 1:
            own.setdefault(next(iter(found)), []).append(at)
    trees = {name: shapely.STRtree(shapes[rows]) for name, rows in own.items()}
    every = sorted({name for found in candidates for name in found})
    chosen = []
    for shape, found in zip(shapes, candidates, strict=True):
        if len(found) == 1:
            chosen.append(next(iter(found)))
            continue
        chosen.append(
            min(
                found or every,
                key=lambda name: (_distance(shape, trees.get(name)), -found.get(name, 0), name),
            )
        )
    return chosen


def _distance(shape: Any, tree: shapely.STRtree | None) -> float:
    """Return how far the ground of a district lies from the middle of a block [m]; far where it has none."""
    if tree is None:
        return float("inf")
    _, metres = tree.query_nearest(shape.centroid, return_distance=True, all_matches=False)
    return round(float(metres[0]), 1)


def _districts(
    blocks: gpd.GeoDataFrame, chosen: Iterable[str], unsure: npt.NDArray[np.bool_], wards: gpd.GeoDataFrame
) -> tuple[gpd.GeoDataFrame, list[str]]:
    """Return ``Districts`` as unions of blocks, one a ward and name, and the id of each block."""
    rows = pd.DataFrame({"name": list(chosen), "ward": blocks["ward_code"].to_numpy(), "unsure": unsure})
    groups = rows.groupby(["ward", "name"], sort=True)
    wards_of: Any = rows.groupby("name")["ward"].nunique()
    shapes = blocks.geometry.to_numpy()
    records, ids = [], [""] * len(rows)
    number: dict[str, int] = {}
    for key, group in groups:
        ward, name = (str(part) for part in key)
        number[ward] = number.get(ward, 0) + 1
        district_id = f"{ward}-{number[ward]:0{_NUMBER_DIGITS}d}"
        for at in group.index:
            ids[at] = district_id
        shown = f"{name}（{wards['name'].loc[ward]}）" if wards_of[name] > 1 else name
        records.append(
            {
                "district_id": district_id,
                "name": shown,
                "name_en": shown,
                "ward_code": ward,
                "unit": "推定" if group["unsure"].any() else "通学区域",
                "geometry": dissolved(shapes[group.index.to_numpy()]),
            }
        )
    frame = pd.DataFrame(records).astype({"name": "str", "name_en": "str", "ward_code": "str", "unit": "str"})
    frame.index = pd.Index(frame.pop("district_id").tolist(), dtype="str", name="district_id")
    table = gpd.GeoDataFrame(frame, geometry="geometry", crs=blocks.crs)
    return gpd.GeoDataFrame(Districts.check(table[Districts.columns()].sort_index())), ids
