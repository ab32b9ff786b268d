"""The quick look says of no table that it holds its contract where pandera says that it does not."""

import numpy as np
import pandas as pd
import pandera.errors
import pytest

from domain.tables.base import Table
from domain.tables.city import Wards
from domain.tables.quick import surely_holds
from domain.tables.stages import Assignment, BlockExposure, Demand, Routes, StreetExposure, UsablePlaces
from tests.made import make_toy
from tests.toy_city import make_toy_bundle

#: Tables of a plan, by their field in it.
TABLES: dict[str, type[Table]] = {
    "block_exposure": BlockExposure,
    "street_exposure": StreetExposure,
    "usable_places": UsablePlaces,
    "demand": Demand,
    "assignment": Assignment,
    "routes": Routes,
}
#: What cells of a column are put in place of.
SPOILT = [np.nan, -1, 10**6, "nowhere", (1, 2)]


def _table(name: str) -> pd.DataFrame:
    frame: pd.DataFrame = getattr(make_toy("toy-tsunami-night").plan, name)
    return frame


def pandera_takes(table: type[Table], frame: pd.DataFrame) -> bool:
    try:
        table.to_schema().validate(frame, lazy=True)
    except pandera.errors.SchemaErrors:
        return False
    return True


@pytest.mark.parametrize("name", TABLES)
def test_tables_of_a_plan_need_no_second_look(name: str) -> None:
    assert len(_table(name))
    assert surely_holds(_table(name), TABLES[name].to_schema())


@pytest.mark.parametrize("name", ["usable_places", "demand"])
def test_what_is_spoilt_is_left_to_pandera(name: str) -> None:
    table = TABLES[name]
    frame, schema = pd.DataFrame(_table(name)), table.to_schema()
    spoilt = [frame.drop(columns=name) for name in frame.columns]
    spoilt += [
        frame.assign(more=1),
        frame.rename_axis("another"),
        pd.concat([frame, frame.iloc[:1]]),
        pd.concat([frame, frame.iloc[:, :1]], axis=1),
        frame.set_axis(frame.index.astype(object), axis=0),
        frame.set_axis(pd.MultiIndex.from_arrays([frame.index, frame.index]), axis=0),
    ]
    for column in frame.columns:
        spoilt += [
            frame.assign(**{column: frame[column].astype(object)}),
            frame.assign(**{column: frame[column].where(frame.index != frame.index[0])}),
        ]
    refused = 0
    for one in spoilt:
        if not pandera_takes(table, one):
            refused += 1
            assert not surely_holds(one, schema)
    assert refused >= len(frame.columns)


@pytest.mark.parametrize("cell", SPOILT, ids=repr)
def test_a_cell_that_is_out_of_place_is_found(cell: object) -> None:
    frame, schema = _table("usable_places"), UsablePlaces.to_schema()
    for name in frame.columns:
        cells = frame[name].astype(object)
        cells.iloc[0] = cell
        for kind in (object, frame[name].dtype):
            try:
                one = frame.assign(**{name: cells.astype(kind)})
            except (TypeError, ValueError):
                continue
            assert pandera_takes(UsablePlaces, one) or not surely_holds(one, schema), name


def test_types_that_pandera_changes_are_changed_every_time() -> None:
    wards = make_toy_bundle().wards
    plain = wards.assign(residents=wards["residents"].astype("int64"))
    for _ in range(2):
        assert str(Wards.check(plain)["residents"].dtype) == "Int64"


def test_what_is_checked_is_a_table_of_its_own() -> None:
    places = _table("usable_places")
    mine = UsablePlaces.check(places)
    column = mine.columns[0]
    mine[column] = None
    assert places[column].notna().all()
