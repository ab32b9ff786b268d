"""The quick look at a table passes what pandera passes, and nothing else."""

from collections.abc import Iterator

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from pandera.errors import SchemaErrors

from domain.tables.base import Table
from domain.tables.city import Wards
from domain.tables.sound import surely_sound
from domain.tables.stages import PlaceExposure, UsablePlaces
from tests.made import make_toy


@pytest.fixture(scope="module")
def checked() -> list[tuple[type[Table], pd.DataFrame]]:
    """Sound tables of the toy city: numbers, words, lists of words, unknown cells and shapes among them."""
    case, plan = make_toy("toy-flood")
    return [
        (Wards, case.city.wards),
        (PlaceExposure, plan.place_exposure),
        (UsablePlaces, plan.usable_places),
    ]


def _told(table: type[Table], frame: pd.DataFrame) -> bool:
    """Whether pandera itself finds the table sound."""
    try:
        table.to_schema().validate(frame, lazy=True)
    except SchemaErrors:
        return False
    return True


def _quick(table: type[Table], frame: pd.DataFrame) -> bool:
    return surely_sound(f"{table.__module__}.{table.__qualname__}", table.to_schema(), frame)


def _spoilt(frame: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """The table with one thing changed at a time; some of it is allowed."""
    yield frame.iloc[:0]
    yield pd.concat([frame, frame.iloc[:1]])
    yield frame.assign(one_more=1)
    yield frame.iloc[:, 1:]
    yield frame.iloc[:, ::-1]
    yield frame.set_axis(pd.Index(range(len(frame)), name=frame.index.name).astype(object))
    for name in frame.columns:
        if name == "geometry":
            yield frame.set_geometry(gpd.GeoSeries([None, *frame.geometry.iloc[1:]], frame.index, frame.crs))
            continue
        kind = frame[name].dtype
        for value in (-1, 10**9, np.nan, "xyzzy"):
            try:
                cells = pd.Series([value, *frame[name].iloc[1:]], frame.index, dtype=kind)
            except (TypeError, ValueError, OverflowError):
                continue
            yield frame.assign(**{name: cells})


def test_pandera_and_the_quick_look_agree_on_tables_that_are_spoilt(
    checked: list[tuple[type[Table], pd.DataFrame]],
) -> None:
    passed = refused = 0
    for table, frame in checked:
        table.check(frame)
        for changed in _spoilt(frame):
            if _quick(table, changed):
                assert _told(table, changed), (table, changed)
                passed += 1
            elif not _told(table, changed):
                refused += 1
                with pytest.raises((SchemaErrors, ValueError)):
                    table.check(changed)
    assert passed > 10
    assert refused > 30


def test_a_sound_table_is_passed_by_the_quick_look_once_pandera_knows_its_types(
    checked: list[tuple[type[Table], pd.DataFrame]],
) -> None:
    for table, frame in checked:
        table.check(frame)
        typed = object not in {frame.index.dtype, *frame.dtypes}
        assert _quick(table, frame) == typed, table


def test_types_that_pandera_changes_are_changed_every_time(
    checked: list[tuple[type[Table], pd.DataFrame]],
) -> None:
    wards = next(frame for table, frame in checked if table is Wards)
    plain = wards.assign(residents=wards["residents"].astype("int64"))
    for _ in range(2):
        assert str(Wards.check(plain)["residents"].dtype) == "Int64"


def test_what_is_checked_is_a_table_of_its_own(checked: list[tuple[type[Table], pd.DataFrame]]) -> None:
    wards = next(frame for table, frame in checked if table is Wards)
    mine = Wards.check(wards)
    mine.loc[mine.index[0], "official_order"] = 99
    assert wards["official_order"].iloc[0] != 99
