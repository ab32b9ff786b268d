"""What a reader of hazard areas hands on: areas with bounds in degrees, and what it found in the file."""

from dataclasses import dataclass

import geopandas as gpd

from domain.faults import Fault
from domain.import_report import ImportNote


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class HazardRead:
    """The areas of one layer that one file holds, before they are brought into a city.

    Parameters
    ----------
    file
        Name of the file or of the member of an archive.
    form
        What it was recognised as: a key below ``import_form.``.
    layer
        Id of the hazard layer that the areas belong to, or ``zones``.
    dataset
        Whose data it is: ``A31`` and its like, ``plateau``, ``j_shis``; empty where the user has to
        say.
    areas
        ``CLASS_COLUMNS`` and geometry, in degrees of JGD2011, not repaired; the index is the number of
        the record.
    rows_read
        Records of the file.
    not_areas
        Numbers of the records that are no areas.
    encoding
        Of the texts, as found; empty where the form fixes it.
    notes, faults
        What is to be known, and what is wrong.
    is_cells
        Whether the areas are cells or pieces that mean something only together: those of one class
        are joined.
    """

    file: str
    form: str
    layer: str
    dataset: str
    areas: gpd.GeoDataFrame
    rows_read: int
    not_areas: tuple[int, ...] = ()
    encoding: str = ""
    notes: tuple[ImportNote, ...] = ()
    faults: tuple[Fault, ...] = ()
    is_cells: bool = False
