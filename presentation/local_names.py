"""Names of a city's wards, districts, towns and places for readers who do not read their letters.

An English reader gets the name in Roman letters beside the Japanese one, a reader of やさしい日本語 its
reading in brackets. A name without a reading in the city's list stays as it is: no letter is guessed at.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from domain.bundle import City
from domain.vocabulary import NameKind
from messages.catalogue import language_tag, text
from presentation.romanisation import romanised

#: The language that gives names with their readings.
_WITH_READINGS = "ja_easy"

#: 丁 or 丁目 and its number at the end of a town's name.
_NUMBERED = re.compile(r"^(.+?)([一二三四五六七八九十]+|[0-9０-９]+)(丁目?)$")
_TOWN = re.compile(r"町[東西南北中]?$")
_TOWN_READ = re.compile(r"^(.+)(ちょう|まち)(ひがし|にし|みなみ|きた|なか)?$")
_DIGITS = {digit: i for i, digit in enumerate("〇一二三四五六七八九")}

_Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Listed:
    """A name as the city lists it: its reading, and its English name or nothing."""

    reading: str
    english: str


def local_name(city: City, kind: NameKind, ward_code: str, name: str, language: str) -> str:
    """Return a name as a reader of a language can say it, the Japanese name always with it.

    Parameters
    ----------
    city
        City with its readings.
    kind, ward_code, name
        What is named, the ward that it lies in (empty where that is not known), and its name.
    language
        Language of the reader.
    """
    if language == "ja":
        return name
    base, number, unit = _parts(kind, name)
    listed = _found(city, kind, ward_code, base)
    if listed is None:
        return name
    if language_tag(language) == "ja":
        return _with_reading(base, listed.reading, number, unit, language)
    english = listed.english or _in_letters(kind, base, listed.reading)
    if number:
        english = text(language, f"town_number.{unit}", town=english, number=number)
    return english if english == name else f"{english} ({name})"


def said_names(city: City, kind: NameKind, ward_code: str, name: str) -> tuple[str, ...]:
    """Return how a name is read and written in Roman letters; nothing where it has no reading."""
    base, number, unit = _parts(kind, name)
    listed = _found(city, kind, ward_code, base)
    if listed is None:
        return ()
    reading, english = listed.reading.replace(" ", ""), listed.english or romanised(listed.reading)
    return (f"{reading}{number}丁", f"{english} {number} {unit}") if number else (reading, english)


def has_readings(city: City) -> bool:
    """Whether a city lists how its towns are read."""
    return bool((city.readings["kind"] == NameKind.TOWN).any())


def _with_reading(base: str, reading: str, number: int, unit: str, language: str) -> str:
    said = reading.replace(" ", "")
    named = base if said == base else text(language, "with_reading", name=base, reading=said)
    return text(language, f"town_number.{unit}", town=named, number=number) if number else named


def _in_letters(kind: NameKind, base: str, reading: str) -> str:
    """Return a name in Roman letters: of a town, -cho or -machi set apart (Kuken-cho Higashi)."""
    found = _TOWN_READ.match(reading) if kind is NameKind.TOWN and _TOWN.search(base) else None
    if found is None:
        return romanised(reading)
    side = f" {romanised(found[3])}" if found[3] else ""
    return f"{romanised(found[1].strip())}-{romanised(found[2]).lower()}{side}"


def _parts(kind: NameKind, name: str) -> tuple[str, int, str]:
    """Return a town's name without its number, the number (0 for none) and the key of its unit."""
    found = _NUMBERED.match(name) if kind is NameKind.TOWN else None
    if found is None:
        return name, 0, ""
    return found[1], _number(found[2]), "chome" if found[3] == "丁目" else "cho"


def _number(said: str) -> int:
    if said.isdecimal():
        return int(said)
    tens, ten, ones = said.rpartition("十")
    value = _DIGITS.get(ones, 0)
    return value + (10 * _DIGITS.get(tens, 1) if ten else 0)


def _found(city: City, kind: NameKind, ward_code: str, base: str) -> _Listed | None:
    """Return what is listed of a name; without a ward, only where every ward reads it alike."""
    listed = _listed(city)
    if ward_code:
        return listed.get((kind.value, ward_code, base))
    alike = {listed[key] for ward in city.wards.index if (key := (kind.value, str(ward), base)) in listed}
    return alike.pop() if len(alike) == 1 else None


@lru_cache(maxsize=4)
def _listed(city: City) -> dict[_Key, _Listed]:
    # A city is changed by nobody and compared by being the same object.
    table = city.readings
    columns = (table[name] for name in ("kind", "ward_code", "name", "reading", "name_en"))
    return {
        (kind, ward, name): _Listed(reading, english)
        for kind, ward, name, reading, english in zip(*columns, strict=True)
    }
