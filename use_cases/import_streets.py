"""Take a street network into a city in place of the one it has."""

from dataclasses import dataclass, replace
from pathlib import Path

from data.bounded_input import is_file
from data.bundle import bundle_faults
from data.imports.kept_streets import keep_known
from data.imports.street_crossings import cut_out_crossings
from data.readers.osmnx_streets import StreetNetwork, looks_like_network, read_osmnx_streets
from domain.bundle import CityBundle, LayerSource, Source
from domain.faults import Fault, InputError, has_error, sort_faults
from domain.import_report import ImportReport, RowCount
from domain.vocabulary import Severity
from use_cases.file_hash import file_sha256
from use_cases.import_date import checked_date

#: What a network can do to districts.
_DISTRICT_KEYS = frozenset({"district_without_street", "streets_outside_city"})

_SOURCE, _LICENCE = "© OpenStreetMap contributors", "ODbL 1.0"


@dataclass(frozen=True, slots=True, eq=False)
class StreetImport:
    """A city with its streets renewed, not yet written, and what was noticed.

    Parameters
    ----------
    bundle
        City with the new streets.
    faults
        Warnings.
    streets_before, nodes_before
        Number of streets and nodes that the city had.
    lost
        Number of its streets that the new network does not have.
    straightened
        Number of new streets for whose drawing a straight line stands.
    reports
        What was made of the file.
    """

    bundle: CityBundle
    faults: tuple[Fault, ...]
    streets_before: int
    nodes_before: int
    lost: int
    straightened: int
    reports: tuple[ImportReport, ...] = ()


def import_streets(bundle: CityBundle, file: Path, *, date: str = "", straight: bool = False) -> StreetImport:
    """Renew the streets of a city from a network as OSMnx writes it.

    Parameters
    ----------
    bundle
        City to renew; it is not changed.
    file
        GeoParquet of edges, or GraphML.
    date
        Date of the network, for the provenance.
    straight
        Whether drawings that cannot be read become straight lines; else they are errors.

    Raises
    ------
    domain.faults.InputError
        With every fault, where there is an error: also where a district is left without a street.
    """
    checked_date(date)
    if not is_file(file):
        raise InputError([Fault("file_missing", file=file.name)])
    if not looks_like_network(file.name):
        raise InputError([Fault("format_unknown", file=file.name, expected=".parquet, .graphml")])
    read = read_osmnx_streets(file, epsg=bundle.meta.epsg, straight=straight)
    kept = keep_known(read, bundle.nodes, bundle.streets, file=file.name)
    cut = cut_out_crossings(read.nodes, kept.network.streets, read.crossing_nodes)
    layers = tuple(
        _source(layer, date) if layer.layer in {"nodes", "streets"} else layer for layer in bundle.meta.layers
    )
    renewed = replace(bundle, nodes=cut.nodes, streets=cut.streets, meta=replace(bundle.meta, layers=layers))
    found = [_in_own_words(fault, renewed, read, file.name) for fault in bundle_faults(renewed)]
    faults = [*read.faults, *kept.faults, *(fault for fault in found if fault is not None)]
    if cut.cut:
        faults.append(Fault("crossing_cut_out", Severity.WARNING, file=file.name, value=f"{cut.cut}"))
    if has_error(faults):
        raise InputError(faults)
    return StreetImport(
        bundle=renewed,
        faults=sort_faults(faults),
        streets_before=len(bundle.streets),
        nodes_before=len(bundle.nodes),
        lost=kept.lost,
        straightened=read.straightened,
        reports=(_report(file, read, date),),
    )


def _report(file: Path, read: StreetNetwork, date: str) -> ImportReport:
    repaired = RowCount("straightened", read.straightened)
    return ImportReport(
        file=file.name,
        sha256=file_sha256(file),
        layer="streets",
        form="osmnx",
        rows_read=read.rows_read,
        rows_kept=read.rows_read - sum(one.count for one in read.dropped),
        dropped=read.dropped,
        repairs=(repaired,) if repaired.count else (),
        sources=(Source(name=_SOURCE, licence=_LICENCE, date=date),),
    )


def _in_own_words(fault: Fault, renewed: CityBundle, read: StreetNetwork, file: str) -> Fault | None:
    """Return a fault of the renewed city with the file and ids that the user has; None for others."""
    if fault.layer == "districts" and fault.key in _DISTRICT_KEYS:
        return fault
    if fault.layer not in {"nodes", "streets"}:
        return None
    row = fault.row
    if row.isdigit() and fault.layer == "streets" and int(row) in renewed.streets.index:
        at = renewed.streets.index.get_loc(int(row))
        ends = renewed.streets[["u", "v"]].to_numpy()[at].tolist()
        row = "–".join(read.labels.get(end, str(end)) for end in ends)
    elif fault.layer == "nodes":
        row = read.labels.get(int(row), row) if row.lstrip("-").isdigit() else row
    return replace(fault, file=file, row=row)


def _source(layer: LayerSource, date: str) -> LayerSource:
    return LayerSource(
        layer=layer.layer,
        file=layer.file,
        sources=(Source(name=_SOURCE, licence=_LICENCE, date=date),),
        sha256="",
        is_model=False,
    )
