"""Take a street network into a city in place of the one it has."""

from dataclasses import dataclass, replace
from pathlib import Path

from data.bundle import bundle_faults
from data.readers.osmnx_streets import looks_like_network, read_osmnx_streets
from domain.bundle import CityBundle, LayerSource, Source
from domain.faults import Fault, InputError, sort_faults
from domain.vocabulary import Severity

_SOURCE, _LICENCE = "© OpenStreetMap contributors", "ODbL 1.0"


@dataclass(frozen=True, slots=True, eq=False)
class StreetImport:
    """A city with its streets renewed, not yet written, and what was noticed."""

    bundle: CityBundle
    faults: tuple[Fault, ...]


def import_streets(bundle: CityBundle, file: Path, *, date: str = "") -> StreetImport:
    """Renew the streets of a city from a network as OSMnx writes it.

    Parameters
    ----------
    bundle
        City to renew; it is not changed.
    file
        GeoParquet of edges, or GraphML.
    date
        Date of the network, for the provenance.

    Raises
    ------
    domain.faults.InputError
        With every fault, where there is an error: also where a district is left without a street.
    """
    if not file.is_file():
        raise InputError([Fault("file_missing", file=file.name)])
    if not looks_like_network(file.name):
        raise InputError([Fault("format_unknown", file=file.name, expected=".parquet, .graphml")])
    network = read_osmnx_streets(file, epsg=bundle.meta.epsg)
    layers = tuple(
        _source(layer.layer, date) if layer.layer in {"nodes", "streets"} else layer
        for layer in bundle.meta.layers
    )
    renewed = replace(
        bundle, nodes=network.nodes, streets=network.streets, meta=replace(bundle.meta, layers=layers)
    )
    concerned = {"nodes", "streets", "districts"}
    faults = (*network.faults, *(f for f in bundle_faults(renewed) if f.layer in concerned))
    if any(fault.severity is Severity.ERROR for fault in faults):
        raise InputError(faults)
    return StreetImport(renewed, sort_faults(faults))


def _source(layer: str, date: str) -> LayerSource:
    return LayerSource(
        layer=layer,
        file=f"{layer}.parquet",
        sources=(Source(name=_SOURCE, licence=_LICENCE, date=date),),
        sha256="",
        is_model=False,
    )
