"""The district that a profile is about, with what every part of the profile asks for."""

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from domain.tables.among import among
from planning.case import Case
from planning.kept_stages import kept
from planning.plan import Plan
from presentation.words import Words


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """One district of a plan, for a reader of one language.

    Parameters
    ----------
    case, plan
        Inputs and results.
    district_id
        District of the city.
    words
        Words of the reader.
    """

    case: Case
    plan: Plan
    district_id: str
    words: Words

    @property
    def rounded(self) -> bool:
        """Whether numbers of people rest on model data."""
        return self.plan.is_model

    @property
    def blocks(self) -> gpd.GeoDataFrame:
        """Blocks of the district."""
        blocks = self.case.city.blocks
        return kept(
            self.case.city, "blocks of a district", self.district_id,
            lambda: blocks[(blocks["district_id"] == self.district_id).to_numpy(dtype=bool)],
        )  # fmt: skip

    @property
    def places(self) -> pd.Index:
        """Ids of the places in the district."""
        places = self.case.city.places
        return places.index[places["district_id"] == self.district_id]

    def of_blocks(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of a table whose ``block_id`` lies in the district."""
        return table[among(table["block_id"], self.blocks.index)]

    def people(self, count: float | None) -> str:
        """Return a number of people for a cell."""
        return self.words.people_cell(count, rounded=self.rounded)
