"""Try files of any kind on the city that is shown: what was read of them, and what would change."""

import hashlib
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from data.build_config import LayerConfig
from data.imports.list_comparison import compare_places
from data.readers.recognise import Intake
from domain.bundle import BundleMeta, CityBundle, LayerSource, Source
from domain.faults import Fault, InputError
from domain.held_parts import QuestionState, question_states
from domain.import_report import ImportReport
from storage.city_versions import UsedFile
from use_cases.bundle_difference import BundleDifference, bundle_difference
from use_cases.import_date import checked_date
from use_cases.known_files import Progress, Said, known_files, tell_nobody
from use_cases.take_in import take_in

#: What readers say of the terms of a file that states none.
UNSTATED_TERMS = frozenset({"", "提供元の利用条件", "市区町村の定めによる"})
_LONGEST_NAME = 200


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
    terms
        Terms of those whose files state none.
    complete_places
        Whether lists of places name every place of their kind; others lose their roles then.
    """

    dates: Mapping[Intake, str] = field(default_factory=lambda: MappingProxyType({}))
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
        return tuple(one for one in self.after.meta.layers if one.is_model or one.model_columns)


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
    layers = {intake: LayerConfig(date=checked_date(date.strip())) for intake, date in said.dates.items()}
    if said.complete_places:
        places = layers.get(Intake.PLACES, LayerConfig())
        layers[Intake.PLACES] = places.model_copy(update={"complete": True})
    for terms in said.terms.values():
        checked_date(terms)
    with _on_disk(files) as paths:
        told: list[str] = []

        def tell(step: str, name: str) -> None:
            told.append(step)
            progress(step, name)

        taken = take_in(city, paths, Said(layers=MappingProxyType(layers)), tell)
        unused = {file.name for file in taken.unused}
    used = tuple(
        UsedFile(_plain_name(one), hashlib.sha256(one.content).hexdigest())
        for one in files
        if _plain_name(one) not in unused
    )
    terms_of = {
        Intake(step): said.terms.get(Intake(step), "").strip() for step in told if step in set(Intake)
    }
    after, reports = _with_terms(city, taken.bundle, taken.reports, [one for one in terms_of.values() if one])
    return TriedFiles(
        before=city,
        after=after,
        reports=reports,
        faults=taken.faults,
        unused=tuple(sorted(unused)),
        used=used,
        difference=bundle_difference(city, after),
        questions_before=question_states(city),
        questions_after=question_states(after),
        place_changes=compare_places(city.places, after.places).changes,
        has_sizes=Intake.CAPACITIES.value in told,
    )


def _with_terms(
    before: CityBundle, city: CityBundle, reports: tuple[ImportReport, ...], said: Sequence[str]
) -> tuple[CityBundle, tuple[ImportReport, ...]]:
    """Put the terms that a user states where files state none; what was there before stays as it was."""
    if not said:
        return city, reports
    terms = "、".join(dict.fromkeys(said))
    known = {source for layer in before.meta.layers for source in layer.sources}

    def stated(source: Source) -> Source:
        if source.licence not in UNSTATED_TERMS or source in known:
            return source
        return replace(source, licence=terms, licence_en=terms)

    meta: BundleMeta = replace(
        city.meta,
        layers=tuple(replace(layer, sources=tuple(map(stated, layer.sources))) for layer in city.meta.layers),
    )
    renewed = tuple(replace(one, sources=tuple(map(stated, one.sources))) for one in reports)
    return replace(city, meta=meta), renewed


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
