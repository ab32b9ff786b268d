"""Take a street network into a city: its first, or in place of the one it has."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from data.bounded_input import is_file
from data.bundle import bundle_faults
from data.bundle.layout import default_file
from data.imports.cut_to_city import STREETS_MARGIN_M
from data.imports.kept_streets import KeptStreets, keep_known
from data.imports.street_crossings import cut_out_crossings, name_crossings
from data.official_sources import official_source
from data.readers.osmnx_streets import StreetNetwork
from data.readers.street_files import StreetReading, read_street_file
from domain.bundle import CityBundle, LayerSource
from domain.faults import Fault, InputError, has_error, sort_faults
from domain.import_report import ImportReport, RowCount
from domain.vocabulary import Severity
from use_cases.file_hash import file_sha256
from use_cases.given_files import with_given_files
from use_cases.import_date import checked_date

#: What a network can do to districts.
_DISTRICT_KEYS = frozenset({"district_without_street", "streets_outside_city"})


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


@dataclass(frozen=True, slots=True)
class StreetOptions:
    """How a file of streets is taken in.

    Parameters
    ----------
    date
        Date of the network, for the provenance; empty for the date that the file states.
    straight
        Whether drawings that cannot be read become straight lines; else they are errors.
    """

    date: str = ""
    straight: bool = False


def import_streets(
    bundle: CityBundle,
    file: Path,
    options: StreetOptions | None = None,
    advance: Callable[[int], None] | None = None,
) -> StreetImport:
    """Renew the streets of a city, or give it its first, from OpenStreetMap or a network made of it.

    Parameters
    ----------
    bundle
        City to renew; it is not changed.
    file
        ``.osm.pbf``, ``.osm``, an answer of Overpass, or a network as OSMnx writes it.
    options
        How it is taken in.
    advance
        Told how many bytes of a large file were read since it was called last.

    Raises
    ------
    domain.faults.InputError
        With every fault, where there is an error: also where a district is left without a street.
    """
    options = options or StreetOptions()
    checked_date(options.date)
    if not is_file(file):
        raise InputError([Fault("file_missing", file=file.name)])
    reading = StreetReading(bundle.meta.epsg, _ground(bundle), straight=options.straight)
    read = read_street_file(file, reading, advance)
    date = options.date or read.date
    if read.crossing_names:
        # Which railway is crossed is known: crossings are cut out before the old streets are looked at.
        cut = cut_out_crossings(read.nodes, read.streets, read.crossing_nodes)
        named = name_crossings(cut.streets, read.crossing_names)
        kept = _kept(replace(read, nodes=cut.nodes, streets=named), bundle, file.name)
        nodes, streets = kept.network.nodes, kept.network.streets
    else:
        kept = _kept(read, bundle, file.name)
        cut = cut_out_crossings(read.nodes, kept.network.streets, read.crossing_nodes)
        nodes, streets = cut.nodes, cut.streets
    meta = bundle.meta
    for layer in ("nodes", "streets"):
        meta = meta.with_source(
            LayerSource(
                layer,
                default_file(layer),
                sources=(official_source("openstreetmap", date),),
                sha256="",
                is_model=False,
            )
        )
    renewed = replace(bundle, nodes=nodes, streets=streets, meta=meta)
    found = [_in_own_words(fault, renewed, read, file.name) for fault in bundle_faults(renewed)]
    faults = [*read.faults, *kept.faults, *(fault for fault in found if fault is not None)]
    if cut.cut:
        faults.append(Fault("crossing_cut_out", Severity.WARNING, file=file.name, value=f"{cut.cut}"))
    if has_error(faults):
        raise InputError(faults)
    report = _report(file, read, date)
    return StreetImport(
        bundle=with_given_files(bundle.meta, renewed, [report]),
        faults=sort_faults(faults),
        streets_before=len(bundle.streets),
        nodes_before=len(bundle.nodes),
        lost=kept.lost,
        straightened=read.straightened,
        reports=(report,),
    )


def _ground(bundle: CityBundle) -> BaseGeometry | None:
    """Return where streets are kept: the city and a margin, for people who flee across its border."""
    outlines = bundle.wards if len(bundle.wards) else bundle.districts
    return outlines.union_all().buffer(STREETS_MARGIN_M) if len(outlines) else None


def _kept(read: StreetNetwork, bundle: CityBundle, file: str) -> KeptStreets:
    """Return the network with what the city knows of its streets; a new city knows nothing."""
    if not len(bundle.streets):
        return KeptStreets(read, (), 0)
    return keep_known(read, bundle.nodes, bundle.streets, file=file)


def _report(file: Path, read: StreetNetwork, date: str) -> ImportReport:
    repaired = RowCount("straightened", read.straightened)
    return ImportReport(
        file=file.name,
        sha256=file_sha256(file),
        layer="streets",
        form=read.form,
        rows_read=read.rows_read,
        rows_kept=read.rows_read - sum(one.count for one in read.dropped),
        dropped=read.dropped,
        repairs=(repaired,) if repaired.count else (),
        notes=read.notes,
        sources=(official_source("openstreetmap", date),),
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
