"""What a renewed hazard layer no longer says of the ground of a city."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from data.bundle.layout import HAZARD_PREFIX
from domain.bundle import CityBundle
from domain.faults import Fault
from domain.vocabulary import Severity

#: What areas say, each of which files of its own may hold; a loss of more than this share is told.
_SAYINGS = ("depth_m_min", "duration_h", "zone_type", "kind")
_LOST_SHARE = 0.01
_GRID_M = 0.01


def lost_ground(
    bundle: CityBundle, tables: Mapping[str, gpd.GeoDataFrame], files: Sequence[Path]
) -> list[Fault]:
    """Return warnings of layers that lose what they said of some ground: another river, or its depths.

    Rivers, and depth, duration and collapse zones of one map, come as files of their own. Whoever takes
    one of them alone takes the others away.

    Parameters
    ----------
    bundle
        City before.
    tables
        Layers that are renewed, by id.
    files
        Files that they come from.
    """
    faults = []
    for layer, after in tables.items():
        before = bundle.hazards.get(layer)
        source = bundle.meta.layer(f"{HAZARD_PREFIX}{layer}")
        if before is None or source is None or source.is_model:
            continue
        lost, held = max((_lost_km2(before, after, said) for said in _SAYINGS), key=lambda one: one[0])
        if lost > _LOST_SHARE * held:
            names = ", ".join(path.name for path in files)[:200]
            value, expected = f"{lost:,.2f}", f"{held:,.2f}"
            faults.append(
                Fault(
                    "hazard_ground_lost",
                    Severity.WARNING,
                    file=names,
                    column=layer,
                    value=value,
                    expected=expected,
                )
            )
    return faults


def _lost_km2(before: gpd.GeoDataFrame, after: gpd.GeoDataFrame, said: str) -> tuple[float, float]:
    """Return the ground of which a layer no longer says something, and of which it did [km²]."""
    old, new = (shapely.union_all(table.geometry.to_numpy()[_says(table, said)]) for table in (before, after))
    return float(shapely.difference(old, new, grid_size=_GRID_M).area) / 1e6, float(old.area) / 1e6


def _says(table: gpd.GeoDataFrame, said: str) -> npt.NDArray[np.bool_]:
    said_of = table[said].ne("") if said == "zone_type" else table[said].notna()
    return said_of.to_numpy(dtype=np.bool_)
