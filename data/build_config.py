"""The few lines of TOML that a city is built by."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from data.bounded_input import TOML_BYTES, parse_toml, read_bounded
from data.bundle.head import validation_faults
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
    propose_scenarios
        Hazards: whether scenarios are proposed for the layers.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    files: list[str] = []
    date: str = ""
    straight: bool = False
    propose_scenarios: bool = True


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
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    codes: list[str] = Field(min_length=1)
    downloads: str = "downloads"
    name: str = ""
    order: list[str] = []
    epsg: int = 0


class BuildConfig(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", strict=True)

    city: CityConfig
    boundaries: LayerConfig = LayerConfig()
    streets: LayerConfig = LayerConfig()
    places: LayerConfig = LayerConfig()
    hazard: LayerConfig = LayerConfig()

    def layer(self, name: str) -> LayerConfig:
        """Return what is said of a layer by its name (``data.readers.recognise.Intake``)."""
        found: LayerConfig = getattr(self, str(name))
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
        raise InputError(tuple(validation_faults(error, file=path.name))) from error
