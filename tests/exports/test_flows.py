"""Walked ways: persons by street and arrows in walking direction."""

import numpy as np
import pandas as pd

from exports.flows import arrows, flow_class, street_persons
from tests.exports.sample_plan import make_sample


def test_persons_of_a_street_are_those_of_all_routes_on_it() -> None:
    case, plan = make_sample()
    persons = street_persons(case, plan.routes)
    # 101: A's 50 + 6 and the 4 to the building; 102: A 56 + C 50; 103: the same; 111, 112, 113: B's 40
    assert persons.to_dict() == {101: 60, 102: 106, 103: 106, 111: 40, 112: 40, 113: 40}


def test_no_route_gives_no_flow() -> None:
    case, plan = make_sample()
    none = plan.routes.iloc[:0]
    assert street_persons(case, none).empty


def test_arrows_point_where_people_walk() -> None:
    routes = make_sample().plan.routes
    found = arrows(routes, spacing_m=200.0)
    # everybody of the toy walks east
    assert np.abs(found["angle_rad"]).max() < 0.01
    assert found["persons"].max() == 106


def test_flow_classes_begin_at_their_bounds() -> None:
    assert flow_class(pd.Series([1, 49, 50, 199, 200, 1000])).tolist() == [0, 0, 1, 1, 2, 3]
