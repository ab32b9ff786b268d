"""Fictitious organisations of the 93 districts as counts, with gaps of known number.

The gaps are the constants below; tests recover them from the bundle. No person is behind them.
"""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.shares import split_persons
from domain.tables.organisations import DistrictFacts, Organisations, Posts
from domain.vocabulary import Post, YesNoUnknown

#: Organisations of which nothing is known (未調査).
UNSURVEYED = 7
#: Surveyed organisations without a leader of the evacuation guidance squad.
WITHOUT_GUIDANCE_LEADER = 12
#: Surveyed organisations that held no drill in the year.
WITHOUT_DRILL = 9
#: Surveyed organisations whose head (leader of 本部) is 75 or older.
HEAD_OVER_75 = 26
#: Surveyed organisations whose rescue squad has fewer people than it needs.
RESCUE_SHORT = 17
#: Surveyed organisations without a deputy in the care support squad.
WITHOUT_CARE_DEPUTY = 21
#: Surveyed organisations with a district plan (地区防災計画), and those of which it is not known.
WITH_DISTRICT_PLAN = 14
DISTRICT_PLAN_UNKNOWN = 8
#: Surveyed organisations of which it is not known how many can open a place at night.
NIGHT_OPENING_UNKNOWN = 11
#: Districts whose stock, whose consents, whose individual plans are not known.
STOCK_UNKNOWN = 8
CONSENT_UNKNOWN = 5
PLANS_UNKNOWN = 6

#: 南区: 12,640 listed, 4,106 agreed on 2025-03-31 (泉北コミュニティ; secondary source). Elsewhere model.
CONSENTED_PERSONS = {"271454": 4_106}
CONSENT_SHARE = 0.36

_NEEDED_PER_1000 = {
    Post.HEADQUARTERS: 0.7,
    Post.INFORMATION: 0.7,
    Post.FIRE_FIGHTING: 1.2,
    Post.RESCUE: 1.2,
    Post.EVACUATION_GUIDANCE: 1.4,
    Post.FOOD_WATER: 1.2,
    Post.CARE_SUPPORT: 1.0,
}


@dataclass(frozen=True, slots=True, eq=False)
class _Draw:
    """Which organisations have which gap, as masks of length n."""

    unsurveyed: npt.NDArray[np.bool_]
    rng: np.random.Generator

    def pick(self, count: int) -> npt.NDArray[np.bool_]:
        """Choose surveyed organisations."""
        chosen = np.zeros(self.unsurveyed.size, dtype=bool)
        surveyed = np.flatnonzero(~self.unsurveyed)
        chosen[self.rng.permutation(surveyed)[:count]] = True
        return chosen


def build_organisations(
    districts: gpd.GeoDataFrame, blocks: pd.DataFrame, rng: np.random.Generator
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the ``Organisations`` and ``Posts`` tables."""
    people = blocks.groupby("district_id")[["residents", "households"]].sum().reindex(districts.index)
    count = len(districts)
    unsurveyed = np.zeros(count, dtype=bool)
    unsurveyed[rng.permutation(count)[:UNSURVEYED]] = True
    draw = _Draw(unsurveyed, rng)
    org_id = ["ORG-" + str(district) for district in districts.index]
    no_drill = draw.pick(WITHOUT_DRILL)
    drills = np.where(no_drill, 0, rng.integers(1, 4, count))
    present = (people["residents"].to_numpy() * rng.uniform(0.006, 0.035, count)).astype(np.int64)
    table = pd.DataFrame(
        {
            "district_id": districts.index.to_numpy(),
            "name": [f"{name}校区自主防災組織（模擬）" for name in districts["name"]],
            "households_covered": _known(people["households"].to_numpy(), unsurveyed),
            "founded_year": _known(rng.integers(1998, 2012, count), unsurveyed),
            "drills_in_year": _known(drills, unsurveyed),
            "drill_participants": _known(np.where(no_drill, 0, present), unsurveyed),
            "district_plan_made": pd.array(_district_plans(draw), dtype="str"),
            "can_open_at_night": _known(
                rng.integers(0, 9, count), unsurveyed | draw.pick(NIGHT_OPENING_UNKNOWN)
            ),
        },
        index=pd.Index(org_id, name="org_id"),
    )
    posts = _posts(np.array(org_id)[~unsurveyed], people["residents"].to_numpy()[~unsurveyed], draw)
    return table[Organisations.columns()], posts


def _known(values: npt.NDArray[np.int64], unknown: npt.NDArray[np.bool_]) -> pd.Series:
    series = pd.Series(values).astype("Int64").mask(unknown)
    return series.array  # type: ignore[return-value]


def _district_plans(draw: _Draw) -> npt.NDArray[np.str_]:
    order = draw.rng.permutation(np.flatnonzero(~draw.unsurveyed))
    plans = np.full(draw.unsurveyed.size, YesNoUnknown.NO.value, dtype="<U8")
    plans[order[:WITH_DISTRICT_PLAN]] = YesNoUnknown.YES.value
    plans[order[WITH_DISTRICT_PLAN : WITH_DISTRICT_PLAN + DISTRICT_PLAN_UNKNOWN]] = YesNoUnknown.UNKNOWN.value
    plans[draw.unsurveyed] = YesNoUnknown.UNKNOWN.value
    return plans


def _posts(org_id: npt.NDArray[np.str_], residents: npt.NDArray[np.int64], draw: _Draw) -> pd.DataFrame:
    surveyed = ~draw.unsurveyed
    rng = draw.rng
    no_leader = draw.pick(WITHOUT_GUIDANCE_LEADER)[surveyed]
    old_head = draw.pick(HEAD_OVER_75)[surveyed]
    short = draw.pick(RESCUE_SHORT)[surveyed]
    no_deputy = draw.pick(WITHOUT_CARE_DEPUTY)[surveyed]
    pieces = []
    for post, per_1000 in _NEEDED_PER_1000.items():
        needed = np.maximum(4, np.round(residents * per_1000 / 1000)).astype(np.int64)
        extra = rng.integers(0, 3, org_id.size)
        few = np.maximum(1, np.floor(needed * rng.uniform(0.3, 0.7, org_id.size))).astype(np.int64)
        filled = np.where(short, few, needed + extra) if post is Post.RESCUE else needed + extra
        leads = ~no_leader if post is Post.EVACUATION_GUIDANCE else np.ones(org_id.size, dtype=bool)
        old = old_head if post is Post.HEADQUARTERS else (rng.random(org_id.size) < 0.15) & leads
        over_75 = np.maximum(np.round(filled * rng.uniform(0.05, 0.35, org_id.size)).astype(np.int64), old)
        pieces.append(
            pd.DataFrame(
                {
                    "org_id": org_id,
                    "post": post.value,
                    "needed": needed,
                    "filled": filled,
                    "over_75": over_75,
                    "has_leader": leads,
                    "has_deputy": ~no_deputy if post is Post.CARE_SUPPORT else np.ones(org_id.size, bool),
                    "leader_over_75": old,
                    "order": np.arange(org_id.size),
                }
            )
        )
    posts = pd.concat(pieces).sort_values("order", kind="stable").reset_index(drop=True)
    posts.index.name = "row"
    nullable = {"needed": "Int64", "over_75": "Int64", "leader_over_75": "boolean"}
    return posts[Posts.columns()].astype(nullable)


def build_district_facts(
    districts: gpd.GeoDataFrame, blocks: pd.DataFrame, rng: np.random.Generator
) -> pd.DataFrame:
    """Return the ``DistrictFacts`` table: support list, plans made, stock, membership."""
    people = blocks.groupby("district_id")[["residents", "support_persons"]].sum().reindex(districts.index)
    listed = people["support_persons"].to_numpy(dtype=np.int64)
    ward = districts["ward_code"].to_numpy()
    count = len(districts)
    consented = np.zeros(count, dtype=np.int64)
    for code in np.unique(ward):
        mine = np.flatnonzero(ward == code)
        total = CONSENTED_PERSONS.get(str(code), round(CONSENT_SHARE * listed[mine].sum()))
        weight = listed[mine] * rng.uniform(0.75, 1.25, mine.size)
        consented[mine] = split_persons(np.array([total]), weight / weight.sum())[0]
    plans = np.floor(listed * rng.uniform(0.02, 0.16, count)).astype(np.int64)
    meals = (people["residents"].to_numpy() * rng.uniform(0.15, 0.9, count)).round(-1).astype(np.int64)
    water = (people["residents"].to_numpy() * rng.uniform(0.2, 1.1, count)).round(-1)
    no_stock, no_consent, no_plans = (
        _draw_mask(rng, count, n) for n in (STOCK_UNKNOWN, CONSENT_UNKNOWN, PLANS_UNKNOWN)
    )
    no_consent &= ~np.isin(ward, list(CONSENTED_PERSONS))
    table = pd.DataFrame(
        {
            "listed_persons": pd.array(listed, dtype="Int64"),
            "consented_persons": _known(consented, no_consent),
            "individual_plans": _known(plans, no_plans),
            "stock_meals": _known(meals, no_stock),
            "stock_water_l": np.where(no_stock, np.nan, water),
            "association_share": rng.uniform(0.45, 0.60, count).round(3),
        },
        index=districts.index,
    )
    return table[DistrictFacts.columns()]


def _draw_mask(rng: np.random.Generator, count: int, wanted: int) -> npt.NDArray[np.bool_]:
    mask = np.zeros(count, dtype=bool)
    mask[rng.permutation(count)[:wanted]] = True
    return mask
