"""Try files of any kind on the city that is shown: what was read of them, and what would change."""

import hashlib
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from data.build_config import LayerConfig
from data.imports.list_comparison import compare_places
from data.readers.recognise import Intake
from domain.bundle import CityBundle, LayerSource
from domain.faults import Fault, InputError
from domain.held_parts import QuestionState, question_states
from domain.import_report import ImportReport
from storage.city_versions import UsedFile
from use_cases.bundle_difference import BundleDifference, bundle_difference
from use_cases.import_date import checked_date
from use_cases.known_files import Progress, Said, known_files, tell_nobody
from use_cases.take_in import take_in

_LONGEST_NAME = 200
#: Layers that are made of files of several makers or editions, each with a date of its own.
DATED_ALONE = frozenset({Intake.PLACES, Intake.FACILITIES, Intake.HAZARD})


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file as it was given: its name, and all of it."""

    name: str
    content: bytes | memoryview = field(repr=False)


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Names of files by what they go into; ``faults`` says what a user must say first."""

    by_intake: Mapping[Intake, tuple[str, ...]]
    unused: tuple[str, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class SaidOfLayers:
    """What a user says of files.

    Parameters
    ----------
    dates
        Date of the files of each intake; absent or empty: not known.
    file_dates
        Dates of single files by name, of intakes whose files have dates of their own (``DATED_ALONE``).
    terms
        Terms of those whose files state none.
    complete_places
        Whether lists of places name every place of their kind; others lose their roles then.
    """

    dates: Mapping[Intake, str] = field(default_factory=lambda: MappingProxyType({}))
    file_dates: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    terms: Mapping[Intake, str] = field(default_factory=lambda: MappingProxyType({}))
    complete_places: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class TriedFiles:
    """A city with files taken in, not written, and what was made of each.

    Parameters
    ----------
    before, after
        The city that is shown, and the one that would be.
    reports, faults, unused
        What was made of each file, warnings, and names of files that were not used.
    used
        Every other file with its sha256.
    difference
        What would change.
    questions_before, questions_after
        Each question with what the city lacks for it.
    place_changes
        What changed of places, one row a change, as ``data.imports.list_comparison`` says it.
    has_sizes
        Whether a sheet of capacities was among the files.
    """

    before: CityBundle
    after: CityBundle
    reports: tuple[ImportReport, ...]
    faults: tuple[Fault, ...]
    unused: tuple[str, ...]
    used: tuple[UsedFile, ...]
    difference: BundleDifference
    questions_before: tuple[QuestionState, ...]
    questions_after: tuple[QuestionState, ...]
    place_changes: pd.DataFrame
    has_sizes: bool

    @property
    def model_layers(self) -> tuple[LayerSource, ...]:
        """Layers that stay model data, in whole or in part."""
        return tuple(one for one in self.after.meta.layers if one.data_kind.is_rounded)


def look_at_files(files: Sequence[GivenFile], progress: Progress = tell_nobody) -> KnownNames:
    """Return what files are, by their content.

    Raises
    ------
    domain.faults.InputError
        When two have the same name, or the disk takes nothing.
    """
    with _on_disk(files) as paths:
        known = known_files(paths, Said(), progress)
    by_intake = {
        intake: tuple(one.name for one in found) for intake, found in known.by_intake.items() if found
    }
    return KnownNames(MappingProxyType(by_intake), tuple(file.name for file in known.unused), known.faults)


def try_files(
    city: CityBundle,
    files: Sequence[GivenFile],
    said: SaidOfLayers | None = None,
    progress: Progress = tell_nobody,
) -> TriedFiles:
    """Take files into a city in memory, and say what would change.

    Parameters
    ----------
    city
        City that is shown; it is not changed.
    files
        Files as a user gave them.
    said
        What she says of them.
    progress
        Told each step.

    Raises
    ------
    domain.faults.InputError
        With every fault of the first step that fails.
    """
    said = said or SaidOfLayers()
    layers = {
        intake: LayerConfig(
            date=checked_date(said.dates.get(intake, "").strip()),
            licence=checked_date(said.terms.get(intake, "").strip()),
        )
        for intake in {*said.dates, *said.terms}
    }
    if said.complete_places:
        places = layers.get(Intake.PLACES, LayerConfig())
        layers[Intake.PLACES] = places.model_copy(update={"complete": True})
    file_dates = MappingProxyType({name: date.strip() for name, date in said.file_dates.items()})
    with _on_disk(files) as paths:
        told: list[str] = []

        def tell(step: str, name: str) -> None:
            told.append(step)
            progress(step, name)

        taken = take_in(city, paths, Said(layers=MappingProxyType(layers), dates=file_dates), tell)
        unused = {file.name for file in taken.unused}
    used = tuple(
        UsedFile(_plain_name(one), hashlib.sha256(one.content).hexdigest())
        for one in files
        if _plain_name(one) not in unused
    )
    return TriedFiles(
        before=city,
        after=taken.bundle,
        reports=taken.reports,
        faults=taken.faults,
        unused=tuple(sorted(unused)),
        used=used,
        difference=bundle_difference(city, taken.bundle),
        questions_before=question_states(city),
        questions_after=question_states(taken.bundle),
        place_changes=compare_places(city.places, taken.bundle.places).changes,
        has_sizes=Intake.CAPACITIES.value in told,
    )


@contextmanager
def _on_disk(files: Sequence[GivenFile]) -> Iterator[tuple[Path, ...]]:
    """Give files as files of one folder, which goes at the end: shapes are read with what lies beside."""
    names = [_plain_name(one) for one in files]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise InputError([Fault("file_given_twice", file=name) for name in twice])
    try:
        with tempfile.TemporaryDirectory(prefix="sonae-") as folder:
            paths = []
            for name, one in zip(names, files, strict=True):
                path = Path(folder) / name
                path.write_bytes(one.content)
                paths.append(path)
            yield tuple(paths)
    except OSError as error:
        raise InputError([Fault("folder_not_writable", file=tempfile.gettempdir())]) from error


def _plain_name(file: GivenFile) -> str:
    """Return the name of a file without any folder, as a browser may give it."""
    name = file.name.replace("\\", "/").rsplit("/", 1)[-1].replace("\0", "").strip()
    return name[-_LONGEST_NAME:] if name not in {"", ".", ".."} else "file"
