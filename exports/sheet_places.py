"""Which places an A3 sheet lists, in which order, and which of them may go overleaf."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.vocabulary import PlaceState
from planning.case import Case
from planning.plan import Plan
from presentation.map_layers.places import place_signs
from presentation.styles.looks import SignLook

#: States of a place that has the flag of the hazard.
_DESIGNATED = (PlaceState.DESIGNATED_INSIDE.value, PlaceState.DESIGNATED_OUTSIDE.value)


@dataclass(frozen=True, slots=True, eq=False)
class SheetPlaces:
    """Places of a sheet.

    Parameters
    ----------
    numbers
        Number of each place id that is listed, in the order of the list.
    kept
        So many of the first are never left to the back: the closed shelters of the district, which
        people know, and destinations outside it, which they do not.
    signs
        Standing, whether it is in the plan, and look of every place of the city.
    """

    numbers: dict[str, int]
    kept: int
    signs: pd.DataFrame

    def look(self, place_id: str) -> SignLook:
        """Return the look of a place."""
        look = self.signs["look"].to_dict()[place_id]
        assert isinstance(look, SignLook)
        return look


def sheet_places(case: Case, plan: Plan, district_id: str) -> SheetPlaces:
    """Return the places that concern a district.

    Destinations of its people come first, wherever they lie, those of most people before the
    others; then the shelters and emergency sites of the district to which nobody is sent.
    """
    places = case.city.places
    signs = place_signs(case, plan)
    blocks = case.city.blocks.index[case.city.blocks["district_id"] == district_id]
    come = plan.routes[plan.routes["block_id"].isin(blocks)].groupby("destination_id")["persons"].sum()
    come = come[come.index.isin(places.index)]
    own = places.index[places["district_id"] == district_id]
    # A school that is no destination is listed as such: people would go there out of habit.
    designated = plan.usable_places["state"].reindex(own).isin(_DESIGNATED)
    known = places.loc[own, "shelter"] | designated
    listed = pd.Index([*come.index, *[place for place in own[known] if place not in come.index]])
    closed = places.loc[listed, "shelter"] & ~signs.loc[listed, "in_plan"]
    afar = ~listed.isin(own)
    must = (closed & listed.isin(own)) | afar
    persons = come.reindex(listed).fillna(0).to_numpy(dtype=np.int64)
    order = _order(persons, must.to_numpy(dtype=bool))
    numbers = {str(place): i for i, place in enumerate(listed[order], start=1)}
    return SheetPlaces(numbers, int(np.flatnonzero(must.to_numpy()[order]).max(initial=-1)) + 1, signs)


def _order(persons: npt.NDArray[Any], must: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return the order of the list: the first destination, what must be seen, then by persons."""
    by_persons = np.argsort(-persons, kind="stable")
    first = by_persons[:1]
    rest = by_persons[1:]
    return np.concatenate([first, rest[must[rest]], rest[~must[rest]]]).astype(np.int64)
