"""Find a block by the names of its town, ward and district, or by its number.

Names are held against each other without what people write differently: full and half width, hiragana
and katakana, 一丁 and 1丁目, ケ and ヶ, spaces and hyphens. A town is also found by its reading and in
Roman letters, as far as the city lists how it is read.
"""

import math
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

from domain.bundle import City
from domain.vocabulary import NameKind
from presentation.geometry import EPSG_WEB
from presentation.local_names import local_name, said_names
from presentation.natural_order import NUMBERED, kanji_number, natural_key
from presentation.words import Words

_SMALL = str.maketrans({"ヶ": "ケ", "ヵ": "カ", "ゖ": "け", "ゕ": "か"})
#: Katakana lie so far behind hiragana.
_KANA_STEP = ord("ァ") - ord("ぁ")


@dataclass(frozen=True, slots=True)
class Town:
    """A town of a ward with its blocks.

    Parameters
    ----------
    ward_code, name
        Ward, and name of the town as the bundle writes it.
    district_ids, block_ids
        Districts that its blocks lie in, and the blocks.
    label
        Ward and town, as they are shown.
    """

    ward_code: str
    name: str
    district_ids: tuple[str, ...]
    block_ids: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """The towns of a city in official order of their wards, with what each is found by.

    Parameters
    ----------
    towns
        The towns.
    keys
        Of each town: its own names (as written, as read, in Roman letters), then names of its ward and
        districts, all made alike.
    """

    towns: tuple[Town, ...]
    keys: tuple[tuple[tuple[str, ...], str], ...]


def search_index(city: City, words: Words) -> SearchIndex:
    """Return what blocks of a city are found by."""
    wards, blocks = city.wards, city.blocks
    order = {str(code): int(rank) for code, rank in wards["official_order"].items()}
    names = {
        code: (str(name), str(name_en))
        for code, name, name_en in zip(wards.index, wards["name"], wards["name_en"], strict=True)
    }
    districts = {
        str(key): f"{name} {name_en}"
        for key, name, name_en in zip(
            city.districts.index, city.districts["name"], city.districts["name_en"], strict=True
        )
    }
    found = []
    for (ward, town), part in blocks.groupby(["ward_code", "town"], sort=False):
        own = tuple(dict.fromkeys(part["district_id"].astype(str)))
        shown = words.name(*names[ward])
        found.append(
            Town(
                str(ward),
                str(town),
                own,
                tuple(part.index.astype(str)),
                f"{shown} {local_name(city, NameKind.TOWN, str(ward), str(town), words.language)}".strip(),
            )
        )
    towns = sorted(found, key=lambda one: (order[one.ward_code], natural_key(one.name)))
    keys = tuple(
        (
            tuple(alike(name) for name in (one.name, *_said(city, one))),
            alike(" ".join([*names[one.ward_code], *(districts[d] for d in one.district_ids)])),
        )
        for one in towns
    )
    return SearchIndex(tuple(towns), keys)


def _said(city: City, town: Town) -> tuple[str, ...]:
    return said_names(city, NameKind.TOWN, town.ward_code, town.name)


def find_towns(index: SearchIndex, asked: str, *, limit: int = 20) -> list[Town]:
    """Return the towns that what was asked fits, best first.

    Every word must be part of the name of the town, its ward or one of its districts. A town of
    just this name comes first, then names that begin with it, then those that hold it. Where no name
    fits, a word may be the number of a block as it is shown.

    Parameters
    ----------
    index
        Towns of a city.
    asked
        What somebody wrote, at most a hundred letters of it.
    limit
        Most towns to return.
    """
    parts = _parts(asked)
    if not parts:
        return []
    whole = "".join(parts)
    ranked = []
    for i, (own, around) in enumerate(index.keys):
        fits = [all(part in name or part in around for part in parts) or whole in name for name in own]
        ranks = [_rank(name, parts, whole) for name, fit in zip(own, fits, strict=True) if fit]
        if ranks:
            ranked.append((min(ranks), i))
    if not ranked:
        return list(dict.fromkeys(town for town, _ in _numbered(index, parts)))[:limit]
    return [index.towns[i] for _, i in sorted(ranked)[:limit]]


def find_block(city: City, index: SearchIndex, asked: str) -> tuple[str, list[Town]]:
    """Return the block that what was asked means, and towns that it may mean; "" for no single block.

    Parameters
    ----------
    city, index
        A city and its towns.
    asked
        Id or number of a block, or names.
    """
    block_id = block_of_id(city, asked)
    if block_id:
        return block_id, []
    towns = find_towns(index, asked)
    only: tuple[str, ...] = ()
    if len(towns) == 1:
        only = tuple(block for _, block in _numbered(index, _parts(asked))) or towns[0].block_ids
    return (only[0], towns) if len(only) == 1 else ("", towns)


def block_of_id(city: City, asked: str) -> str:
    """Return the block whose whole id was asked for, in whatever width; "" where it is none."""
    block_id = unicodedata.normalize("NFKC", asked).strip()
    return block_id if block_id in city.blocks.index else ""


def _parts(asked: str) -> list[str]:
    parts = [alike(part) for part in unicodedata.normalize("NFKC", asked[:100]).split()]
    return [part for part in parts if part]


def _numbered(index: SearchIndex, parts: Sequence[str]) -> list[tuple[Town, str]]:
    """Return blocks with their towns of which one word is the number, and every other word a name."""
    found = []
    for town, (own, around) in zip(index.towns, index.keys, strict=True):
        for block_id in town.block_ids:
            number = alike(block_id.rpartition("-")[2])
            named = [part for part in parts if part != number]
            if len(named) < len(parts) and all(
                part in around or any(part in name for name in own) for part in named
            ):
                found.append((town, block_id))
    return found


def block_at(city: City, latitude: float, longitude: float, *, within_m: float = 200.0) -> str:
    """Return the block at a point of the map, or the nearest within some metres; "" where none is."""
    if not (math.isfinite(latitude) and math.isfinite(longitude)):
        return ""
    points = gpd.GeoSeries(gpd.points_from_xy([longitude], [latitude]), crs=EPSG_WEB).to_crs(city.meta.epsg)
    point = points.to_numpy()[0]
    if not np.isfinite(shapely.get_coordinates(point)).all():
        return ""
    rows = city.blocks.sindex.nearest(point, return_all=True, max_distance=within_m)[1]
    return str(city.blocks.index[int(rows.min())]) if rows.size else ""


def alike(name: str) -> str:
    """Return a name without what people write differently."""
    said = unicodedata.normalize("NFKC", name).lower().translate(_SMALL)
    said = NUMBERED.sub(lambda found: str(kanji_number(found[1])), said)
    said = said.replace("丁目", "丁")
    said = "".join(chr(ord(c) - _KANA_STEP) if "ァ" <= c <= "ヴ" else c for c in said)
    return re.sub(r"[\s・,、-]+", "", said)


def _rank(name: str, parts: Sequence[str], whole: str) -> int:
    """Return how well a name fits: 0 it is the name, 1 it begins so, 2 it is in it, 3 only around it."""
    tests = (
        name in {whole, *parts},
        name.startswith((whole, *parts)),
        any(part in name for part in parts),
    )
    return next((rank for rank, holds in enumerate(tests) if holds), len(tests))
