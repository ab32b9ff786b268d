"""Streets from OpenStreetMap itself: ``.osm.pbf``, ``.osm`` or an answer of Overpass.

The file is recognised by its content. Memory is bounded by what lies inside the city.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from data.bounded_input import read_head
from data.readers.osm_attributes import StreetKind, street_kinds
from data.readers.osm_chains import Chains, chain_segments
from data.readers.osm_crossed import crossed_names, crossing_nodes
from data.readers.osm_extract import WHOLE_EARTH, Bounds, OsmCollector, OsmExtract, each_once
from data.readers.osm_overpass import is_overpass, read_overpass
from data.readers.osm_pbf import is_pbf, read_pbf
from data.readers.osm_report import way_counts, way_notes
from data.readers.osm_segments import Segments, largest_network, project, street_segments
from data.readers.osm_walkable import WayUse, way_use
from data.readers.osm_xml import is_osm_xml, read_osm_xml
from data.readers.osmnx_streets import StreetNetwork
from domain.faults import Fault, InputError
from domain.tables.city import Nodes, Streets
from domain.tables.ranges import STREET_LENGTH_M

IntArray = npt.NDArray[np.int64]
Advance = Callable[[int], None]

#: First bytes of a file by which it is recognised.
_HEAD_BYTES = 4096

#: Shortest street [m].
_LEAST_M = 0.1

_READERS: tuple[tuple[str, Callable[[bytes], bool], Callable[[Path, OsmCollector, Advance], None]], ...] = (
    ("osm_pbf", is_pbf, read_pbf),
    ("osm_xml", is_osm_xml, read_osm_xml),
    ("overpass", is_overpass, read_overpass),
)


@dataclass(frozen=True, slots=True, eq=False)
class OsmReading:
    """How a file of OpenStreetMap is read.

    Parameters
    ----------
    epsg
        Metric CRS of the city.
    area
        Where streets are kept, in that CRS; everywhere where None.
    """

    epsg: int
    area: BaseGeometry | None = None


def osm_form(path: Path) -> str:
    """Return the form of a file of OpenStreetMap (``osm_pbf``, ``osm_xml``, ``overpass``), or nothing."""
    try:
        head = read_head(path, _HEAD_BYTES)
    except (OSError, ValueError):
        return ""
    return next((form for form, fits, _ in _READERS if fits(head)), "")


def read_osm_streets(path: Path, reading: OsmReading, advance: Advance | None = None) -> StreetNetwork:
    """Read the walking network of a file: its largest connected part, one row a street.

    Parameters
    ----------
    path
        File.
    reading
        CRS and area.
    advance
        Told how many bytes of the file were read since it was called last.

    Raises
    ------
    domain.faults.InputError
        When the file cannot be read, or holds no street inside the area.
    """
    form = osm_form(path)
    read = next((reader for name, _, reader in _READERS if name == form), None)
    if read is None:
        raise InputError([Fault("format_unknown", file=path.name, expected=".osm.pbf, .osm, Overpass JSON")])
    collector = OsmCollector(path.name, _bounds(reading))
    read(path, collector, advance or _quiet)
    return build_osm_network(collector.extract(), reading, file=path.name, form=form)


def build_osm_network(extract: OsmExtract, reading: OsmReading, *, file: str, form: str) -> StreetNetwork:
    """Return the walking network of nodes and ways.

    Parameters
    ----------
    extract
        Nodes and ways.
    reading
        CRS and area.
    file, form
        Name of the file, for the faults, and what it was recognised as.
    """
    uses = [way_use(tags) for tags in extract.tag_sets]
    kinds, kind_of, unreadable = street_kinds(extract.tag_sets)
    xy = project(extract, reading.epsg)
    every = street_segments(extract, uses, xy, reading.area)
    if not every.tail.size:
        raise InputError([Fault("osm_no_street", file=file, value=f"{extract.way_ids.size:,}")])
    kept, parts = largest_network(every, extract)
    ours = Segments(
        every.tail[kept], every.head[kept], every.way[kept], every.xy, every.node_ids, every.gates
    )
    on_network = each_once(np.concatenate([ours.tail, ours.head]))
    crossings = crossing_nodes(extract, uses, on_network[on_network < extract.node_ids.size])
    is_corner = np.isin(ours.node_ids, np.array([*crossings], dtype=np.int64))
    of_way = np.array(kind_of, dtype=np.int64)[extract.way_tag_set[ours.way]]
    chains = chain_segments(ours.tail, ours.head, of_way, is_corner)
    streets = _street_table(chains, kinds, ours, reading.epsg)
    streets = _with_crossed(streets, chains_layer(chains, kinds), extract, uses, xy)
    counts = way_counts(extract, uses, every.way, ours.way)
    _check_lengths(streets, file)
    return StreetNetwork(
        nodes=_node_table(streets, ours, reading.epsg),
        streets=_numbered(streets),
        faults=(),
        labels={},
        crossing_nodes=tuple(crossings),
        rows_read=counts.read,
        dropped=counts.dropped,
        form=form,
        date=extract.date,
        notes=way_notes(extract, uses, counts, parts, every.gates, unreadable),
        crossing_names=crossings,
    )


def _quiet(_: int) -> None:
    """Tell nobody how far the reading is."""


def _bounds(reading: OsmReading) -> Bounds:
    """Return the bounds of the area in degrees."""
    if reading.area is None:
        return WHOLE_EARTH
    # A box in metres has bent sides in degrees: points along them are looked at too.
    box = shapely.segmentize(shapely.box(*reading.area.bounds), max_segment_length=5_000.0)
    west, south, east, north = gpd.GeoSeries([box], crs=reading.epsg).to_crs(4326).total_bounds.tolist()
    return west, south, east, north


def _street_table(
    chains: Chains, kinds: Sequence[StreetKind], segments: Segments, epsg: int
) -> gpd.GeoDataFrame:
    """Return the streets, each from its smaller node to its larger, in the order of their nodes."""
    sizes = np.diff(chains.starts)
    row = np.repeat(np.arange(sizes.size), sizes)
    lines = np.asarray(shapely.linestrings(segments.xy[chains.points], indices=row), dtype=object)
    first, last = (segments.node_ids[chains.points[at]] for at in (chains.starts[:-1], chains.starts[1:] - 1))
    turned = first > last
    lines[turned] = shapely.reverse(lines[turned])
    of_kind = pd.DataFrame([kind_columns(kind) for kind in kinds]).take(chains.kind).reset_index(drop=True)
    length = np.maximum(shapely.length(lines), _LEAST_M)
    table = of_kind.assign(
        u=np.minimum(first, last), v=np.maximum(first, last), length_m=length, crosses="", slope=0.0
    )
    table = table.assign(underpass=table["tunnel"])
    return gpd.GeoDataFrame(table, geometry=lines, crs=epsg)


def kind_columns(kind: StreetKind) -> dict[str, object]:
    """Return the columns of ``Streets`` that a kind decides."""
    return {
        "width_m": kind.width_m,
        "width_origin": kind.width_origin,
        "highway": kind.highway,
        "name": kind.name,
        "bridge": kind.bridge,
        "tunnel": kind.tunnel,
        "steps": kind.steps,
        "level_crossing": kind.level_crossing,
    }


def chains_layer(chains: Chains, kinds: Sequence[StreetKind]) -> IntArray:
    """Return the level on which each street runs."""
    return np.array([kind.layer for kind in kinds], dtype=np.int64)[chains.kind]


def _with_crossed(
    streets: gpd.GeoDataFrame,
    layer: IntArray,
    extract: OsmExtract,
    uses: Sequence[WayUse],
    xy: npt.NDArray[np.float64],
) -> gpd.GeoDataFrame:
    """Return streets with the name of what their bridges and underpasses cross.

    A street that passes below a railway or water on a lower level is an underpass, tunnel or not.
    """
    bridge, tunnel = streets["bridge"].to_numpy(dtype=bool), streets["tunnel"].to_numpy(dtype=bool)
    below = layer < 0
    asked = np.flatnonzero(bridge | tunnel | below)
    names = crossed_names(extract, uses, xy, streets.geometry.to_numpy()[asked])
    crosses = np.full(len(streets), "", dtype=object)
    underpass = tunnel.copy()
    for at, name in zip(asked.tolist(), names, strict=True):
        if name is not None:
            crosses[at] = name
            underpass[at] |= bool(below[at])
    return gpd.GeoDataFrame(streets.assign(crosses=pd.Series(crosses, dtype="str"), underpass=underpass))


def _check_lengths(streets: gpd.GeoDataFrame, file: str) -> None:
    longest = float(streets["length_m"].max())
    if longest > STREET_LENGTH_M[1]:
        expected = f"≤ {STREET_LENGTH_M[1]:,.0f} m"
        fault = Fault(
            "out_of_range", file=file, column="geometry", value=f"{longest:,.0f} m", expected=expected
        )
        raise InputError([fault])


def _numbered(streets: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    ordered = streets.sort_values(["u", "v", "length_m"], kind="stable")
    ordered.index = pd.Index(np.arange(1, len(ordered) + 1, dtype="int64"), name="street_id")
    return gpd.GeoDataFrame(Streets.check(gpd.GeoDataFrame(ordered)[Streets.columns()]))


def _node_table(streets: gpd.GeoDataFrame, segments: Segments, epsg: int) -> gpd.GeoDataFrame:
    """Return the corners, without heights: OpenStreetMap has none."""
    used = each_once(np.concatenate([streets["u"], streets["v"]]))
    xy = segments.xy[np.searchsorted(segments.node_ids, used)]
    index = pd.Index(used.astype("int64"), name="node_id")
    table = {"elevation_m": np.full(used.size, np.nan)}
    nodes = gpd.GeoDataFrame(table, geometry=shapely.points(xy), crs=epsg, index=index)
    return gpd.GeoDataFrame(Nodes.check(nodes))
