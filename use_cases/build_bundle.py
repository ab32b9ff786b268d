"""A whole city from a folder of downloads and a few lines of TOML, in one go."""

from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from data.build_config import BuildConfig, read_build_config, said_maker
from data.bundle.layout import BUNDLE_FILE
from data.download import DownloadRules, download
from data.official_sources import official_sources
from data.readers.class_map import class_column
from data.readers.outline_file import OutlineColumns
from data.readers.recognise import Intake, holds_small_areas
from domain.faults import Fault, InputError, sort_faults
from use_cases.known_files import MappedFiles, Progress, Said, known_files, tell_nobody
from use_cases.new_bundle import NewCityOptions, new_bundle
from use_cases.take_in import TakenIn, take_known

#: Most files of a folder of downloads that are looked at.
MOST_FILES = 10_000


def build_bundle(config_file: Path, progress: Progress = tell_nobody) -> TakenIn:
    """Build a city as a TOML file says; it is not yet written.

    Files are known by their content and taken in a fixed order, each by the verb that takes it in
    alone; one after the other, so that no more than one is in memory.

    Parameters
    ----------
    config_file
        TOML: codes of the city and its folder of downloads, perhaps files and dates by layer.
    progress
        Told each step.

    Raises
    ------
    domain.faults.InputError
        With every fault of the first step that fails; nothing is written then.
    """
    config = read_build_config(config_file)
    fetch_files(config, config_file.parent, progress)
    found = downloaded_files(config, config_file.parent)
    said = said_of(config, config_file, found)
    known = known_files(found, said, progress)
    progress(Intake.BOUNDARIES.value, "")
    outline = config.layer(Intake.BOUNDARIES)
    start = new_bundle(
        outline_files(known.by_intake),
        config.city.codes,
        NewCityOptions(
            order=tuple(config.city.order),
            name=config.city.name,
            date=outline.date,
            epsg=config.city.epsg,
            without_wards=not config.city.wards,
            columns=OutlineColumns(outline.code_column, outline.name_column),
            maker=outline.maker,
        ),
    )
    made = take_known(start.bundle, known.without(Intake.BOUNDARIES), said, progress)
    return TakenIn(
        made.bundle, (*start.reports, *made.reports), sort_faults((*start.faults, *made.faults)), made.unused
    )


def outline_files(by_intake: Mapping[Intake, Sequence[Path]]) -> Sequence[Path]:
    """Return the files that draw the city: boundaries, or without them the small areas of a census."""
    drawn = by_intake[Intake.BOUNDARIES]
    return drawn or [file for file in by_intake[Intake.PEOPLE] if holds_small_areas(file)]


def fetch_files(config: BuildConfig, beside: Path, tell: Progress) -> None:
    """Download the files that a configuration names and that are not there yet, from official hosts only.

    Raises
    ------
    domain.faults.InputError
        When a publisher is not on the list, or a download fails.
    """
    known = official_sources()
    for one in config.download:
        if one.source not in known:
            expected = ", ".join(known)
            raise InputError([Fault("not_allowed", column="source", value=one.source, expected=expected)])
        name = Path(urlsplit(one.url).path).name
        if not name:
            raise InputError([Fault("wrong_form", column="url", value=one.url[:80], expected="https://…/…")])
        tell("download", name)
        rules = DownloadRules(hosts=known[one.source].hosts)
        download(one.url, beside / config.city.downloads / name, rules, sha256=one.sha256)


def downloaded_files(config: BuildConfig, beside: Path) -> tuple[Path, ...]:
    """Return the files of the folder of downloads, by name, without cities that stand in it.

    Raises
    ------
    domain.faults.InputError
        When there is no such folder, or more in it than is looked at.
    """
    folder = (beside / config.city.downloads).resolve()
    if not folder.is_dir():
        raise InputError([Fault("folder_missing", file=config.city.downloads)])
    entries = list(islice(folder.rglob("*"), MOST_FILES + 1))
    if len(entries) > MOST_FILES:
        # What is not looked at would be missing without a word.
        raise InputError([Fault("folder_many", file=config.city.downloads, expected=f"{MOST_FILES:,}")])
    found = [one for one in entries if one.is_file() and not one.is_symlink()]
    # A link may lead anywhere; what was downloaded is files. A city that was built is no download.
    cities = {one.parent for one in found if one.name == BUNDLE_FILE}
    return tuple(sorted(one for one in found if cities.isdisjoint(one.parents)))


def said_of(config: BuildConfig, config_file: Path, found: Sequence[Path]) -> Said:
    """Return what a configuration says of the files of its folder.

    Raises
    ------
    domain.faults.InputError
        When a pattern fits no file, or what is said of columns makes no sense.
    """
    folder = (config_file.parent / config.city.downloads).resolve()
    faults: list[Fault] = []

    def matching(pattern: str) -> list[Path]:
        fitting = [file for file in found if file.relative_to(folder).match(pattern)]
        if not fitting:
            faults.append(Fault("pattern_without_file", file=config.city.downloads, value=pattern))
        return fitting

    named: dict[Path, Intake] = {}
    for intake in Intake:
        for pattern in config.layer(intake).files:
            named |= dict.fromkeys(matching(pattern), intake)
    mapped = []
    for one in config.areas:
        files = dict.fromkeys(file for pattern in one.files for file in matching(pattern))
        classes, maker = class_column(one, config_file.name), said_maker(one.source, one.licence)
        mapped.append(MappedFiles(tuple(files), classes, one.date, maker))
    if faults:
        raise InputError(faults)
    return Said(
        layers=MappingProxyType({intake: config.layer(intake) for intake in Intake}),
        named=MappingProxyType(named),
        only_named=frozenset(intake for intake in Intake if config.layer(intake).files),
        mapped=tuple(mapped),
    )
