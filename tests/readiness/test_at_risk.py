"""People in danger at both ends: who has a place but may be late for it is told apart from who has none."""

import numpy as np
import pandas as pd

from readiness.at_risk import late_of, risk_of
from readiness.indicators import build_indicators
from tests.readiness import small_city as city

AREAS = pd.Index([city.D1, city.D2, city.D3])


def test_whose_time_is_not_known_stands_beside_those_without_a_place():
    known, blind = (city.inputs(margin=city.margin(known=flag)) for flag in (True, False))
    found = [risk_of(build_indicators(one), one.ledgers[1:], AREAS) for one in (known, blind)]
    assert found[0].time_unknown.tolist() == [0, 0, 0]
    table = build_indicators(blind)
    rows = table[table["indicator"] == "unserved_too_late"].set_index("area_id").loc[AREAS[:2]]
    assert found[1].time_unknown[:2].tolist() == (rows["value_max"] - rows["value"]).tolist()
    assert found[1].time_unknown[2] == 0  # the hazard does not reach it
    assert (found[1].time_unknown[:2] > 0).all()
    for name in ("fewest", "most"):
        first, second = (getattr(one, name) for one in found)
        assert np.array_equal(first, second, equal_nan=True)


def test_who_is_late_is_a_whole_number_or_none():
    made = city.inputs()
    late = late_of(build_indicators(made), made.ledgers[1:], AREAS)
    assert late["not_in_time_persons"].tolist() == [15, 18, pd.NA]
    assert late["not_leaving_persons"].tolist() == [0, 10, pd.NA]
