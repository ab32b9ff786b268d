"""What a city knows of its streets and a new network does not say: kept where a street stays."""

from dataclasses import dataclass, replace

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from data.readers.osmnx_streets import StreetNetwork
from domain.fault_log import FaultLog
from domain.faults import Fault
from domain.vocabulary import Severity, WidthOrigin

#: A node is the same where both lie no farther apart than this [m].
NODE_M = 1.0

#: Two streets between the same nodes are the same up to this Hausdorff distance [m].
COURSE_M = 10.0

#: What a street is where it passes over, under or across something.
_CROSSING_FLAGS = ("bridge", "tunnel", "underpass", "level_crossing")


@dataclass(frozen=True, slots=True, eq=False)
class KeptStreets:
    """A network with what is kept of the old one.

    Parameters
    ----------
    network
        New network.
    faults
        Warnings of what is lost.
    lost
        Number of old streets that the new network does not have.
    """

    network: StreetNetwork
    faults: tuple[Fault, ...]
    lost: int


def keep_known(
    network: StreetNetwork, nodes: gpd.GeoDataFrame, streets: gpd.GeoDataFrame, *, file: str
) -> KeptStreets:
    """Keep what the new network does not know of streets that stay.

    Kept are the railway or river that a street crosses (``crosses``, with what makes it pass:
    bridge, tunnel, underpass, level crossing) and a measured width where the network has none.

    Parameters
    ----------
    network
        New network.
    nodes, streets
        ``Nodes`` and ``Streets`` that the city has now, in the same CRS.
    file
        Name of the network's file, for the faults.
    """
    old = _same_street(network, nodes, streets)
    now = network.streets
    before = streets.iloc[np.maximum(old, 0)]
    stays = old >= 0
    crosses = np.where(stays, before["crosses"], "")
    named = crosses != ""
    columns: dict[str, pd.Series] = {
        flag: now[flag] | (named & before[flag].to_numpy(dtype=bool)) for flag in _CROSSING_FLAGS
    }
    columns["crosses"] = now["crosses"].where(~named, crosses)
    measured = WidthOrigin.MEASURED.value
    wide = stays & (before["width_origin"] == measured).to_numpy() & (now["width_origin"] != measured)
    columns["width_m"] = now["width_m"].where(~wide, before["width_m"].to_numpy())
    columns["width_origin"] = now["width_origin"].where(~wide, measured)
    renewed = gpd.GeoDataFrame(now.assign(**columns))
    remains = np.zeros(len(streets), dtype=bool)
    remains[old[stays]] = True
    lost = int((~remains).sum())
    return KeptStreets(replace(network, streets=renewed), _losses(streets, remains, file), lost)


def _losses(streets: gpd.GeoDataFrame, stays: npt.NDArray[np.bool_], file: str) -> tuple[Fault, ...]:
    """Return a warning of lost streets, for each railway or river of lost crossings, and of widths."""
    log = FaultLog()
    gone = int((~stays).sum())
    if gone:
        log.add(
            Fault(
                "streets_lost", Severity.WARNING, file=file, value=f"{gone:,}", expected=f"{len(streets):,}"
            )
        )
    crosses = streets["crosses"].to_numpy(dtype=object)
    for name in sorted({str(name) for name in crosses if name}):
        concerned = crosses == name
        lost = int((concerned & ~stays).sum())
        if lost:
            log.add(
                Fault(
                    "crossing_lost", Severity.WARNING, file=file, row=name, column="crosses",
                    value=f"{lost}", expected=f"{int(concerned.sum())}",
                )
            )  # fmt: skip
    measured = (streets["width_origin"] == WidthOrigin.MEASURED.value).to_numpy()
    lost = int((measured & ~stays).sum())
    if lost:
        total = f"{int(measured.sum())}"
        log.add(
            Fault("width_lost", Severity.WARNING, file=file, column="width", value=f"{lost}", expected=total)
        )
    return log.faults()


def _same_street(
    network: StreetNetwork, nodes: gpd.GeoDataFrame, streets: gpd.GeoDataFrame
) -> npt.NDArray[np.intp]:
    """Return the row of the same old street for each new one, −1 where there is none, shape (n,)."""
    same = np.full(len(network.streets), -1, dtype=np.intp)
    tree = shapely.STRtree(nodes.geometry.to_numpy())
    new, old = tree.query_nearest(network.nodes.geometry.to_numpy(), max_distance=NODE_M, all_matches=False)
    old_of = pd.Series(nodes.index.to_numpy()[old], index=network.nodes.index.to_numpy()[new])
    ends = network.streets[["u", "v"]].to_numpy()
    mapped = np.column_stack([old_of.reindex(ends[:, 0]), old_of.reindex(ends[:, 1])])
    rows: dict[tuple[int, int], list[int]] = {}
    for row, (u, v) in enumerate(streets[["u", "v"]].to_numpy().tolist()):
        rows.setdefault((min(u, v), max(u, v)), []).append(row)
    lines, old_lines = network.streets.geometry.to_numpy(), streets.geometry.to_numpy()
    for i in np.flatnonzero(np.isfinite(mapped).all(axis=1)).tolist():
        candidates = rows.get((int(mapped[i].min()), int(mapped[i].max())), [])
        apart = shapely.hausdorff_distance(lines[i], old_lines[candidates]) if candidates else np.array([])
        if candidates and apart.min() <= COURSE_M:
            same[i] = candidates[int(apart.argmin())]
    return same
