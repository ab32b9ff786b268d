"""Who walks with help and who helps become rows of pairs; nobody is lost, and nobody is paired twice."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.profiles import walking_profiles
from domain.settings.settings import Settings
from evacuation.pairs import pair_up, paired_demand
from evacuation.search import search_routes
from tests.evacuation.conftest import Run

PROFILES = walking_profiles(Settings().with_overrides({"profile.in_use": "six"}))


def demand(*rows) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["block_id", "profile_id", "departure", "persons"])
    table.index.name = "demand_id"
    return table.assign(helpers=0)


def paired(table: pd.DataFrame, has_place=None):
    reach = np.ones(len(table), np.bool_) if has_place is None else np.array(has_place)
    found, source = paired_demand(table, PROFILES, reach)
    rows = zip(*(found[name] for name in ("block_id", "profile_id", "departure", "persons", "helpers")),
               strict=True)  # fmt: skip
    return [(b, p, d, int(n), int(h)) for b, p, d, n, h in rows], source.tolist()


def test_helpers_of_the_block_go_along_at_her_pace() -> None:
    table = demand(
        ("a", "general", "direct", 5), ("a", "assisted", "direct", 2),
        ("a", "wheelchair_pushed", "direct", 4),
        # Another departure, another block: nobody to go along; old people help nobody.
        ("a", "assisted", "after_task", 1), ("b", "elderly_alone", "direct", 3),
        ("b", "assisted", "direct", 1),
    )  # fmt: skip
    # Five may help: two of assisted first, then three of four.
    assert paired(table) == (
        [("a", "assisted", "direct", 4, 2), ("a", "wheelchair_pushed", "direct", 6, 3),
         ("a", "wheelchair_pushed", "direct", 1, 0), ("a", "assisted", "after_task", 1, 0),
         ("b", "elderly_alone", "direct", 3, 0), ("b", "assisted", "direct", 1, 0)],
        [1, 2, 2, 3, 4, 5],
    )  # fmt: skip


def test_whom_nobody_can_lead_to_a_place_holds_no_helper_back() -> None:
    table = demand(("a", "general", "direct", 3), ("a", "assisted", "direct", 2))
    assert paired(table, [True, False])[0] == [
        ("a", "general", "direct", 3, 0),
        ("a", "assisted", "direct", 2, 0),
    ]
    # What the helper alone could reach does not matter.
    assert paired(table, [False, True])[0] == [
        ("a", "general", "direct", 1, 0),
        ("a", "assisted", "direct", 4, 2),
    ]


counts = st.integers(0, 4)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(counts, counts, counts, st.booleans()), min_size=1, max_size=4))
def test_nobody_is_lost_and_a_second_time_changes_nothing(blocks) -> None:
    rows, reach = [], []
    for i, (general, assisted, pushed, can) in enumerate(blocks):
        for profile, persons in (("general", general), ("assisted", assisted), ("wheelchair_pushed", pushed)):
            if persons:
                rows.append((str(i), profile, "direct", persons))
                reach.append(can or profile != "assisted")
    if not rows:
        return
    once, source = paired_demand(demand(*rows), PROFILES, np.array(reach))
    for i, (general, assisted, pushed, can) in enumerate(blocks):
        own = once[once["block_id"] == str(i)]
        pairs = min(general, (assisted if can else 0) + pushed)
        assert own["helpers"].sum() == pairs
        assert own["persons"].sum() == general + assisted + pushed
        assert own.loc[own["profile_id"] == "general", "persons"].sum() == general - pairs
    assert (once["persons"] > 0).all()
    assert ((once["helpers"] == 0) | (2 * once["helpers"] == once["persons"])).all()
    assert once.index.tolist() == list(range(len(once)))
    twice, again = paired_demand(once, PROFILES, np.array(reach)[source])
    assert twice is once
    assert again.tolist() == list(range(len(once)))


def test_a_pair_reaches_what_she_reaches(run_toy: Run) -> None:
    inputs, _ = run_toy("toy-flood")
    found = search_routes(inputs)
    new, reach = pair_up(inputs, found)
    assert (new.demand["helpers"] > 0).any()
    # The search for the new rows finds the same.
    anew = search_routes(new)
    for name in ("feasible", "in_reserve", "by_shortest", "walk"):
        assert np.array_equal(getattr(anew.choices, name), getattr(reach.choices, name))
    assert np.array_equal(anew.connector, reach.connector)
    assert np.array_equal(anew.block_row, reach.block_row)
    for profile_id, rows in anew.rows.items():
        for name in rows.__slots__:
            assert np.array_equal(getattr(rows, name), getattr(reach.rows[profile_id], name))
