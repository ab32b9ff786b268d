"""Names of municipalities and wards by code, and how they are read."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from domain.municipal_codes import city_of


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality, or a ward of one.

    Parameters
    ----------
    prefecture, city
        Names.
    ward
        Name of the ward; empty where it has none.
    reading
        How its own name is read, in kana.
    """

    prefecture: str
    city: str
    ward: str
    reading: str

    @property
    def own_name(self) -> str:
        """Name of the ward, or of the municipality without wards."""
        return self.ward or self.city


@cache
def municipalities() -> MappingProxyType[str, Municipality]:
    """Return every municipality and ward of a designated city by its five-digit code."""
    text = files("japancode").joinpath("data/municipalities.json").read_text(encoding="utf-8")
    found = {}
    for entry in json.loads(text):
        code = entry["cid"].zfill(5)
        names = entry["city"].split(" ")
        is_ward = city_of(code) != code
        found[code] = Municipality(
            prefecture=entry["pref"],
            city=names[0],
            ward=names[-1] if is_ward else "",
            reading=entry["citykana"].split(" ")[-1],
        )
    return MappingProxyType(found)
