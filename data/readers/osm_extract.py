"""OpenStreetMap as arrays: what every form of the file (PBF, XML, Overpass) is read into.

Memory grows with the nodes inside the bounds and the ways that walk, not with the file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from data.readers.osm_tags import Tags
from domain.faults import Fault, InputError

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]

#: Coordinates are kept in whole steps of this [degrees], those of OpenStreetMap: about 1 cm.
STEP_DEG = 1e-7

#: Most nodes inside the bounds, and most nodes in ways; a prefecture has some millions.
MOST_NODES, MOST_REFS = 40_000_000, 80_000_000

#: Most nodes with tags, most ways, and most different sets of tags: each takes some hundred bytes.
MOST_MARKED, MOST_WAYS, MOST_SETS = 5_000_000, 20_000_000, 3_000_000

#: Degrees: west, south, east, north.
Bounds = tuple[float, float, float, float]

WHOLE_EARTH: Bounds = (-180.0, -90.0, 180.0, 90.0)


@dataclass(frozen=True, slots=True, eq=False)
class OsmExtract:
    """Nodes and ways of a file.

    Parameters
    ----------
    node_ids
        Ids of the nodes, ascending, shape (n,).
    lon, lat
        Where they lie [degrees, WGS84], shape (n,).
    node_tags
        Tags of the nodes of which something is to be known, by id.
    way_ids
        Ids of the ways in the order of the file, shape (m,).
    way_starts
        First place of each way in ``refs``, and the number of refs, shape (m + 1,).
    refs
        Place of each node of each way in ``node_ids``; −1 where the node is not there.
    way_tag_set
        Tags of each way, as a place in ``tag_sets``, shape (m,).
    tag_sets
        Tags that occur, each once.
    repeated_ways
        Number of ways that came again under the same id and were not read twice.
    lost_nodes
        Number of nodes whose coordinates are none.
    areas
        Number of relations that are streets, such as squares with holes: they are not read.
    date
        Date of the data as the file states it (ISO); empty where it does not.
    """

    node_ids: IntArray
    lon: FloatArray
    lat: FloatArray
    node_tags: Mapping[int, Tags]
    way_ids: IntArray
    way_starts: IntArray
    refs: IntArray
    way_tag_set: npt.NDArray[np.int32]
    tag_sets: tuple[Tags, ...]
    repeated_ways: int = 0
    lost_nodes: int = 0
    areas: int = 0
    date: str = ""


class OsmCollector:
    """Takes nodes and ways as they are read, and forgets what lies outside the bounds.

    Parameters
    ----------
    file
        Name of the file, for the faults.
    bounds
        What is kept.
    """

    def __init__(self, file: str, bounds: Bounds = WHOLE_EARTH) -> None:
        self.file = file
        self.date = ""
        self.areas = 0
        self._bounds = bounds
        self._nodes: list[tuple[IntArray, npt.NDArray[np.int32], npt.NDArray[np.int32]]] = []
        self._n_nodes = 0
        self._lost_nodes = 0
        self._node_tags: dict[int, Tags] = {}
        self._way_ids: list[IntArray] = []
        self._way_sizes: list[IntArray] = []
        self._refs: list[IntArray] = []
        self._n_refs, self._n_ways = 0, 0
        self._way_sets: list[npt.NDArray[np.int32]] = []
        self._set_of: dict[Tags, int] = {}

    def add_nodes(self, ids: IntArray, lon: FloatArray, lat: FloatArray) -> None:
        """Take nodes.

        Parameters
        ----------
        ids, lon, lat
            Ids and places [degrees], shape (n,) each.
        """
        there = np.isfinite(lon) & np.isfinite(lat) & (np.abs(lon) <= 180.0) & (np.abs(lat) <= 90.0)
        self._lost_nodes += int((~there).sum())
        west, south, east, north = self._bounds
        with np.errstate(invalid="ignore"):
            there &= (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
        if not there.any():
            return
        x, y = (np.rint(axis[there] / STEP_DEG).astype(np.int32) for axis in (lon, lat))
        self._nodes.append((ids[there], x, y))
        self._n_nodes += x.size
        self._check_size(self._n_nodes, MOST_NODES)

    def add_node_tags(self, node: int, tags: Tags) -> None:
        """Take what is to be known of a node."""
        self._node_tags[node] = tags
        self._check_size(len(self._node_tags), MOST_MARKED)

    def add_ways(self, ids: IntArray, sizes: IntArray, refs: IntArray, tag_sets: Sequence[int]) -> None:
        """Take ways.

        Parameters
        ----------
        ids, sizes
            Id and number of nodes of each way, shape (m,).
        refs
            Nodes of all of them, one way after the other.
        tag_sets
            What ``set_of`` gave for the tags of each way.
        """
        self._way_ids.append(ids)
        self._way_sizes.append(sizes)
        self._refs.append(refs)
        self._way_sets.append(np.asarray(tag_sets, dtype=np.int32))
        self._n_refs += refs.size
        self._n_ways += ids.size
        self._check_size(self._n_refs, MOST_REFS)
        self._check_size(self._n_ways, MOST_WAYS)

    def set_of(self, tags: Tags) -> int:
        """Return the number of tags: the same for the same tags."""
        self._check_size(len(self._set_of), MOST_SETS)
        return self._set_of.setdefault(tags, len(self._set_of))

    def extract(self) -> OsmExtract:
        """Return what was taken; nodes that no way names are left out."""
        way_ids, sizes = _joined(self._way_ids), _joined(self._way_sizes)
        refs = _joined(self._refs)
        self._refs.clear()
        first = _first_of_each(way_ids)
        of_first = np.repeat(first, sizes)
        repeated = int((~first).sum())
        if repeated:
            refs = refs[of_first]
        used = each_once(refs)
        ids, x, y = self._used_nodes(used)
        places = np.searchsorted(ids, refs)
        found = places < ids.size
        found[found] = ids[places[found]] == refs[found]
        places[~found] = -1
        sets = np.concatenate(self._way_sets) if self._way_sets else np.empty(0, dtype=np.int32)
        return OsmExtract(
            node_ids=ids,
            lon=x.astype(np.float64) * STEP_DEG,
            lat=y.astype(np.float64) * STEP_DEG,
            node_tags=self._node_tags,
            way_ids=way_ids[first],
            way_starts=np.concatenate([[0], np.cumsum(sizes[first])]).astype(np.int64),
            refs=places.astype(np.int64),
            way_tag_set=sets[first],
            tag_sets=tuple(self._set_of),
            repeated_ways=repeated,
            lost_nodes=self._lost_nodes,
            areas=self.areas,
            date=self.date,
        )

    def _used_nodes(self, used: IntArray) -> tuple[IntArray, npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        """Return ids and places of the nodes that ways name, by id; of one that came twice the last."""
        kept = []
        while self._nodes:
            ids, x, y = self._nodes.pop(0)
            place = np.minimum(np.searchsorted(used, ids), max(used.size - 1, 0))
            hit = used[place] == ids if used.size else np.zeros(ids.size, dtype=bool)
            kept.append((ids[hit], x[hit], y[hit]))
        if not kept:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int32), np.empty(0, dtype=np.int32)
        ids, x, y = (np.concatenate(columns) for columns in zip(*kept, strict=True))
        order = np.argsort(ids, kind="stable")
        ids, x, y = ids[order], x[order], y[order]
        last = np.append(ids[1:] != ids[:-1], np.ones(min(ids.size, 1), dtype=bool))
        return ids[last], x[last], y[last]

    def _check_size(self, count: int, limit: int) -> None:
        if count > limit:
            value, expected = f"{count:,}", f"{limit:,}"
            raise InputError([Fault("osm_too_large", file=self.file, value=value, expected=expected)])


def each_once(ids: IntArray) -> IntArray:
    """Return ids in order, each once; sorting beats numpy's own way for long rows of ids."""
    ordered = np.sort(ids)
    first = np.ones(ordered.size, dtype=bool)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first]


def _joined(parts: list[IntArray]) -> IntArray:
    return np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)


def _first_of_each(ids: IntArray) -> npt.NDArray[np.bool_]:
    """Return where an id comes for the first time."""
    first = np.zeros(ids.size, dtype=bool)
    first[np.unique(ids, return_index=True)[1]] = True
    return first
