"""Files of any kind into a city: known by their content, taken in a fixed order, each by its own verb."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from data.bundle.layout import HAZARD_PREFIX
from data.readers.class_map import ZONES_LAYER
from data.readers.ksj_hazards import ClassColumn
from data.readers.outline_file import OutlineColumns
from data.readers.recognise import Intake
from domain.bundle import CityBundle
from domain.faults import Fault, InputError, sort_faults
from domain.import_report import ImportReport
from domain.vocabulary import Severity
from use_cases.given_files import with_terms
from use_cases.import_boundaries import import_boundaries
from use_cases.import_districts import import_districts
from use_cases.import_elevation import import_elevation
from use_cases.import_facilities import import_facilities
from use_cases.import_hazard import HazardImportOptions, import_hazard
from use_cases.import_people import import_people
from use_cases.import_places import PlaceImportOptions, import_places
from use_cases.import_sizes import import_sizes
from use_cases.import_streets import StreetOptions, import_streets
from use_cases.known_files import KnownFiles, Progress, Said, known_files, tell_nobody


class _Made(Protocol):
    """What a verb makes of the files of a layer."""

    @property
    def bundle(self) -> CityBundle:
        """The city with the layer renewed."""

    @property
    def reports(self) -> Sequence[ImportReport]:
        """What was made of each file."""

    @property
    def faults(self) -> Sequence[Fault]:
        """Warnings."""


@dataclass(frozen=True, slots=True, eq=False)
class TakenIn:
    """A city with files taken in, not yet written, and what was made of each.

    Parameters
    ----------
    bundle
        The city.
    reports
        One a file and layer.
    faults
        Warnings.
    unused
        Files that were not used: nothing that a city is built of, or something is missing for them first.
    """

    bundle: CityBundle
    reports: tuple[ImportReport, ...] = ()
    faults: tuple[Fault, ...] = ()
    unused: tuple[Path, ...] = ()

    def after(self, made: "_Made", terms: str = "") -> "TakenIn":
        """Return the city after one more step; ``terms`` are those of files that state none."""
        faults = sort_faults((*self.faults, *made.faults))
        bundle, reports = with_terms(self.bundle.meta, made.bundle, made.reports, terms)
        return TakenIn(bundle, (*self.reports, *reports), faults, self.unused)

    def without(self, files: Sequence[Path], fault: Fault) -> "TakenIn":
        """Return the city as it is: the files cannot be used, and why."""
        warning = replace(fault, severity=Severity.WARNING, file=", ".join(file.name for file in files)[:200])
        faults = sort_faults((*self.faults, warning))
        return replace(self, faults=faults, unused=(*self.unused, *files))


#: What is said of a file that holds nothing of this city.
_OF_ELSEWHERE = frozenset(
    {
        "census_no_area_in_common",
        "elevation_elsewhere",
        "list_outside_city",
        "mesh_elsewhere",
        "no_area_in_city",
        "no_area_of_city",
        "no_district_of_city",
        "no_facility_of_city",
        "osm_no_street",
        "others_only",
        "streets_outside_city",
    }
)

_Step = Callable[[TakenIn, Sequence[Path], Said], TakenIn]


def take_in(
    bundle: CityBundle, files: Iterable[Path], said: Said | None = None, progress: Progress = tell_nobody
) -> TakenIn:
    """Take files of any kind into a city.

    Parameters
    ----------
    bundle
        City to renew; it is not changed, and nothing is written.
    files
        Files as they were downloaded or filled in. Those of one layer are given together: a layer is
        renewed as a whole.
    said
        What the user says of them beside their content.
    progress
        Told each step.

    Raises
    ------
    domain.faults.InputError
        With every fault of the first step that fails.
    """
    said = said or Said()
    return take_known(bundle, known_files(files, said, progress), said, progress)


def take_known(
    bundle: CityBundle, known: KnownFiles, said: Said, progress: Progress = tell_nobody
) -> TakenIn:
    """Take files that are already sorted into a city, one layer after the other.

    Parameters
    ----------
    bundle
        City to renew.
    known
        Files by what they go into.
    said
        What the user says of them beside their content.
    progress
        Told each step.

    Raises
    ------
    domain.faults.InputError
        With every fault of the first step that fails.
    """
    both = (*known.by_intake[Intake.DISTRICTS], *known.by_intake[Intake.TOWN_LIST])
    if known.by_intake[Intake.DISTRICTS] and known.by_intake[Intake.TOWN_LIST]:
        # Either would take the place of the other: which one holds, only the user knows.
        raise InputError([_several("several_districts", both)])
    taken = TakenIn(bundle, (), known.faults, known.unused)
    for intake, step in _STEPS.items():
        files = known.by_intake[intake]
        if files:
            progress(intake.value, _names(files))
            taken = _with_files(step, taken, files, said)
    return _with_mapped(taken, known, said, progress)


def _with_files(step: _Step, taken: TakenIn, files: Sequence[Path], said: Said) -> TakenIn:
    """Return the city after a step; files that hold nothing of this city are named and left.

    A folder of downloads holds files of other places too: they are no reason to refuse the rest.
    """
    left = list(files)
    while left:
        try:
            return step(taken, left, said)
        except InputError as error:
            faults = [fault for fault in error.faults if fault.severity is Severity.ERROR]
            away = [file for file in left if any(file.name in fault.file.split(", ") for fault in faults)]
            if not away or any(fault.key not in _OF_ELSEWHERE for fault in faults):
                raise
            for file in away:
                taken = taken.without([file], Fault("file_of_elsewhere"))
            left = [file for file in left if file not in away]
    return taken


def _names(files: Sequence[Path]) -> str:
    return ", ".join(file.name for file in files)


def _several(key: str, files: Sequence[Path]) -> Fault:
    return Fault(key, value=_names(files)[:300])


def _boundaries(taken: TakenIn, files: Sequence[Path], said: Said) -> TakenIn:
    one = said.of(Intake.BOUNDARIES)
    columns = OutlineColumns(one.code_column, one.name_column)
    made = import_boundaries(taken.bundle, files, date=one.date, columns=columns, maker=one.maker)
    return taken.after(made, one.licence)


def _streets(taken: TakenIn, files: Sequence[Path], said: Said) -> TakenIn:
    if len(files) > 1:
        raise InputError([replace(_several("several_networks", files), layer="streets")])
    one = said.of(Intake.STREETS)
    made = import_streets(taken.bundle, files[0], StreetOptions(date=one.date, straight=one.straight))
    return taken.after(made, one.licence)


def _districts(taken: TakenIn, files: Sequence[Path], said: Said) -> TakenIn:
    made = import_districts(taken.bundle, files, date=said.of(Intake.DISTRICTS).date)
    return taken.after(made, said.of(Intake.DISTRICTS).licence)


def _people(taken: TakenIn, files: Sequence[Path], said: Said) -> TakenIn:
    one = said.of(Intake.PEOPLE)
    made = import_people(taken.bundle, files, date=one.date, maker=one.maker)
    return taken.after(made, one.licence)


def _town_list(taken: TakenIn, files: Sequence[Path], said: Said) -> TakenIn:
    if taken.bundle.blocks.empty:
        return taken.without(files, Fault("list_needs_blocks"))
    made = import_districts(taken.bundle, files, date=said.of(Intake.TOWN_LIST).date)
    return taken.after(made, said.of(Intake.TOWN_LIST).licence)


def _places(taken: TakenIn, files: Sequence[Path], said: Said) -> TakenIn:
    one = said.of(Intake.PLACES)
    made = import_places(
        taken.bundle, files, PlaceImportOptions(date=one.date, dates=said.dates, complete=one.complete)
    )
    return taken.after(made, one.licence)


def _facilities(taken: TakenIn, files: Sequence[Path], said: Said) -> TakenIn:
    made = import_facilities(taken.bundle, files, date=said.of(Intake.FACILITIES).date, dates=said.dates)
    return taken.after(made, said.of(Intake.FACILITIES).licence)


def _capacities(taken: TakenIn, files: Sequence[Path], said: Said) -> TakenIn:
    if taken.bundle.places.empty:
        return taken.without(files, Fault("sizes_need_places"))
    for file in files:
        made = import_sizes(taken.bundle, file, date=said.of(Intake.CAPACITIES).date)
        taken = taken.after(made, said.of(Intake.CAPACITIES).licence)
    return taken


def _elevation(taken: TakenIn, files: Sequence[Path], said: Said) -> TakenIn:
    if taken.bundle.streets.empty:
        return taken.without(files, Fault("elevation_without_streets"))
    made = import_elevation(taken.bundle, files, date=said.of(Intake.ELEVATION).date)
    return taken.after(made, said.of(Intake.ELEVATION).licence)


def _hazard(taken: TakenIn, files: Sequence[Path], said: Said) -> TakenIn:
    one = said.of(Intake.HAZARD)
    options = HazardImportOptions(date=one.date, dates=said.dates, propose=one.propose_scenarios)
    made = import_hazard(taken.bundle, files, options)
    return taken.after(made, one.licence)


def _with_mapped(taken: TakenIn, known: KnownFiles, said: Said, progress: Progress) -> TakenIn:
    """Return the city with the areas that the user explains; no layer is made twice."""
    made_before = {report.layer.removeprefix(HAZARD_PREFIX) for report in taken.reports}
    for one in known.mapped:
        twice = sorted(made_before & _made_of(one.classes))
        if twice:
            raise InputError(
                [Fault("layer_made_twice", file=_names(one.files)[:200], value=", ".join(twice))]
            )
        made_before |= _made_of(one.classes)
        progress(Intake.HAZARD.value, _names(one.files))
        options = HazardImportOptions(
            classes=one.classes,
            date=one.date,
            maker=one.maker,
            propose=said.of(Intake.HAZARD).propose_scenarios,
        )
        made = import_hazard(taken.bundle, one.files, options)
        taken = taken.after(made)
    return taken


def _made_of(classes: ClassColumn) -> set[str]:
    """Return what areas renew as a whole: a hazard layer, or the zones of one kind and type."""
    if classes.layer != ZONES_LAYER:
        return {classes.layer}
    types = {classes.zone} if classes.zone is not None else set((classes.zones or {}).values())
    return {f"{ZONES_LAYER} {classes.kind} {one}" for one in types}


#: The order in which a city is built. Everything is cut to the wards. Blocks of people are divided along
#: streets and lie in districts; a list of towns makes districts of blocks. Places and facilities lie in
#: districts, and a sheet of sizes names places. Heights are those of the corners of streets. Hazards come
#: last: which scenarios are proposed depends on all that is there.
_STEPS: Mapping[Intake, _Step] = MappingProxyType(
    {
        Intake.BOUNDARIES: _boundaries,
        Intake.STREETS: _streets,
        Intake.DISTRICTS: _districts,
        Intake.PEOPLE: _people,
        Intake.TOWN_LIST: _town_list,
        Intake.PLACES: _places,
        Intake.FACILITIES: _facilities,
        Intake.CAPACITIES: _capacities,
        Intake.ELEVATION: _elevation,
        Intake.HAZARD: _hazard,
    }
)
