"""Level crossings that a network marks at a node: the crossing becomes a street of its own."""

from collections.abc import Mapping
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
    pieces = _Pieces(nodes, streets, crossing_nodes)
    for node in crossing_nodes:
        pieces.cut_at(node)
    whole = streets.index.isin(pieces.crossings)
    kept = streets.assign(level_crossing=streets["level_crossing"] | whole).drop(index=[*pieces.gone])
    numbered = pd.concat([kept, pieces.street_table(streets)]) if pieces.made else kept
    numbered.index = pd.Index(np.arange(1, len(numbered) + 1, dtype="int64"), name="street_id")
    checked = gpd.GeoDataFrame(Streets.check(gpd.GeoDataFrame(numbered)[Streets.columns()]))
    corners = pd.concat([nodes, pieces.node_table(nodes)]) if pieces.corners else nodes
    return CutStreets(gpd.GeoDataFrame(Nodes.check(gpd.GeoDataFrame(corners))), checked, pieces.cut)


def name_crossings(streets: gpd.GeoDataFrame, names: Mapping[int, str]) -> gpd.GeoDataFrame:
    """Return streets in which level crossings at named nodes bear the railway's name.

    Parameters
    ----------
    streets
        ``Streets``.
    names
        Railway of crossing nodes; empty where it is not known.
    """
    at_u, at_v = (streets[end].map(names).fillna("").astype("str") for end in ("u", "v"))
    named = at_u.where(at_u != "", at_v)
    unnamed = streets["level_crossing"] & (streets["crosses"] == "")
    return gpd.GeoDataFrame(streets.assign(crosses=streets["crosses"].where(~unnamed, named)))


class _Pieces:
    """The streets at marked nodes while they are cut, as plain rows: the time grows with their number.

    Parameters
    ----------
    nodes, streets, crossing_nodes
        As ``cut_out_crossings`` takes them.
    """

    def __init__(
        self, nodes: gpd.GeoDataFrame, streets: gpd.GeoDataFrame, crossing_nodes: tuple[int, ...]
    ) -> None:
        near = streets[streets["u"].isin(crossing_nodes) | streets["v"].isin(crossing_nodes)]
        self._rows: dict[int, dict[str, Any]] = {
            int(street): {str(name): value for name, value in row.items()}
            for street, row in zip(near.index, near.to_dict("records"), strict=True)
        }
        #: Place of each street in the table: those that are cut go to its end.
        self._place = {street: place for place, street in enumerate(self._rows)}
        self._next_place = len(self._rows)
        self._beside: dict[int, list[int]] = {node: [] for node in crossing_nodes}
        for street, row in self._rows.items():
            for node in {row["u"], row["v"]} & self._beside.keys():
                self._beside[node].append(street)
        self._elevation_m = dict(zip(nodes.index.tolist(), nodes["elevation_m"].tolist(), strict=True))
        self._next_street = int(streets.index.max()) + 1 if len(streets) else 1
        self._next_node = int(nodes.index.max()) + 1 if len(nodes) else 1
        #: Point of each new node.
        self.corners: dict[int, shapely.Geometry] = {}
        #: Streets of the table that were cut, and those that are crossings as a whole.
        self.gone: set[int] = set()
        self.crossings: list[int] = []
        #: Pieces in their order.
        self.made: dict[int, dict[str, Any]] = {}
        self.cut = 0

    def cut_at(self, node: int) -> None:
        """Make the crossings at one node."""
        beside = [s for s in self._beside[node] if self._rows[s]["u"] != self._rows[s]["v"]]
        if len(beside) < 2 or any(self._rows[street]["level_crossing"] for street in beside):
            return
        beside.sort(key=lambda street: (-self._rows[street]["length_m"], self._place[street]))
        for street in beside[1:]:
            self._cut(street, node)
            self.cut += 1

    def street_table(self, streets: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        """Return the pieces in the types of the streets that they were cut from."""
        table = gpd.GeoDataFrame([*self.made.values()], geometry="geometry", crs=streets.crs)
        return gpd.GeoDataFrame(table.astype(streets.dtypes.drop("geometry").to_dict()))

    def node_table(self, nodes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        """Return the new nodes."""
        return gpd.GeoDataFrame(
            {"elevation_m": [self._elevation_m[node] for node in self.corners]},
            geometry=np.array([*self.corners.values()], dtype=object),
            crs=nodes.crs,
            index=pd.Index([*self.corners], dtype=nodes.index.dtype, name=nodes.index.name),
        )

    def _cut(self, street: int, node: int) -> None:
        """Cut the crossing off one street; a street that is hardly longer is the crossing as a whole."""
        row = self._rows[street]
        line, length = row["geometry"], float(row["geometry"].length)
        if length <= 2 * CROSSING_M:
            row["level_crossing"] = True
            self.crossings.append(street)
            return
        at_end = row["v"] == node
        at = length - CROSSING_M if at_end else CROSSING_M
        first, last = substring(line, 0.0, at), substring(line, at, length)
        share = at / length
        corner = self._add_corner(row, shapely.get_point(first, -1), share)
        before = {**row, "v": corner, "geometry": first, "length_m": row["length_m"] * share}
        after = {**row, "u": corner, "geometry": last, "length_m": row["length_m"] * (1 - share)}
        crossing, rest = (after, before) if at_end else (before, after)
        self._add_piece(street, rest)
        self._add_piece(self._next_street, {**crossing, "level_crossing": True})
        self._next_street += 1

    def _add_corner(self, row: dict[str, Any], point: Any, share: float) -> int:
        corner = self._next_node
        self._next_node += 1
        start, end = (self._elevation_m.get(row[name], np.nan) for name in ("u", "v"))
        self._elevation_m[corner] = start + share * (end - start)
        self.corners[corner] = point
        return corner

    def _add_piece(self, street: int, row: dict[str, Any]) -> None:
        """Put a piece at the end of the table, in place of a street of the same id."""
        if street in self._rows and self.made.pop(street, None) is None:
            self.gone.add(street)
        self.made[street] = self._rows[street] = _turned(row)
        self._place[street] = self._next_place
        self._next_place += 1


def _turned(row: dict[str, Any]) -> dict[str, Any]:
    """Return a street that runs from the smaller node to the larger."""
    if row["u"] <= row["v"]:
        return row
    line = shapely.reverse(row["geometry"])
    return {**row, "u": row["v"], "v": row["u"], "slope": -row["slope"], "geometry": line}
