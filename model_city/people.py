"""The people of each block as counts: ages, floors lived on, people who need help, day persons.

Ward totals of residents and households are the published ones; all else is model data that keeps
to the published totals of the city (堺市「高齢者を取り巻く現状」2024-08-06).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.shares import split_persons
from model_city.grids import FloatArray, IntArray
from model_city.towns import is_new_town

AGE_COLUMNS = ("age_0_14", "age_15_64", "age_65_74", "age_75_plus")
FLOOR_COLUMNS = (
    "living_floor_b1",
    "living_floor_1",
    "living_floor_2",
    "living_floor_3",
    "living_floor_4_plus",
    "living_floor_unknown",
)

#: Age shares per ward [%]: 0–14, 15–64, 65–74, 75 and older. Model, fitted to the city's total.
WARD_AGE_PERCENT: dict[str, tuple[float, float, float, float]] = {
    "271411": (10.7, 62.0, 11.6, 15.7),
    "271420": (12.6, 61.2, 11.2, 15.0),
    "271438": (12.2, 59.5, 11.3, 17.0),
    "271446": (12.6, 60.1, 11.3, 16.0),
    "271454": (11.0, 53.2, 15.0, 20.8),
    "271462": (12.9, 62.5, 10.4, 14.2),
    "271471": (11.2, 57.8, 12.7, 18.3),
}

#: Share of people of 65 and older [%] in estates of the new town (about 2018–19, 泉北コミュニティ).
NEW_TOWN_OLD_PERCENT = {"槇塚台": 43.8, "庭代台": 40.0, "赤坂台": 39.5, "三原台": 28.1}

#: Persons present by day ÷ residents: city about 0.935; more than 1.1 in 堺区 (offices, industry).
WARD_DAY_RATIO = {
    "271411": 1.16,
    "271420": 0.86,
    "271438": 0.84,
    "271446": 0.93,
    "271454": 0.88,
    "271462": 0.87,
    "271471": 0.99,
}

#: Day workers per block of the reclaimed industrial towns: 堺区 has 20,000–30,000 of them.
INDUSTRIAL_DAY_PERSONS = 205

#: Listed people who need help (避難行動要支援者): 南区 12,640 on 2025-03-31 (泉北コミュニティ, secondary
#: source); the other wards by their people of 75 and older so that the city has 8 % (model).
SUPPORT_SHARE_CITY = 0.08
SUPPORT_PERSONS = {"271454": 12_640}
#: Share of people listed who depend on power or care at home (model).
POWER_CARE_SHARE = 0.035
#: People of 65 and older who live alone (堺市, 2023-09): 75,956.
ELDERLY_ALONE_CITY = 75_956

#: Share of towns whose living floors are left unknown on purpose.
UNKNOWN_FLOOR_TOWN_SHARE = 0.03


@dataclass(frozen=True, slots=True)
class Housing:
    """Share of residents in flats per block, shape (n,), and floors of people in each kind."""

    flat_share: FloatArray
    #: One-storey, two-storey, three-storey homes.
    detached: tuple[float, float, float] = (0.13, 0.77, 0.10)
    #: Floors 1, 2, 3, 4 and higher of a block of flats.
    flat: tuple[float, float, float, float] = (0.17, 0.21, 0.20, 0.42)
    #: Share of those on ground floors who live below ground.
    basement: float = 0.006


def describe_people(
    blocks: pd.DataFrame, wards: pd.DataFrame, station_distance_m: FloatArray, rng: np.random.Generator
) -> pd.DataFrame:
    """Return the count columns of the ``Blocks`` table for settled blocks.

    Parameters
    ----------
    blocks
        Settled blocks: ``weight``, ``town``, ``town_row``, ``ward_code``, ``district_id``, ``industrial``.
    wards
        Published residents and households by ward code.
    station_distance_m
        Distance of each block to the nearest station, shape (n,).
    rng
        Source of all variation.
    """
    residents = _split_wards(wards["residents"], blocks["weight"].to_numpy(), blocks["ward_code"])
    ages = _ages(blocks, residents, rng)
    housing = Housing(_flat_share(blocks, station_distance_m, rng))
    people = pd.DataFrame({"residents": residents}, index=blocks.index)
    household_weight = residents * (1 + 0.25 * housing.flat_share) * rng.uniform(0.94, 1.06, len(blocks))
    people["daytime_persons"] = _daytime(blocks, residents, station_distance_m)
    people["households"] = _split_wards(wards["households"], household_weight, blocks["ward_code"])
    people[list(AGE_COLUMNS)] = ages
    need = _need_help(people, blocks["ward_code"], housing, rng)
    people = pd.concat([people, need], axis=1)
    people[list(FLOOR_COLUMNS)] = _floors(blocks, residents, housing, rng)
    return people


def _split_wards(totals: pd.Series, weight: FloatArray, ward_code: pd.Series) -> IntArray:
    """Split whole ward totals over blocks in proportion to the weights."""
    split = np.zeros(len(weight), dtype=np.int64)
    for ward, total in totals.items():
        mine = np.flatnonzero(ward_code.to_numpy() == ward)
        split[mine] = split_persons(np.array([total]), weight[mine] / weight[mine].sum())[0]
    return split


def _ages(blocks: pd.DataFrame, residents: IntArray, rng: np.random.Generator) -> IntArray:
    """Ages of each block: district and block vary, wards keep their shares (iterative fitting)."""
    ward = blocks["ward_code"].to_numpy()
    base = np.array([WARD_AGE_PERCENT[code] for code in ward]) / 100
    lean = _age_lean(blocks, rng)
    shares = base * np.exp(np.outer(lean, [-0.9, -0.25, 0.75, 1.0]))
    shares /= shares.sum(axis=1, keepdims=True)
    for _ in range(60):
        for code in np.unique(ward):
            mine = ward == code
            have = residents[mine] @ shares[mine] / residents[mine].sum()
            shares[mine] *= np.array(WARD_AGE_PERCENT[str(code)]) / 100 / have
        shares /= shares.sum(axis=1, keepdims=True)
    return split_persons(residents, shares)


def _age_lean(blocks: pd.DataFrame, rng: np.random.Generator) -> FloatArray:
    """How much older than its ward each block is, as a shift of the log odds."""
    districts = np.sort(blocks["district_id"].unique())
    by_district = pd.Series(rng.normal(0.0, 0.10, districts.size), index=districts)
    lean = blocks["district_id"].map(by_district).to_numpy(dtype=np.float64)
    lean = lean + rng.normal(0.0, 0.12, len(blocks))
    for name, percent in NEW_TOWN_OLD_PERCENT.items():
        mine = blocks["town"].str.startswith(name).to_numpy(dtype=bool)
        lean[mine] += np.log(percent / (100 - percent)) - np.log(35.8 / 64.2)
    new_flats = (
        blocks["town"].str.startswith(("北花田町", "新金岡町四丁", "新金岡町五丁")).to_numpy(dtype=bool)
    )
    lean[new_flats] -= 0.3
    return lean


def _flat_share(blocks: pd.DataFrame, station_distance_m: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Share of residents in flats: more near stations and in estates, few in villages."""
    near = np.exp(-station_distance_m / 900.0)
    share = 0.16 + 0.45 * near
    share = np.where(is_new_town(blocks["town"]), 0.42, share)
    share = np.where(blocks["town"].str.startswith("新金岡町"), 0.85, share)
    share = np.where(blocks["ward_code"] == "271471", 0.10, share)
    return np.clip(share + rng.normal(0, 0.18, len(blocks)), 0.0, 0.97)


def _floors(
    blocks: pd.DataFrame, residents: IntArray, housing: Housing, rng: np.random.Generator
) -> IntArray:
    flat = housing.flat_share[:, None]
    known = np.zeros((len(blocks), len(FLOOR_COLUMNS)))
    known[:, 1:4] = (1 - flat) * np.array(housing.detached)
    known[:, 1:5] += flat * np.array(housing.flat)
    rows = np.sort(blocks["town_row"].unique())
    chosen = rng.permutation(rows)[: round(UNKNOWN_FLOOR_TOWN_SHARE * rows.size)]
    unknown = blocks["town_row"].isin(chosen).to_numpy()
    known[unknown] = [0, 0, 0, 0, 0, 1]
    floors = split_persons(residents, known)
    # So few that rounding would lose them all: drawn one by one from the ground floors.
    underground = rng.binomial(floors[:, 1], housing.basement)
    floors[:, 0] += underground
    floors[:, 1] -= underground
    return floors


def _need_help(
    people: pd.DataFrame, ward_code: pd.Series, housing: Housing, rng: np.random.Generator
) -> pd.DataFrame:
    old = people["age_75_plus"].to_numpy(dtype=np.float64)
    weight = old * rng.uniform(0.8, 1.2, len(people)) + 0.02 * people["residents"].to_numpy()
    by_ward = people.groupby(ward_code)["age_75_plus"].sum()
    fixed = pd.Series(SUPPORT_PERSONS)
    free = by_ward.drop(fixed.index)
    left = round(SUPPORT_SHARE_CITY * people["residents"].sum()) - int(fixed.sum())
    split = pd.Series(split_persons(np.array([left]), (free / free.sum()).to_numpy())[0], index=free.index)
    support = _split_wards(pd.concat([split, fixed]), weight, ward_code)
    share = np.array([POWER_CARE_SHARE, 1 - POWER_CARE_SHARE])
    care = _thin(support, int(split_persons(np.array([support.sum()]), share)[0, 0]), rng)
    over_65 = (people["age_65_74"] + people["age_75_plus"]).to_numpy(dtype=np.float64)
    alone_weight = over_65 * (0.8 + 0.5 * housing.flat_share)
    alone = split_persons(np.array([ELDERLY_ALONE_CITY]), alone_weight / alone_weight.sum())[0]
    return pd.DataFrame(
        {
            "support_persons": support,
            "power_care_persons": care,
            "elderly_alone": np.minimum(alone, over_65.astype(np.int64)),
        },
        index=people.index,
    )


def _thin(persons: IntArray, wanted: int, rng: np.random.Generator) -> IntArray:
    """Choose ``wanted`` of all persons at random and count them per block."""
    owner = np.repeat(np.arange(persons.size), persons)
    chosen = rng.permutation(owner.size)[:wanted]
    counted: npt.NDArray[np.int64] = np.bincount(owner[chosen], minlength=persons.size).astype(np.int64)
    return counted


def _daytime(blocks: pd.DataFrame, residents: IntArray, station_distance_m: FloatArray) -> IntArray:
    """Persons present by day: industrial towns fixed, the rest near stations above their residents."""
    ward = blocks["ward_code"]
    industrial = blocks["industrial"].to_numpy(dtype=bool)
    day = np.where(industrial, INDUSTRIAL_DAY_PERSONS, 0).astype(np.int64)
    weight = residents * (0.8 + 0.9 * np.exp(-station_distance_m / 450.0))
    totals = pd.Series(residents, index=blocks.index).groupby(ward).sum()
    ratio = pd.Series(WARD_DAY_RATIO)
    wanted = (totals * ratio).round().astype("int64") - pd.Series(day, index=blocks.index).groupby(ward).sum()
    return np.asarray(day + _split_wards(wanted, np.where(industrial, 0.0, weight), ward), dtype=np.int64)
