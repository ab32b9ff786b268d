"""Which organisation each row of a members list belongs to, by its id or its name."""

import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from community.roster_cells import BoolArray, read_cells
from community.roster_words import normal, without_brackets

_NOBODY = -1


@dataclass(frozen=True, slots=True, eq=False)
class RowOrganisations:
    """The organisation of each row, and why there is none; each shape (n,).

    Parameters
    ----------
    positions
        Row of ``Organisations``; -1 where it is not known.
    unknown_id
        An id is given that no organisation has.
    unknown_name
        A name alone is given, and no organisation has it.
    shared_name
        A name alone is given, and several organisations have it.
    other_name
        The name given is that of another organisation than the id's.
    unlisted_name
        The name given beside a good id is that of no organisation; the id decides.
    missing
        Neither is given.
    """

    positions: npt.NDArray[np.int64]
    unknown_id: BoolArray
    unknown_name: BoolArray
    shared_name: BoolArray
    other_name: BoolArray
    unlisted_name: BoolArray
    missing: BoolArray


def find_organisations(
    ids: "pd.Series[str]", names: "pd.Series[str]", organisations: pd.DataFrame
) -> RowOrganisations:
    """Find the organisation of each row: by its id, else by its name.

    Parameters
    ----------
    ids, names
        Cells of the list, empty where nothing is written; shape (n,).
    organisations
        ``Organisations``. A name is met with or without what stands in brackets behind it.

    Returns
    -------
    RowOrganisations
        The organisation of each row, or why there is none.
    """
    by_id = {_id_form(str(org_id)): row for row, org_id in enumerate(organisations.index)}
    by_name = _rows_by_name(organisations["name"])
    given_id, given_name = (cells.ne("").to_numpy(dtype=bool) for cells in (ids, names))
    id_rows = read_cells(ids, lambda text: by_id.get(_id_form(text)))
    by_the_id = id_rows.numbers(lambda row: row, unread=_NOBODY)
    name_rows = read_cells(names, lambda text: _rows_of(text, by_name))
    by_the_name = name_rows.numbers(lambda rows: rows[0] if len(rows) == 1 else _NOBODY, unread=_NOBODY)
    listed = name_rows.where(lambda rows: len(rows) > 0)
    shared = name_rows.where(lambda rows: len(rows) > 1)
    found = by_the_id != _NOBODY
    # A name that several share agrees with the id of any of them.
    agrees = _is_among(by_the_id, name_rows.codes, name_rows.meanings)
    both = found & given_name
    return RowOrganisations(
        positions=np.where(given_id, by_the_id, by_the_name),
        unknown_id=given_id & ~found,
        unknown_name=~given_id & given_name & ~listed,
        shared_name=~given_id & shared,
        other_name=both & listed & ~agrees,
        unlisted_name=both & ~listed,
        missing=~given_id & ~given_name,
    )


def _id_form(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _rows_by_name(names: "pd.Series[str]") -> Mapping[str, tuple[int, ...]]:
    """Return the rows of each form of a name; the whole name comes before that without brackets."""
    whole: dict[str, set[int]] = defaultdict(set)
    short: dict[str, set[int]] = defaultdict(set)
    for row, name in enumerate(names):
        whole[normal(name)].add(row)
        short[normal(without_brackets(name))].add(row)
    return {form: tuple(sorted(rows)) for form, rows in {**short, **whole}.items() if form}


def _rows_of(text: str, by_name: Mapping[str, tuple[int, ...]]) -> tuple[int, ...]:
    return by_name.get(normal(text)) or by_name.get(normal(without_brackets(text)), ())


def _is_among(
    rows: npt.NDArray[np.int64], codes: npt.NDArray[np.intp], sets: tuple[tuple[int, ...] | None, ...]
) -> BoolArray:
    """Whether each row's number is in the set of its code, shape (n,)."""
    pairs, inverse = np.unique(np.column_stack([rows, codes]), axis=0, return_inverse=True)
    among = [int(row) in (sets[int(code)] or ()) for row, code in pairs]
    return np.array(among, dtype=bool)[inverse.ravel()]
