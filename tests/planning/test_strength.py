"""Strength of the organisations of a case stands in every district, ward and the city."""

from planning.strength import strength_by_area
from tests.made import make_toy


def test_every_area_of_the_city_has_its_row_and_squads_add_up():
    case, _ = make_toy("toy-flood")
    table = strength_by_area(case)
    city = case.city
    assert set(table.index) == {*city.districts.index, *city.wards.index, city.meta.city_code}
    posts = case.strength.posts
    assert table.loc[city.meta.city_code, ["squads", "needed", "filled"]].tolist() == [
        len(posts), posts["needed"].sum(), posts["filled"].sum(),
    ]  # fmt: skip
