"""What figures rest on: real data, assumptions, model data."""

from dataclasses import dataclass

import pandas as pd
import pytest

from domain.bundle import LayerSource
from domain.data_kind import DataKind, RestsOnSources, least_sure, least_sure_of_groups


def layer(**parts: object) -> LayerSource:
    return LayerSource("blocks", "blocks.parquet", (), "", **{"is_model": False, **parts})  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Result(RestsOnSources):
    provenance: tuple[LayerSource, ...]


@pytest.mark.parametrize(
    ("kinds", "least"),
    [
        ((), DataKind.REAL),
        (("real", "assumed"), DataKind.ASSUMED),
        ((DataKind.MODEL, DataKind.ASSUMED, DataKind.REAL), DataKind.MODEL),
    ],
)
def test_the_least_sure_part_says_what_the_whole_is(kinds, least):
    assert least_sure(kinds) is least


def test_only_real_data_is_told_person_by_person():
    assert [kind.is_rounded for kind in DataKind] == [False, True, True]


def test_a_layer_is_what_its_least_sure_column_is_and_each_column_for_itself():
    half = layer(assumed_columns=("daytime_persons",))
    assert half.data_kind is DataKind.ASSUMED
    assert half.column_kind("") is DataKind.ASSUMED
    assert half.column_kind("daytime_persons") is DataKind.ASSUMED
    assert half.column_kind("residents") is DataKind.REAL
    assert layer(model_columns=("floors",), assumed_columns=("daytime_persons",)).data_kind is DataKind.MODEL
    assert layer(is_model=True).column_kind("residents") is DataKind.MODEL


def test_a_result_on_an_assumption_is_rounded_and_no_model_data():
    assumed = Result((layer(), layer(assumed_columns=("daytime_persons",))))
    assert (assumed.data_kind, assumed.is_model, assumed.is_rounded) == (DataKind.ASSUMED, False, True)
    real = Result((layer(),))
    assert (real.data_kind, real.is_model, real.is_rounded) == (DataKind.REAL, False, False)
    model = Result((layer(assumed_columns=("a",)), layer(is_model=True)))
    assert (model.data_kind, model.is_model, model.is_rounded) == (DataKind.MODEL, True, True)


def test_each_row_of_a_group_says_what_its_least_sure_row_is():
    kinds = pd.Series(["real", "assumed", "real", "model", "assumed"], index=[4, 3, 2, 1, 0])
    groups = pd.Series(["a", "a", "b", "c", "c"], index=kinds.index)
    found = least_sure_of_groups(kinds, groups)
    assert found.to_dict() == {4: "assumed", 3: "assumed", 2: "real", 1: "model", 0: "model"}
    assert list(least_sure_of_groups(kinds, [groups, groups])) == list(found)
