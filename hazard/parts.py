"""Parts of blocks: where a hazard's edge runs through a block, each side is a part of its own.

People count by the share of the block's area in the union of a class, so two polygons of one class
that overlap count once. Within a part the same classes hold everywhere, so that the rule of a kind
can decide for it as for a whole block; blocks are the sums of their parts.
"""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from hazard.hits import BoolArray, Hits
from hazard.overlay import FloatArray, GeometryArray, IntArray, cut_pieces, pairs_inside

#: Columns of ``HazardAreas`` that make a class.
_CLASS_COLUMNS = ["kind", "zone_type", "depth_m_min", "depth_m_max", "duration_h", "arrival_time_s"]
#: A share of a block below this is the noise of a boundary, not ground.
_NO_SHARE = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class BlockParts:
    """Parts of n blocks, in the order of the blocks; a block that no edge cuts is one part.

    Parameters
    ----------
    block
        Position of the block of each part, shape (p,).
    share
        Share of the block's area that the part is, shape (p,); the parts of a block sum to 1.
    hits
        Pairs of parts and the classes that hold in them; ``hits.item`` is the position of a part.
    """

    block: IntArray
    share: FloatArray
    hits: Hits

    @property
    def blocks(self) -> int:
        """Number of blocks."""
        return int(self.block[-1]) + 1 if self.block.size else 0

    def share_where(self, mask: BoolArray) -> FloatArray:
        """Return the share of each block in the parts that a mask chooses, shape (n,).

        Parameters
        ----------
        mask
            Parts to count, shape (p,).

        Returns
        -------
        FloatArray
            Between 0 and 1, shape (n,).
        """
        return np.asarray(
            np.bincount(self.block, weights=self.share * mask, minlength=self.blocks), dtype=np.float64
        )

    def any_of(self, mask: BoolArray) -> BoolArray:
        """Whether a mask chooses any part of each block, shape (n,).

        Parameters
        ----------
        mask
            Parts, shape (p,).

        Returns
        -------
        BoolArray
            Shape (n,).
        """
        out = np.zeros(self.blocks, dtype=bool)
        out[self.block[mask]] = True
        return out


@dataclass(frozen=True, slots=True, eq=False)
class _Covers:
    """Pairs of a block and a class: those that hold everywhere in it, and those with a shape."""

    whole_block: IntArray
    whole_class: IntArray
    block: IntArray
    of_class: IntArray
    shape: GeometryArray


def block_parts(geometry: GeometryArray, areas: gpd.GeoDataFrame) -> BlockParts:
    """Cut blocks along the edges of the classes of polygons.

    Parameters
    ----------
    geometry
        Blocks, shape (n,). A block without an area has one part: whatever touches it holds in it.
    areas
        Columns of ``HazardAreas`` that make a class, with geometry; further columns are left out.

    Returns
    -------
    BlockParts
        A class that only touches a block, without a share of its area, does not count.
    """
    table = pd.DataFrame(areas[_CLASS_COLUMNS]).reset_index(drop=True)
    # Sorted by what they are: nothing depends on the order of the polygons.
    of_row = np.asarray(table.groupby(_CLASS_COLUMNS, dropna=False, sort=True).ngroup(), dtype=np.int64)
    classes = table.iloc[np.unique(of_row, return_index=True)[1]]
    covers = _covers(geometry, areas.geometry.to_numpy(), of_row)
    block, area, inside = _cut(geometry, covers)
    total = np.bincount(block, weights=area, minlength=len(geometry))[block]
    share = np.divide(area, total, out=np.ones(area.size), where=total > 0)
    part_of_whole, whole_class = _join(block, covers)
    part, of_class = (np.concatenate(pair) for pair in ((part_of_whole, inside[0]), (whole_class, inside[1])))
    order = np.lexsort((of_class, part))
    hits = Hits(block.size, part[order], classes.iloc[of_class[order]].reset_index(drop=True))
    return BlockParts(block, share, hits)


def _covers(geometry: GeometryArray, shapes: GeometryArray, of_row: IntArray) -> _Covers:
    """Return which class holds in which block: everywhere, or in the union of its polygons there."""
    pieces = cut_pieces(shapes)
    item, piece, within = pairs_inside(geometry, pieces)
    of_class = of_row[pieces.row[piece]] if piece.size else np.empty(0, dtype=np.int64)
    block_area = shapely.area(geometry)
    within |= block_area[item] == 0
    key = item * (int(of_row.max(initial=0)) + 1) + of_class
    whole = np.unique(key[within])
    cut = ~within & ~np.isin(key, whole)
    clipped = shapely.intersection(geometry[item[cut]], pieces.geometry[piece[cut]])
    union_key, shape = _unions(key[cut], clipped)
    size = int(of_row.max(initial=0)) + 1
    share = np.divide(
        shapely.area(shape),
        block_area[union_key // size],
        out=np.zeros(union_key.size),
        where=block_area[union_key // size] > 0,
    )
    full = share >= 1.0 - _NO_SHARE
    some = (share > _NO_SHARE) & ~full
    whole = np.concatenate([whole, union_key[full]])
    return _Covers(whole // size, whole % size, union_key[some] // size, union_key[some] % size, shape[some])


def _unions(key: IntArray, shapes: GeometryArray) -> tuple[IntArray, GeometryArray]:
    """Return each key once, and the union of its shapes."""
    order = np.argsort(key, kind="stable")
    keys, first, count = np.unique(key[order], return_index=True, return_counts=True)
    out = shapes[order][first]
    for position in np.flatnonzero(count > 1):
        start = first[position]
        out[position] = shapely.union_all(shapes[order[start : start + count[position]]])
    return keys, out


def _cut(geometry: GeometryArray, covers: _Covers) -> tuple[IntArray, FloatArray, tuple[IntArray, IntArray]]:
    """Cut each block by the shapes in it, one turn after the other.

    Returns
    -------
    tuple
        Block and area of each part, by block; and the pairs of a part and a class that holds in it.
    """
    order = np.lexsort((covers.of_class, covers.block))
    turn = np.arange(order.size) - np.searchsorted(covers.block[order], covers.block[order])
    turns = int(turn.max(initial=-1)) + 1
    # The shape that cuts a block in each turn, -1 for none.
    cutter = np.full((len(geometry), turns), -1, dtype=np.int64)
    cutter[covers.block[order], turn] = order
    block = np.arange(len(geometry), dtype=np.int64)
    shape, noise = geometry.copy(), shapely.area(geometry) * _NO_SHARE
    inside = np.zeros((block.size, turns), dtype=bool)
    for number in range(turns):
        met = cutter[block, number] >= 0
        of_met = block[met]
        inner, outer = _both_sides(shape[met], covers.shape[cutter[of_met, number]], noise[of_met])
        keep_in, keep_out = (shapely.area(side) > noise[of_met] for side in (inner, outer))
        within = inside[met]
        within[:, number] = True
        block = np.concatenate([block[~met], of_met[keep_in], of_met[keep_out]])
        shape = np.concatenate([shape[~met], inner[keep_in], outer[keep_out]])
        inside = np.concatenate([inside[~met], within[keep_in], inside[met][keep_out]])
    by_block = np.argsort(block, kind="stable")
    block, shape, inside = block[by_block], shape[by_block], inside[by_block]
    part, held = np.nonzero(inside)
    return block, shapely.area(shape), (part.astype(np.int64), covers.of_class[cutter[block[part], held]])


def _both_sides(
    shape: GeometryArray, cutter: GeometryArray, noise: FloatArray
) -> tuple[GeometryArray, GeometryArray]:
    """Return what of each shape lies inside and outside its cutter; the empty side is None."""
    inner = shapely.intersection(shape, cutter)
    area, inner_area = shapely.area(shape), shapely.area(inner)
    nothing, everything = inner_area <= noise, inner_area >= area - noise
    cut = ~nothing & ~everything
    outer = shape.copy()
    outer[cut] = shapely.difference(shape[cut], cutter[cut])
    outer[everything & ~nothing] = None
    return inner, outer


def _join(block: IntArray, covers: _Covers) -> tuple[IntArray, IntArray]:
    """Return the pairs of a part and a class that holds everywhere in its block."""
    order = np.argsort(covers.whole_block, kind="stable")
    of_block, of_class = covers.whole_block[order], covers.whole_class[order]
    first = np.searchsorted(of_block, block, side="left")
    count = np.searchsorted(of_block, block, side="right") - first
    part = np.repeat(np.arange(block.size), count)
    place = np.arange(part.size) - np.repeat(np.cumsum(count) - count, count)
    return part, of_class[first[part] + place]
