"""Opening duty as counts: what a plan may know of who opens a place, without anybody's name."""

from collections.abc import Mapping

import pandas as pd

from domain.tables.organisations import OpeningDuty

_SAME = ["place_id", "open_class", "kind", "block_id", "arrival_day_s", "arrival_night_s"]


def count_openers(
    duty: pd.DataFrame, block_of: Mapping[str, str], person_of: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Count the people of an opening duty register by place, class, kind, start and time to arrive.

    Parameters
    ----------
    duty
        ``OpeningDutyRegister``. Personal columns may be absent and are not read.
    block_of
        Block of the home by record id, where it is known.
    person_of
        Person of a record id, where rows are known to be one person. Whoever is on duty for several
        places of one class is counted at one alone, where the list says that she arrives first (by
        night, then by day, then in the order of the places): all of them may have to open at once.

    Returns
    -------
    pd.DataFrame
        ``OpeningDuty``, in the order of these columns. One person on duty for two classes is in both.
    """
    duty = duty.loc[_first_places(duty, person_of or {})]
    starts = [block_of.get(str(record_id), "") for record_id in duty.index]
    table = duty.assign(block_id=pd.array(starts, dtype="str"))[_SAME]
    counts = table.groupby(_SAME, dropna=False).size().rename("persons").reset_index()
    counts.index.name = OpeningDuty.index_name()
    texts = dict.fromkeys(["place_id", "open_class", "kind", "block_id"], "str")
    whole = dict.fromkeys(["arrival_day_s", "arrival_night_s"], "Int64")
    return OpeningDuty.check(counts.astype({**texts, **whole, "persons": "int64"})[OpeningDuty.columns()])


def _first_places(duty: pd.DataFrame, person_of: Mapping[str, str]) -> "pd.Index[str]":
    """Return the records that count: of one person and class of disaster, that of one place."""
    known = pd.Series([person_of.get(str(one), str(one)) for one in duty.index], duty.index, dtype="str")
    rows = duty[["open_class", "place_id", "arrival_night_s", "arrival_day_s"]].assign(person=known)
    ordered = rows.sort_values(["arrival_night_s", "arrival_day_s", "place_id"], kind="stable")
    place = ordered.groupby(["person", "open_class"])["place_id"].transform("first")
    return duty.index[duty.index.isin(ordered.index[ordered["place_id"] == place])]
