"""Any file of streets that is taken: which form it has is seen in its content."""

from dataclasses import dataclass
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from data.readers.osm_streets import Advance, OsmReading, osm_form, read_osm_streets
from data.readers.osmnx_streets import StreetNetwork, read_osmnx_streets
from data.readers.street_edges import osmnx_form
from domain.faults import Fault, InputError

#: What is taken, for the fault of a file that is none of it.
_TAKEN = ".osm.pbf, .osm, Overpass JSON, .graphml, .parquet, .gpkg, .zip (.shp)"


@dataclass(frozen=True, slots=True, eq=False)
class StreetReading:
    """How a file of streets is read.

    Parameters
    ----------
    epsg
        Metric CRS of the city.
    area
        Where streets are kept, in that CRS; everywhere where None.
    straight
        Whether a drawing that is missing or cannot be read becomes a straight line.
    """

    epsg: int
    area: BaseGeometry | None = None
    straight: bool = False


def read_street_file(path: Path, reading: StreetReading, advance: Advance | None = None) -> StreetNetwork:
    """Read a file of streets, whatever its form.

    Parameters
    ----------
    path
        File.
    reading
        How it is read.
    advance
        Told how many bytes of a large file were read since it was called last.

    Raises
    ------
    domain.faults.InputError
        When its form is unknown, or with every fault, where there is an error.
    """
    if osm_form(path):
        return read_osm_streets(path, OsmReading(reading.epsg, reading.area), advance)
    if osmnx_form(path):
        return read_osmnx_streets(path, epsg=reading.epsg, straight=reading.straight, area=reading.area)
    raise InputError([Fault("format_unknown", file=path.name, expected=_TAKEN)])
