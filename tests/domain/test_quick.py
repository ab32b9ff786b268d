"""The quick look says of no table that it holds its contract where pandera says that it does not."""

import numpy as np
import pandas as pd
import pandera.errors
import pytest

from domain.tables.base import Table
from domain.tables.quick import surely_holds
from domain.tables.stages import Assignment, BlockExposure, Demand, Routes, StreetExposure, UsablePlaces
from tests.made import make_toy

PLAN = make_toy("toy-tsunami-night").plan
TABLES = {
    BlockExposure: PLAN.block_exposure,
    StreetExposure: PLAN.street_exposure,
    UsablePlaces: PLAN.usable_places,
    Demand: PLAN.demand,
    Assignment: PLAN.assignment,
    Routes: PLAN.routes,
}
#: What cells of a column are put in place of.
SPOILT = [None, np.nan, -1, -1.5, 10**6, "", "nowhere", True, (1, 2)]


def pandera_takes(table: type[Table], frame: pd.DataFrame) -> bool:
    try:
        table.to_schema().validate(frame, lazy=True)
    except pandera.errors.SchemaErrors:
        return False
    return True


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_tables_of_a_plan_need_no_second_look(table: type[Table]) -> None:
    assert len(TABLES[table])
    assert surely_holds(TABLES[table], table.to_schema())


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_what_is_spoilt_is_left_to_pandera(table: type[Table]) -> None:
    frame, schema = pd.DataFrame(TABLES[table]), table.to_schema()
    spoilt = [frame.drop(columns=name) for name in frame.columns]
    spoilt += [
        frame.assign(more=1),
        frame.rename_axis("another"),
        pd.concat([frame, frame.iloc[:1]]),
        pd.concat([frame, frame.iloc[:, :1]], axis=1),
        frame.set_axis(frame.index.astype(object), axis=0),
        frame.set_axis(pd.MultiIndex.from_arrays([frame.index, frame.index]), axis=0),
    ]
    for name in frame.columns:
        spoilt += [
            frame.assign(**{name: frame[name].astype(object)}),
            frame.assign(**{name: frame[name].where(frame.index != frame.index[0])}),
        ]
    refused = 0
    for one in spoilt:
        if not pandera_takes(table, one):
            refused += 1
            assert not surely_holds(one, schema)
    assert refused >= len(frame.columns)


@pytest.mark.parametrize("cell", SPOILT, ids=repr)
def test_a_cell_that_is_out_of_place_is_found(cell: object) -> None:
    frame, schema = PLAN.usable_places, UsablePlaces.to_schema()
    for name in frame.columns:
        cells = frame[name].astype(object)
        cells.iloc[0] = cell
        for kind in (object, frame[name].dtype):
            try:
                one = frame.assign(**{name: cells.astype(kind)})
            except (TypeError, ValueError):
                continue
            assert pandera_takes(UsablePlaces, one) or not surely_holds(one, schema), name
