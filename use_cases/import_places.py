"""Take official lists of places into a city: roles, flags and points; what was known of them stays."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

import geopandas as gpd
import numpy as np

from data.bundle.read import bundle_faults
from data.imports.cut_to_city import OUTSIDE
from data.imports.ground_heights import without_height
from data.imports.place_cut import cut_list
from data.imports.place_identity import listed_places
from data.imports.place_merge import CARRIED, MergedPlaces, merge_places
from data.readers.ksj_p20 import CAPACITY_STANDARD
from data.readers.place_files import read_place_file
from data.readers.place_list import ROLES, ListKind, OwnEntries, PlaceList
from data.readers.place_table import build_place_table
from data.readers.text_lines import encoding_name
from domain.bundle import CityBundle, LayerSource, Source
from domain.fault_log import FaultLog
from domain.faults import Fault, InputError
from domain.import_report import ImportReport, RowCount
from domain.place_ids import same_address
from domain.tables.city import Places
from domain.vocabulary import Severity
from use_cases.file_hash import file_sha256
from use_cases.given_files import with_given_files
from use_cases.import_date import date_of


@dataclass(frozen=True, slots=True)
class PlaceImportOptions:
    """How lists are taken.

    Parameters
    ----------
    date
        Date of the lists, for the provenance.
    dates
        Dates of single files by name, where they have another.
    whole_list
        Whether every entry must be the city's: a list that holds others is refused. Else it is cut to the
        city, and the others are counted.
    complete
        Whether the lists name every place of their kind: those that they do not name lose their roles.
    accept_losses
        Whether complete lists may take their role from most of the places that have it.
    """

    date: str = ""
    dates: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    whole_list: bool = False
    complete: bool = False
    accept_losses: bool = False


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
        Ids of places; a place that is known by another id now counts as changed, by its new one.
    roles
        Number of places by role.
    rows_read, entries, listed
        Rows of all files, those of them that are the city's own, and the places that these are.
    both_lists
        Places that are emergency site and shelter.
    same_address
        Places that share their address with another place and stay apart.
    reports
        What was made of each file.
    """

    bundle: CityBundle
    faults: tuple[Fault, ...]
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    roles: dict[str, int]
    rows_read: int
    entries: int
    listed: int
    both_lists: int
    same_address: int
    reports: tuple[ImportReport, ...] = ()


def import_places(
    bundle: CityBundle, files: Sequence[Path], options: PlaceImportOptions | None = None
) -> PlaceImport:
    """Renew the places of a city from official lists.

    Parameters
    ----------
    bundle
        City to renew; it is not changed.
    files
        Lists of the Geospatial Information Authority (CSV, GeoJSON), of one or both kinds, lists of a
        city (CSV, Excel, GeoJSON), or P20 files (zip, shp, GeoJSON). A list of one kind
        leaves the other kind's roles as they are.
    options
        How they are taken.

    Raises
    ------
    domain.faults.InputError
        With every fault of every file, where there is an error.
    """
    options = options or PlaceImportOptions()
    own = OwnEntries(_own_codes(bundle), only=not options.whole_list)
    dates = [date_of(file.name, options.date, options.dates) for file in files]
    lists = [
        _dated(cut_list(read_place_file(file, own), bundle.wards), date)
        for file, date in zip(files, dates, strict=True)
    ]
    log = FaultLog()
    log.extend(fault for each in lists for fault in each.faults)
    if options.complete:
        log.extend(_not_complete(files, lists))
    if options.whole_list:
        log.extend(_outside(lists))
    _refuse(log)
    listed = listed_places(lists)
    log.extend(listed.faults)
    _refuse(log)
    built = build_place_table(listed.places, bundle.wards, bundle.districts, standard=CAPACITY_STANDARD)
    log.extend(built.faults)
    complete = {each.kind for each in lists} if options.complete else set()
    merged = merge_places(bundle.places, listed.places, built.places, complete=complete)
    log.extend(_accepted(merged.faults, options))
    log.extend(without_height(bundle.places, merged.places, "places"))
    layer = _layer_source(bundle, lists, merged)
    renewed = replace(bundle, places=merged.places, meta=bundle.meta.with_source(layer))
    # What is wrong with the rest of the city was known before; only the places are judged here.
    log.extend(fault for fault in bundle_faults(renewed) if fault.layer == "places")
    _refuse(log)
    reports = tuple(_report(file, each) for file, each in zip(files, lists, strict=True))
    renewed = with_given_files(bundle.meta, renewed, reports)
    return replace(_result(bundle, renewed, merged, lists, len(listed.places), log), reports=reports)


def _not_complete(files: Sequence[Path], lists: Sequence[PlaceList]) -> Iterator[Fault]:
    """Yield lists that cannot be complete: only the national ones hold every designation of their kind."""
    for file, each in zip(files, lists, strict=True):
        if each.kind in {ListKind.MUNICIPAL, ListKind.P20}:
            yield Fault("list_only_adds", file=file.name)


def _dated(each: PlaceList, date: str) -> PlaceList:
    """Return a list whose sources are of a date."""
    return replace(each, sources=tuple(replace(source, date=date) for source in each.sources))


def _report(file: Path, each: PlaceList) -> ImportReport:
    is_csv = file.suffix.lower() in {".csv", ".txt"}
    form = "ksj_p20" if each.kind is ListKind.P20 else "gsi_csv" if is_csv else "gsi_geojson"
    others = each.rows_read - len(each.rows)
    dropped = (RowCount("other_municipality", others),) if others and not each.form else each.dropped
    return ImportReport(
        file=file.name,
        sha256=file_sha256(file),
        layer="places",
        form=each.form or form,
        encoding=encoding_name(file.read_bytes()) if is_csv else "",
        rows_read=each.rows_read,
        rows_kept=len(each.rows),
        dropped=dropped,
        repairs=each.repairs,
        notes=each.notes,
        sources=each.sources,
    )


def _outside(lists: Sequence[PlaceList]) -> Iterator[Fault]:
    """Yield a fault of each list with entries outside the city that name no municipality."""
    for each in lists:
        count = sum(one.count for one in each.dropped if one.key == OUTSIDE)
        if count and len(each.rows):
            file = str(each.rows["file"].iloc[0])
            yield Fault("others_in_list", file=file, value=f"{count:,}", expected=f"{len(each.rows):,}")


def _own_codes(bundle: CityBundle) -> frozenset[str]:
    """Return the five-digit codes of the city and its wards: official ids hold no check digit."""
    return frozenset(code[:5] for code in (bundle.meta.city_code, *bundle.wards.index))


def _accepted(faults: Sequence[Fault], options: PlaceImportOptions) -> list[Fault]:
    return [
        replace(fault, severity=Severity.WARNING)
        if fault.key == "most_places_lost" and options.accept_losses
        else fault
        for fault in faults
    ]


def _refuse(log: FaultLog) -> None:
    faults = log.faults()
    if any(fault.severity is Severity.ERROR for fault in faults):
        raise InputError(faults)


def _result(
    bundle: CityBundle,
    renewed: CityBundle,
    merged: MergedPlaces,
    lists: Sequence[PlaceList],
    listed: int,
    log: FaultLog,
) -> PlaceImport:
    places = renewed.places
    old = bundle.places.rename(index=merged.renamed)
    both = places.index.intersection(old.index)
    differs = _differs(gpd.GeoDataFrame(old.loc[both]), gpd.GeoDataFrame(places.loc[both]))
    changed = set(both[differs]) | set(merged.renamed.values())
    return PlaceImport(
        bundle=renewed,
        faults=log.faults(),
        added=tuple(places.index.difference(old.index)),
        changed=tuple(sorted(changed)),
        removed=tuple(old.index.difference(places.index)),
        roles={role: int(places[role].sum()) for role in ROLES},
        rows_read=sum(each.rows_read for each in lists),
        entries=sum(len(each.rows) for each in lists),
        listed=listed,
        both_lists=int((places["emergency_site"] & places[["shelter", "welfare_shelter"]].any(axis=1)).sum()),
        same_address=len(same_address([str(place_id) for place_id in places.index])),
    )


def _differs(old: gpd.GeoDataFrame, new: gpd.GeoDataFrame) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    names = [name for name in Places.columns() if name != "geometry"]
    same = np.ones(len(old), dtype=bool)
    for name in names:
        a, b = old[name], new[name]
        same &= ((a == b).fillna(value=False) | (a.isna() & b.isna())).to_numpy(dtype=bool)
    moved = old.geometry.to_numpy() != new.geometry.to_numpy()
    differs: np.ndarray[tuple[int], np.dtype[np.bool_]] = ~same | np.asarray(moved)
    return differs


def _layer_source(bundle: CityBundle, lists: Sequence[PlaceList], merged: MergedPlaces) -> LayerSource:
    """Return the provenance of the places: sources that the lists renew, beside those that stay."""
    new = list(dict.fromkeys(source for each in lists for source in each.sources))
    old = bundle.meta.layer("places")
    kept: tuple[Source, ...] = ()
    model_columns: tuple[str, ...] = ()
    is_model = False
    if old is not None:
        names = {source.name for source in new}
        kept = tuple(source for source in old.sources if source.name not in names)
        model_columns = CARRIED if old.is_model else old.model_columns
        # Places that no list names are what they were.
        is_model = old.is_model and len(merged.not_named) > 0
    return LayerSource(
        layer="places",
        file="places.parquet",
        sources=(*new, *kept),
        sha256="",
        is_model=is_model,
        model_columns=() if is_model else model_columns,
    )
