"""Read a city bundle from its folder: all of it checked at the door, every fault at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import geopandas as gpd
import pandas as pd

from data.bounded_input import TOML_BYTES, read_bounded
from data.bundle.arrivals import finite_arrivals
from data.bundle.head import read_head
from data.bundle.layout import (
    HAZARD_PREFIX,
    LAYERS,
    SCENARIO_LAYER,
    SETTING_FILE,
    SETTING_LAYER,
    default_file,
    layer_spec,
)
from data.bundle.names import name_faults
from data.bundle.rules import Layers, rule_faults
from data.bundle.scenario_file import (
    closed_street_faults,
    layer_faults,
    opening_faults,
    parse_scenarios,
    parse_settings,
)
from data.bundle.space import space_faults
from data.bundle.stand_in import stand_in_districts
from data.bundle.tables import empty_layer, read_bytes, read_layer
from domain.bundle import STRENGTH_LAYERS, BundleMeta, CityBundle, OrganisationStrength
from domain.fault_log import FaultLog
from domain.faults import BundleError, Fault, InputError, has_error, sort_faults
from domain.scenario import HazardScenario
from domain.scenario_sense import clock_faults


@dataclass(frozen=True, slots=True, eq=False)
class _Contents:
    """What was read of a bundle, sound or not."""

    meta: BundleMeta
    layers: Layers
    in_crs: tuple[str, ...]
    scenarios: Mapping[str, HazardScenario]
    setting_overrides: Mapping[str, str]


def read_bundle(folder: Path) -> CityBundle:
    """Read a city bundle.

    Parameters
    ----------
    folder
        Folder that holds ``bundle.toml``.

    Returns
    -------
    CityBundle
        The bundle, rows sorted by id; warnings stand in ``warnings``.

    Raises
    ------
    BundleError
        With every fault of every file, where there is at least one error.
    """
    contents, faults = _read(Path(folder))
    if contents is None or has_error(faults):
        raise BundleError(faults)
    tables = contents.layers.tables
    fixed: dict[str, Any] = {spec.layer: tables[spec.layer] for spec in LAYERS}
    strength = OrganisationStrength(**{layer: fixed.pop(layer) for layer in STRENGTH_LAYERS})
    hazards = {
        name.removeprefix(HAZARD_PREFIX): gpd.GeoDataFrame(table)
        for name, table in sorted(tables.items())
        if name.startswith(HAZARD_PREFIX)
    }
    return CityBundle(
        meta=contents.meta,
        **fixed,
        hazards=MappingProxyType(hazards),
        scenarios=MappingProxyType(dict(contents.scenarios)),
        setting_overrides=MappingProxyType(dict(contents.setting_overrides)),
        warnings=faults,
        strength=strength,
    )


def check_bundle(folder: Path) -> tuple[Fault, ...]:
    """Return every fault and every warning of a bundle folder; empty where it is sound."""
    return _read(Path(folder))[1]


def bundle_faults(bundle: CityBundle) -> tuple[Fault, ...]:
    """Return what a bundle in memory says wrongly of itself: references, sums, shapes, positions.

    For a bundle that is about to be written; a bundle that was read has been through this.
    """
    tables: dict[str, pd.DataFrame] = {spec.layer: bundle.table(spec.layer) for spec in LAYERS}
    tables |= {f"{HAZARD_PREFIX}{name}": table for name, table in bundle.hazards.items()}
    rows = {layer: tuple(table.index.astype("str")) for layer, table in tables.items()}
    files = {source.layer: source.file for source in bundle.meta.layers}
    held = [layer for layer, table in tables.items() if layer in files or not table.empty]
    layers = Layers(tables, {layer: files.get(layer) or default_file(layer) for layer in held}, rows)
    log = FaultLog()
    log.extend(rule_faults(layers))
    log.extend(name_faults(layers))
    used = [layer for scenario in bundle.scenarios.values() for layer in scenario.layers]
    log.extend(space_faults(layers, tuple(tables), used_hazards=used))
    return log.faults()


def _read(folder: Path) -> tuple[_Contents | None, tuple[Fault, ...]]:
    meta, head_faults = read_head(folder)
    if meta is None:
        return None, sort_faults(head_faults)
    faults = FaultLog()
    faults.extend(head_faults)
    layers, in_crs = _read_layers(folder, meta, faults)
    scenarios = _read_scenarios(folder, meta, layers, faults)
    overrides = _read_settings(folder, meta, faults)
    faults.extend(rule_faults(layers))
    faults.extend(name_faults(layers))
    used = [layer for scenario in scenarios.values() for layer in scenario.layers]
    faults.extend(space_faults(layers, in_crs, used_hazards=used))
    return _Contents(meta, layers, in_crs, scenarios, overrides), faults.faults()


def _read_layers(folder: Path, meta: BundleMeta, faults: FaultLog) -> tuple[Layers, tuple[str, ...]]:
    """Read every listed layer; what cannot be read is left out, with its faults added."""
    tables: dict[str, pd.DataFrame] = {}
    files: dict[str, str] = {}
    rows: dict[str, tuple[str, ...]] = {}
    in_crs: list[str] = []
    for source in meta.layers:
        spec = layer_spec(source.layer)
        if spec is None:
            continue
        read = read_layer(folder, source, spec, meta.epsg)
        faults.extend(read.faults)
        files[source.layer] = source.file
        if read.table is not None:
            tables[source.layer], rows[source.layer] = read.table, read.rows
            if read.in_crs:
                in_crs.append(source.layer)
    for spec in LAYERS:
        if spec.layer not in files and not spec.required:
            tables[spec.layer], rows[spec.layer] = empty_layer(spec, meta.epsg), ()
    if "districts" not in files and "wards" in tables:
        whole = stand_in_districts(gpd.GeoDataFrame(tables["wards"]))
        tables["districts"], rows["districts"] = whole, tuple(whole.index.astype("str"))
    return Layers(tables, files, rows), tuple(in_crs)


def _read_scenarios(
    folder: Path, meta: BundleMeta, layers: Layers, faults: FaultLog
) -> dict[str, HazardScenario]:
    source = meta.layer(SCENARIO_LAYER)
    if source is None:
        return {}
    content, file_faults = read_bytes(folder, source)
    faults.extend(file_faults)
    if content is None:
        return {}
    scenarios, scenario_faults = parse_scenarios(content, source.file)
    faults.extend(scenario_faults)
    hazards = {
        name.removeprefix(HAZARD_PREFIX): tuple(table["kind"].dropna().unique())
        for name, table in layers.tables.items()
        if name.startswith(HAZARD_PREFIX)
    }
    listed = {
        s.layer.removeprefix(HAZARD_PREFIX): () for s in meta.layers if s.layer.startswith(HAZARD_PREFIX)
    }
    faults.extend(layer_faults(scenarios, {**listed, **hazards}, file=source.file))
    arrivals = _first_arrivals(layers.tables)
    for scenario in scenarios.values():
        faults.extend(clock_faults(scenario, arrivals, file=source.file))
    if "places" in layers.tables:
        faults.extend(opening_faults(scenarios, layers.tables["places"].index, file=source.file))
    if "streets" in layers.tables:
        faults.extend(closed_street_faults(scenarios, layers.tables["streets"], file=source.file))
    return scenarios


def _first_arrivals(tables: Mapping[str, pd.DataFrame]) -> dict[str, float]:
    """Return the first time of arrival of each hazard layer that states any [s after t0]."""
    return {
        name.removeprefix(HAZARD_PREFIX): float(times.min())
        for name, table in tables.items()
        if name.startswith(HAZARD_PREFIX) and (times := finite_arrivals(table)).size
    }


def _read_settings(folder: Path, meta: BundleMeta, faults: FaultLog) -> dict[str, str]:
    source = meta.layer(SETTING_LAYER)
    if source is not None:
        content, file_faults = read_bytes(folder, source)
        faults.extend(file_faults)
        name = source.file
    else:
        # A city may lay its own settings beside the bundle without listing them.
        file, name = folder / SETTING_FILE, SETTING_FILE
        content = None
        if file.is_file():
            try:
                content = read_bounded(file, limit=TOML_BYTES)
            except InputError as error:
                faults.extend(error.faults)
    if content is None:
        return {}
    overrides, setting_faults = parse_settings(content, name)
    faults.extend(setting_faults)
    return overrides
