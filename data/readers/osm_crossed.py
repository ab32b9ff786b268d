"""What streets cross, by name: railways and waters of the same file."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import shapely

from data.readers.osm_extract import OsmExtract
from data.readers.osm_segments import way_segments
from data.readers.osm_walkable import WayUse, is_level_crossing

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]


def crossing_nodes(extract: OsmExtract, uses: Sequence[WayUse], nodes: IntArray) -> dict[int, str]:
    """Return the nodes at which a street crosses a railway on the level, and the railway's name.

    A node is one where it is marked, or where a railway on the ground runs through it.

    Parameters
    ----------
    extract
        Nodes and ways.
    uses
        What each set of tags is.
    nodes
        Nodes of streets, as places in ``extract.node_ids``.
    """
    trains = np.array([use.is_train for use in uses], dtype=bool)
    tail, head, way = way_segments(extract, trains)
    on_rail = np.concatenate([tail, head])
    of_way = np.concatenate([way, way])
    hit = np.isin(on_rail, nodes)
    names: dict[int, set[str]] = {}
    for node, one in zip(on_rail[hit].tolist(), of_way[hit].tolist(), strict=True):
        names.setdefault(node, set()).add(_name(extract, one))
    marked = np.array([node for node, tags in extract.node_tags.items() if is_level_crossing(tags)], np.int64)
    for node in nodes[np.isin(extract.node_ids[nodes], marked)].tolist():
        names.setdefault(node, set())
    return {int(extract.node_ids[node]): joined_names(found) for node, found in sorted(names.items())}


def crossed_names(
    extract: OsmExtract, uses: Sequence[WayUse], xy: FloatArray, lines: npt.NDArray[np.object_]
) -> list[str | None]:
    """Return what each line passes over or under: names, empty where it has none, None where nothing.

    Parameters
    ----------
    extract
        Nodes and ways.
    uses
        What each set of tags is.
    xy
        Nodes in metres.
    lines
        Streets that are bridges or run below, shape (n,).
    """
    barriers = np.array([use.is_barrier for use in uses], dtype=bool)
    tail, head, way = way_segments(extract, barriers)
    if not tail.size or not lines.size:
        return [None] * lines.size
    drawn = np.asarray(shapely.linestrings(np.stack([xy[tail], xy[head]], axis=1)), dtype=object)
    street, segment = shapely.STRtree(drawn).query(lines, predicate="intersects")
    found: dict[int, set[str]] = {}
    for one, at in zip(street.tolist(), way[segment].tolist(), strict=True):
        found.setdefault(one, set()).add(_name(extract, at))
    return [joined_names(found[i]) if i in found else None for i in range(lines.size)]


def joined_names(names: Iterable[str]) -> str:
    """Return names as one, in their order; empty where nobody has one."""
    return "・".join(sorted(name for name in set(names) if name))


def _name(extract: OsmExtract, way: int) -> str:
    return dict(extract.tag_sets[int(extract.way_tag_set[way])]).get("name", "").strip()
