"""Numbers of people without a place on the A3 map: each is read whole, beside a line to its town."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from matplotlib.axes import Axes

from domain.vocabulary import UNSERVED_CAUSES
from exports.fonts import figure_font, printable
from exports.map_background import text_box
from planning.plan import Plan
from presentation.map_layers.people import unserved_looks
from presentation.styles import people
from presentation.styles.looks import SignLook
from presentation.words import Words

_SIZE_PT = 8.0
#: Size that a box is counted with [pt]: letters with the rim around them.
_BOX_PT = 9.5
#: How far a number may be moved from its town [mm], ring by ring, and in how many directions.
_RINGS_MM = (5.0, 8.0, 11.0, 15.0, 20.0, 26.0)
_DIRECTIONS = 12


@dataclass(frozen=True, slots=True, eq=False)
class PeopleLabel:
    """A number of people without a place.

    Parameters
    ----------
    said
        The number in words.
    look
        The sign of its cause: colour and shape of the box.
    at
        Point of the town.
    box
        Where it is written.
    """

    said: str
    look: SignLook
    at: Any
    box: Any


def people_labels(
    plan: Plan,
    blocks: gpd.GeoDataFrame,
    words: Words,
    m_per_mm: float,
    window: Any,
    taken: Sequence[Any],
) -> list[PeopleLabel]:
    """Return the numbers town by town, those of most people first, none upon another.

    Parameters
    ----------
    plan
        The plan.
    blocks
        Blocks of the district.
    words
        Words of the reader.
    m_per_mm
        Metres on the ground for a millimetre of paper.
    window
        The map's window.
    taken
        Boxes that no number may cover, such as signs of places.
    """
    towns, persons_of, looks = unserved_towns(plan, blocks)
    points = shapely.point_on_surface(towns.geometry.to_numpy())
    held = list(taken)
    labels = []
    for point, persons, look in zip(points, persons_of, looks, strict=True):
        said = words.persons(float(persons), rounded=plan.is_rounded)
        box = _free_box(point, said, m_per_mm, window, held)
        held.append(box)
        labels.append(PeopleLabel(said, look, point, box))
    return labels


def unserved_towns(
    plan: Plan, blocks: gpd.GeoDataFrame
) -> tuple[gpd.GeoDataFrame, list[int], list[SignLook]]:
    """Return the towns with people without a place, most people first; how many, and their sign.

    The row of a town is that of its block with most of these people.
    """
    causes = [cause.value for cause in UNSERVED_CAUSES]
    ledger = plan.ledgers.blocks.loc[blocks.index, causes]
    total = ledger.sum(axis=1)
    order = total[total > 0].sort_values(ascending=False, kind="stable").index
    towns = blocks.loc[order].drop_duplicates("town").set_index("town")
    summed = ledger.loc[order].groupby(blocks.loc[order, "town"].to_numpy()).sum().reindex(towns.index)
    looks = [
        (people.UNSERVED_TIME, people.UNSERVED_SEATS, people.UNSERVED_WAY)[i] for i in unserved_looks(summed)
    ]
    return towns, summed.sum(axis=1).tolist(), looks


def draw_people(axes: Axes, labels: Sequence[PeopleLabel]) -> None:
    """Draw the numbers in the colour and shape of their cause, and a line to each town left behind."""
    for one in labels:
        middle = shapely.centroid(one.box)
        if not one.box.covers(one.at):
            axes.plot(
                [one.at.x, middle.x], [one.at.y, middle.y], color=one.look.edge, linewidth=0.9, zorder=5.9
            )
            axes.plot(one.at.x, one.at.y, "o", color=one.look.edge, markersize=2.5, zorder=5.9)
        is_round = one.look is people.UNSERVED_TIME
        axes.annotate(
            printable(one.said), (middle.x, middle.y), fontproperties=figure_font(_SIZE_PT),
            color="#000000" if is_round else "#FFFFFF", zorder=8, ha="center", va="center",
            annotation_clip=True,
            bbox={
                "boxstyle": "round,pad=0.25" if is_round else "square,pad=0.25",
                "facecolor": one.look.fill, "edgecolor": one.look.edge, "linewidth": 1.0,
            },
        )  # fmt: skip


def _free_box(point: Any, said: str, m_per_mm: float, window: Any, taken: Sequence[Any]) -> Any:
    """Return the first box that covers nothing; where all do, the one that covers least."""
    tree = shapely.STRtree(list(taken))
    best, least = None, np.inf
    for x, y in _spots(point, m_per_mm):
        box = text_box(x, y, said, _BOX_PT, m_per_mm)
        if best is not None and not window.covers(box):
            continue
        met = tree.query(box, predicate="intersects")
        covered = float(sum(shapely.area(shapely.intersection(box, taken[i])) for i in met))
        if covered < least:
            best, least = box, covered
        if covered == 0:
            break
    return best


def _spots(point: Any, m_per_mm: float) -> Iterator[tuple[float, float]]:
    yield point.x, point.y
    for ring in _RINGS_MM:
        for turn in np.arange(_DIRECTIONS) * 2 * np.pi / _DIRECTIONS:
            # Letters stand in a row: less room is needed up and down than aside.
            yield point.x + 1.4 * ring * m_per_mm * np.cos(turn), point.y + ring * m_per_mm * np.sin(turn)
