"""What became of the ways of a file: how many are walked, and why the others are not."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from data.readers.osm_extract import OsmExtract
from data.readers.osm_segments import CutOffPart
from data.readers.osm_walkable import LeftOut, WayUse
from domain.fault_groups import FIRST_ROWS
from domain.import_report import ImportNote, RowCount, note

IntArray = npt.NDArray[np.int64]

#: Parts that were cut off and are shown by their place.
_SHOWN_PARTS = 5


@dataclass(frozen=True, slots=True)
class WayCounts:
    """Ways with ``highway``: how many there are, and those that are no street of the network.

    Parameters
    ----------
    read
        Number of ways with ``highway``.
    dropped
        Those that were left out, by reason.
    kept
        Ways of which at least a part is in the network, as places in the extract.
    """

    read: int
    dropped: tuple[RowCount, ...]
    kept: IntArray


def way_counts(
    extract: OsmExtract, uses: Sequence[WayUse], inside: IntArray, connected: IntArray
) -> WayCounts:
    """Return what became of the ways.

    Parameters
    ----------
    extract
        Ways.
    uses
        What each set of tags is to a walker.
    inside, connected
        Ways with a segment inside the area, and with one in the largest network; they may repeat.
    """
    n = extract.way_ids.size
    walked, ours = np.zeros(n, dtype=bool), np.zeros(n, dtype=bool)
    walked[inside] = True
    ours[connected] = True
    of_set = extract.way_tag_set
    reason = (
        np.array(
            [use.left_out.value if use.left_out else ("street" if use.is_street else "") for use in uses],
            dtype=object,
        )[of_set]
        if n
        else np.empty(0, dtype=object)
    )
    masks = {cause.value: reason == cause.value for cause in LeftOut}
    masks["osm_outside"] = (reason == "street") & ~walked
    masks["not_connected"] = walked & ~ours
    dropped = tuple(
        RowCount(key, int(mask.sum()), tuple(str(way) for way in extract.way_ids[mask][:FIRST_ROWS].tolist()))
        for key, mask in masks.items()
        if mask.any()
    )
    return WayCounts(int((reason != "").sum()), dropped, np.flatnonzero(ours))


def way_notes(
    extract: OsmExtract,
    uses: Sequence[WayUse],
    counts: WayCounts,
    parts: Sequence[CutOffPart],
    gates: int,
    unreadable: Sequence[int],
) -> tuple[ImportNote, ...]:
    """Return what else is to be known of a file.

    Parameters
    ----------
    extract, uses, counts
        Ways, what their tags are, and what became of them.
    parts
        Parts that were cut off, longest first.
    gates
        Number of closed gates.
    unreadable
        Sets of tags whose width cannot be read.
    """
    of_kept = extract.way_tag_set[counts.kept]
    notes = [*_part_notes(parts)]
    told = {
        "osm_hours": np.array([use.has_hours for use in uses]),
        "osm_outlines": np.array([use.is_area for use in uses]),
        "osm_beside": np.array([use.is_beside for use in uses]),
        "osm_widths": np.isin(np.arange(len(uses)), np.array(unreadable, dtype=np.int64)),
    }
    for key, marks in told.items():
        ways = counts.kept[marks[of_kept]]
        if ways.size:
            shown = ", ".join(_shown(extract, way) for way in ways[:FIRST_ROWS].tolist())
            notes.append(note(key, count=f"{ways.size:,}", ways=shown))
    plain = {"osm_gates": gates, "osm_squares": extract.areas, "osm_repeated": extract.repeated_ways}
    plain["osm_lost_nodes"] = extract.lost_nodes
    return (*notes, *(note(key, count=f"{count:,}") for key, count in plain.items() if count))


def _part_notes(parts: Sequence[CutOffPart]) -> list[ImportNote]:
    if not parts:
        return []
    where = "; ".join(
        f"{part.lat:.5f}, {part.lon:.5f} ({part.length_m:,.0f} m)" for part in parts[:_SHOWN_PARTS]
    )
    kilometres = sum(part.length_m for part in parts) / 1000
    nodes = sum(part.nodes for part in parts)
    return [
        note("osm_parts", count=f"{len(parts):,}", km=f"{kilometres:,.1f}", nodes=f"{nodes:,}", where=where)
    ]


def _shown(extract: OsmExtract, way: int) -> str:
    """Return a way by its id, with its name where it has one."""
    name = dict(extract.tag_sets[int(extract.way_tag_set[way])]).get("name", "")
    return f"{int(extract.way_ids[way])} {name}".strip()
