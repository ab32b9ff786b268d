"""Drills of organisations in the last 12 months, and how many took part."""

import datetime as dt

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Index, Series

from community.written_days import within_year
from domain.tables.base import Table


class DrillRecord(Table):
    """Organisations; ``drills_max`` is <NA> where nothing bounds it: nobody has said how many there were.

    ``participants`` are those of the drills surely held within the 12 months and counted;
    ``uncounted_drills`` are those of which nobody has counted them.
    """

    org_id: Index[str] = pa.Field(unique=True)
    drills_min: Series[int] = pa.Field(ge=0)
    drills_max: Series[pd.Int64Dtype] = pa.Field(nullable=True, ge=0)
    participants: Series[int] = pa.Field(ge=0)
    uncounted_drills: Series[int] = pa.Field(ge=0)


def drill_record(organisations: pd.DataFrame, drills: pd.DataFrame, on: dt.date) -> pd.DataFrame:
    """Return the drills of each organisation in the 12 months up to a day.

    No entry is not no drill: the number that the organisation gives bounds what it held, and more
    drills with a date than it gives are believed. Who took part is what the organisation gives; where it
    gives nothing, the entries count them, and a drill that it gives without an entry is uncounted.

    Parameters
    ----------
    organisations
        ``org_id`` (each once), ``drills_in_year`` and ``drill_participants``, as in ``OrganisationRegister``.
    drills
        ``DrillRegister``.
    on
        Last of the days.

    Returns
    -------
    pd.DataFrame
        ``DrillRecord``, by id.
    """
    held = [within_year(text, on) for text in drills["held_on"]]
    table = pd.DataFrame(
        {
            "org_id": drills["org_id"].to_numpy(dtype=object),
            "surely": [sure for sure, _ in held],
            "possibly": [may for _, may in held],
            "participants": drills["participants"].astype("Int64").to_numpy(dtype=object),
        }
    )
    rows = {}
    columns = organisations[["org_id", "drills_in_year", "drill_participants"]]
    for org_id, given, people in columns.itertuples(index=False):
        own = table[table["org_id"] == org_id]
        sure = own[own["surely"].astype(bool)]
        counted = sure["participants"].dropna()
        stated = 0 if pd.isna(given) else int(given)
        held_least = max(len(sure), stated)
        rows[str(org_id)] = (
            held_least,
            pd.NA if pd.isna(given) else max(int(own["possibly"].sum()), stated),
            int(counted.sum()) if pd.isna(people) else int(people),
            held_least - len(counted) if pd.isna(people) else 0,
        )
    found = pd.DataFrame.from_dict(rows, orient="index", columns=DrillRecord.columns()).sort_index()
    found.index = pd.Index(found.index, dtype="str", name=DrillRecord.index_name())
    types = {name: "Int64" if name == "drills_max" else "int64" for name in DrillRecord.columns()}
    return DrillRecord.check(found.astype(types))
