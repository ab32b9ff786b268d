"""Why somebody has no place: the first thing that would have to change."""

import numpy as np
import pandas as pd

from domain.vocabulary import Outcome
from evacuation.causes import CauseInputs, find_causes
from tests.evacuation.conftest import Run


def _cause(**true: bool) -> Outcome:
    flags = {name: np.array([true.get(name, False)]) for name in CauseInputs.__dataclass_fields__}
    return find_causes(CauseInputs(**flags))[0]


def test_each_cause_has_its_condition() -> None:
    assert _cause(destination_in_time=True, destination_ever=True) is Outcome.NO_CAPACITY
    # Full places within reach are a lack of seats, whatever else is there: never 適した場所なし.
    assert (
        _cause(destination_in_time=True, destination_far=True, unsuitable_in_time=True) is Outcome.NO_CAPACITY
    )
    assert _cause(destination_far=True, destination_ever=True) is Outcome.NO_SUITABLE_PLACE
    assert _cause(destination_in_time=True, unknown_near=True) is Outcome.CAPACITY_UNKNOWN
    assert _cause(destination_in_time=True, unknown_in_time=True) is Outcome.NO_CAPACITY
    assert _cause(destination_ever=True, unknown_in_time=True) is Outcome.CAPACITY_UNKNOWN
    assert _cause(destination_ever=True, unsuitable_in_time=True) is Outcome.TOO_LATE
    assert _cause(unsuitable_in_time=True) is Outcome.NO_SUITABLE_PLACE
    assert _cause() is Outcome.NO_SAFE_WAY


def test_a_building_of_unknown_capacity_is_named_as_the_cause(run_toy: Run, monkeypatch) -> None:
    from tests.evacuation import conftest
    from tests.toy_city import make_toy_bundle

    city = make_toy_bundle()
    unknown = pd.array([pd.NA] * len(city.places), dtype="Int64")
    fields = {name: getattr(city, name) for name in type(city).__dataclass_fields__}
    changed = type(city)(**fields | {"places": city.places.assign(refuge_capacity_persons=unknown)})
    monkeypatch.setattr(conftest, "make_toy_bundle", lambda: changed)
    _, result = run_toy("toy-tsunami-night", {"movement.assisted_speed_m_s": "0.3"})
    # A's 10 people who need help take 400 / 0.3 = 1,333 s out of 101, which closes 1,300 s after they
    # leave; the building is 667 s away, and nobody knows what it holds.
    rows = result.assignment.query("block_id == 'M271411-A' and profile_id == 'assisted'")
    assert dict(zip(rows["outcome"], rows["persons"], strict=True)) == {"capacity_unknown": 10}
    assert result.loads["assigned_persons"].sum() == 0
