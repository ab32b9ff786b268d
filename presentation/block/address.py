"""The blocks that an address may lie in, by the names of towns that the city knows. Nothing is kept."""

import re
import unicodedata

import geopandas as gpd
import numpy as np
import pandas as pd

from presentation.block.search import SearchIndex, alike

#: 市之町東1-2-3 is 市之町東1丁2-3.
_SHORT_CHOME = re.compile(r"(?<=\D)(\d+)[-‐‑–—―−ーｰ－の](?=\d)")
#: No address is longer in the part that names the town.
_MOST_LETTERS = 60


def homes_of(blocks: gpd.GeoDataFrame, index: SearchIndex, rows: pd.DataFrame) -> list[tuple[str, ...]]:
    """Return for each row the blocks of the town that its address names, the middle one first.

    The longest name of a town of the row's own ward counts; of its blocks those of the row's own
    district, where it has any.

    Parameters
    ----------
    blocks, index
        Blocks of the city, and its towns.
    rows
        ``address``, ``ward_code``, ``district_id``.

    Returns
    -------
    list
        Block ids for each row in its order, empty where no town of the ward is named.
    """
    towns = {(town.ward_code, alike(town.name)): town.block_ids for town in index.towns}
    longest = max((len(name) for _, name in towns), default=0)
    district = blocks["district_id"].to_dict()
    middles = dict(zip(blocks.index, blocks.geometry.centroid.get_coordinates().to_numpy(), strict=True))
    known: dict[tuple[str, str], tuple[str, ...]] = {}
    found = []
    for address, ward, own in zip(rows["address"], rows["ward_code"], rows["district_id"], strict=True):
        ids = _town(str(address), str(ward), towns, longest)
        key = (str(own), "" if not ids else ids[0])
        if key not in known:
            within = tuple(one for one in ids if district[one] == own) or ids
            known[key] = _from_the_middle(within, middles)
        found.append(known[key])
    return found


def _town(
    address: str, ward: str, towns: dict[tuple[str, str], tuple[str, ...]], longest: int
) -> tuple[str, ...]:
    written = unicodedata.normalize("NFKC", address)[:_MOST_LETTERS]
    best: tuple[int, tuple[str, ...]] = (0, ())
    for said in (alike(written), alike(_SHORT_CHOME.sub(r"\1丁", written, count=1))):
        for start in range(len(said)):
            for end in range(min(len(said), start + longest), start + best[0], -1):
                ids = towns.get((ward, said[start:end]))
                if ids is not None:
                    best = (end - start, ids)
                    break
    return best[1]


def _from_the_middle(ids: tuple[str, ...], middles: "dict[str, np.ndarray]") -> tuple[str, ...]:
    if not ids:
        return ()
    places = np.array([middles[one] for one in ids])
    away = np.linalg.norm(places - places.mean(axis=0), axis=1)
    return tuple(ids[i] for i in np.lexsort((np.array(ids), np.round(away, 3))))
