"""Take ground heights into a city: heights of corners, slopes of streets."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import geopandas as gpd
import numpy as np

from data.imports.ground_heights import with_heights
from data.imports.street_heights import points_xy, slope_streets
from data.official_sources import official_source
from data.readers.dem_files import DemRead, read_dem
from data.readers.dem_grid import ground_heights
from domain.bundle import CityBundle, LayerSource, Source
from domain.crs import GEOGRAPHIC_EPSG
from domain.faults import Fault, InputError
from domain.import_report import ImportNote, ImportReport, RowCount, note
from use_cases.file_hash import file_sha256
from use_cases.given_files import with_given_files
from use_cases.import_date import checked_date

#: Places that are named as the lowest.
_LOWEST = 5


@dataclass(frozen=True, slots=True, eq=False)
class ElevationImport:
    """A city with heights and slopes, not yet written, and what was noticed.

    Parameters
    ----------
    bundle
        City with heights.
    faults
        Warnings.
    reports
        What was made of each file.
    known, nodes
        Corners with a height from the files, and all corners.
    """

    bundle: CityBundle
    faults: tuple[Fault, ...]
    reports: tuple[ImportReport, ...]
    known: int
    nodes: int


def import_elevation(bundle: CityBundle, files: Sequence[Path], *, date: str = "") -> ElevationImport:
    """Give the corners of a city heights and its streets slopes.

    Parameters
    ----------
    bundle
        City to renew; it is not changed.
    files
        GML of the GSI's elevation model or GeoTIFFs, plain or zipped; of several the finest counts.
    date
        Date of the files, for the provenance.

    Raises
    ------
    domain.faults.InputError
        With every fault: also where no file holds a height in the city.
    """
    checked_date(date)
    if not len(bundle.streets):
        raise InputError([Fault("elevation_without_streets")])
    west, south, east, north = bundle.nodes.to_crs(GEOGRAPHIC_EPSG).total_bounds.tolist()
    reads = [read_dem(file, (west, south, east, north)) for file in files]
    grids = [grid for read in reads for grid in read.grids]
    epsg = bundle.meta.epsg
    ground = ground_heights(grids, points_xy(bundle.nodes), epsg)
    if not np.isfinite(ground.height_m).any():
        raise InputError([Fault("elevation_elsewhere", file=", ".join(file.name for file in files))])
    done = slope_streets(bundle.nodes, bundle.streets, ground)
    places, blocks = (
        with_heights(gpd.GeoDataFrame(table), grids, epsg) for table in (bundle.places, bundle.blocks)
    )
    notes = (
        note("dem_nodes", known=f"{done.known:,}", total=f"{len(done.nodes):,}", off=f"{done.off_ground:,}"),
        note(
            "dem_slopes", bounded=f"{done.bounded:,}", steepest=f"{np.abs(done.streets['slope']).max():.0%}"
        ),
        *_range_notes(places, blocks),
    )
    source = official_source("gsi_dem", date)
    layers = tuple(_with_source(layer, source) for layer in bundle.meta.layers)
    renewed = replace(
        bundle,
        nodes=done.nodes,
        streets=done.streets,
        places=places,
        blocks=blocks,
        meta=replace(bundle.meta, layers=layers),
    )
    reports = tuple(_report(file, read, source, notes) for file, read in zip(files, reads, strict=True))
    named = with_given_files(bundle.meta, renewed, reports)
    return ElevationImport(named, (), reports, done.known, len(done.nodes))


def _range_notes(places: gpd.GeoDataFrame, blocks: gpd.GeoDataFrame) -> list[ImportNote]:
    """Return how high places and blocks lie, and which lie lowest."""
    notes = []
    for key, frame in (("dem_places", places), ("dem_blocks", blocks)):
        height = frame["ground_elevation_m"].to_numpy(dtype=np.float64)
        known = np.flatnonzero(np.isfinite(height))
        if not known.size:
            continue
        lowest = known[np.argsort(height[known], kind="stable")][:_LOWEST]
        names = frame["name"] if "name" in frame else frame["town"]
        shown = "、".join(f"{names.iloc[i]} {height[i]:.1f} m" for i in lowest.tolist())
        low, high = f"{height[known].min():.1f}", f"{height[known].max():.1f}"
        notes.append(
            note(key, known=f"{known.size:,}", total=f"{len(frame):,}", low=low, high=high, lowest=shown)
        )
    return notes


def _report(file: Path, read: DemRead, source: Source, notes: tuple[ImportNote, ...]) -> ImportReport:
    outside = read.read - len(read.grids)
    return ImportReport(
        file=file.name,
        sha256=file_sha256(file),
        layer="streets",
        form=read.form,
        rows_read=read.read,
        rows_kept=len(read.grids),
        dropped=(RowCount("dem_outside", outside),) if outside else (),
        notes=notes,
        sources=(source,),
    )


def _with_source(layer: LayerSource, source: Source) -> LayerSource:
    """Return the provenance of a layer with one source more, where the heights go into it."""
    if layer.layer not in {"nodes", "streets", "places", "blocks"}:
        return layer
    others = tuple(one for one in layer.sources if one.name != source.name)
    return replace(layer, sources=(*others, source), sha256="")
