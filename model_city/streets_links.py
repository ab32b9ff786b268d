"""Links between corners: which neighbours a street joins, and where it crosses rivers and railways.

All links are edges of one Delaunay triangulation, so no street crosses another between corners.
A tree that holds the whole city together comes first; main roads, the share of further links
that the layout of each quarter keeps, and the crossings are added to it.
"""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components, minimum_spanning_tree
from scipy.spatial import Delaunay, KDTree

from model_city.lines import CityLines
from model_city.shapes import (
    Shapes,
    city_ground,
    closed_ground,
    coordinates_m,
    is_covered,
    is_inside,
    lengths_m,
    located_m,
    meets,
    polylines,
)
from model_city.streets_corners import Corners
from model_city.streets_patterns import LAYOUTS, Pattern, town_patterns
from model_city.streets_roads import RoadSamples

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

#: Distance between two crossings of a barrier [m]; what is not listed takes the value of its kind.
CROSSING_INTERVAL_M = {
    "石津川": 300.0,
    "西除川": 280.0,
    "内川": 190.0,
    "土居川": 190.0,
    "浜寺水路": 900.0,
    "river": 200.0,
    "rail": 300.0,
}

#: A crossing made for its own sake is at most this much longer than its barrier is wide [m].
CROSSING_REACH_M = 95.0

#: Bridges between reclaimed blocks are at most this long [m].
SEA_BRIDGE_M = 1500.0

#: Longer links off the reclaimed land are kept only where nothing else holds the network together [m].
LONGEST_EXTRA_M = 180.0

#: Smaller pieces that nothing but a further crossing would join are left out, unless a town is there.
SMALLEST_PIECE = 15

#: Order in which links may serve to hold the network together.
_ROAD, _STREET, _CROSSING, _FURTHER_CROSSING, _SEA, _NEVER = range(6)


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """Links between corners; arrays aligned, shape (m,) unless said otherwise.

    Parameters
    ----------
    ends
        Positions of the two corners, the smaller first, shape (m, 2).
    road
        Row of the main road that the link is part of, −1 elsewhere.
    barrier
        Row of the barrier that it crosses, −1 elsewhere.
    over_sea
        Whether it spans water between reclaimed blocks.
    """

    ends: IntArray
    road: IntArray
    barrier: IntArray
    over_sea: BoolArray

    def take(self, keep: BoolArray | IntArray) -> "Links":
        """Return the links chosen."""
        return Links(self.ends[keep], self.road[keep], self.barrier[keep], self.over_sea[keep])


def build_links(corners: Corners, samples: RoadSamples, lines: CityLines, rng: np.random.Generator) -> Links:
    """Choose the links of the network; corners in left-out pieces have none."""
    candidates, tier = _candidates(corners, samples, lines)
    beta = _is_relative_neighbour(corners.xy_m, candidates.ends)
    chosen = _choose_crossings(candidates, tier, corners, lines)
    tier = np.where(chosen, _CROSSING, tier)
    usable = _joins_wanted_piece(candidates, tier, corners, lines)
    tier = np.where(usable, tier, _NEVER)
    tree = _tree(candidates, tier, beta, corners, rng)
    keep_share = np.array([LAYOUTS[pattern].keep_share for pattern in town_patterns(lines)])
    share = _by_ends(keep_share[corners.town], candidates.ends)
    share = np.where(_is_in_old_town(corners, candidates, lines), LAYOUTS[Pattern.OLD_GRID].keep_share, share)
    wide = _is_on_reclaimed_land(corners, candidates, lines)
    near = wide | (lengths_m(polylines(corners.xy_m[candidates.ends])) <= LONGEST_EXTRA_M)
    lucky = beta & near & (rng.random(len(share)) < share) & (tier == _STREET)
    keep = tree | lucky | (tier == _ROAD) | (usable & chosen)
    return candidates.take(keep)


def _candidates(corners: Corners, samples: RoadSamples, lines: CityLines) -> tuple[Links, IntArray]:
    """Return all links between neighbours, with the tier in which each may be used."""
    ends = _delaunay_edges(corners.xy_m)
    segments = polylines(corners.xy_m[ends])
    barriers = lines.barriers()
    crossed = _crossed(segments, barriers)
    road = _road_of(ends, samples)
    over_sea = ~is_covered(city_ground(lines), segments)
    length_m = lengths_m(segments)
    n_crossed = crossed.sum(axis=1)
    barrier = np.where(n_crossed == 1, crossed.argmax(axis=1), -1)
    tier = np.where(road >= 0, _ROAD, _STREET)
    tier = np.where(n_crossed == 1, _FURTHER_CROSSING, tier)
    tier = np.where(over_sea, _SEA, tier)
    too_long = length_m > np.where(over_sea, SEA_BRIDGE_M, 600.0)
    tier = np.where((n_crossed > 1) | meets(closed_ground(lines), segments) | too_long, _NEVER, tier)
    tier = np.where(over_sea & (n_crossed > 0), _NEVER, tier)
    road = np.where(tier == _NEVER, -1, road)
    return Links(ends, road, barrier, over_sea), tier


def _delaunay_edges(xy_m: FloatArray) -> IntArray:
    triangles = Delaunay(xy_m).simplices.astype(np.int64)
    edges = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]])
    return np.unique(np.sort(edges, axis=1), axis=0)


def _crossed(segments: Shapes, barriers: gpd.GeoDataFrame) -> BoolArray:
    """Return how often each segment meets each barrier, as a table of truth (segments × barriers).

    A segment that meets one barrier twice counts as meeting two, so that it is never used.
    """
    lines = barriers.geometry.to_numpy()
    crossed = np.zeros((len(segments), len(lines)), dtype=bool)
    barrier, segment = shapely.STRtree(segments).query(lines, predicate="intersects")
    crossed[segment, barrier] = True
    meeting = shapely.intersection(segments[segment], lines[barrier])
    twice = shapely.get_type_id(meeting) != shapely.GeometryType.POINT
    crossed[segment[twice], (barrier[twice] + 1) % len(lines)] = True
    return crossed


def _road_of(ends: IntArray, samples: RoadSamples) -> IntArray:
    """Return the row of the main road that each link follows, −1 for none; the higher rank wins."""
    n = len(samples.xy_m)
    key = np.sort(samples.link, axis=1) @ np.array([n, 1])
    order = np.lexsort((samples.link_road, key))
    keys, first = np.unique(key[order], return_index=True)
    roads = samples.link_road[order][first]
    own = np.where((ends < n).all(axis=1), ends @ np.array([n, 1]), -1)
    at = np.minimum(np.searchsorted(keys, own), len(keys) - 1)
    return np.where(keys[at] == own, roads[at], -1)


def _is_relative_neighbour(xy_m: FloatArray, ends: IntArray, k: int = 14) -> BoolArray:
    """Whether no third corner is nearer to both ends than they are to each other.

    The relative neighbourhood graph looks like streets: it holds together, has no sharp angles
    and keeps the sides of a lattice, not its diagonals. Only the ``k`` nearest corners are looked at.
    """
    tree = KDTree(xy_m)
    near = np.asarray(tree.query(xy_m, k=k + 1)[1])
    length = np.hypot(*(xy_m[ends[:, 0]] - xy_m[ends[:, 1]]).T)
    third = near[ends[:, 0], 1:]
    to_first = np.hypot(*np.moveaxis(xy_m[third] - xy_m[ends[:, 0], None, :], -1, 0))
    to_second = np.hypot(*np.moveaxis(xy_m[third] - xy_m[ends[:, 1], None, :], -1, 0))
    nearer = np.maximum(to_first, to_second) < length[:, None] - 1e-9
    return ~nearer.any(axis=1)


def _choose_crossings(candidates: Links, tier: IntArray, corners: Corners, lines: CityLines) -> BoolArray:
    """Choose crossings at intervals along each barrier: those of main roads first, then short ones."""
    barriers = lines.barriers()
    segments = polylines(corners.xy_m[candidates.ends])
    length_m = lengths_m(segments)
    chosen = np.zeros(len(tier), dtype=bool)
    open_to = (candidates.barrier >= 0) & (tier == _FURTHER_CROSSING)
    for row, (name, kind, width_m, line) in enumerate(
        zip(barriers.index, barriers["kind"], barriers["width_m"], barriers.geometry, strict=True)
    ):
        interval_m = CROSSING_INTERVAL_M.get(str(name), CROSSING_INTERVAL_M[kind])
        ours = np.flatnonzero(open_to & (candidates.barrier == row) & (length_m < width_m + CROSSING_REACH_M))
        at_m = located_m(line, np.asarray(shapely.intersection(segments[ours], line), dtype=object))
        rank = np.where(candidates.road[ours] >= 0, 0.0, 1000.0) + length_m[ours]
        chosen[ours[_spread(at_m, rank, interval_m)]] = True
    return chosen


def _spread(at_m: FloatArray, rank: FloatArray, interval_m: float) -> list[int]:
    """Return positions, best rank first, that keep about an interval apart; roads may lie nearer."""
    taken: list[int] = []
    cell = np.floor(at_m / interval_m)
    best = np.lexsort((at_m, rank, cell))
    firsts = best[np.unique(cell[best], return_index=True)[1]]
    roads = np.flatnonzero(rank < 1000.0)
    for i in [*roads[np.argsort(rank[roads], kind="stable")].tolist(), *firsts.tolist()]:
        apart_m = 100.0 if rank[i] < 1000.0 else 0.55 * interval_m
        if all(abs(at_m[i] - at_m[j]) >= apart_m for j in taken):
            taken.append(i)
    return taken


def _joins_wanted_piece(candidates: Links, tier: IntArray, corners: Corners, lines: CityLines) -> BoolArray:
    """Whether a link touches no piece that is too small to be worth a crossing of its own."""
    inner = candidates.ends[tier <= _CROSSING]
    graph = _graph(inner, np.ones(len(inner)), len(corners.xy_m))
    _, piece = connected_components(graph, directed=False)
    wanted = np.bincount(piece) >= SMALLEST_PIECE
    towns = coordinates_m(lines.towns.geometry)
    wanted[piece[KDTree(corners.xy_m).query(towns)[1]]] = True
    return np.asarray(wanted[piece][candidates.ends].all(axis=1))


def _tree(
    candidates: Links, tier: IntArray, beta: BoolArray, corners: Corners, rng: np.random.Generator
) -> BoolArray:
    """Return a tree over all corners that uses later tiers only where earlier ones cannot join."""
    length_m = np.hypot(*(corners.xy_m[candidates.ends[:, 0]] - corners.xy_m[candidates.ends[:, 1]]).T)
    weight = length_m * rng.uniform(0.6, 1.4, size=len(tier)) * np.where(beta, 1.0, 2.5)
    weight = weight + tier * 1e5 + 1.0
    usable = np.flatnonzero(tier < _NEVER)
    graph = _graph(candidates.ends[usable], weight[usable], len(corners.xy_m))
    tree = minimum_spanning_tree(graph).tocoo()
    n = len(corners.xy_m)
    picked = np.sort(np.column_stack([tree.row, tree.col]).astype(np.int64), axis=1) @ np.array([n, 1])
    return np.isin(candidates.ends @ np.array([n, 1]), picked)


def _graph(ends: IntArray, weight: FloatArray, n: int) -> csr_array[np.float64, tuple[int, int]]:
    return coo_array((weight, (ends[:, 0], ends[:, 1])), shape=(n, n)).tocsr()


def _by_ends(value: FloatArray, ends: IntArray) -> FloatArray:
    return np.asarray(value[ends].mean(axis=1))


def _is_on_reclaimed_land(corners: Corners, candidates: Links, lines: CityLines) -> BoolArray:
    reclaimed = np.array([pattern is Pattern.RECLAIMED for pattern in town_patterns(lines)])
    return np.asarray(reclaimed[corners.town][candidates.ends].any(axis=1))


def _is_in_old_town(corners: Corners, candidates: Links, lines: CityLines) -> BoolArray:
    inside = is_inside(lines.old_town(), corners.xy_m)
    return np.asarray(inside[candidates.ends].all(axis=1))
