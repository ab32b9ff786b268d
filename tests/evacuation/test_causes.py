"""Why somebody has no place: the first thing that would have to change."""

import numpy as np
import pandas as pd

from domain.vocabulary import Outcome
from evacuation.causes import CauseInputs, find_causes
from tests.evacuation.conftest import Run


def _cause(*, target: bool = False, ever: bool = False, unknown: bool = False, unsuitable: bool = False):
    flags = (np.array([value]) for value in (target, ever, unknown, unsuitable))
    return find_causes(CauseInputs(*flags))[0]


def test_each_cause_has_its_condition() -> None:
    assert _cause(target=True, ever=True) is Outcome.NO_CAPACITY
    assert _cause(target=True, ever=True, unknown=True) is Outcome.CAPACITY_UNKNOWN
    assert _cause(ever=True) is Outcome.TOO_LATE
    assert _cause(ever=True, unsuitable=True) is Outcome.TOO_LATE
    assert _cause(unsuitable=True) is Outcome.NO_SUITABLE_PLACE
    assert _cause() is Outcome.NO_SAFE_WAY


def test_a_building_of_unknown_capacity_is_named_as_the_cause(run_toy: Run, monkeypatch) -> None:
    from tests.evacuation import conftest
    from tests.toy_city import make_toy_bundle

    city = make_toy_bundle()
    unknown = pd.array([pd.NA] * len(city.places), dtype="Int64")
    fields = {name: getattr(city, name) for name in type(city).__dataclass_fields__}
    changed = type(city)(**fields | {"places": city.places.assign(refuge_capacity_persons=unknown)})
    monkeypatch.setattr(conftest, "make_toy_bundle", lambda: changed)
    _, result = run_toy("toy-tsunami-night")
    # A's 10 people who need help cannot reach safe ground; nobody knows what the building holds.
    rows = result.assignment.query("block_id == 'M271411-A' and walker == 'assisted'")
    assert dict(zip(rows["outcome"], rows["persons"], strict=True)) == {"capacity_unknown": 10}
    assert result.loads["assigned_persons"].sum() == 0
