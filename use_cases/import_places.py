"""Take official lists of places into a city: roles, flags and points; what was known of them stays."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from data.bundle import bundle_faults
from data.readers.gsi_places import GSI_NOTICES, PlaceList, join_lists, read_gsi_list
from data.readers.ksj_p20 import CAPACITY_STANDARD, read_p20
from data.readers.place_table import build_place_table
from domain.bundle import CityBundle, LayerSource, Source
from domain.faults import Fault, InputError, sort_faults
from domain.tables.city import Places
from domain.vocabulary import HazardKind, Severity

_ROLES = ("emergency_site", "shelter", "welfare_shelter")
_FLAGS = tuple(kind.value for kind in HazardKind)

#: What no list says: it is carried over from the city where it is known there.
_CARRIED = (
    "facility_type",
    "refuge_building",
    "floor_area_m2",
    "refuge_area_m2",
    "open_area_m2",
    "floors",
    "structure",
    "built_year",
    "refuge_capacity_persons",
    "stay_capacity_persons",
    "official_capacity_persons",
    "official_capacity_standard",
    "direct_admission",
)

_GSI_SOURCE = ("国土地理院 指定緊急避難場所データ・指定避難所データ", "国土地理院コンテンツ利用規約")
_P20_SOURCE = ("国土数値情報（避難施設データ P20）（国土交通省）を加工して作成", "国土数値情報 利用規約")


@dataclass(frozen=True, slots=True, eq=False)
class PlaceImport:
    """A city with its places renewed, and what changed.

    Parameters
    ----------
    bundle
        City with the new places; not yet written.
    faults
        Warnings.
    added, changed, removed
        Ids of places.
    roles
        Number of places by role.
    """

    bundle: CityBundle
    faults: tuple[Fault, ...]
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    roles: dict[str, int]


def import_places(bundle: CityBundle, files: Sequence[Path], *, date: str = "") -> PlaceImport:
    """Renew the places of a city from official lists.

    Parameters
    ----------
    bundle
        City to renew; it is not changed.
    files
        Lists of the Geospatial Information Authority (CSV, GeoJSON), of one or both kinds, or P20
        files (zip, shp, GeoJSON). A list of one kind leaves the other kind's roles as they are.
    date
        Date of the lists, for the provenance.

    Raises
    ------
    domain.faults.InputError
        With every fault of every file, where there is an error.
    """
    lists = [_read(file) for file in files]
    _refuse([fault for each in lists for fault in each.faults])
    from_p20 = any("official_capacity_persons" in each.rows for each in lists)
    facilities, list_faults = join_lists(lists)
    if from_p20:
        facilities = facilities.join(_capacities(lists))
    built = build_place_table(
        facilities, bundle.wards, bundle.districts, standard=CAPACITY_STANDARD if from_p20 else ""
    )
    places = _merged(bundle.places, built.places, {each.holds_sites for each in lists}, from_p20=from_p20)
    sources = _sources(bundle, date, from_p20=from_p20)
    renewed = replace(bundle, places=places, meta=replace(bundle.meta, layers=sources))
    # What is wrong with the rest of the city was known before; only the places are judged here.
    place_faults = [fault for fault in bundle_faults(renewed) if fault.layer == "places"]
    faults = [fault for each in lists for fault in each.faults]
    faults = [*faults, *list_faults, *built.faults, *place_faults]
    _refuse(faults)
    old, new = bundle.places.index, places.index
    both = new.intersection(old)
    return PlaceImport(
        bundle=renewed,
        faults=sort_faults(faults),
        added=tuple(new.difference(old)),
        changed=tuple(both[_differs(bundle.places.loc[both], places.loc[both])]),
        removed=tuple(old.difference(new)),
        roles={role: int(places[role].sum()) for role in _ROLES},
    )


def _read(file: Path) -> PlaceList:
    if not file.is_file():
        return PlaceList(pd.DataFrame(), (Fault("file_missing", file=file.name),), holds_sites=True)
    if file.suffix.lower() in {".shp", ".zip"}:
        return read_p20(file)
    if file.suffix.lower() not in {".csv", ".geojson", ".json", ".txt"}:
        expected = ".csv, .geojson, .json, .shp, .zip"
        return PlaceList(pd.DataFrame(), (Fault("format_unknown", file=file.name, expected=expected),), True)
    content = file.read_bytes()
    if file.suffix.lower() != ".csv" and b"P20_001" in content:
        return read_p20(file)
    return read_gsi_list(content, file.name)


def _refuse(faults: Sequence[Fault]) -> None:
    if any(fault.severity is Severity.ERROR for fault in faults):
        raise InputError(faults)


def _capacities(lists: Sequence[PlaceList]) -> "pd.Series[int]":
    rows = pd.concat([each.rows for each in lists if "official_capacity_persons" in each.rows])
    return rows.groupby("place_id")["official_capacity_persons"].max()


def _merged(
    old: gpd.GeoDataFrame, new: gpd.GeoDataFrame, kinds: set[bool], *, from_p20: bool
) -> gpd.GeoDataFrame:
    """Return the new places with what the lists do not say taken from the old ones.

    ``kinds`` says which lists were read: emergency sites (True), shelters (False).
    """
    merged = new.copy()
    both = new.index.intersection(old.index)
    carried = [name for name in _CARRIED if not (from_p20 and name.startswith("official_capacity"))]
    for name in carried:
        merged.loc[both, name] = old.loc[both, name]
    if len(kinds) < 2 and not from_p20:
        # Only one kind of list: the other kind's roles stay, also those of places it does not name.
        missing = (*_FLAGS, "emergency_site") if False in kinds else ("shelter", "welfare_shelter")
        for name in missing:
            merged.loc[both, name] = old.loc[both, name]
        others = old.loc[old.index.difference(new.index)].copy()
        lost = ("shelter", "welfare_shelter") if False in kinds else ("emergency_site", *_FLAGS)
        others[list(lost)] = False
        others = others[others[[*_ROLES, "refuge_building"]].any(axis=1)]
        merged = gpd.GeoDataFrame(pd.concat([merged, others]), crs=new.crs)
    return gpd.GeoDataFrame(Places.check(merged[Places.columns()].sort_index()))


def _differs(old: gpd.GeoDataFrame, new: gpd.GeoDataFrame) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    names = [name for name in Places.columns() if name != "geometry"]
    same = np.ones(len(old), dtype=bool)
    for name in names:
        a, b = old[name], new[name]
        same &= ((a == b).fillna(value=False) | (a.isna() & b.isna())).to_numpy(dtype=bool)
    moved = old.geometry.to_numpy() != new.geometry.to_numpy()
    differs: np.ndarray[tuple[int], np.dtype[np.bool_]] = ~same | np.asarray(moved)
    return differs


def _sources(bundle: CityBundle, date: str, *, from_p20: bool) -> tuple[LayerSource, ...]:
    """Return the provenance with the places' renewed; what was carried over stays what it was."""
    old = bundle.meta.layer("places")
    model_columns: tuple[str, ...] = ()
    if old is not None:
        model_columns = _CARRIED if old.is_model else old.model_columns
    source, licence = _P20_SOURCE if from_p20 else _GSI_SOURCE
    new = LayerSource(
        layer="places",
        file="places.parquet",
        sources=(Source(source, licence, date, () if from_p20 else GSI_NOTICES),),
        sha256="",
        is_model=False,
        model_columns=model_columns,
    )
    return tuple(new if layer.layer == "places" else layer for layer in bundle.meta.layers)
