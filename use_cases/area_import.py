"""What imports of areas and people share: a renewed city, its provenance, and what is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import geopandas as gpd

from data.bundle import bundle_faults
from data.bundle.layout import default_file
from domain.bundle import CityBundle, LayerSource, Source
from domain.faults import Fault, InputError, has_error, sort_faults
from domain.import_report import ImportReport, RowCount
from use_cases.file_hash import file_sha256
from use_cases.given_files import with_given_files


@dataclass(frozen=True, slots=True, eq=False)
class AreaImport:
    """A city with layers renewed, not yet written, and what was noticed.

    Parameters
    ----------
    bundle
        City with the new layers.
    reports
        What was made of each file.
    faults
        Warnings.
    before
        Rows that each renewed layer had.
    """

    bundle: CityBundle
    reports: tuple[ImportReport, ...]
    faults: tuple[Fault, ...]
    before: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLayer:
    """A layer as an import makes it.

    Parameters
    ----------
    layer
        Its id.
    table
        Its rows, by its contract.
    sources
        Whose data it is.
    assumed_columns
        Columns of it that are assumed.
    """

    layer: str
    table: gpd.GeoDataFrame
    sources: tuple[Source, ...]
    assumed_columns: tuple[str, ...] = ()


def with_layers(bundle: CityBundle, layers: Sequence[NewLayer]) -> CityBundle:
    """Return a city with layers put in place of those it has, and their provenance."""
    meta = bundle.meta
    for new in layers:
        source = LayerSource(
            layer=new.layer,
            file=default_file(new.layer),
            sources=tuple(dict.fromkeys(new.sources)),
            sha256="",
            is_model=False,
            assumed_columns=new.assumed_columns,
        )
        held = [one for one in meta.layers if one.layer != new.layer]
        at = next((i for i, one in enumerate(meta.layers) if one.layer == new.layer), len(held))
        meta = replace(meta, layers=(*held[:at], source, *held[at:]))
    tables: dict[str, Any] = {new.layer: new.table for new in layers}
    return replace(bundle, meta=meta, **tables)


def checked_import(
    bundle: CityBundle,
    renewed: CityBundle,
    *,
    layers: Sequence[str],
    reports: Sequence[ImportReport],
    faults: Sequence[Fault],
) -> AreaImport:
    """Return the result of an import after its layers were checked.

    Parameters
    ----------
    bundle, renewed
        City before and after.
    layers
        Layers that were renewed: only they are judged here.
    reports, faults
        What was noticed while files were read.

    Raises
    ------
    domain.faults.InputError
        When a renewed layer cannot be used.
    """
    found = [*faults, *(fault for fault in bundle_faults(renewed) if _concerns(fault, layers))]
    if has_error(found):
        raise InputError(found)
    before = {layer: len(bundle.table(layer)) for layer in layers}
    named = with_given_files(bundle.meta, renewed, reports)
    return AreaImport(named, tuple(reports), sort_faults(found), before)


def _concerns(fault: Fault, layers: Sequence[str]) -> bool:
    """Whether a fault is of renewed layers, or of records of others that they no longer hold."""
    return fault.layer in layers or (fault.key == "unknown_reference" and fault.expected in layers)


def file_report(file: Path, **said: Any) -> ImportReport:
    """Return the report of a file; rows that are neither kept nor dropped for a reason so far are outside.

    Parameters
    ----------
    file
        File as it was given.
    said
        Fields of ``ImportReport``.
    """
    dropped: tuple[RowCount, ...] = tuple(one for one in said.pop("dropped", ()) if one.count)
    others = said["rows_read"] - said["rows_kept"] - sum(one.count for one in dropped)
    if others:
        dropped = (*dropped, RowCount("other_municipality", others))
    return ImportReport(file=file.name, sha256=file_sha256(file), dropped=dropped, **said)
