"""Outlines of municipalities and wards as the wards of a city: chosen by code, joined, named, ordered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import geopandas as gpd
import pandas as pd

from data.municipalities import municipalities
from data.readers.area_repair import dissolved
from data.readers.ksj_n03 import BoundaryTable
from domain.crs import GEOGRAPHIC_EPSG
from domain.faults import Fault, InputError
from domain.municipal_codes import six_digits
from presentation.romanisation import romanised

#: How the kind of a municipality ends its name, how that is read, and what it is in English.
_KINDS = (
    ("区", ("く",), "Ward"),
    ("市", ("し",), "City"),
    ("町", ("ちょう", "まち"), "Town"),
    ("村", ("むら", "そん"), "Village"),
)
#: Two drawings of one code share ground when they overlap by more than this of the smaller one; they are
#: the same when they differ by less than that.
_SHARED, _SAME = 0.01, 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class WardAreas:
    """Wards of a city, or municipalities without wards.

    Parameters
    ----------
    wards
        Index ``ward_code`` (six digits, in the official order): ``name``, ``name_en``, ``official_order``
        (from 1), geometry in degrees of JGD2011, valid.
    city_code, name, name_en
        Code (six digits) and name of the municipality; of the first one where there are several.
    rows_kept
        Rows of each table that went into a ward, in the order of the tables.
    without_english
        Names for which no reading is known: ``name_en`` holds the Japanese name.
    """

    wards: gpd.GeoDataFrame
    city_code: str
    name: str
    name_en: str
    rows_kept: tuple[int, ...]
    without_english: tuple[str, ...]


def ward_areas(
    tables: Sequence[BoundaryTable],
    codes: Sequence[str],
    *,
    order: Sequence[str] = (),
    files: Sequence[str] = (),
) -> WardAreas:
    """Return the wards of a city; a municipality without wards is its own only one.

    Parameters
    ----------
    tables
        Files of N03, such as one a ward, or one of a prefecture.
    codes
        Municipalities (five or six digits each): a city with wards, one without, a ward, or several.
    order
        Codes of wards in the official order; those that are not named follow by code.
    files
        Names of the tables, for what is said of them.

    Raises
    ------
    domain.faults.InputError
        When a code is none, no area of it is in the files, or two files draw it differently.
    """
    asked = [_checked(code) for code in dict.fromkeys(codes)]
    rows = pd.concat([table.areas.assign(table=i) for i, table in enumerate(tables)], ignore_index=True)
    faults: list[Fault] = [
        Fault("municipality_missing", value=code, expected=_nearby(rows, code))
        for code in asked
        if not ((rows["code"] == code) | (rows["city_code"] == code)).any()
    ]
    if faults:
        raise InputError(faults)
    mine = rows[rows["code"].isin(asked) | rows["city_code"].isin(asked)]
    faults = list(_drawn_differently(mine, files))
    if faults:
        raise InputError(faults)
    several = len(set(mine["city_code"])) > 1
    first = mine[(mine["city_code"] == asked[0]) | (mine["code"] == asked[0])].iloc[0]
    wards = _wards(mine, [_checked(code) for code in order], several=several)
    name_en = english_name(first["city_code"], first["city"])
    names_en = (name_en, *wards["name_en"])
    without = [
        name for name, said in zip((first["city"], *wards["name"]), names_en, strict=True) if name == said
    ]
    kept = mine["table"].value_counts()
    return WardAreas(
        wards=wards,
        city_code=six_digits(first["city_code"]),
        name=first["city"],
        name_en=name_en,
        rows_kept=tuple(int(kept.get(i, 0)) for i in range(len(tables))),
        without_english=tuple(dict.fromkeys(without)),
    )


def english_name(code: str, name: str) -> str:
    """Return the name of a municipality or ward in English, the Japanese name where no reading is known.

    Parameters
    ----------
    code
        Five digits.
    name
        Its own name, without that of the city that it is a ward of.

    Returns
    -------
    str
        Such as ``Sakai Ward``: its reading in Roman letters and what it is.
    """
    known = municipalities().get(code)
    reading = known.reading if known is not None and known.own_name == name else ""
    for kind, ends, english in _KINDS:
        end = next((end for end in ends if reading.endswith(end)), "")
        if name.endswith(kind) and end and reading != end:
            return f"{romanised(reading.removesuffix(end))} {english}"
    return romanised(reading) if reading else name


def _checked(code: str) -> str:
    """Return a code of five or six digits as five."""
    try:
        return six_digits(code.strip())[:5]
    except ValueError as error:
        raise InputError([Fault("municipality_code", value=code[:20], expected="27140, 271403")]) from error


def _drawn_differently(mine: pd.DataFrame, files: Sequence[str]) -> Iterator[Fault]:
    """Yield each code that two files draw in two ways: joined they are the outline of neither.

    Files that hold different parts of it, or the same drawing twice, are joined.
    """
    for code, rows in mine.groupby("code"):
        drawn = {
            int(at): dissolved(rows.loc[rows["table"] == at, "geometry"].to_numpy())
            for at in rows["table"].unique().tolist()
        }
        for (one, shape), (other, again) in combinations(drawn.items(), 2):
            least = min(shape.area, again.area)
            shares_ground = shape.intersection(again).area > _SHARED * least
            if shares_ground and shape.symmetric_difference(again).area > _SAME * least:
                names = ", ".join(files[at] for at in (one, other)) if files else ""
                yield Fault("outlines_differ", file=names, value=six_digits(str(code)))


def _nearby(rows: pd.DataFrame, code: str) -> str:
    """Return municipalities of the files in the same prefecture, the first ones."""
    # Of a file whose areas were all dropped the column is empty, and of no type.
    found = rows[rows["city_code"].astype("str").str[:2] == code[:2]]
    named = dict(zip(found["city_code"], found["city"], strict=True))
    shown = [f"{key} {name}" for key, name in sorted(named.items())]
    return ", ".join(shown[:8]) + (" …" if len(shown) > 8 else "")


def _wards(mine: pd.DataFrame, order: Sequence[str], *, several: bool) -> gpd.GeoDataFrame:
    listed = [code for code in order if (mine["code"] == code).any()]
    ordered = [*dict.fromkeys(listed), *sorted(set(mine["code"]) - set(listed))]
    records = []
    for number, code in enumerate(ordered, start=1):
        rows = mine[mine["code"] == code]
        city, ward = rows["city"].iloc[0], rows["ward"].iloc[0]
        english = english_name(code, ward or city)
        # Wards of two cities may have one name.
        name = city + ward if several else ward or city
        if several and ward and english != ward:
            english = f"{english}, {english_name(rows['city_code'].iloc[0], city)}"
        records.append(
            {
                "ward_code": six_digits(code),
                "name": name,
                "name_en": name if english == ward else english,
                "official_order": number,
                "geometry": dissolved(rows["geometry"].to_numpy()),
            }
        )
    return gpd.GeoDataFrame(
        pd.DataFrame(records).set_index("ward_code"), geometry="geometry", crs=GEOGRAPHIC_EPSG
    )
