"""Who starts where and where people may go: what cannot be is refused in words."""

import numpy as np
import pandas as pd
import pytest

from sonae.graph_problems import GraphInputError
from sonae.node_input import check_destinations, check_people

POSITION = {1: 0, 2: 1}


@pytest.mark.parametrize(
    ("origins", "said"),
    [
        ({9: 1}, "are two nodes): 9"),
        ({1: -1}, "'persons' must be a whole number, not negative; it is not in rows 1: -1"),
        ({1: 1.5}, "'persons'"),
        ({1: float("nan")}, "'persons'"),
        # A route is found by the row, where rows are not named by their nodes.
        (pd.DataFrame({"node": [1, 9]}, index=["a", "b"]), "are two nodes): 'b': 9"),
        ([[1]], "are two nodes): [1]"),
        (pd.DataFrame({"where": [1]}), "origins: the table has no column 'node'; it has: where"),
        # A text is no list of its letters.
        ("12", "a list of nodes ([node]); it is '12'"),
        (5, "a list of nodes ([node]); it is 5"),
        # An answer in which nobody leaves looks like safety.
        ({}, "there are no origins"),
        (pd.DataFrame({"node": [], "persons": []}), "there are no origins"),
        (pd.DataFrame({"node": [1], "departure_s": [np.inf]}, index=["a"]), "'departure_s'"),
        (pd.DataFrame({"node": [1, 2]}, index=["a", "a"]), "more than one row of 'a'"),
        # 10^19 does not fit in 64 bits: a kernel would not end.
        ({1: 10**19}, "at most 1,000,000,000 together"),
        ({1: 600_000_000, 2: 600_000_000}, "at most 1,000,000,000 together"),
        (pd.DataFrame({"node": [1], "departure_s": [1e300]}, index=["a"]), "at most 53,687,091 from t0"),
        # What closes before t0 is closed from the start: nobody can have walked it before.
        (
            pd.DataFrame({"node": [1, 1], "departure_s": [0.0, -5.0]}, index=["a", "b"]),
            "'departure_s' must be seconds after t0, not before it (t0 may be set earlier); "
            "it is not in rows 'b': -5.0",
        ),
    ],
)
def test_origins_that_cannot_be_are_refused(origins, said) -> None:
    with pytest.raises(GraphInputError, match="origins") as caught:
        check_people(origins, POSITION, departure_s=0.0)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("destinations", "said"),
    [
        ({9: 1}, "are two nodes): 9"),
        ({1: -5}, "'capacity'"),
        ({1: 2.5}, "'capacity'"),
        (pd.DataFrame({"node": [1], "closes_at_s": [np.nan]}), "'closes_at_s'"),
        (pd.DataFrame({"node": [1], "closes_at_s": [1e9]}), "at most 53,687,091 from t0"),
        ({1: 1e300}, "'capacity'"),
        ([], "there are no destinations"),
    ],
)
def test_destinations_that_cannot_be_are_refused(destinations, said) -> None:
    with pytest.raises(GraphInputError, match="destinations") as caught:
        check_destinations(destinations, POSITION)
    assert said in str(caught.value)


def test_what_is_not_said_is_one_person_and_no_limit() -> None:
    assert check_people([2, 1], POSITION, departure_s=7.0).to_dict("list") == {
        "node": [1, 2], "persons": [1, 1], "departure_s": [7.0, 7.0],
    }  # fmt: skip
    table = pd.DataFrame({"node": [1, 2], "capacity": [None, 3]}, index=["b", "a"])
    found = check_destinations(table, POSITION)
    assert found["capacity"].to_dict() == {"a": 3, "b": -1}
    assert list(found["closes_at_s"]) == [np.inf, np.inf]


def test_a_series_is_a_number_by_node_not_a_list_of_nodes() -> None:
    # Nodes and numbers may look alike: two people at node 1 are not one person at node 2.
    people = check_people(pd.Series({1: 2}), POSITION, departure_s=0.0)
    assert people[["node", "persons"]].to_numpy().tolist() == [[1, 2]]
    assert check_destinations(pd.Series({2: 1}), POSITION)["capacity"].to_dict() == {2: 1}
