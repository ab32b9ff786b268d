"""Classes of areas as bounds: codes by the table of their edition, words by the grammar of ranges.

A code or text that is not known is an error that names it and counts it: never a guess, and never
dropped. A record without any class stays, its depth unknown.
"""

import math
from collections.abc import Iterable, Sequence

import geopandas as gpd
import numpy as np
import pandas as pd

from data.readers.ksj_hazards import ClassColumn
from data.readers.range_text import HOUR_UNITS, parse_range
from domain.faults import Fault
from domain.vocabulary import Severity

#: Columns of a read hazard table, beside its geometry.
CLASS_COLUMNS: tuple[str, ...] = (
    "kind",
    "zone_type",
    "depth_m_min",
    "depth_m_max",
    "duration_h",
    "arrival_time_s",
    "intensity",
    "name",
)
#: Unknown values that are named, each with its count; further ones are counted with the last.
_NAMED = 20
_LONGEST = 60

Bounds = tuple[float, float]


def classified(
    table: gpd.GeoDataFrame, column: ClassColumn, file: str
) -> tuple[gpd.GeoDataFrame, tuple[Fault, ...]]:
    """Return areas with their classes as bounds, and what is wrong with the classes.

    Parameters
    ----------
    table
        Areas with the columns of an edition; the index is the number of the record in the file.
    column
        What the column of the class means.
    file
        Name of the file, for the faults.

    Returns
    -------
    areas
        ``CLASS_COLUMNS`` and geometry; what does not apply is NaN or empty.
    faults
        Unknown codes and texts (errors), and records without a class (a warning).
    """
    areas = gpd.GeoDataFrame(
        {
            "kind": column.kind.value,
            "zone_type": "" if column.zone is None else column.zone.value,
            **dict.fromkeys(CLASS_COLUMNS[2:-1], math.nan),
            "name": _names(table, column.name),
        },
        geometry=table.geometry.to_numpy(),
        index=table.index,
        crs=table.crs,
    )
    faults: list[Fault] = []
    for name, codes in column.allowed.items():
        texts = code_texts(table[name])
        faults += _unknown(texts[~texts.isin(codes)], name, codes, file)
    if not column.column:
        return areas, tuple(faults)
    texts = code_texts(table[column.column])
    blank = texts.eq("").to_numpy()
    values = {text: _value(text, column) for text in texts.unique() if text}
    wrong = texts.map(lambda text: text != "" and values[text] is None).to_numpy(dtype=bool)
    faults += _unknown(texts[wrong], column.column, column.codes, file)
    if blank.any():
        severity = Severity.ERROR if column.zones else Severity.WARNING
        rows = table.index[blank].tolist()
        faults.append(
            Fault(
                "class_missing",
                severity,
                file=file,
                column=column.column,
                row=str(rows[0]),
                more=len(rows) - 1,
            )
        )
    good = ~blank & ~wrong
    _fill(areas, good, [values[text] for text in texts[good]], column)
    return areas, tuple(faults)


def code_texts(column: pd.Series) -> "pd.Series[str]":
    """Return codes as text whatever type a file gives them: ``1``, ``1.0`` and `` 1`` are one code."""
    texts = column.astype("object").map(lambda value: "" if pd.isna(value) else str(value).strip())
    return texts.map(lambda text: text[:-2] if text.endswith(".0") and text[:-2].isdigit() else text)


def _value(text: str, column: ClassColumn) -> Bounds | str | None:
    """Return what a code or text means; None where it is not known."""
    if column.zones is not None:
        zone = column.zones.get(text)
        return None if zone is None else zone.value
    codes = column.depth_m if column.depth_m is not None else column.duration_h
    if codes is not None:
        return codes.get(text)
    return parse_range(text, HOUR_UNITS) if column.duration_words else parse_range(text)


def _fill(
    areas: gpd.GeoDataFrame, good: "np.typing.NDArray[np.bool_]", found: Sequence[object], column: ClassColumn
) -> None:
    """Write what was found into the new table, which nobody else holds yet."""
    if column.zones is not None:
        areas.loc[good, "zone_type"] = [str(one) for one in found]
        return
    bounds = np.array(found, dtype=np.float64).reshape(-1, 2)
    if column.duration_h is not None or column.duration_words:
        # As long as the class may last; where it has no end, as long as it lasts at least.
        areas.loc[good, "duration_h"] = np.where(np.isinf(bounds[:, 1]), bounds[:, 0], bounds[:, 1])
        return
    areas.loc[good, "depth_m_min"], areas.loc[good, "depth_m_max"] = bounds[:, 0], bounds[:, 1]


def _unknown(texts: "pd.Series[str]", column: str, codes: Sequence[str], file: str) -> Iterable[Fault]:
    expected = ", ".join(codes) or "0.5m以上3m未満, 1.0~2.0m, 20m以上"
    counts = texts.value_counts(sort=False)
    for number, (text, count) in enumerate(counts.items()):
        if number == _NAMED:
            return
        rest = int(counts.iloc[_NAMED:].sum()) if number == _NAMED - 1 else 0
        yield Fault(
            "class_unknown",
            file=file,
            column=column,
            row=str(texts.index[texts.eq(str(text))][0]),
            value=str(text)[:_LONGEST],
            expected=expected,
            more=int(count) - 1 + rest,
        )


def _names(table: gpd.GeoDataFrame, column: str) -> "pd.Series[str] | str":
    if not column or column not in table:
        return ""
    return table[column].astype("object").map(lambda value: "" if pd.isna(value) else str(value).strip())
