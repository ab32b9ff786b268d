"""Where the map of a page begins or goes: corners of the city, of an area, of a town."""

from collections.abc import Sequence

from planning.case import Case
from presentation.geometry import bounds_of
from presentation.map_layers.build import district_bounds

#: South-west and north-east corner as [latitude, longitude].
Corners = list[list[float]]


def city_bounds(case: Case) -> Corners:
    """Return the corners of the city."""
    return bounds_of(case.city.wards.geometry)


def area_bounds(case: Case, *, ward_code: str = "", district_id: str = "") -> Corners:
    """Return the corners of where people of a district are, else of a ward, else of the city."""
    city = case.city
    if district_id in city.districts.index:
        return district_bounds(case, district_id)
    if ward_code in city.wards.index:
        return bounds_of(city.wards.loc[[ward_code]].geometry)
    return city_bounds(case)


def town_bounds(case: Case, block_ids: Sequence[str]) -> Corners:
    """Return the corners of the blocks of a town."""
    return bounds_of(case.city.blocks.loc[list(block_ids)].geometry)
