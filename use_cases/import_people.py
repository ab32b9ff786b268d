"""Take the people of a census, by small area or by mesh, into a city as blocks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import geopandas as gpd
import pandas as pd

from data.bounded_input import read_bounded
from data.imports.census_people import PeopleAreas, census_people
from data.imports.datum_notice import with_datum
from data.imports.ground_heights import without_height
from data.imports.mesh_people import mesh_people
from data.imports.people_blocks import BlockTable, people_blocks
from data.official_sources import file_source, official_source
from data.readers.area_crs import Bounds
from data.readers.estat_areas import SmallAreas, read_small_areas
from data.readers.estat_tables import MAX_BYTES, CensusTable, is_census_table, read_census_table
from domain.bundle import CityBundle, Source
from domain.crs import GEOGRAPHIC_EPSG
from domain.faults import Fault, InputError
from domain.import_report import ImportNote, ImportReport, RowCount, note
from domain.vocabulary import Severity
from use_cases.area_import import AreaImport, NewLayer, checked_import, file_report, with_layers
from use_cases.import_date import checked_date

_HEAD = 200
#: Wards that a warning names.
_NAMED = 10
#: Around the city, so that areas on its border are read whole [degrees].
_MARGIN = 0.02


@dataclass(frozen=True, slots=True, eq=False)
class _Read:
    """What was read of the files, by file."""

    areas: dict[Path, SmallAreas]
    tables: dict[Path, CensusTable]


def import_people(
    bundle: CityBundle, files: Sequence[Path], *, date: str = "", maker: Source | None = None
) -> AreaImport:
    """Renew the blocks of a city from a census.

    Parameters
    ----------
    bundle
        City to renew; it is not changed. Blocks are divided along its streets, where it has some.
    files
        Boundaries of small areas (e-Stat), one file or one a ward, and tables of people
        (``tblT001081C27.txt``), several ones together; without a table the numbers of the boundaries hold.
        Or tables of people by mesh alone.
    date
        Date of the census, for the provenance.
    maker
        Whose tables of meshes they are, where they do not have the header of e-Stat.

    Raises
    ------
    domain.faults.InputError
        With every fault, where there is an error.
    """
    checked_date(date)
    read = _read(files, _bounds(bundle))
    codes = frozenset({str(code)[:5] for code in bundle.wards.index} | {bundle.meta.city_code[:5]})
    tables = [(file.name, table) for file, table in read.tables.items()]
    # Each file of boundaries has its own areas: one a ward.
    people = _counted(read, tables, codes) if read.areas else [mesh_people(tables, _bounds(bundle))]
    made = people_blocks(
        _together(people), bundle.wards, bundle.districts, bundle.streets, by_code=bool(read.areas)
    )
    sources = _sources(read, date, maker)
    new = NewLayer(
        layer="blocks",
        table=made.blocks,
        sources=tuple(dict.fromkeys(sources.values())),
        assumed_columns=("daytime_persons",) if made.daytime_assumed else (),
    )
    faults = [fault for each in people for fault in each.faults]
    faults += [fault for areas in read.areas.values() for fault in areas.faults]
    faults += _empty_wards(bundle, made, files)
    faults += without_height(gpd.GeoDataFrame(bundle.blocks), made.blocks, "blocks")
    return checked_import(
        bundle,
        with_layers(bundle, [new]),
        layers=["blocks"],
        reports=_reports(read, people, made, sources, codes, has_streets=len(bundle.streets) > 0),
        faults=list(dict.fromkeys(faults)),
    )


def _counted(
    read: _Read, tables: Sequence[tuple[str, CensusTable]], codes: frozenset[str]
) -> list[PeopleAreas]:
    """Return the people of each file of boundaries; what is wrong with any is said of its file."""
    people, faults = [], []
    for file, areas in read.areas.items():
        try:
            people.append(census_people(areas, tables, codes))
        except InputError as error:
            faults += [replace(fault, file=fault.file or file.name) for fault in error.faults]
    if faults:
        raise InputError(faults)
    return people


def _sources(read: _Read, date: str, maker: Source | None) -> dict[Path, Source]:
    """Return whose data each file is; a table of meshes may be anybody's."""
    sources = dict.fromkeys((*read.areas, *read.tables), official_source("estat", date))
    for file, areas in read.areas.items():
        sources[file] = with_datum(sources[file], areas.notes)
    for file, table in read.tables.items():
        if table.is_mesh:
            known = official_source("estat_mesh", date)
            sources[file] = known if table.is_estat else file_source(file.name, date, maker)
    return sources


def _empty_wards(bundle: CityBundle, made: BlockTable, files: Sequence[Path]) -> list[Fault]:
    """Return a warning of wards in which nobody lives now: files of a census come ward by ward."""
    lived_in = set(made.blocks.loc[made.blocks["residents"] > 0, "ward_code"])
    names = bundle.wards["name"][~bundle.wards.index.isin(lived_in)].astype("str").tolist()
    if not names:
        return []
    shown = "、".join(names[:_NAMED])
    file = ", ".join(one.name for one in files)[:200]
    return [
        Fault("wards_without_people", Severity.WARNING, file=file, value=f"{len(names):,}", expected=shown)
    ]


def _bounds(bundle: CityBundle) -> Bounds:
    west, south, east, north = bundle.wards.to_crs(GEOGRAPHIC_EPSG).total_bounds.tolist()
    return (west - _MARGIN, south - _MARGIN, east + _MARGIN, north + _MARGIN)


def _read(files: Sequence[Path], within: Bounds) -> _Read:
    """Read every file as what its content says it is."""
    read = _Read({}, {})
    for file in files:
        content = b""
        if file.suffix.lower() in {".txt", ".csv"}:
            content = read_bounded(file, limit=MAX_BYTES)
        if is_census_table(content[:_HEAD]):
            read.tables[file] = read_census_table(content, file.name)
        else:
            read.areas[file] = read_small_areas(file, within)
    meshes = [file.name for file, table in read.tables.items() if table.is_mesh]
    if meshes and (read.areas or len(meshes) < len(read.tables)):
        raise InputError([Fault("mesh_and_areas", file=name) for name in meshes])
    if not read.areas and not meshes:
        raise InputError([Fault("boundaries_missing", file=file.name) for file in files])
    return read


def _reports(
    read: _Read,
    people: Sequence[PeopleAreas],
    made: BlockTable,
    sources: Mapping[Path, Source],
    codes: frozenset[str],
    *,
    has_streets: bool,
) -> list[ImportReport]:
    if not read.areas:
        return _mesh_reports(read, people[0], made, sources, has_streets=has_streets)
    said = _area_reports(read, people, made, sources, has_streets=has_streets)
    return [*_table_reports(read, codes, sources), *said]


def _mesh_reports(
    read: _Read, people: PeopleAreas, made: BlockTable, sources: Mapping[Path, Source], *, has_streets: bool
) -> list[ImportReport]:
    reports = []
    last = list(read.tables)[-1]
    taken = people.areas.index.difference(pd.Index(made.outside))
    for file, table in read.tables.items():
        held = table.rows.index
        unknown = held.intersection(pd.Index(people.without_count))
        kept = len(held.intersection(taken))
        dropped = (
            RowCount("holds_smaller_areas", table.upper),
            RowCount("people_unknown", len(unknown), tuple(unknown[:5])),
            RowCount("outside_city", len(held) - kept - len(unknown)),
        )
        reports.append(
            file_report(
                file,
                layer="blocks",
                form="mesh_table",
                encoding=table.encoding,
                rows_read=table.rows_read,
                rows_kept=kept,
                dropped=dropped,
                notes=_notes(0, people, made if file == last else None, has_streets=has_streets),
                sources=(sources[file],),
            )
        )
    return reports


def _together(people: Sequence[PeopleAreas]) -> gpd.GeoDataFrame:
    areas = people[0].areas
    for each in people[1:]:
        twice = each.areas.index.intersection(areas.index)
        if len(twice):
            raise InputError([Fault("area_in_two_files", value=str(twice[0]), expected=f"{len(twice):,}")])
        areas = pd.concat([areas, each.areas])
    return gpd.GeoDataFrame(areas)


def _table_reports(read: _Read, codes: frozenset[str], sources: Mapping[Path, Source]) -> list[ImportReport]:
    reports = []
    for file, table in read.tables.items():
        kept = int(table.rows.index.str[:5].isin(codes).sum())
        notes = (note("census_secret", areas=table.secret),) if table.secret else ()
        reports.append(
            file_report(
                file,
                layer="blocks",
                form="estat_table",
                encoding=table.encoding,
                rows_read=table.rows_read,
                rows_kept=kept,
                dropped=(RowCount("holds_smaller_areas", table.upper),),
                notes=notes,
                sources=(sources[file],),
            )
        )
    return reports


def _area_reports(
    read: _Read,
    people: Sequence[PeopleAreas],
    made: BlockTable,
    sources: Mapping[Path, Source],
    *,
    has_streets: bool,
) -> list[ImportReport]:
    reports = []
    last = list(read.areas)[-1]
    for (file, areas), each in zip(read.areas.items(), people, strict=True):
        not_counted = RowCount("people_unknown", len(each.without_count), each.without_count[:5])
        kept = set(each.areas.index) - set(made.outside)
        polygons = areas.polygons.reindex(sorted(kept)).sum()
        outside = areas.polygons.reindex([one for one in made.outside if one in each.areas.index]).sum()
        lost = areas.polygons.reindex(each.without_count).sum()
        dropped = (
            *areas.dropped,
            replace(not_counted, count=int(lost)),
            RowCount("outside_city", int(outside), made.outside[:5]),
        )
        reports.append(
            file_report(
                file,
                layer="blocks",
                form="estat_areas",
                encoding=areas.encoding,
                rows_read=areas.rows_read,
                rows_kept=int(polygons),
                dropped=dropped,
                repairs=areas.repairs,
                notes=(
                    *areas.notes,
                    *_notes(areas.joined, each, made if file == last else None, has_streets=has_streets),
                ),
                sources=(sources[file],),
            )
        )
    return reports


def _notes(
    joined: int, people: PeopleAreas, made: BlockTable | None, *, has_streets: bool
) -> tuple[ImportNote, ...]:
    said: list[ImportNote] = []
    if joined:
        said.append(note("areas_joined", areas=joined))
    if people.shared:
        said.append(note("secret_shared", areas=people.shared))
    if made is None:
        return tuple(said)
    blocks = made.blocks
    said.append(
        note(
            "blocks_made",
            blocks=f"{len(blocks):,}",
            residents=f"{int(blocks['residents'].sum()):,}",
            divided=f"{made.divided:,}",
        )
    )
    if made.divided and not has_streets:
        said.append(note("cut_without_streets"))
    if made.crowded:
        said.append(note("blocks_crowded", blocks=f"{made.crowded:,}"))
    if made.cut_off_persons:
        said.append(note("people_cut_off", persons=f"{made.cut_off_persons:,}"))
    ages = blocks[["age_0_14", "age_15_64", "age_65_74", "age_75_plus"]].sum().sum()
    unknown = int(blocks["residents"].sum() - ages)
    if unknown:
        said.append(note("ages_unknown", persons=f"{unknown:,}"))
    if made.daytime_assumed:
        said.append(note("daytime_assumed"))
    return (*said, note("needs_unknown"))
