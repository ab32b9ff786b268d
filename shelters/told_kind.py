"""What a destination is called: by what the place is, not by what a scenario uses it as."""

import numpy as np
import pandas as pd

from domain.vocabulary import DestinationKind


def told_kinds(places: pd.DataFrame, usable: pd.DataFrame) -> "pd.Series[str]":
    """Return the kind that each place is called by, in words, signs and files.

    In a tsunami an emergency site is used as a refuge building is (``usable.destination_kind`` decides
    seats and routes); it may be open ground, and nobody is told to go up in a building that is none.

    Parameters
    ----------
    places
        ``Places``.
    usable
        ``UsablePlaces``, whatever its order.

    Returns
    -------
    pd.Series[str]
        Values of ``DestinationKind``, ``""`` for none, by place id in the order of ``usable``.
    """
    kind = usable["destination_kind"].to_numpy(dtype=object)
    is_building = places["refuge_building"].reindex(usable.index).to_numpy(dtype=bool)
    is_open = (kind == DestinationKind.REFUGE_BUILDING.value) & ~is_building
    told = np.where(is_open, DestinationKind.EMERGENCY_SITE.value, kind)
    return pd.Series(told, index=usable.index, dtype="str")
