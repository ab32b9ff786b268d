"""What is made later is made once, for the first who asks, and is what it would have been."""

import copy
import pickle
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import FrozenInstanceError, dataclass, fields, replace

import pandas as pd
import pytest

from planning.later import Later, LaterTable, as_held, replaced
from planning.pipeline import make_plan
from planning.plan import Plan
from tests.made import make_toy
from use_cases.held_bytes import held_bytes


@dataclass(frozen=True, eq=False)
class Result:
    key: str
    first: LaterTable = LaterTable()  # noqa: RUF009 - a descriptor
    second: LaterTable = LaterTable()  # noqa: RUF009 - a descriptor


def table(value: int) -> pd.DataFrame:
    return pd.DataFrame({"value": [value] * 1000})


def test_tables_are_made_together_once_they_are_asked_for():
    asked = []

    def make() -> dict[str, pd.DataFrame]:
        asked.append(1)
        return {"first": table(1), "second": table(2)}

    later = Later(make)
    result = Result("a", later, later)
    assert as_held(result, "first") is later
    assert not asked
    # Nor by whoever takes all but one field over.
    kept = replaced(result, key="kept")
    assert kept.key == "kept"
    assert not later.made
    assert result.second["value"].iloc[0] == 2
    assert result.first is result.first
    assert kept.first is result.first
    assert len(asked) == 1
    # Another key, and the same tables.
    other = replace(result, key="b", second=table(3))
    assert other.first is result.first
    assert (other.second["value"].iloc[0], as_held(other, "key")) == (3, "b")


def test_of_many_who_ask_at_once_one_makes_them():
    asked, all_there = [], threading.Barrier(4)

    def make() -> dict[str, pd.DataFrame]:
        asked.append(1)
        return {"first": table(1)}

    later = Later(make)

    def ask(_: int) -> int:
        all_there.wait()
        return id(later.table("first"))

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(ask, range(4)))) == 1
    assert len(asked) == 1


def test_a_field_must_be_given_and_stays():
    with pytest.raises(TypeError, match="second"):
        Result("a", table(1))  # type: ignore[call-arg]
    result = Result("a", table(1), table(2))
    with pytest.raises(FrozenInstanceError):
        result.first = table(3)  # type: ignore[misc]


def test_whoever_fails_to_make_them_says_so_and_the_next_tries():
    tables = iter([None, {"first": table(1)}])

    def make() -> dict[str, object]:
        found = next(tables)
        if found is None:
            msg = "not now"
            raise ValueError(msg)
        return dict(found)

    result = Result("a", Later(make), table(2))
    with pytest.raises(ValueError, match="not now"):
        _ = result.first
    assert result.first["value"].iloc[0] == 1


def test_what_is_pickled_or_copied_has_its_tables_made():
    later = Later(lambda: {"first": table(1), "second": table(2)})
    result = Result("a", later, later)
    for copied in (pickle.loads(pickle.dumps(result)), copy.deepcopy(result)):
        assert copied.first.equals(result.first)
        assert copied.second.equals(result.second)
        assert as_held(copied, "first") is as_held(copied, "second")


def test_to_count_the_bytes_of_a_plan_makes_nothing():
    later = Later(lambda: {"first": table(1)})
    result = Result("a", later, table(2))
    before = held_bytes(result)
    assert not later.made
    _ = result.first
    assert held_bytes(result) >= before + 8000


def test_a_plan_holds_what_other_pages_say_for_later():
    plan = make_plan(make_toy("toy-tsunami-night").case)
    later = [one.name for one in fields(Plan) if one.type is LaterTable]
    assert later == [
        "openable", "indicators", "weak_points", "gaps", "data_debt", "themes", "bands", "origin_load",
    ]  # fmt: skip
    assert all(isinstance(as_held(plan, name), Later) for name in later)
    assert not plan.gaps.empty
    # Who asks what a district lacks does not wait for the bands.
    assert [name for name in later if as_held(plan, name).made] == [
        "openable", "indicators", "weak_points", "gaps",
    ]  # fmt: skip
    assert not plan.bands.empty
    # One asks for the other; nobody has asked for what is not known.
    assert [name for name in later if not as_held(plan, name).made] == ["data_debt", "origin_load"]
    assert plan.complete() is plan
    assert all(as_held(plan, name).made for name in later)
    assert all(isinstance(getattr(plan, name), pd.DataFrame) for name in later)
