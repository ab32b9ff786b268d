"""What tells the blocks of a town apart for somebody who reads a list: people, and the nearest place."""

from collections.abc import Sequence

import numpy as np

from domain.bundle import City
from presentation.words import Words


def told_apart(city: City, block_ids: Sequence[str], words: Words) -> list[str]:
    """Return a line for each block: how many people live there, and which place is nearest to its middle.

    Parameters
    ----------
    city
        The city; people are rounded where its blocks are model data, in whole or in part.
    block_ids
        Ids of blocks.
    words
        Words of the reader.
    """
    blocks, layer = city.blocks.loc[list(block_ids)], city.meta.layer("blocks")
    rounded = layer is not None and layer.column_kind("residents").is_rounded
    people = [words.persons(count, rounded=rounded) for count in blocks["residents"].tolist()]
    if city.places.empty or blocks.empty:
        return [words("block.told_people", persons=one) for one in people]
    middles = blocks.geometry.representative_point()
    distance = np.array([city.places.distance(middle).to_numpy(np.float64) for middle in middles])
    nearest = distance.argmin(axis=1)
    names = city.places["name"].tolist()
    return [
        words("block.told_apart", persons=one, place=str(names[at]), distance=words.metres(float(metres[at])))
        for one, at, metres in zip(people, nearest.tolist(), distance, strict=True)
    ]
