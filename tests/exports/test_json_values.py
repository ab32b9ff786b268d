"""Values as JSON knows them."""

import math

import numpy as np
import pandas as pd
import pytest

from domain.scenario import ClosedStreets
from domain.vocabulary import ClosedKind
from exports.json_values import dump, json_records, json_value


@pytest.mark.parametrize("endless", [math.inf, -math.inf, math.nan, np.float64("nan"), pd.NA])
def test_what_is_not_known_or_has_no_end_is_null(endless):
    assert json_value(endless) is None
    assert json_value({"a": [endless, 1]}) == {"a": [None, 1]}


def test_numbers_of_tables_become_plain_numbers():
    table = pd.DataFrame({"persons": pd.array([1, None], dtype="Int64"), "share": [0.5, math.inf]})
    assert json_records(table) == [{"persons": 1, "share": 0.5}, {"persons": None, "share": None}]
    assert type(json_value(np.int64(3))) is int
    assert json_value(np.bool_(True)) is True


def test_a_record_becomes_its_fields():
    closed = ClosedStreets(ClosedKind.BRIDGES, "甲橋", None, 60.0)
    assert json_value((closed,)) == [{"kind": "bridges", "name": "甲橋", "from_s": None, "until_s": 60.0}]


def test_equal_documents_are_the_same_bytes_and_nan_is_refused():
    assert dump({"b": 1, "a": "あ"}) == dump({"a": "あ", "b": 1}) == '{\n  "a": "あ",\n  "b": 1\n}\n'.encode()
    with pytest.raises(ValueError, match="Out of range"):
        dump({"a": math.nan})
