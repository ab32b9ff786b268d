"""Whose data official files are: their names, terms, notices, and where a download may lead; one place."""

from dataclasses import replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict, Field

from data.bounded_input import parse_toml
from domain.bundle import Source

_FILE = "sources.toml"


class OfficialSource(BaseModel):
    """One publisher's data set.

    Parameters
    ----------
    name, name_en
        Whose data it is, as it must be named.
    page
        Page on which it is published; empty for papers of the city itself.
    hosts
        The only hosts from which it is downloaded.
    licence, licence_en
        Terms.
    notices, notices_en
        Cautions to be passed on, one for one in both languages.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    name: str = Field(min_length=1)
    name_en: str = ""
    page: str = Field(default="", pattern=r"^(https://[a-z0-9.-]+/.*)?$")
    hosts: list[str] = []
    licence: str = Field(min_length=1)
    licence_en: str = ""
    notices: list[str] = []
    notices_en: list[str] = []


@cache
def official_sources() -> MappingProxyType[str, OfficialSource]:
    """Return every source by its key, such as ``ksj_n03``."""
    content = files("data").joinpath(_FILE).read_bytes()
    raw = parse_toml(content, file=_FILE)
    return MappingProxyType({key: OfficialSource.model_validate(entry) for key, entry in raw.items()})


def official_source(key: str, date: str = "") -> Source:
    """Return whose data a layer is, as its provenance holds it.

    Parameters
    ----------
    key
        Key of the data set, such as ``ksj_n03``.
    date
        Date of the files as the user says it.
    """
    known = official_sources()[key]
    return Source(
        name=known.name,
        licence=known.licence,
        date=date,
        notices=tuple(known.notices),
        name_en=known.name_en,
        licence_en=known.licence_en,
        notices_en=tuple(known.notices_en),
    )


def file_source(file: str, date: str, maker: Source | None = None) -> Source:
    """Return whose data a file is that does not say it itself.

    Parameters
    ----------
    file
        Its name: all that can be named where nobody says more.
    date
        Date of the file as the user says it.
    maker
        Name and terms as the user says them.
    """
    return Source(file, "", date) if maker is None else replace(maker, date=date)
