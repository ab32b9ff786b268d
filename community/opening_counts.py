"""Opening duty as counts: what a plan may know of who opens a place, without anybody's name."""

from collections.abc import Mapping

import pandas as pd

from domain.tables.organisations import OpeningDuty

_SAME = ["place_id", "open_class", "kind", "block_id", "arrival_day_s", "arrival_night_s"]


def count_openers(duty: pd.DataFrame, block_of: Mapping[str, str]) -> pd.DataFrame:
    """Count the people of an opening duty register by place, class, kind, start and time to arrive.

    Parameters
    ----------
    duty
        ``OpeningDutyRegister``. Personal columns may be absent and are not read.
    block_of
        Block of the home by record id, where it is known.

    Returns
    -------
    pd.DataFrame
        ``OpeningDuty``, in the order of these columns. One person on duty for two classes is in both.
    """
    starts = [block_of.get(str(record_id), "") for record_id in duty.index]
    table = duty.assign(block_id=pd.array(starts, dtype="str"))[_SAME]
    counts = table.groupby(_SAME, dropna=False).size().rename("persons").reset_index()
    counts.index.name = OpeningDuty.index_name()
    texts = dict.fromkeys(["place_id", "open_class", "kind", "block_id"], "str")
    whole = dict.fromkeys(["arrival_day_s", "arrival_night_s"], "Int64")
    return OpeningDuty.check(counts.astype({**texts, **whole, "persons": "int64"})[OpeningDuty.columns()])
