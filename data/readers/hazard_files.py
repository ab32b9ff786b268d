"""Any file of hazard areas: what it is by its content, and the reads of every layer that it holds."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from data.readers.area_classes import classified
from data.readers.area_crs import Bounds, crs_notes
from data.readers.area_file import AreaHead, area_heads, read_areas
from data.readers.area_members import AreaFormat, AreaMember, area_members
from data.readers.depth_raster import read_depth_raster
from data.readers.depth_steps import CELL_COLUMN, DEPTH_COLUMN, BreachDepths, add_step, breach_read, step_of
from data.readers.hazard_read import HazardRead
from data.readers.ksj_hazards import ClassColumn, edition_of
from data.readers.plateau_water import read_plateau
from data.readers.quake_mesh import is_quake_mesh, read_quake_mesh
from domain.crs import GEOGRAPHIC_EPSG
from domain.faults import Fault, InputError
from domain.import_report import note
from domain.vocabulary import HazardKind, Severity

_FORMS = {"A31": "ksj_flood", "A33": "ksj_landslide", "A40": "ksj_tsunami", "A46": "ksj_landslide_prevention"}
_FORMS |= {"A47": "ksj_steep_slope", "A49": "ksj_storm_surge", "A51": "ksj_inland_flood"}
#: Faults of a member that holds nothing to read.
_EMPTY = frozenset({"no_areas", "table_empty"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """What the user says of files beside their content.

    Parameters
    ----------
    within
        Bounds of the city in degrees of JGD2011.
    classes
        What the columns of a file mean that does not say it itself.
    arrival_depth_m
        Computed depth from which on water has arrived [m].
    """

    within: Bounds
    classes: ClassColumn | None = None
    arrival_depth_m: float = 0.01


def read_hazard_files(files: Sequence[Path], options: ReadOptions) -> tuple[HazardRead, ...]:
    """Read files of hazard areas.

    Parameters
    ----------
    files
        Files or zips, in any order; the steps of a breach may be spread over several.
    options
        City, and what the user says of the files.

    Raises
    ------
    domain.faults.InputError
        With what is wrong with the files that cannot be read.
    """
    reads: list[HazardRead] = []
    faults: list[Fault] = []
    breaches: dict[str, BreachDepths] = {}
    for path in files:
        try:
            if path.is_file() and is_quake_mesh(path):
                reads.append(read_quake_mesh(path, options.within))
                continue
            with area_members(path) as members:
                reads += _reads_of(members, options, breaches)
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    said = options.classes
    for breach in breaches.values():
        kind, layer = (said.kind, said.layer) if said else (HazardKind.FLOOD, "flood_l2")
        name = files[0].name if len(files) == 1 else breach.name or files[0].name
        reads.append(breach_read(breach, kind=kind, layer=layer, crs=GEOGRAPHIC_EPSG, file=name))
    return tuple(reads)


def _reads_of(
    members: Sequence[AreaMember], options: ReadOptions, breaches: dict[str, BreachDepths]
) -> list[HazardRead]:
    """Return the reads of a file; of several members one may hold lines alone, or nothing, and it is said."""
    reads: list[HazardRead] = []
    empty: list[Fault] = []
    for member in members:
        try:
            reads += _member_reads(member, options, breaches)
        except InputError as error:
            if len(members) == 1 or not {fault.key for fault in error.faults} <= _EMPTY:
                raise
            empty += error.faults
    if empty and not reads and not breaches:
        raise InputError(empty)
    said = tuple(replace(fault, severity=Severity.WARNING) for fault in empty)
    return [replace(reads[0], faults=(*reads[0].faults, *said)), *reads[1:]] if reads else []


def _member_reads(
    member: AreaMember, options: ReadOptions, breaches: dict[str, BreachDepths]
) -> Iterator[HazardRead]:
    if member.form is AreaFormat.CODE_LIST:
        return
    if member.form is AreaFormat.CITYGML:
        yield from read_plateau(member, options.within, options.classes)
        return
    if member.form is AreaFormat.GEOTIFF:
        if options.classes is None:
            raise InputError([Fault("classes_needed", file=member.shown, value="GeoTIFF")])
        yield read_depth_raster(
            member, options.within, kind=options.classes.kind, layer=options.classes.layer
        )
        return
    for head in area_heads(member):
        steps = _step_columns(head.columns)
        step = step_of(member.shown) if steps is not None else None
        if steps is not None and step is not None:
            table = read_areas(member, head, list(steps.values()), options.within)
            breach = breaches.setdefault(step[0], BreachDepths(step[0], options.arrival_depth_m))
            breach.not_areas += table.not_areas
            faults = add_step(breach, table.areas, steps, step[1], member.shown)
            if faults:
                raise InputError(faults)
            continue
        yield _classed_read(member, head, options)


def _classed_read(member: AreaMember, head: AreaHead, options: ReadOptions) -> HazardRead:
    """Return the read of a layer whose classes an edition or the user explains."""
    column = options.classes or edition_of(head.columns)
    if column is None:
        shown = ", ".join(head.columns)[:200]
        raise InputError([Fault("classes_needed", file=member.shown, value=shown)])
    lacking = [name for name in column.columns if name not in head.columns and name != column.name]
    if lacking:
        value, columns = ", ".join(lacking), ", ".join(head.columns)[:200]
        raise InputError([Fault("column_not_there", file=member.shown, value=value, expected=columns)])
    table = read_areas(
        member, head, [name for name in column.columns if name in head.columns], options.within
    )
    areas, faults = classified(table.areas, column, member.shown)
    notes = [*crs_notes(head.settled)]
    if column.note:
        notes.append(note(column.note))
    if column.provisional and not table.areas.empty:
        codes = table.areas[column.column].astype("str").str.removesuffix(".0")
        count = int(codes.isin(column.provisional).sum())
        notes += [note("zones_provisional", count=count)] if count else []
    if options.classes is not None and not column.column and column.zone is None:
        notes.append(note("depth_not_said"))
    return HazardRead(
        file=member.shown,
        form=_FORMS.get(column.dataset, "areas_by_map"),
        layer=column.layer,
        dataset=column.dataset,
        areas=areas,
        rows_read=head.count,
        not_areas=table.not_areas,
        encoding=head.encoding,
        notes=tuple(notes),
        faults=(*head.faults, *faults),
    )


def _step_columns(columns: Sequence[str]) -> dict[str, str] | None:
    """Return the columns of a file of computed depths under the names of the guideline."""
    forms = {unicodedata.normalize("NFKC", name).strip().upper(): name for name in columns}
    if DEPTH_COLUMN not in forms:
        return None
    return {name: forms[name] for name in (CELL_COLUMN, DEPTH_COLUMN) if name in forms}
