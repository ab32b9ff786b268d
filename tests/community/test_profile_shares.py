"""Who walks how: counts of the bundle, stated assumptions, and everybody once."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.profile_shares import profile_shares
from domain.profiles import walking_profiles
from domain.settings.settings import Settings

SIX = Settings().with_overrides({
    "profile.in_use": "six",
    "profile.wheelchair_pushed_share": "0.2", "profile.wheelchair_alone_share": "0.1",
    "profile.small_child_persons_per_child": "0.5", "profile.elderly_alone_share": "1",
})  # fmt: skip


def shares(chosen: Settings, *, present=100, support=20, elderly=10, children=12) -> dict[str, float]:
    blocks = pd.DataFrame({
        "support_persons": pd.array([support], dtype="Int64"),
        "elderly_alone": pd.array([elderly], dtype="Int64"), "age_0_14": [children],
    })  # fmt: skip
    profiles = walking_profiles(chosen)
    found = profile_shares(blocks, pd.Series([present]), profiles, chosen.profile)
    assert found.shape == (1, len(profiles))
    return {profile.profile_id: float(share) for profile, share in zip(profiles, found[0], strict=True)}


def test_two_profiles_are_those_who_need_support_and_all_others():
    assert shares(Settings()) == {"general": 0.8, "assisted": 0.2}


def test_six_profiles_split_those_who_need_support_and_count_old_people_and_children():
    # Of 20 who need support 4 are pushed and 2 alone; of 10 old people alone 2 are among the 20; 12 children
    # up to 14 make 6 people who walk with a small child.
    assert shares(SIX) == pytest.approx({
        "general": 0.66, "assisted": 0.14, "elderly_alone": 0.08, "small_child": 0.06,
        "wheelchair_pushed": 0.04, "wheelchair_alone": 0.02,
    })  # fmt: skip


def test_what_nobody_counted_is_nobody():
    found = shares(SIX, support=None, elderly=None, children=0)
    assert found["general"] == 1.0
    assert shares(SIX, present=0)["general"] == 1.0


def test_more_in_wheelchairs_alone_than_are_left_is_what_is_left():
    found = shares(SIX.with_overrides({"profile.wheelchair_pushed_share": "0.95"}))
    assert found["wheelchair_pushed"] == pytest.approx(0.19)
    assert found["wheelchair_alone"] == pytest.approx(0.01)
    assert found["assisted"] == pytest.approx(0.0, abs=1e-12)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 50), st.integers(0, 90), st.integers(0, 90), st.integers(0, 300))
def test_everybody_is_in_one_profile(present, support, elderly, children):
    found = shares(SIX, present=present, support=support, elderly=elderly, children=children)
    assert sum(found.values()) == pytest.approx(1.0)
    assert all(-1e-12 <= share <= 1.0 + 1e-12 for share in found.values())
    assert np.isclose(
        found["assisted"] + found["wheelchair_pushed"] + found["wheelchair_alone"],
        min(support, present) / present if present else 0.0,
    )
