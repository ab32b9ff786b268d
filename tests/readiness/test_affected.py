"""People affected are what the evidence says, and unknown where it does not say."""

import json

import pytest

from readiness.affected import affected_persons


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([], None),
        ([{"name": "seats", "value": 3}], None),
        ([{"name": "seats", "value": 3}, {"name": "affected_persons", "value": 7}], 7),
        ([{"name": "affected_persons", "value": 0}], 0),
        ([{"name": "affected_persons", "value": None}], None),
        ([{"name": "affected_persons", "value": None}, {"name": "affected_persons", "value": 4}], 4),
        ([{"name": "seats", "column": "affected_persons"}, {"name": "affected_persons", "value": 5.0}], 5),
    ],
)
def test_people_affected_are_read_from_the_evidence(items, expected):
    assert affected_persons(json.dumps(items)) == expected
