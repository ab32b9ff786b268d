"""Take hazard areas from official files into a city."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

import geopandas as gpd
import shapely

from data.bundle import bundle_faults
from data.bundle.layout import HAZARD_PREFIX, default_file
from data.imports.hazard_layers import (
    CutRead,
    city_ground,
    cut_read,
    ground_bounds,
    hazard_table,
    is_zones,
    left_out,
    zone_table,
)
from data.imports.hazard_sources import layer_names, sources_of
from data.readers.class_map import ZONES_LAYER, read_class_map
from data.readers.hazard_files import ReadOptions, read_hazard_files
from data.readers.hazard_read import HazardRead
from data.readers.ksj_hazards import ClassColumn
from domain.bundle import CityBundle, LayerSource, Source
from domain.faults import Fault, InputError, has_error, sort_faults
from domain.import_report import ImportReport, note
from domain.scenario import HazardScenario
from domain.vocabulary import Severity
from use_cases.file_hash import file_sha256
from use_cases.given_files import with_given_files
from use_cases.hazard_losses import lost_ground
from use_cases.import_date import date_of
from use_cases.propose_scenarios import proposed_scenarios, scenario_faults, with_scenarios

_ID_SIGNS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_")
_LONGEST_ID = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class HazardImportOptions:
    """What the user says beside the files.

    Parameters
    ----------
    layer_id
        Id of the layer that the areas become; empty: as the kind of file says.
    only
        Ids of layers that are taken, of those that the files hold; empty: all.
    rivers
        Names of rivers or zones that are taken; empty: all.
    classes
        What the columns of the files mean, or the TOML that says it.
    date
        Date of the files, for the provenance.
    arrival_depth_m
        Computed depth from which on water has arrived [m].
    maker
        Whose data files are that do not say it themselves.
    propose
        Whether scenarios are proposed for the layers and written.
    """

    layer_id: str = ""
    only: tuple[str, ...] = ()
    rivers: tuple[str, ...] = ()
    classes: Path | ClassColumn | None = None
    date: str = ""
    dates: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    arrival_depth_m: float = 0.01
    maker: Source | None = None
    propose: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class HazardImport:
    """A city with its hazard layers renewed, not yet written, and what was noticed.

    Parameters
    ----------
    bundle
        City with the new layers.
    reports
        One for each file, or member of an archive, and layer.
    faults
        Warnings.
    areas
        Number of areas of each layer that was renewed, by id.
    area_km2
        Ground that they cover together [km²], by id.
    replaced
        Ids of layers that the city had before.
    proposed
        Scenarios that are proposed; they stand in the bundle only where that was asked for.
    """

    bundle: CityBundle
    reports: tuple[ImportReport, ...]
    faults: tuple[Fault, ...]
    areas: Mapping[str, int]
    area_km2: Mapping[str, float]
    replaced: tuple[str, ...]
    proposed: tuple[HazardScenario, ...]


def import_hazard(bundle: CityBundle, files: Sequence[Path], options: HazardImportOptions) -> HazardImport:
    """Renew hazard layers of a city from official files.

    Parameters
    ----------
    bundle
        City to renew; it is not changed.
    files
        Files or zips; those of one layer are given together, a layer is renewed as a whole.
    options
        What the user says beside the files.

    Raises
    ------
    domain.faults.InputError
        With every fault, where there is an error.
    """
    _check_layer_id(options.layer_id)
    ground = city_ground(bundle)
    epsg = bundle.meta.epsg
    reading = ReadOptions(
        within=ground_bounds(ground, epsg),
        classes=read_class_map(options.classes) if isinstance(options.classes, Path) else options.classes,
        arrival_depth_m=options.arrival_depth_m,
    )
    reads = _chosen(read_hazard_files(files, reading), options)
    faults = [fault for read in reads for fault in read.faults]
    if has_error(faults):
        raise InputError(faults)
    cuts = _of_the_city([cut_read(read, ground, epsg) for read in reads], bundle)
    faults += _nothing_here(cuts, files)
    renewed, tables = _renewed(bundle, cuts, options)
    faults += [fault for fault in bundle_faults(renewed) if fault.layer in _touched(tables)]
    faults += lost_ground(bundle, tables, files)
    proposed = proposed_scenarios(renewed)
    if options.propose:
        renewed = with_scenarios(renewed, proposed)
        faults += scenario_faults(renewed, proposed)
    if has_error(faults):
        raise InputError(faults)
    hashes = {path.name: file_sha256(path) for path in files}
    reports = tuple(_report(cut, hashes, options) for cut in cuts)
    return HazardImport(
        bundle=with_given_files(bundle.meta, renewed, reports),
        reports=reports,
        faults=sort_faults(faults),
        areas={layer: len(table) for layer, table in tables.items()},
        area_km2={layer: _km2(table) for layer, table in tables.items()},
        replaced=tuple(layer for layer in tables if layer in bundle.hazards),
        proposed=proposed,
    )


def _check_layer_id(layer_id: str) -> None:
    if len(layer_id) > _LONGEST_ID or not set(layer_id) <= _ID_SIGNS:
        raise InputError(
            [Fault("wrong_form", column="--as", value=layer_id[:60], expected="[a-z0-9_]{1,40}")]
        )


def _chosen(reads: Sequence[HazardRead], options: HazardImportOptions) -> tuple[HazardRead, ...]:
    """Return the reads that the user wants, under the id that they shall have."""
    held = tuple(dict.fromkeys(read.layer for read in reads if read.layer))
    lacking = [layer for layer in options.only if layer not in held]
    if lacking:
        raise InputError(
            [
                Fault(
                    "layer_not_in_files", column="--layer", value=", ".join(lacking), expected=", ".join(held)
                )
            ]
        )
    chosen = [read for read in reads if not options.only or read.layer in options.only]
    if options.rivers:
        chosen = [_of_rivers(read, options.rivers) for read in chosen]
        if not any(len(read.areas) for read in chosen):
            names = sorted(
                {name for read in reads for name in read.areas["name"] if name} if reads else set()
            )
            fault = Fault(
                "river_not_in_files",
                column="--river",
                value=", ".join(options.rivers),
                expected=", ".join(names)[:300],
            )
            raise InputError([fault])
    layers = tuple(dict.fromkeys(read.layer for read in chosen if read.layer))
    if options.layer_id:
        if len(layers) > 1:
            raise InputError(
                [Fault("hazard_layers_several", column="--as", value=", ".join(layers), expected="--layer")]
            )
        chosen = [read if is_zones(read) else replace(read, layer=options.layer_id) for read in chosen]
    return tuple(read for read in chosen if read.layer)


def _of_rivers(read: HazardRead, rivers: Sequence[str]) -> HazardRead:
    mine = read.areas["name"].isin(rivers).to_numpy(dtype=bool)
    left_out = read.areas.index[~mine]
    return replace(
        read,
        areas=gpd.GeoDataFrame(read.areas.loc[mine]),
        rows_read=read.rows_read - len(left_out),
        notes=(*read.notes, note("rivers_left_out", count=len(left_out))),
    )


def _renewed(
    bundle: CityBundle, cuts: Sequence[CutRead], options: HazardImportOptions
) -> tuple[CityBundle, dict[str, gpd.GeoDataFrame]]:
    """Return the city with the layers of the reads, and those layers by id."""
    epsg = bundle.meta.epsg
    by_layer: dict[str, list[CutRead]] = {}
    for cut in cuts:
        by_layer.setdefault(cut.read.layer, []).append(cut)
    hazards = dict(bundle.hazards)
    tables: dict[str, gpd.GeoDataFrame] = {}
    zones = bundle.zones
    sources: list[LayerSource] = []
    for layer, mine in by_layer.items():
        if not any(len(cut.areas) for cut in mine):
            continue
        if layer == ZONES_LAYER:
            zones = zone_table(mine, bundle.zones, epsg)
            tables[layer] = zones
        else:
            tables[layer] = hazards[layer] = hazard_table(mine, epsg)
        sources.append(_layer_source(bundle, layer, mine, options))
    listed = {source.layer for source in sources}
    kept = tuple(source for source in bundle.meta.layers if source.layer not in listed)
    meta = replace(bundle.meta, layers=(*kept, *sources))
    return replace(bundle, hazards=hazards, zones=zones, meta=meta), tables


def _of_the_city(cuts: Sequence[CutRead], bundle: CityBundle) -> list[CutRead]:
    """Return the reads without the layers that lie beside the city alone.

    A neighbour's water within the margin says nothing of the city: a plan made of it would tell that
    nobody has to leave.
    """
    own = shapely.union_all(bundle.wards.geometry.to_numpy())
    held = {
        cut.read.layer
        for cut in cuts
        if len(cut.areas) and (is_zones(cut.read) or own.intersects(cut.areas.geometry.to_numpy()).any())
    }
    return [cut if cut.read.layer in held else left_out(cut) for cut in cuts]


def _nothing_here(cuts: Sequence[CutRead], files: Sequence[Path]) -> list[Fault]:
    """Return warnings of layers without an area in the city; refuse files that hold nothing else."""
    held = {cut.read.layer for cut in cuts if len(cut.areas)}
    if not held:
        names = ", ".join(path.name for path in files)[:200]
        layers = ", ".join(dict.fromkeys(cut.read.layer for cut in cuts))
        raise InputError([Fault("no_area_in_city", file=names, value=layers)])
    return [
        Fault("no_area_in_city", Severity.WARNING, file=cut.read.file, value=cut.read.layer)
        for cut in cuts
        if cut.read.layer not in held
    ]


def _layer_source(
    bundle: CityBundle, layer: str, cuts: Sequence[CutRead], options: HazardImportOptions
) -> LayerSource:
    full = layer if layer == ZONES_LAYER else f"{HAZARD_PREFIX}{layer}"
    sources = [source for cut in cuts for source in _sources(cut, options)]
    before = bundle.meta.layer(full)
    if layer == ZONES_LAYER and before is not None:
        # Zones of other kinds stay, and with them their makers.
        sources = [*before.sources, *sources]
    names = layer_names(layer, [cut.read for cut in cuts])
    return LayerSource(
        layer=full,
        file=default_file(full),
        sources=tuple(dict.fromkeys(sources)),
        sha256="",
        is_model=False,
        name=names[0],
        name_en=names[1],
    )


def _sources(cut: CutRead, options: HazardImportOptions) -> tuple[Source, ...]:
    """Return whose data a read is, with the date that its file has."""
    return sources_of(cut.read, date_of(cut.read.file, options.date, options.dates), options.maker)


def _touched(tables: Mapping[str, object]) -> frozenset[str]:
    return frozenset(layer if layer == ZONES_LAYER else f"{HAZARD_PREFIX}{layer}" for layer in tables)


def _km2(table: gpd.GeoDataFrame) -> float:
    return float(table.geometry.union_all().area) / 1e6


def _report(cut: CutRead, hashes: Mapping[str, str], options: HazardImportOptions) -> ImportReport:
    read = cut.read
    return ImportReport(
        file=read.file,
        sha256=hashes.get(read.file.partition("/")[0], ""),
        layer=read.layer if is_zones(read) else f"{HAZARD_PREFIX}{read.layer}",
        form=read.form,
        encoding=read.encoding,
        rows_read=read.rows_read,
        rows_kept=cut.rows_kept,
        dropped=cut.dropped,
        repairs=cut.repairs,
        notes=(*read.notes, *cut.notes),
        sources=_sources(cut, options),
    )
