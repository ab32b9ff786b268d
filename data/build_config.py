"""The few lines of TOML that a city is built by."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from data.bounded_input import TOML_BYTES, parse_toml, read_bounded
from data.bundle.head import validation_faults
from data.readers.class_map import ClassMap
from data.readers.recognise import Intake
from domain.bundle import Source
from domain.faults import InputError


class LayerConfig(BaseModel):
    """What is said of one layer.

    Parameters
    ----------
    files
        Patterns of file names below the folder of downloads; empty: every file of this kind.
    date
        Date of the files, for the provenance.
    straight
        Streets: whether drawings that cannot be read become straight lines.
    complete
        Places: whether the lists name every place of their kind; those that they do not name lose their
        roles.
    propose_scenarios
        Hazards: whether scenarios are proposed for the layers.
    code_column, name_column
        Boundaries: columns of codes and names of a file of no known form.
    source, licence
        Whose data files are that do not say it themselves, and the terms of those that state none.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    files: list[str] = []
    date: str = ""
    straight: bool = False
    complete: bool = False
    propose_scenarios: bool = True
    code_column: str = ""
    name_column: str = ""
    source: str = ""
    licence: str = ""

    @property
    def maker(self) -> Source | None:
        """Whose data the files are, as the user says it."""
        return said_maker(self.source, self.licence)


def said_maker(source: str, licence: str) -> Source | None:
    """Return whose data a file is as the user says it; None where nobody says it."""
    return Source(source, licence) if source else None


class AreasConfig(ClassMap):
    """Files of areas that do not say themselves what their columns mean: they become a hazard layer.

    Parameters
    ----------
    files
        Patterns of file names below the folder of downloads.
    date
        Date of the files, for the provenance.
    source, licence
        Whose data they are, and their terms.
    """

    files: list[str] = Field(min_length=1)
    date: str = ""
    source: str = ""
    licence: str = ""


class CityConfig(BaseModel):
    """Which city, and where its files are.

    Parameters
    ----------
    codes
        Municipality codes of five or six digits.
    downloads
        Folder of the files, beside the TOML or absolute.
    name, order, epsg
        What is said in place of what the boundaries say.
    wards
        Whether wards of a designated city are kept; else each municipality is one area.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    codes: list[str] = Field(min_length=1)
    downloads: str = "downloads"
    name: str = ""
    order: list[str] = []
    epsg: int = 0
    wards: bool = True


class DownloadConfig(BaseModel):
    """A file that is downloaded into the folder first, where it is not there yet.

    Parameters
    ----------
    source
        Publisher: a key of ``data/sources.toml``, whose hosts it may come from.
    url
        Address of the file.
    sha256
        Its hash, where it is stated.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    source: str
    url: str
    sha256: str = Field(default="", pattern=r"^([0-9a-f]{64})?$")


class BuildConfig(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", strict=True)

    city: CityConfig
    download: list[DownloadConfig] = []
    boundaries: LayerConfig = LayerConfig()
    streets: LayerConfig = LayerConfig()
    districts: LayerConfig = LayerConfig()
    people: LayerConfig = LayerConfig()
    town_list: LayerConfig = LayerConfig()
    places: LayerConfig = LayerConfig()
    facilities: LayerConfig = LayerConfig()
    capacities: LayerConfig = LayerConfig()
    elevation: LayerConfig = LayerConfig()
    hazard: LayerConfig = LayerConfig()
    areas: list[AreasConfig] = []

    def layer(self, intake: Intake) -> LayerConfig:
        """Return what is said of the files of an intake."""
        found: LayerConfig = getattr(self, intake.value)
        return found


def read_build_config(path: Path) -> BuildConfig:
    """Read the TOML of a city to be built.

    Raises
    ------
    domain.faults.InputError
        With every fault of the file.
    """
    raw = parse_toml(read_bounded(path, limit=TOML_BYTES), file=path.name)
    try:
        return BuildConfig.model_validate(raw)
    except ValidationError as error:
        raise InputError(tuple(validation_faults(error, file=path.name, model=BuildConfig))) from error
