"""Sums over districts, wards and the city in one go, so that all levels share one formula."""

from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
import numpy.typing as npt
import pandas as pd

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]
BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Areas:
    """Every area with indicators: districts by id, wards in official order, the city last.

    Parameters
    ----------
    districts, wards
        Ids.
    ward_of_district
        Ward code of each district, indexed by district id.
    city_code
        Id of the city.
    """

    districts: pd.Index
    wards: pd.Index
    ward_of_district: pd.Series
    city_code: str

    @classmethod
    def of(cls, districts: pd.DataFrame, wards: pd.DataFrame, city_code: str) -> Self:
        """Return the areas of a city from its layers.

        Parameters
        ----------
        districts, wards
            ``Districts`` and ``Wards``.
        city_code
            Id of the city. A ward of this code is the city itself (a town without wards): it is no
            area of its own, so that every id stands for one area.
        """
        ordered = wards["official_order"].sort_values().index
        return cls(
            districts=districts.index.sort_values(),
            wards=ordered[ordered != city_code],
            ward_of_district=districts["ward_code"],
            city_code=city_code,
        )

    @cached_property
    def ids(self) -> list[str]:
        """Ids of all areas, in order."""
        return [*self.districts, *self.wards, self.city_code]

    @cached_property
    def levels(self) -> list[str]:
        """Level of each area: district, ward or city."""
        return ["district"] * len(self.districts) + ["ward"] * len(self.wards) + ["city"]

    def members(self, districts: pd.Series, wards: pd.Series | None = None) -> "Members":
        """Return where the rows of a table belong, from their district and ward.

        Without wards, the ward is that of the district. A row of no known district still counts
        in its ward and the city.
        """
        ward_codes = districts.map(self.ward_of_district) if wards is None else wards
        return Members(
            district=self.districts.get_indexer(pd.Index(districts)),
            ward=self.wards.get_indexer(pd.Index(ward_codes)),
            n_districts=len(self.districts),
            n_wards=len(self.wards),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Members:
    """District and ward of each row of a table, as positions (−1 in none)."""

    district: IntArray
    ward: IntArray
    n_districts: int
    n_wards: int

    def take(self, rows: IntArray) -> "Members":
        """Return the members of another table whose rows point to rows of this one."""
        return Members(self.district[rows], self.ward[rows], self.n_districts, self.n_wards)

    def total(self, values: npt.ArrayLike) -> FloatArray:
        """Return the sum of a value over each area; rows that are NaN add nothing."""
        value = np.nan_to_num(np.asarray(values, dtype=np.float64), nan=0.0)
        by_district = self._sum(self.district, value, self.n_districts)
        by_ward = self._sum(self.ward, value, self.n_wards)
        return np.concatenate([by_district, by_ward, [value.sum()]])

    def largest(self, values: FloatArray) -> FloatArray:
        """Return the largest value in each area; NaN where an area has no row with a value."""
        result = np.full(self.n_districts + self.n_wards + 1, -np.inf)
        known = ~np.isnan(values)
        for code, start in ((self.district, 0), (self.ward, self.n_districts)):
            rows = known & (code >= 0)
            np.maximum.at(result, start + code[rows], values[rows])
        if known.any():
            result[-1] = values[known].max()
        return np.where(np.isneginf(result), np.nan, result)

    @staticmethod
    def _sum(code: IntArray, value: FloatArray, size: int) -> FloatArray:
        inside = code >= 0
        sums: FloatArray = np.bincount(code[inside], weights=value[inside], minlength=size).astype(np.float64)
        return sums


def ratio(part: FloatArray, whole: FloatArray) -> FloatArray:
    """Return part ÷ whole, NaN where the whole is 0."""
    result: FloatArray = np.full(part.shape, np.nan)
    np.divide(part, whole, out=result, where=whole > 0)
    return result
