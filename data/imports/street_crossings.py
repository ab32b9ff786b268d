"""Level crossings that a network marks at a node: the crossing becomes a street of its own."""

from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.ops import substring

from domain.tables.city import Nodes, Streets

#: Street beside the node that counts as the crossing [m].
CROSSING_M = 10.0


@dataclass(frozen=True, slots=True, eq=False)
class CutStreets:
    """Streets and nodes in which every marked crossing is a street, and how many were cut out."""

    nodes: gpd.GeoDataFrame
    streets: gpd.GeoDataFrame
    cut: int


def cut_out_crossings(
    nodes: gpd.GeoDataFrame, streets: gpd.GeoDataFrame, crossing_nodes: tuple[int, ...]
) -> CutStreets:
    """Make streets of crossings that are marked at a node.

    Where a street at the node is a level crossing already, that is the one. Else the last metres
    of every street at the node but the longest are: whoever goes from one street to another walks
    over one of them, and whoever lives beside a street still reaches the rest of it. A dead end
    is no crossing.

    Parameters
    ----------
    nodes, streets
        ``Nodes`` and ``Streets`` in metres.
    crossing_nodes
        Nodes on a railway.
    """
    cut = 0
    for node in crossing_nodes:
        beside = streets[((streets["u"] == node) ^ (streets["v"] == node)).to_numpy()]
        if len(beside) < 2 or beside["level_crossing"].any():
            continue
        order = beside.sort_values("length_m", ascending=False, kind="stable").index[1:]
        for street in order.tolist():
            nodes, streets = _cut(nodes, streets, int(street), node)
            cut += 1
    numbered = streets.reset_index(drop=True)
    numbered.index = pd.Index(np.arange(1, len(numbered) + 1, dtype="int64"), name="street_id")
    checked = gpd.GeoDataFrame(Streets.check(numbered[Streets.columns()]))
    return CutStreets(gpd.GeoDataFrame(Nodes.check(nodes)), checked, cut)


def _cut(
    nodes: gpd.GeoDataFrame, streets: gpd.GeoDataFrame, street: int, node: int
) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    """Cut the crossing off one street; a street that is hardly longer is the crossing as a whole."""
    row = {str(name): value for name, value in streets.loc[street].to_dict().items()}
    line, length = row["geometry"], float(row["geometry"].length)
    if length <= 2 * CROSSING_M:
        whole = streets.copy()
        whole.loc[street, "level_crossing"] = True
        return nodes, whole
    at_end = row["v"] == node
    at = length - CROSSING_M if at_end else CROSSING_M
    new = int(nodes.index.max()) + 1
    first, last = substring(line, 0.0, at), substring(line, at, length)
    share = at / length
    before = {**row, "v": new, "geometry": first, "length_m": row["length_m"] * share}
    after = {**row, "u": new, "geometry": last, "length_m": row["length_m"] * (1 - share)}
    crossing, rest = (after, before) if at_end else (before, after)
    crossing = {**crossing, "level_crossing": True}
    rows = [_turned(rest), _turned(crossing)]
    ends = nodes["elevation_m"].reindex([row["u"], row["v"]]).to_numpy(dtype=float)
    height = ends[0] + share * (ends[1] - ends[0])
    corner = gpd.GeoDataFrame(
        {"elevation_m": [height]},
        geometry=np.array([shapely.get_point(first, -1)], dtype=object),
        crs=nodes.crs,
        index=pd.Index([new], dtype=nodes.index.dtype, name=nodes.index.name),
    )
    pieces = gpd.GeoDataFrame(rows, geometry="geometry", crs=streets.crs)
    pieces = pieces.astype(streets.dtypes.drop("geometry").to_dict())
    pieces.index = pd.Index([street, int(streets.index.max()) + 1], name=streets.index.name)
    kept = pd.concat([streets.drop(index=street), pieces])
    return gpd.GeoDataFrame(pd.concat([nodes, corner])), gpd.GeoDataFrame(kept)


def _turned(row: dict[str, Any]) -> dict[str, Any]:
    """Return a street that runs from the smaller node to the larger."""
    if row["u"] <= row["v"]:
        return row
    line = shapely.reverse(row["geometry"])
    return {**row, "u": row["v"], "v": row["u"], "slope": -row["slope"], "geometry": line}
