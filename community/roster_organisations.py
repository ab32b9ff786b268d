"""Which organisation each row of a members list belongs to, by its id or its name."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from community.roster_cells import BoolArray, read_cells
from community.roster_columns import normal, without_brackets

_NOBODY = -1
#: What an organisation is called behind the name of its place.
_ORGANISATION = re.compile(
    r"(?:連合|連絡)?(?:自治連合会|連合自治会|自治会|町会)?"
    r"(?:自主防災|防災)(?:会|組織|部|委員会|協議会|連絡会|本部|隊)?$"
)


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
    unknown_district
        A district alone is given, and none of this name has an organisation.
    shared_district
        A district alone is given, and several organisations are in it.
    other_district
        The district given is not that of the organisation.
    missing
        Nothing of all this is given.
    """

    positions: npt.NDArray[np.int64]
    unknown_id: BoolArray
    unknown_name: BoolArray
    shared_name: BoolArray
    other_name: BoolArray
    unlisted_name: BoolArray
    unknown_district: BoolArray
    shared_district: BoolArray
    other_district: BoolArray
    missing: BoolArray


def find_organisations(
    ids: "pd.Series[str]",
    names: "pd.Series[str]",
    organisations: pd.DataFrame,
    *,
    districts: "pd.Series[str] | None" = None,
    district_names: Mapping[str, str] | None = None,
) -> RowOrganisations:
    """Find the organisation of each row: by its id, else by its name, else by its district.

    Parameters
    ----------
    ids, names
        Cells of the list, empty where nothing is written; shape (n,).
    organisations
        ``Organisations``. A name is met with or without what stands in brackets behind it, and may be
        that of the district if it has one organisation.
    districts
        Cells that name a district by id or name; shape (n,).
    district_names
        Name of each district by its id; 校区 and 小学校区 behind it do not matter.

    Returns
    -------
    RowOrganisations
        The organisation of each row, or why there is none.
    """
    by_id = {_id_form(str(org_id)): row for row, org_id in enumerate(organisations.index)}
    by_district = _rows_by_district(organisations["district_id"], district_names or {})
    by_name = {**by_district, **_rows_by_name(organisations["name"])}
    areas = pd.Series("", index=ids.index, dtype="str") if districts is None else districts
    given_id, given_name, given_area = (cells.ne("").to_numpy(dtype=bool) for cells in (ids, names, areas))
    id_rows = read_cells(ids, lambda text: by_id.get(_id_form(text)))
    by_the_id = id_rows.numbers(lambda row: row, unread=_NOBODY)
    name_rows = read_cells(names, lambda text: _rows_of(text, by_name))
    by_the_name = name_rows.numbers(_only, unread=_NOBODY)
    listed = name_rows.where(lambda rows: len(rows) > 0)
    area_rows = read_cells(areas, lambda text: by_district.get(district_form(text), ()))
    by_the_area = area_rows.numbers(_only, unread=_NOBODY)
    found = by_the_id != _NOBODY
    area_alone = ~given_id & ~given_name & given_area
    positions = np.where(given_id, by_the_id, np.where(given_name, by_the_name, by_the_area))
    known_area = area_rows.where(lambda rows: len(rows) > 0)
    return RowOrganisations(
        positions=positions,
        unknown_id=given_id & ~found,
        unknown_name=~given_id & given_name & ~listed,
        shared_name=~given_id & name_rows.where(lambda rows: len(rows) > 1),
        # A name that several share agrees with the id of any of them.
        other_name=found & given_name & listed & ~_is_among(by_the_id, name_rows.codes, name_rows.meanings),
        unlisted_name=found & given_name & ~listed,
        unknown_district=area_alone & ~known_area,
        shared_district=area_alone & area_rows.where(lambda rows: len(rows) > 1),
        other_district=(positions != _NOBODY)
        & known_area
        & ~_is_among(positions, area_rows.codes, area_rows.meanings),
        missing=~given_id & ~given_name & ~given_area,
    )


def _only(rows: tuple[int, ...]) -> int:
    return rows[0] if len(rows) == 1 else _NOBODY


def _rows_by_district(ids: "pd.Series[str]", names: Mapping[str, str]) -> dict[str, tuple[int, ...]]:
    """Return the rows of each district, by the forms of its id and its name."""
    rows: dict[str, set[int]] = defaultdict(set)
    for row, district_id in enumerate(ids):
        for text in (str(district_id), names.get(str(district_id), "")):
            rows[district_form(text)].add(row)
    return {form: tuple(sorted(found)) for form, found in rows.items() if form}


def district_form(text: str) -> str:
    """Return a district's id or name in one form, without 校区 or 小学校区 behind it.

    Parameters
    ----------
    text
        As written.

    Returns
    -------
    str
        One form for all that mean the same.
    """
    form = normal(without_brackets(text))
    for ending in ("小学校区", "小学校", "校区"):
        form = form.removesuffix(ending)
    return form


def _place_of(text: str) -> str:
    """Return the district in the name of an organisation, in one form: 榎 of 榎校区連合自主防災会."""
    return district_form(_ORGANISATION.sub("", normal(without_brackets(text))))


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
    return (
        by_name.get(normal(text))
        or by_name.get(normal(without_brackets(text)))
        or by_name.get(district_form(text))
        or by_name.get(_place_of(text), ())
    )


def _is_among(
    rows: npt.NDArray[np.int64], codes: npt.NDArray[np.intp], sets: tuple[tuple[int, ...] | None, ...]
) -> BoolArray:
    """Whether each row's number is in the set of its code, shape (n,)."""
    pairs, inverse = np.unique(np.column_stack([rows, codes]), axis=0, return_inverse=True)
    among = [int(row) in (sets[int(code)] or ()) for row, code in pairs]
    return np.array(among, dtype=bool)[inverse.ravel()]
