"""Street corners that people hang on though they hang on no street: which, where, and who."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from planning.case import Case
from planning.isolation import Isolation
from planning.plan import Plan
from presentation.names import town_names
from presentation.plain_text import readable_text
from presentation.street_names import street_names
from presentation.words import SMALL_COUNT, Words

#: Most streets that a corner is named by.
_NAMED = 3


def single_corners(blocks: pd.DataFrame) -> pd.DataFrame:
    """Return the corners that people hang on who hang on no street, most people first.

    Parameters
    ----------
    blocks
        ``BlockIsolation``.

    Returns
    -------
    pandas.DataFrame
        Index ``node_id``, columns ``persons, blocks``.
    """
    only = blocks[~blocks["street_ids"].map(bool).to_numpy(dtype=bool)]
    return people_by(only, "node_ids", "node_id")


def people_by(blocks: pd.DataFrame, listed: str, name: str) -> pd.DataFrame:
    """Return how many people and blocks hang on each of what blocks list, most people first.

    Parameters
    ----------
    blocks
        ``BlockIsolation``.
    listed
        Column of the ids that each block lists.
    name
        Name of the index.

    Returns
    -------
    pandas.DataFrame
        Index as named, columns ``persons, blocks``.
    """
    persons, count = Counter[int](), Counter[int]()
    for hung, ids in zip(blocks["persons"].tolist(), blocks[listed].tolist(), strict=True):
        for one in ids:
            persons[int(one)] += hung
            count[int(one)] += 1
    order = sorted(persons, key=lambda one: (-persons[one], one))
    columns = {"persons": [persons[one] for one in order], "blocks": [count[one] for one in order]}
    return pd.DataFrame(columns, pd.Index(order, dtype="int64", name=name), dtype="int64")


def corner_texts(case: Case, node_ids: Sequence[int], words: Words) -> list[str]:
    """Return where corners are, by the streets that meet there and the town that is near.

    Parameters
    ----------
    case
        The case.
    node_ids
        Ids of nodes.
    words
        Words of the reader.
    """
    streets, blocks = case.city.streets, case.city.blocks
    points = case.city.nodes.geometry.loc[list(node_ids)]
    towns = ["" for _ in node_ids]
    if len(blocks):
        nearest = blocks.sindex.nearest(points, return_all=False)[1]
        towns = town_names(case.city, blocks.iloc[nearest], words.language).tolist()
    said = []
    for node, town in zip(node_ids, towns, strict=True):
        meeting = streets.loc[(streets["u"] == node) | (streets["v"] == node), "name"]
        names = [readable_text(str(name)) for name in dict.fromkeys(meeting) if name][:_NAMED]
        if len(names) > 1:
            said.append(words("isolation.corner_of", streets=words.listed(names), town=readable_text(town)))
            continue
        # One name, or none, does not tell the corner: two pieces of street do.
        pieces = street_names(case, meeting.index[:2], words)
        said.append(words("isolation.corner_near", streets=words.listed(pieces), town=readable_text(town)))
    return said


def corner_line(case: Case, plan: Plan, isolation: Isolation, words: Words) -> str:
    """Return who of a district hangs on a corner alone, and where most do, in a sentence.

    Parameters
    ----------
    case, plan, isolation
        A case, its plan, and what was found of one district.
    words
        Words of the reader.

    Returns
    -------
    str
        Empty where nobody does.
    """
    corners = single_corners(isolation.blocks)
    if corners.empty:
        return ""
    row = isolation.districts.iloc[0]

    def people(persons: int) -> str:
        return words.persons(persons, rounded=plan.is_rounded or persons < SMALL_COUNT)

    return words(
        "isolation.corner", persons=people(int(row["corner_persons"])),
        blocks=f"{int(row['corner_blocks']):,}",
        where=corner_texts(case, [int(corners.index[0])], words)[0],
        most=people(int(corners["persons"].iloc[0])),
    )  # fmt: skip
