"""Computed depths by time step (浸水想定区域図データ電子化ガイドライン): one shapefile a step.

``BP001_00020m`` is breach point 1, 20 minutes after the breach. The deepest step gives the class of a
cell, the first step that is deep enough its time of arrival.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from data.readers.depth_classes import MOST_M, depth_class
from data.readers.hazard_read import HazardRead
from domain.faults import Fault
from domain.import_report import ImportNote, note
from domain.vocabulary import HazardKind

#: Columns of a step as the guideline and its users write them, in the form that NFKC gives.
CELL_COLUMN, DEPTH_COLUMN = "MESH", "浸水深"
_STEP = re.compile(r"(?P<breach>.*?)[_-]?(?P<minutes>\d{3,6})m$", re.IGNORECASE)


@dataclass(slots=True)
class BreachDepths:
    """What the steps of one breach point have shown so far.

    Parameters
    ----------
    name
        Name of the breach point.
    arrival_depth_m
        From this depth on the water has arrived [m].
    """

    name: str
    arrival_depth_m: float
    shapes: dict[str, Any] = field(default_factory=dict)
    deepest: dict[str, float] = field(default_factory=dict)
    arrival_min: dict[str, float] = field(default_factory=dict)
    steps: list[int] = field(default_factory=list)
    rows: int = 0
    not_areas: list[int] = field(default_factory=list)


def step_of(shown: str) -> tuple[str, int] | None:
    """Return the breach point and the minutes that the name of a file says; None where it says none."""
    found = _STEP.fullmatch(PurePosixPath(shown).stem)
    return (found["breach"], int(found["minutes"])) if found else None


def add_step(
    into: BreachDepths, table: gpd.GeoDataFrame, columns: Mapping[str, str], minutes: int, file: str
) -> tuple[Fault, ...]:
    """Take one step into what its breach point has shown.

    Parameters
    ----------
    into
        The breach point; it is changed.
    table
        Cells in degrees.
    columns
        Names of the columns of the cell and of the depth in this file.
    minutes
        Time of the step after the breach.
    file
        Its name in faults.

    Returns
    -------
    tuple[Fault, ...]
        Depths that are no numbers or impossible; nothing of them is taken.
    """
    depth = pd.to_numeric(table[columns[DEPTH_COLUMN]], errors="coerce").to_numpy(dtype=np.float64)
    wrong = ~(np.isfinite(depth) & (depth >= 0) & (depth <= MOST_M))
    into.rows += len(table)
    into.steps.append(minutes)
    if wrong.any():
        rows = table.index[wrong].tolist()
        value = str(table[columns[DEPTH_COLUMN]].to_numpy(dtype=object)[wrong][0])[:40]
        return (
            Fault(
                "depth_unknown",
                file=file,
                column=columns[DEPTH_COLUMN],
                row=str(rows[0]),
                value=value,
                expected=f"0–{MOST_M:g}",
                more=len(rows) - 1,
            ),
        )
    cells = _cell_names(table, columns.get(CELL_COLUMN))
    for cell, shape, metres in zip(cells, table.geometry.to_numpy(), depth.tolist(), strict=True):
        if metres <= 0:
            continue
        into.shapes.setdefault(cell, shape)
        into.deepest[cell] = max(into.deepest.get(cell, 0.0), metres)
        if metres >= into.arrival_depth_m:
            into.arrival_min[cell] = min(into.arrival_min.get(cell, np.inf), minutes)
    return ()


def _cell_names(table: gpd.GeoDataFrame, column: str | None) -> Iterable[str]:
    """Return the name of each cell: its code, or its middle to about a metre."""
    if column is not None:
        return table[column].astype("str").tolist()
    bounds = table.geometry.bounds.to_numpy()
    middle = np.round((bounds[:, :2] + bounds[:, 2:]) / 2, 5)
    return [f"{x:.5f},{y:.5f}" for x, y in middle]


def breach_read(breach: BreachDepths, *, kind: HazardKind, layer: str, crs: Any, file: str) -> HazardRead:
    """Return the areas of one breach point after its last step.

    Parameters
    ----------
    breach
        What its steps have shown.
    kind, layer
        Hazard and id of the layer.
    crs
        CRS of the cells.
    file
        Name of the file or files.
    """
    cells = sorted(breach.shapes)
    deepest = np.array([breach.deepest[cell] for cell in cells], dtype=np.float64)
    low, high = depth_class(deepest) if cells else (deepest, deepest)
    minutes = np.array([breach.arrival_min.get(cell, np.nan) for cell in cells], dtype=np.float64)
    areas = gpd.GeoDataFrame(
        {
            "kind": kind.value,
            "zone_type": "",
            "depth_m_min": low,
            "depth_m_max": high,
            "duration_h": np.nan,
            "arrival_time_s": minutes * 60.0,
            "intensity": np.nan,
            "name": breach.name,
        },
        geometry=[breach.shapes[cell] for cell in cells],
        crs=crs,
        index=pd.RangeIndex(1, len(cells) + 1),
    )
    return HazardRead(
        file=file,
        form="depth_steps",
        layer=layer,
        dataset="",
        areas=areas,
        rows_read=len(cells) + len(breach.not_areas),
        not_areas=tuple(breach.not_areas),
        notes=_notes(breach, len(cells)),
        is_cells=True,
    )


def _notes(breach: BreachDepths, cells: int) -> tuple[ImportNote, ...]:
    steps = sorted(set(breach.steps))
    return (
        note(
            "depth_steps",
            breach=breach.name,
            steps=len(steps),
            first=steps[0],
            last=steps[-1],
            rows=breach.rows,
        ),
        note("arrival_depth", depth=f"{breach.arrival_depth_m:g}"),
        note("depth_classes", cells=cells),
    )
