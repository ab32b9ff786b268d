"""Two editions of official lists side by side, from their files."""

from collections.abc import Sequence
from pathlib import Path

from data.imports.list_comparison import ListComparison, compare_lists
from data.readers.place_files import read_place_content, read_place_file
from data.readers.place_list import OwnEntries, PlaceList
from domain.bundle import City
from domain.faults import InputError, has_error


def compare_place_files(old: Path, new: Path, city: City | None = None) -> ListComparison:
    """Compare two editions of a list, of any form that is read.

    Parameters
    ----------
    old, new
        Files.
    city
        Where it is given, entries of other municipalities are left out.

    Raises
    ------
    domain.faults.InputError
        With every fault of both files.
    """
    own = _own(city)
    return _compared([read_place_file(file, own) for file in (old, new)])


def compare_place_contents(
    old: tuple[bytes, str], new: tuple[bytes, str], city: City | None = None
) -> ListComparison:
    """Compare two editions of a list that were uploaded; as ``compare_place_files``.

    Parameters
    ----------
    old, new
        Bytes and name of each.
    city
        Where it is given, entries of other municipalities are left out.

    Raises
    ------
    domain.faults.InputError
        With every fault of both.
    """
    own = _own(city)
    return _compared([read_place_content(content, name, own) for content, name in (old, new)])


def _own(city: City | None) -> OwnEntries:
    codes = () if city is None else (city.meta.city_code, *city.wards.index)
    return OwnEntries(frozenset(code[:5] for code in codes), only=city is not None)


def _compared(lists: Sequence[PlaceList]) -> ListComparison:
    faults = [fault for each in lists for fault in each.faults]
    if has_error(faults):
        raise InputError(faults)
    return compare_lists(lists[:1], lists[1:])
