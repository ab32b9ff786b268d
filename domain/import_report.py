"""What one importer says of one file: what it read, kept, dropped and repaired, and whose data it is."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.bundle import Source
from domain.fault_groups import FIRST_ROWS

#: Forms whose readers were built to the published description only, and never met a file of their maker
#: (未検証). Who has read one in full takes it out.
UNVERIFIED_FORMS = frozenset(
    {
        "dem_gml",
        "dem_raster",
        "depth_raster",
        "depth_steps",
        "district_list",
        "estat_table",
        "ksj_a27",
        "ksj_flood",
        "ksj_inland_flood",
        "ksj_landslide",
        "ksj_p04",
        "ksj_p14",
        "ksj_p29",
        "ksj_storm_surge",
        "ksj_tsunami",
        "mesh_table",
        "quake_mesh",
    }
)


@dataclass(frozen=True, slots=True)
class RowCount:
    """Rows of a file that met with the same thing.

    Parameters
    ----------
    key
        Why they were dropped (a key below ``import_dropped.``) or what was repaired
        (``import_repair.``).
    count
        How many rows.
    rows
        The first of them as the user counts them: lines of a CSV, ids or numbers of features.
    """

    key: str
    count: int
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportNote:
    """One thing to know about a file, such as the CRS that was assumed.

    Parameters
    ----------
    key
        Message key below ``import_note.``.
    values
        Fields of the message and their values, in any order.
    """

    key: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What was made of one file.

    Every row that was read is either kept or dropped for a reason: ``rows_read`` is ``rows_kept`` plus
    the counts of ``dropped``. A row is what the file counts: a line, a feature, a way.

    Parameters
    ----------
    file
        Name of the file; of an archive the archive's.
    sha256
        Hash of the file as it was given.
    layer
        Layer of the bundle that it went into, such as ``places`` or ``hazards/tsunami``.
    form
        What the file was recognised as: a key below ``import_form.``.
    encoding
        Encoding of its texts as found; empty where it has none of its own choice.
    rows_read, rows_kept
        Rows of the file, and those of them that went into the layer.
    dropped
        Rows that did not, by reason.
    repairs
        Rows that were kept and mended, by what was mended.
    notes
        What else is to be known.
    sources
        Whose data it is, with terms, date and notices, as ``bundle.toml`` will hold it.
    """

    file: str
    sha256: str
    layer: str
    form: str
    encoding: str = ""
    rows_read: int
    rows_kept: int
    dropped: tuple[RowCount, ...] = ()
    repairs: tuple[RowCount, ...] = ()
    notes: tuple[ImportNote, ...] = ()
    sources: tuple[Source, ...] = ()

    def __post_init__(self) -> None:
        lost = self.rows_read - self.rows_kept - sum(one.count for one in self.dropped)
        if lost:
            msg = f"{self.file}: {lost} of {self.rows_read} rows are neither kept nor dropped for a reason"
            raise ValueError(msg)

    @property
    def is_unverified(self) -> bool:
        """Whether the reader never met a real file of this form (未検証)."""
        return self.form in UNVERIFIED_FORMS


def row_count(key: str, rows: Iterable[object]) -> tuple[RowCount, ...]:
    """Return the count of rows that met with one thing, the first of them named; empty where none did.

    Parameters
    ----------
    key
        Reason or repair.
    rows
        Every such row as the user counts it, in reading order.
    """
    named = [str(row) for row in rows]
    return (RowCount(key, len(named), tuple(named[:FIRST_ROWS])),) if named else ()


def note(key: str, **values: object) -> ImportNote:
    """Return a note with its values as text."""
    return ImportNote(key, tuple((name, str(value)) for name, value in values.items()))


def crs_assumed(crs: str) -> ImportNote:
    """Return the note that a file states no coordinate system, and which one was assumed."""
    return note("crs_assumed", crs=crs)


def datum_shift(before: str, after: str, accuracy: str) -> ImportNote:
    """Return the note of a shift between two datums, with its accuracy as text."""
    return note("datum_shift", before=before, after=after, accuracy=accuracy)
