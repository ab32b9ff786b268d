"""Where the map of a page begins: corners of the city, of what is concerned, of an area, of a place."""

from planning.case import Case
from planning.plan import Plan
from presentation.geometry import bounds_of

#: South-west and north-east corner as [latitude, longitude].
Corners = list[list[float]]


def city_bounds(case: Case) -> Corners:
    """Return the corners of the city."""
    return bounds_of(case.city.wards.geometry)


def concerned_bounds(case: Case, plan: Plan) -> Corners:
    """Return the corners of what the scenario concerns; of the city where it concerns nobody."""
    blocks = case.city.blocks
    concerned = plan.block_exposure["concerned"].reindex(blocks.index).to_numpy(dtype=bool)
    return bounds_of(blocks[concerned].geometry) if concerned.any() else city_bounds(case)


def area_bounds(case: Case, *, ward_code: str = "", district_id: str = "") -> Corners:
    """Return the corners of a district, else of a ward, else of the city."""
    city = case.city
    if district_id in city.districts.index:
        return bounds_of(city.districts.loc[[district_id]].geometry)
    if ward_code in city.wards.index:
        return bounds_of(city.wards.loc[[ward_code]].geometry)
    return city_bounds(case)


def place_point(case: Case, place_id: str) -> list[float] | None:
    """Return latitude and longitude of a place, or None where the city has no such place."""
    places = case.city.places
    if place_id not in places.index:
        return None
    return bounds_of(places.loc[[place_id]].geometry)[0]
