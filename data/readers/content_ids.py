"""Ids that the content of a row decides, for lists that give none: another order gives the same ids."""

import hashlib
from collections.abc import Sequence

import pandas as pd

from data.readers.place_list import name_form

#: Decimals of a degree that tell places of one name apart (about 10 m).
_ID_DECIMALS = 4
_ID_DIGITS = 10


def content_ids(heads: "pd.Series[str]", table: pd.DataFrame, said: Sequence[str]) -> "pd.Series[str]":
    """Return an id for each row that its name and position decide, whatever the order of the file.

    Parameters
    ----------
    heads
        What each id begins with.
    table
        ``name``, ``lon`` and ``lat`` [degrees] of each row, on the index of ``heads``.
    said
        What else each row says: it numbers rows of one name on one point.
    """
    words = [
        f"{name_form(name)}|{lon:.{_ID_DECIMALS}f}|{lat:.{_ID_DECIMALS}f}"
        for name, lon, lat in zip(table["name"], table["lon"], table["lat"], strict=True)
    ]
    hashes = [hashlib.sha256(word.encode("utf-8", "replace")).hexdigest()[:_ID_DIGITS] for word in words]
    ids = heads + pd.Series(hashes, index=heads.index, dtype="str")
    order = pd.DataFrame({"id": ids, "said": list(said)}, index=ids.index).sort_values(
        ["id", "said"], kind="stable"
    )
    number = order.groupby("id").cumcount().reindex(ids.index)
    return ids.where(number.eq(0), ids + "-" + (number + 1).astype("str"))
