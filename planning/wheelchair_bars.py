"""What on routes bars a wheelchair, where people in wheelchairs are not told apart from who walks with help.

With six walking profiles people in wheelchairs have routes of their own, without any of it. With two they are
among the people who need help, who are led as if all of them walked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from weakref import WeakKeyDictionary

import numpy as np
import pandas as pd

from domain.profiles import walking_profiles
from domain.settings.settings import Settings
from domain.tables.among import among
from domain.vocabulary import ProfilesInUse
from planning.case import Case
from planning.plan import Plan

#: Columns of the bars of streets and routes, in the order in which they are told.
BARS = ("steps", "steep", "narrow")
#: Who may be in a wheelchair, of the plans that are in memory, with the settings that say so.
_kept: WeakKeyDictionary[Plan, tuple[Settings, pd.DataFrame]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class BarredPersons:
    """People who need help on routes that a wheelchair cannot take, who walks with them not counted.

    Parameters
    ----------
    walking
        All of them who have a route.
    barred
        Those on a route with any of what follows.
    steps, steep, narrow
        Those on a route with steps, with a street steeper than ``profile.wheelchair_pushed_slope``, and with
        one that is known to be narrower than ``profile.wheelchair_width_m``.
    """

    walking: int
    barred: int
    steps: int
    steep: int
    narrow: int


def mixed_profile_ids(settings: Settings) -> tuple[str, ...]:
    """Return the walking profiles that people in wheelchairs are counted in without being told apart.

    Parameters
    ----------
    settings
        ``profile.in_use`` decides.

    Returns
    -------
    tuple[str, ...]
        Empty where they are told apart.
    """
    if settings.profile.in_use is not ProfilesInUse.TWO:
        return ()
    return tuple(one.profile_id for one in walking_profiles(settings) if one.first_to_seats)


def bars_of_streets(streets: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Return what of each street bars a wheelchair that is pushed, as far as the network knows.

    Parameters
    ----------
    streets
        ``Streets``: steps, slope and width are read. A width that is not known is no bar.
    settings
        ``profile`` has the limits.

    Returns
    -------
    pd.DataFrame
        Columns ``BARS``, by street id.
    """
    return pd.DataFrame({
        "steps": streets["steps"].to_numpy(np.bool_),
        "steep": streets["slope"].abs().to_numpy(np.float64) > settings.profile.wheelchair_pushed_slope,
        "narrow": streets["width_m"].to_numpy(np.float64) < settings.profile.wheelchair_width_m,
    }, index=streets.index)  # fmt: skip


def bars_on_route(case: Case, profile_id: str, street_ids: Sequence[int]) -> tuple[str, ...]:
    """Return what on a route bars the wheelchairs that may be among its people.

    Parameters
    ----------
    case
        Its streets and settings.
    profile_id
        Who is led along it.
    street_ids
        Its streets.

    Returns
    -------
    tuple[str, ...]
        Of ``BARS``; empty where nothing does, or nobody of the profile is counted as in a wheelchair.
    """
    if profile_id not in mixed_profile_ids(case.settings):
        return ()
    found = bars_of_streets(case.city.streets.loc[list(street_ids)], case.settings).any()
    return tuple(name for name in BARS if found[name])


def barred_persons(case: Case, plan: Plan, block_ids: "pd.Index[str] | None" = None) -> BarredPersons | None:
    """Return how many people who need help are led where a wheelchair cannot go.

    Parameters
    ----------
    case, plan
        A case and its plan.
    block_ids
        Blocks whose people are counted; all where None.

    Returns
    -------
    BarredPersons | None
        None where people in wheelchairs are told apart.
    """
    if not mixed_profile_ids(case.settings):
        return None
    kept = _kept.get(plan)
    if kept is None or kept[0] is not case.settings:
        # Asked for each ward that is looked at, and for the city.
        kept = _kept[plan] = (case.settings, _barred_rows(case, plan))
    rows = kept[1]
    if block_ids is not None:
        rows = rows[among(rows["block_id"], block_ids)]
    persons = rows["persons"].to_numpy(np.int64)
    found = [rows[name].to_numpy(np.bool_) for name in BARS]
    barred = np.any(found, axis=0)
    return BarredPersons(
        int(persons.sum()), int(persons[barred].sum()), *(int(persons[one].sum()) for one in found)
    )


def _barred_rows(case: Case, plan: Plan) -> pd.DataFrame:
    """Return who has a route and may be in a wheelchair: block, persons, and a flag for each of ``BARS``."""
    rows = plan.assignment
    rows = rows[(rows["route_id"] >= 0) & rows["profile_id"].isin(mixed_profile_ids(case.settings))]
    paths = plan.routes["street_path"].reindex(rows["route_id"]).tolist()
    count = np.array([len(path) for path in paths], np.int64)
    of_row = np.repeat(np.arange(count.size), count)
    bars = bars_of_streets(case.city.streets, case.settings)
    streets = np.fromiter(chain.from_iterable(paths), np.int64, int(count.sum()))
    at = bars.index.get_indexer(pd.Index(streets))
    return pd.DataFrame({
        "block_id": rows["block_id"].array,
        "persons": (rows["persons"] - rows["helpers"]).to_numpy(np.int64),
        **{name: np.bincount(of_row, bars[name].to_numpy()[at], count.size) > 0 for name in BARS},
    })  # fmt: skip
