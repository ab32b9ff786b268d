"""Two editions of official lists side by side, from their files."""

from pathlib import Path

from data.imports.list_comparison import ListComparison, compare_lists
from data.readers.place_files import read_place_file
from data.readers.place_list import OwnEntries
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
    codes = () if city is None else (city.meta.city_code, *city.wards.index)
    own = OwnEntries(frozenset(code[:5] for code in codes), only=city is not None)
    lists = [read_place_file(file, own) for file in (old, new)]
    faults = [fault for each in lists for fault in each.faults]
    if has_error(faults):
        raise InputError(faults)
    return compare_lists(lists[:1], lists[1:])
