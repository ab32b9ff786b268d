"""Which share of a block's people walks by which walking profile: what the bundle counts, and assumptions.

Whoever needs support (``support_persons``) walks with help, or, by a stated share, in a wheelchair, pushed
or alone. Who is old and lives alone (``elderly_alone``) and is not among them walks as such; people with a
small child are so many for each child up to 14 (``age_0_14``). Everybody else walks as the first profile.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.profiles import WalkingProfile
from domain.settings.profiles import ProfileSettings
from domain.vocabulary import WalkingProfileId

FloatArray = npt.NDArray[np.float64]


def profile_shares(
    blocks: pd.DataFrame,
    present_persons: pd.Series,
    profiles: Sequence[WalkingProfile],
    settings: ProfileSettings,
) -> FloatArray:
    """Return the share of each profile among those present, shape (blocks, profiles).

    Parameters
    ----------
    blocks
        ``Blocks``; a count that a block does not have is nobody, and pages say so.
    present_persons
        People who are there at this time of day, of the same blocks.
    profiles
        Profiles in use; one that is not has nobody, and its people walk as the one they belong to.
    settings
        Shares of those in wheelchairs, old people alone, and people with a small child.

    Returns
    -------
    FloatArray
        Rows sum to 1.
    """
    ids = [profile.profile_id for profile in profiles]
    shares = np.zeros((len(blocks), len(ids)))
    support = _share(blocks["support_persons"], present_persons)
    parts = {WalkingProfileId.ASSISTED: support}
    if WalkingProfileId.WHEELCHAIR_PUSHED in ids:
        pushed = settings.wheelchair_pushed_share
        alone = min(settings.wheelchair_alone_share, 1.0 - pushed)
        elderly = settings.elderly_alone_share * _share(blocks["elderly_alone"], present_persons)
        children = settings.small_child_persons_per_child * _share(blocks["age_0_14"], present_persons)
        # Of old people who live alone as many need support as of everybody; nobody is in two profiles.
        elderly = elderly * (1.0 - support)
        parts = {
            WalkingProfileId.ASSISTED: support * (1.0 - pushed - alone),
            WalkingProfileId.WHEELCHAIR_PUSHED: support * pushed,
            WalkingProfileId.WHEELCHAIR_ALONE: support * alone,
            WalkingProfileId.ELDERLY_ALONE: elderly,
            WalkingProfileId.SMALL_CHILD: np.minimum(children, 1.0 - support - elderly),
        }
    for profile_id, share in parts.items():
        shares[:, ids.index(profile_id.value)] = share
    shares[:, 0] = np.maximum(1.0 - shares[:, 1:].sum(axis=1), 0.0)
    return shares


def _share(persons: pd.Series, present: pd.Series) -> FloatArray:
    """Return which part of those present some people are, at most all of them; 0 where nobody counted."""
    there = present.to_numpy(dtype=np.float64)
    count = np.minimum(persons.to_numpy(dtype=np.float64, na_value=0.0), there)
    return np.divide(count, there, out=np.zeros_like(there), where=there > 0)
