"""Streets that measures and scenarios shut, for good or for a while."""

import numpy as np

from domain.measures import BridgesClosed, CrossingsClosed, StreetClosed
from domain.scenario import ClosedStreets
from domain.settings.settings import Settings
from domain.vocabulary import ClosedKind, HazardKind
from hazard.closure import Closure
from hazard.shut import first_closing, named_streets, shut_by_hand
from tests.each import each
from tests.hazard.fields import make_scenario
from tests.hazard.test_closure import streets

TABLE = streets(
    7,
    level_crossing=[True, False, True, False, False, False, False],
    bridge=[False, False, False, True, False, True, False],
    underpass=[False, False, False, False, False, False, True],
    crosses=["南海本線", "南海本線", "阪堺線", "土居川", "", "南海本線", ""],
    name=["", "", "", "", "臨海道路", "", "中央地下道"],
)
BY_HAND = (CrossingsClosed("南海本線"), BridgesClosed("土居川"), BridgesClosed("臨海道路"))


def shut(measures=(), closed=(), **settings):
    chosen = Settings().with_overrides({f"hazard.{key}": str(value) for key, value in settings.items()})
    scenario = make_scenario(HazardKind.TSUNAMI, closed_streets=tuple(closed))
    return shut_by_hand(TABLE, scenario, measures, chosen.hazard)


def windows(found):
    return [(int(row.street), row.from_s, row.until_s, row.reason) for row in found.windows.itertuples()]


def test_crossings_and_bridges_are_closed_by_what_they_cross_or_by_name():
    found = shut(BY_HAND)
    # Only the crossing of the line is closed, not the street beside it, not the bridge over it.
    assert np.flatnonzero(np.isneginf(found.for_good.closes_at_s)).tolist() == [0, 3, 4]
    assert found.for_good.reason.tolist() == [
        "crossing_closed", "", "", "bridge_closed", "bridge_closed", "", "",
    ]  # fmt: skip
    assert not found.for_good.in_hazard.any()
    assert windows(found) == []


def test_a_single_street_is_closed_by_its_id_for_good_and_no_other_of_its_name():
    found = shut((StreetClosed(int(TABLE.index[1])), StreetClosed(99)), crossings_open_after_s=9)
    assert np.flatnonzero(np.isneginf(found.for_good.closes_at_s)).tolist() == [1]
    assert found.for_good.reason[1] == "street_closed"
    assert windows(found) == []


def test_what_a_measure_closes_opens_again_after_the_time_of_the_settings():
    found = shut(BY_HAND, crossings_open_after_s=1800)
    assert np.flatnonzero(np.isneginf(found.for_good.closes_at_s)).tolist() == [3, 4]
    assert windows(found) == [(0, -np.inf, 1800.0, "crossing_closed")]
    both = shut(BY_HAND, crossings_open_after_s=1800, bridges_open_after_s=3600)
    assert not np.isneginf(both.for_good.closes_at_s).any()
    assert [row[:3] for row in windows(both)] == [(0, -np.inf, 1800), (3, -np.inf, 3600), (4, -np.inf, 3600)]


def test_a_scenario_says_itself_from_when_until_when():
    closed = (
        ClosedStreets(ClosedKind.STREETS, "臨海道路", 600.0, 1200.0),
        ClosedStreets(ClosedKind.STREETS, "臨海道路", 0.0, 300.0),
        ClosedStreets(ClosedKind.UNDERPASSES, "", 900.0),
    )
    found = shut((), closed)
    assert windows(found) == [(4, 0.0, 300.0, "street_closed"), (4, 600.0, 1200.0, "street_closed")]
    assert found.for_good.closes_at_s.tolist() == [np.inf] * 6 + [900.0]
    assert found.for_good.reason[6] == "underpass"


@each(
    ("kind", "name", "rows"),
    [
        (ClosedKind.CROSSINGS, "", [0, 2]), (ClosedKind.CROSSINGS, "阪堺線", [2]),
        (ClosedKind.BRIDGES, "", [3, 5]), (ClosedKind.BRIDGES, "臨海道路", [4]),
        (ClosedKind.UNDERPASSES, "中央地下道", [6]), (ClosedKind.UNDERPASSES, "臨海道路", []),
        (ClosedKind.STREETS, "", []), (ClosedKind.STREETS, "臨海道路", [4]),
    ],
)  # fmt: skip
def test_without_a_name_all_crossings_but_no_street_is_meant(kind, name, rows):
    assert np.flatnonzero(named_streets(TABLE, ClosedStreets(kind, name))).tolist() == rows


def test_the_first_closing_is_told_with_its_opening():
    reason = np.array(["water_arrival", "", "bridge_closed", "water_arrival", "", "", ""], object)
    closes = np.array([900.0, np.inf, -np.inf, 300.0, np.inf, np.inf, np.inf])
    for_good = Closure(closes, np.zeros(7, np.bool_), reason)
    closed = (
        ClosedStreets(ClosedKind.CROSSINGS, "", until_s=600.0),
        ClosedStreets(ClosedKind.CROSSINGS, "", from_s=600.0, until_s=700.0),
        ClosedStreets(ClosedKind.BRIDGES, "土居川", from_s=100.0, until_s=300.0),
    )
    found, opens = first_closing(for_good, shut((), closed).windows)
    # Windows that touch are one. What is closed for good keeps that; the water comes as the bridge would
    # open.
    assert found.closes_at_s[:4].tolist() == [-np.inf, np.inf, -np.inf, 100.0]
    assert np.nan_to_num(opens[:4], nan=-1.0).tolist() == [700.0, -1.0, -1.0, -1.0]
    assert found.reason[:4].tolist() == ["crossing_closed", "", "bridge_closed", "bridge_closed"]
