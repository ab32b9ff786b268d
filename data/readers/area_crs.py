"""Where the coordinates of a file of areas lie, and what bringing them to JGD2011 does to them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyproj
from pyproj.transformer import TransformerGroup

from domain.crs import GEOGRAPHIC_EPSG, JAPAN_LAT, JAPAN_LON
from domain.faults import Fault
from domain.import_report import ImportNote, note
from domain.vocabulary import Severity

Bounds = tuple[float, float, float, float]

#: Longitude and latitude of systems that Japan's data stand in, equal to JGD2011 but for the movement
#: of the ground since: WGS 84, JGD2000, JGD2011, and JGD2011 with heights.
_SAME_DEGREES = frozenset({4326, 4612, 6668, 6697, 9057})
#: The plane systems of JGD2000, which are those of JGD2011 on the older measurement.
_JGD2000_PLANE = range(2443, 2462)


@dataclass(frozen=True, slots=True)
class SettledCrs:
    """A CRS that coordinates stand in, and how it is brought to JGD2011.

    Parameters
    ----------
    crs
        CRS as it is read: a JGD2011 one where only the measurement differs.
    note
        Key of what is to be said of the shift; empty where nothing is.
    accuracy_m
        Accuracy of a shift by formula [m]; NaN where none was made or none is stated.
    """

    crs: pyproj.CRS
    note: str = ""
    accuracy_m: float = float("nan")


def settle(
    stated: pyproj.CRS | None, bounds: Bounds, file: str
) -> tuple[SettledCrs | None, tuple[Fault, ...]]:
    """Return the CRS of a file of areas; None with a fault where it cannot be known.

    Parameters
    ----------
    stated
        What the file says; None where it says nothing.
    bounds
        Of all its areas, as they stand.
    file
        Its name in faults.
    """
    value = ", ".join(f"{number:.6g}" for number in bounds)
    if not np.isfinite(bounds).all():
        return None, (Fault("area_positions", file=file, value=value),)
    lon, lat = (bounds[0], bounds[2]), (bounds[1], bounds[3])
    in_japan = _within(lon, JAPAN_LON) and _within(lat, JAPAN_LAT)
    is_swapped = _within(lon, JAPAN_LAT) and _within(lat, JAPAN_LON)
    if (stated is None or stated.is_geographic) and is_swapped:
        return None, (Fault("area_swapped", file=file, value=value),)
    if stated is None:
        if not in_japan:
            return None, (Fault("area_crs_missing", file=file, value=value),)
        assumed = Fault("crs_assumed", Severity.WARNING, file=file, expected=f"EPSG:{GEOGRAPHIC_EPSG}")
        return SettledCrs(pyproj.CRS(GEOGRAPHIC_EPSG)), (assumed,)
    if in_japan != stated.is_geographic and (in_japan or not _within(lon, (-180, 180))):
        return None, (Fault("area_crs_differs", file=file, value=value, expected=stated.name),)
    return _same_ground(stated), ()


def _same_ground(stated: pyproj.CRS) -> SettledCrs:
    flat = stated.to_2d()
    code = flat.to_epsg(min_confidence=25)
    if code in _SAME_DEGREES:
        return SettledCrs(pyproj.CRS(GEOGRAPHIC_EPSG), "datum_not_shifted" if code == 4612 else "")
    if code is not None and code in _JGD2000_PLANE:
        return SettledCrs(pyproj.CRS(6669 + code - _JGD2000_PLANE.start), "datum_not_shifted")
    geodetic = flat.geodetic_crs
    if geodetic is not None and geodetic.to_epsg(min_confidence=25) in _SAME_DEGREES:
        return SettledCrs(flat)
    best = TransformerGroup(flat, pyproj.CRS(GEOGRAPHIC_EPSG), always_xy=True).transformers
    accuracy = float(best[0].accuracy) if best and best[0].accuracy is not None else -1.0
    return SettledCrs(flat, "datum_shifted", accuracy if accuracy >= 0 else float("nan"))


def crs_notes(settled: SettledCrs) -> Iterator[ImportNote]:
    """Yield what is to be said of the shift of a file's coordinates."""
    if settled.note == "datum_not_shifted":
        yield note(settled.note)
    elif settled.note:
        yield note(settled.note, accuracy=f"{settled.accuracy_m:g}")


def bounds_in(crs: pyproj.CRS, degrees: Bounds) -> Bounds:
    """Return bounds in degrees of JGD2011 as bounds in another CRS, which hold them wholly."""
    to_crs = pyproj.Transformer.from_crs(GEOGRAPHIC_EPSG, crs, always_xy=True)
    left, bottom, right, top = to_crs.transform_bounds(*degrees, densify_pts=21)
    return (left, bottom, right, top)


def _within(values: tuple[float, float], limits: tuple[float, float]) -> bool:
    return limits[0] <= values[0] and values[1] <= limits[1]
