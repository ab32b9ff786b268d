"""The list of official addresses: whose data it is, its terms, and where a download may lead."""

from functools import cache
from importlib.resources import files
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict, Field

from data.bounded_input import parse_toml

_FILE = "sources.toml"


class OfficialSource(BaseModel):
    """One publisher's data set.

    Parameters
    ----------
    name
        Whose data it is, as it must be named.
    page
        Page on which it is published.
    hosts
        The only hosts from which it is downloaded.
    licence
        Terms.
    notices
        Cautions to be passed on.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    name: str = Field(min_length=1)
    page: str = Field(pattern=r"^https://[a-z0-9.-]+/")
    hosts: list[str] = Field(min_length=1)
    licence: str = Field(min_length=1)
    notices: list[str]


@cache
def official_sources() -> MappingProxyType[str, OfficialSource]:
    """Return every source by its key, such as ``ksj_n03``."""
    content = files("data").joinpath(_FILE).read_bytes()
    raw = parse_toml(content, file=_FILE)
    return MappingProxyType({key: OfficialSource.model_validate(entry) for key, entry in raw.items()})
