"""国土数値情報 P20 避難施設: shapefile (plain or zipped) and GeoJSON.

The data are of 2012, before the law told emergency sites from shelters: 避難所 is read as a
shelter, other words as an emergency site. A capacity names no standard and is kept as official.
"""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio.errors

from data.readers.gsi_places import PlaceList
from domain.faults import Fault
from domain.vocabulary import HazardKind, Severity

#: Columns of P20 and what they hold.
_CODE, _NAME, _ADDRESS, _TYPE, _CAPACITY = "P20_001", "P20_002", "P20_003", "P20_004", "P20_005"
_FLAGS: dict[str, HazardKind] = {
    "P20_007": HazardKind.EARTHQUAKE,
    "P20_008": HazardKind.TSUNAMI,
    # 水害: river floods. It says nothing of surge or inland water, and is not read as if it did.
    "P20_009": HazardKind.FLOOD,
    "P20_010": HazardKind.VOLCANO,
}
P20_COLUMNS = (_CODE, _NAME, _ADDRESS, _TYPE, _CAPACITY, *_FLAGS)

#: Standard of its capacities, as shown.
CAPACITY_STANDARD = "国土数値情報 P20（基準の記載なし）"

#: CRS of the original where the file names none: JGD2000 longitude and latitude.
_ASSUMED_EPSG = 4612


def read_p20(path: Path) -> PlaceList:
    """Read a P20 file with every fault.

    Parameters
    ----------
    path
        ``.shp``, a zip that holds one, or GeoJSON.

    Returns
    -------
    PlaceList
        Rows as of a GSI list, with ``official_capacity_persons`` (<NA> unknown) besides; its
        ``place_id`` is ``P20-``, the municipality code and the number of the record in the file.
    """
    file = path.name
    try:
        frame = gpd.read_file(path)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, OSError, UnicodeDecodeError):
        fault = Fault("file_unreadable", file=file, expected="Shapefile, GeoJSON")
        return PlaceList(pd.DataFrame(), (fault,), holds_sites=True)
    if not set(P20_COLUMNS) <= set(frame.columns):
        fault = Fault("header_unknown", file=file, expected=", ".join(P20_COLUMNS))
        return PlaceList(pd.DataFrame(), (fault,), holds_sites=True)
    faults: list[Fault] = []
    if frame.crs is None:
        faults.append(Fault("crs_assumed", Severity.WARNING, file=file, expected=f"EPSG:{_ASSUMED_EPSG}"))
        frame = frame.set_crs(_ASSUMED_EPSG)
    frame = frame.reset_index(drop=True)
    rows = [str(number) for number in range(1, len(frame) + 1)]
    usable = frame.geom_type.eq("Point").to_numpy(dtype=bool)
    faults += [Fault("geometry_missing", file=file, row=rows[i]) for i in np.flatnonzero(~usable).tolist()]
    faults += _capacity_faults(frame, rows, file)
    entries = _entries(frame, rows, file)
    return PlaceList(entries[usable].reset_index(drop=True), tuple(faults), holds_sites=True)


def _entries(frame: gpd.GeoDataFrame, rows: list[str], file: str) -> pd.DataFrame:
    points = frame.geometry.to_crs(6668)
    kind = frame[_TYPE].fillna("").astype("str")
    number = pd.Series(rows).str.zfill(5)
    is_shelter = kind.str.contains("避難所")
    is_welfare = kind.str.contains("福祉")
    capacity = pd.to_numeric(frame[_CAPACITY], errors="coerce")
    entries = {
        "place_id": "P20-" + frame[_CODE].fillna("").astype("str") + "-" + number,
        "name": frame[_NAME].fillna("").astype("str").str.strip(),
        "address": frame[_ADDRESS].fillna("").astype("str").str.strip(),
        "lon": points.x,
        "lat": points.y,
        "emergency_site": ~is_shelter,
        "shelter": is_shelter & ~is_welfare,
        "welfare_shelter": is_shelter & is_welfare,
        "twin": False,
        "official_capacity_persons": capacity.mask(capacity < 0).astype("Int64"),
        "file": file,
        "row": rows,
    }
    flags = {kind.value: frame[column].eq(1) for column, kind in _FLAGS.items()}
    others = {kind.value: False for kind in HazardKind if kind not in _FLAGS.values()}
    return pd.DataFrame({**entries, **flags, **others})


def _capacity_faults(frame: gpd.GeoDataFrame, rows: list[str], file: str) -> list[Fault]:
    capacity = pd.to_numeric(frame[_CAPACITY], errors="coerce")
    written = frame[_CAPACITY].notna()
    faults = []
    for i in np.flatnonzero((capacity.isna() & written).to_numpy()).tolist():
        value = str(frame[_CAPACITY].iloc[i])
        faults.append(Fault("not_a_number", file=file, row=rows[i], column=_CAPACITY, value=value))
    # -1 is how P20 writes "unknown"; nothing below it has a meaning.
    for i in np.flatnonzero((capacity < -1).to_numpy()).tolist():
        value = f"{capacity.iloc[i]:g}"
        faults.append(Fault("negative_number", file=file, row=rows[i], column=_CAPACITY, value=value))
    unknown = np.flatnonzero((capacity.eq(-1) | ~written).to_numpy()).tolist()
    faults += [
        Fault("capacity_unknown", Severity.WARNING, file=file, row=rows[i], column=_CAPACITY) for i in unknown
    ]
    return faults
