"""A whole city from a folder of downloads and a few lines of TOML, in one go."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from urllib.parse import urlsplit

from data.build_config import BuildConfig, LayerConfig, read_build_config
from data.download import DownloadRules, download
from data.official_sources import official_sources
from data.readers.recognise import Intake, recognised
from domain.bundle import CityBundle
from domain.faults import Fault, InputError, sort_faults
from domain.import_report import ImportReport
from use_cases.import_elevation import import_elevation
from use_cases.import_hazard import HazardImportOptions, import_hazard
from use_cases.import_people import import_people
from use_cases.import_places import PlaceImportOptions, import_places
from use_cases.import_streets import StreetOptions, import_streets
from use_cases.new_bundle import NewCityOptions, new_bundle

#: Most files of a folder of downloads that are looked at.
MOST_FILES = 10_000

#: Told the key of a step below ``cli.build.`` and the name of the file or layer.
Progress = Callable[[str, str], None]


@dataclass(frozen=True, slots=True, eq=False)
class BuiltCity:
    """A city built from files, not yet written, and what was made of each.

    Parameters
    ----------
    bundle
        The city.
    reports
        One a file and layer.
    faults
        Warnings.
    unused
        Names of files that are nothing that a city is built of.
    """

    bundle: CityBundle
    reports: tuple[ImportReport, ...]
    faults: tuple[Fault, ...]
    unused: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Built:
    bundle: CityBundle
    reports: tuple[ImportReport, ...]
    faults: tuple[Fault, ...]

    def after(self, bundle: CityBundle, reports: Sequence[ImportReport], faults: Sequence[Fault]) -> "_Built":
        return _Built(bundle, (*self.reports, *reports), (*self.faults, *faults))


def build_bundle(config_file: Path, progress: Progress | None = None) -> BuiltCity:
    """Build a city as a TOML file says.

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
    tell = progress or (lambda _key, _name: None)
    config = read_build_config(config_file)
    fetch_files(config, config_file.parent, tell)
    files, unused = sort_files(config, config_file.parent, tell)
    tell("boundaries", "")
    start = new_bundle(
        files[Intake.BOUNDARIES],
        config.city.codes,
        NewCityOptions(
            order=tuple(config.city.order),
            name=config.city.name,
            date=config.layer(Intake.BOUNDARIES).date,
            epsg=config.city.epsg,
        ),
    )
    built = _Built(start.bundle, start.reports, start.faults)
    built = _with_streets(built, files[Intake.STREETS], config, tell)
    built = _with_people(built, files[Intake.PEOPLE], config, tell)
    built = _with_places(built, files[Intake.PLACES], config, tell)
    built = _with_elevation(built, files[Intake.ELEVATION], config, tell)
    built = _with_hazards(built, files[Intake.HAZARD], config, tell)
    return BuiltCity(built.bundle, built.reports, sort_faults(built.faults), unused)


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


def sort_files(
    config: BuildConfig, beside: Path, tell: Progress
) -> tuple[Mapping[Intake, tuple[Path, ...]], tuple[str, ...]]:
    """Return the files of each layer, and the names of those that are none.

    Files that the configuration names for a layer are its own; all others are known by content.
    """
    folder = (beside / config.city.downloads).resolve()
    if not folder.is_dir():
        raise InputError([Fault("folder_missing", file=config.city.downloads)])
    # A link may lead anywhere; what was downloaded is files.
    found = sorted(
        one for one in islice(folder.rglob("*"), MOST_FILES) if one.is_file() and not one.is_symlink()
    )
    files: dict[Intake, list[Path]] = {intake: [] for intake in Intake}
    named: dict[Path, Intake] = {}
    faults = []
    for intake in Intake:
        for pattern in config.layer(intake).files:
            matching = [file for file in found if file.relative_to(folder).match(pattern)]
            if not matching:
                faults.append(Fault("pattern_without_file", file=config.city.downloads, value=pattern))
            named |= dict.fromkeys(matching, intake)
    if faults:
        raise InputError(faults)
    unused = []
    for file in found:
        tell("looking", file.name)
        kind = named.get(file)
        if kind is None:
            one = recognised(file)
            # Where a layer names its files, others of its kind are left.
            kind = None if one is None or config.layer(one.intake).files else one.intake
        if kind is None:
            unused.append(file.relative_to(folder).as_posix())
        else:
            files[kind].append(file)
    return {intake: tuple(one) for intake, one in files.items()}, tuple(unused)


def _with_streets(built: _Built, files: Sequence[Path], config: BuildConfig, tell: Progress) -> _Built:
    if not files:
        return built
    if len(files) > 1:
        names = ", ".join(file.name for file in files)
        raise InputError([Fault("several_networks", layer="streets", value=names[:300])])
    tell("streets", files[0].name)
    said = config.layer(Intake.STREETS)
    made = import_streets(built.bundle, files[0], StreetOptions(date=said.date, straight=said.straight))
    return built.after(made.bundle, made.reports, made.faults)


def _with_people(built: _Built, files: Sequence[Path], config: BuildConfig, tell: Progress) -> _Built:
    if not files:
        return built
    tell("people", ", ".join(file.name for file in files))
    made = import_people(built.bundle, files, date=config.layer(Intake.PEOPLE).date)
    return built.after(made.bundle, made.reports, made.faults)


def _with_places(built: _Built, files: Sequence[Path], config: BuildConfig, tell: Progress) -> _Built:
    if not files:
        return built
    tell("places", ", ".join(file.name for file in files))
    date = config.layer(Intake.PLACES).date
    made = import_places(built.bundle, files, PlaceImportOptions(date=date, only_this_city=True))
    return built.after(made.bundle, made.reports, made.faults)


def _with_elevation(built: _Built, files: Sequence[Path], config: BuildConfig, tell: Progress) -> _Built:
    if not files or not len(built.bundle.streets):
        return built
    tell("elevation", ", ".join(file.name for file in files))
    made = import_elevation(built.bundle, files, date=config.layer(Intake.ELEVATION).date)
    return built.after(made.bundle, made.reports, made.faults)


def _with_hazards(built: _Built, files: Sequence[Path], config: BuildConfig, tell: Progress) -> _Built:
    if not files:
        return built
    tell("hazard", ", ".join(file.name for file in files))
    said: LayerConfig = config.layer(Intake.HAZARD)
    options = HazardImportOptions(date=said.date, propose=said.propose_scenarios)
    made = import_hazard(built.bundle, files, options)
    return built.after(made.bundle, made.reports, made.faults)
