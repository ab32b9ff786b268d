"""Boundaries and tables joined: nobody lost, nobody twice, what is secret shared as it was added."""

import geopandas as gpd
import pandas as pd
import pytest

from data.imports.census_people import census_people
from data.readers.estat_areas import SmallAreas
from data.readers.estat_tables import AGE_COLUMNS, CensusTable
from domain.faults import InputError
from tests.data.readers.boundary_inputs import square

CODES = frozenset({"27141"})
A, B, C = "27141001001", "27141001002", "271410020"


def drawn(**people):
    """Return boundaries of the areas A, B, C, B twice as large as the others."""
    index = pd.Index([A, B, C], name="key")
    frame = pd.DataFrame(
        {
            "code": "27141",
            "name": ["一丁", "二丁", "三町"],
            "residents": pd.array([people.get(key) for key in "abc"], dtype="Int64"),
            "households": pd.array([None] * 3, dtype="Int64"),
        },
        index=index,
    )
    shapes = [square(135.4, 34.5), square(135.42, 34.5, 0.01 * 2**0.5), square(135.45, 34.5)]
    areas = gpd.GeoDataFrame(frame, geometry=shapes, crs=6668)
    return SmallAreas(areas, 3, "", (), (), pd.Series(1, index=index), ())


def table(rows, columns):
    """Return a table: key → numbers (None is secret), and whom each holds (key → keys)."""
    frame = pd.DataFrame(
        {
            name: pd.array([numbers[i] for numbers, _ in rows.values()], dtype="Int64")
            for i, name in enumerate(columns)
        },
        index=pd.Index(list(rows), name="key"),
    )
    secret = [any(one is None for one in numbers) for numbers, _ in rows.values()]
    frame = frame.assign(name="", added=[added for _, added in rows.values()], added_to="", is_secret=secret)
    return CensusTable(frame, tuple(columns), len(rows), "UTF-8", 0, sum(secret))


PEOPLE = table({A: ((120, 50), ""), B: ((80, 30), ""), C: ((0, 0), "")}, ["residents", "households"])
AGES = table({A: ((10, 60, 20, 28), ""), B: ((8, 40, 12, 20), ""), C: ((0, 0, 0, 0), "")}, list(AGE_COLUMNS))


def test_every_number_goes_to_its_area():
    found = census_people(drawn(), [("p", PEOPLE), ("a", AGES)], CODES)
    assert found.areas["residents"].tolist() == [120, 80, 0]
    assert found.areas["households"].tolist() == [50, 30, 0]
    # Two of the 120 people of A have no age: they stay unknown.
    assert found.areas.loc[A, list(AGE_COLUMNS)].tolist() == [10, 60, 20, 28]
    assert found.areas.loc[C, list(AGE_COLUMNS)].tolist() == [0, 0, 0, 0]
    assert (found.shared, found.without_count, found.faults) == (0, (), ())


def test_without_tables_the_boundaries_speak_and_ages_are_unknown():
    found = census_people(drawn(a=5, b=6), [], CODES)
    assert found.areas["residents"].tolist() == [5, 6]
    assert found.without_count == (C,)
    assert found.areas[list(AGE_COLUMNS)].isna().all().all()


def test_secret_people_are_shared_by_ground_and_none_is_lost():
    secret = table({A: ((None, None), ""), B: ((90, 30), A), C: ((7, 3), "")}, ["residents", "households"])
    found = census_people(drawn(), [("p", secret)], CODES)
    # A has a third of the ground of A and B: 30 of 90 people; households follow people.
    assert found.areas["residents"].tolist() == [30, 60, 7]
    assert found.areas["households"].tolist() == [10, 20, 3]
    assert found.shared == 1


def test_secret_ages_are_shared_by_residents():
    people = table({A: ((20, 9), ""), B: ((80, 30), ""), C: ((0, 0), "")}, ["residents", "households"])
    ages = table({A: ((None,) * 4, ""), B: ((10, 60, 20, 10), A), C: ((0, 0, 0, 0), "")}, list(AGE_COLUMNS))
    areas = census_people(drawn(), [("p", people), ("a", ages)], CODES).areas
    assert areas.loc[A, list(AGE_COLUMNS)].tolist() == [2, 12, 4, 2]
    assert areas.loc[B, list(AGE_COLUMNS)].tolist() == [8, 48, 16, 8]


def test_ages_that_hold_only_their_own_people_leave_the_secret_ones_unknown():
    people = table({A: ((20, 9), ""), B: ((80, 30), ""), C: ((0, 0), "")}, ["residents", "households"])
    ages = table({A: ((None,) * 4, ""), B: ((10, 50, 10, 10), A), C: ((0,) * 4, "")}, list(AGE_COLUMNS))
    areas = census_people(drawn(), [("p", people), ("a", ages)], CODES).areas
    assert areas.loc[A, list(AGE_COLUMNS)].isna().all()
    assert areas.loc[B, list(AGE_COLUMNS)].tolist() == [10, 50, 10, 10]


def test_people_without_a_boundary_are_said():
    more = table(
        {A: ((120, 50), ""), "271410099": ((33, 10), ""), "131010010": ((9, 9), "")},
        ["residents", "households"],
    )
    found = census_people(drawn(b=1, c=1), [("p", more)], CODES)
    fault = next(fault for fault in found.faults if fault.key == "census_without_area")
    assert (fault.row, fault.value, fault.expected) == ("271410099", "33", "1")


@pytest.mark.parametrize(
    ("tables", "codes", "key"),
    [
        ([], frozenset({"13101"}), "no_area_of_city"),
        (
            [("p", table({"271410099": ((1, 1), "")}, ["residents", "households"]))],
            CODES,
            "census_no_area_in_common",
        ),
    ],
)
def test_files_of_another_place_are_refused(tables, codes, key):
    with pytest.raises(InputError) as refused:
        census_people(drawn(a=1, b=1, c=1), tables, codes)
    assert [fault.key for fault in refused.value.faults] == [key]
