"""The files of a city sorted by what they are: known by their content, or named by the user."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Self

from data.build_config import LayerConfig
from data.readers.ksj_hazards import ClassColumn
from data.readers.recognise import Intake, Recogniser, is_cut, recognised, unexplained_columns
from domain.bundle import Source
from domain.faults import Fault
from domain.vocabulary import Severity

#: Told the key of a step below ``build_step.`` and the name of the file or layer.
Progress = Callable[[str, str], None]

#: Files that stand beside a shapefile and are read with it.
_BESIDE_SHAPES = frozenset({".dbf", ".shx", ".prj", ".cpg", ".qix", ".sbn", ".sbx", ".qmd"})

#: Columns of a file of shapes that are named.
_COLUMNS_NAMED = 12


def tell_nobody(_key: str, _name: str) -> None:
    """Take a step and tell nobody."""


@dataclass(frozen=True, slots=True)
class MappedFiles:
    """Files of areas whose columns the user explains.

    Parameters
    ----------
    files
        Files that become one hazard layer.
    classes
        What their columns mean.
    date
        Date of the files, for the provenance.
    maker
        Whose data they are.
    """

    files: tuple[Path, ...]
    classes: ClassColumn
    date: str = ""
    maker: Source | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What the user says of files beside their content.

    Parameters
    ----------
    layers
        What is said of the files of each intake, such as their date.
    named
        Files whose intake the user names.
    only_named
        Intakes that take no files but those that are named.
    mapped
        Files of areas whose columns the user explains.
    dates
        Dates of single files by name, where a layer is made of files of several.
    """

    layers: Mapping[Intake, LayerConfig] = field(default_factory=lambda: MappingProxyType({}))
    named: Mapping[Path, Intake] = field(default_factory=lambda: MappingProxyType({}))
    only_named: frozenset[Intake] = frozenset()
    mapped: tuple[MappedFiles, ...] = ()
    dates: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, intake: Intake) -> LayerConfig:
        """Return what is said of the files of an intake; nothing where nobody said anything."""
        return self.layers.get(intake, LayerConfig())


@dataclass(frozen=True, slots=True)
class KnownFiles:
    """Files by what they go into.

    Parameters
    ----------
    by_intake
        Files of each intake, in the order in which they were given.
    mapped
        Files of areas whose columns the user explains.
    unused
        Files that are nothing that a city is built of.
    faults
        Warnings: what a user must say before a file can be used.
    """

    by_intake: Mapping[Intake, tuple[Path, ...]]
    mapped: tuple[MappedFiles, ...]
    unused: tuple[Path, ...]
    faults: tuple[Fault, ...]

    def without(self, intake: Intake) -> Self:
        """Return the files without those of one intake, which were taken in before."""
        return replace(self, by_intake=MappingProxyType({**self.by_intake, intake: ()}))


def known_files(files: Iterable[Path], said: Said, tell: Progress = tell_nobody) -> KnownFiles:
    """Sort files by what they are.

    Parameters
    ----------
    files
        Files of any kind.
    said
        What the user says of them.
    tell
        Told each file that is looked at.
    """
    given = tuple(files)
    explained = {file for one in said.mapped for file in one.files}
    by_intake: dict[Intake, list[Path]] = {intake: [] for intake in Intake}
    unused: list[Path] = []
    faults: list[Fault] = []
    for file in given:
        if file in explained:
            continue
        tell("looking", file.name)
        intake = said.named.get(file)
        if intake is None:
            found = recognised(file)
            faults += _what_to_say(file, found)
            # Where the files of a layer are named, others of its kind are left.
            intake = None if found is None or found.intake in said.only_named else found.intake
        if intake is None:
            unused.append(file)
        else:
            by_intake[intake].append(file)
    taken = [*explained, *(file for one in by_intake.values() for file in one)]
    return KnownFiles(
        MappingProxyType({intake: tuple(one) for intake, one in by_intake.items()}),
        said.mapped,
        _without_companions(unused, taken),
        tuple(faults),
    )


def _what_to_say(file: Path, found: Recogniser | None) -> list[Fault]:
    """Return what a user must say before a file can be used; nothing where it is known, or no city data."""
    if found is not None:
        return [Fault("raster_of_what", Severity.WARNING, file=file.name)] if found.intake is None else []
    if is_cut(file):
        # Left without a word, the city would lack a layer that its user believes to have given.
        return [Fault("file_cut", Severity.WARNING, file=file.name)]
    columns = unexplained_columns(file)
    named = ", ".join(columns[:_COLUMNS_NAMED])
    return [Fault("areas_unexplained", Severity.WARNING, file=file.name, value=named)] if columns else []


def _without_companions(unused: Sequence[Path], taken: Sequence[Path]) -> tuple[Path, ...]:
    """Return files of no use without those that were read as parts of a shapefile."""
    shapes = {file.with_suffix("") for file in taken if file.suffix.lower() == ".shp"}
    return tuple(
        file
        for file in unused
        if not (file.suffix.lower() in _BESIDE_SHAPES and file.with_suffix("") in shapes)
    )
