import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.tables.stages import Ledger
from domain.vocabulary import UNSERVED_CAUSES, Outcome
from readiness.ledger import build_ledgers, origin_load
from tests.readiness import small_city as city

OUTCOMES = [outcome.value for outcome in Outcome]
ASSIGNED = [value for value in OUTCOMES if value not in {"outside", "stay_home", "elsewhere"}]


def test_every_level_keeps_the_contract():
    for level in city.ledgers():
        Ledger.check(level)


def test_each_person_of_a_block_stands_in_one_row():
    blocks, _, _, _ = city.ledgers()
    # A: 60 to P1, 25 to the safe area, 15 too late; 10 of them are not known to have to leave.
    a = blocks.loc["A"]
    assert (a["emergency_site"], a["safe_area"], a["too_late"], a["unknown_persons"]) == (60, 25, 15, 10)
    # C: 20 go elsewhere, 30 to P2, 20 find no seat, 10 do not leave.
    c = blocks.loc["C"]
    assert (c["elsewhere"], c["emergency_site"], c["no_capacity"], c["not_leaving"]) == (20, 30, 20, 10)


def test_people_without_a_place_are_told_apart_by_whether_they_can_still_walk_out():
    blocks, districts, wards, total = city.ledgers()
    columns = ["can_leave_area", "cannot_reach_safety"]
    assert blocks.loc["A", columns].tolist() == [0, 15]
    assert blocks.loc["C", columns].tolist() == [12, 8]
    assert districts.loc[city.D1, columns].tolist() == [20, 15]
    assert wards.loc[city.W1, columns].tolist() == total.loc[city.CITY, columns].tolist() == [32, 23]


def test_those_assumed_not_to_leave_are_counted_whether_a_seat_was_left_for_them_or_not():
    # C: 18 assumed not to leave; for 8 of them no seat was left: they stand with no_capacity.
    c = city.ledgers()[0].loc["C"]
    assert c["assumed_not_leaving"] == 18
    assert c["assumed_not_leaving_unserved"] == 8
    assert c["assumed_not_leaving"] - c["assumed_not_leaving_unserved"] == c["not_leaving"]


def test_seats_in_places_to_be_confirmed_are_counted_kept_ones_among_them():
    town = city.bundle()
    rows = city.assignment()
    # 10 of C do not leave: their seats are kept in P2 as well, where 30 walk.
    rows.loc[rows["outcome"] == "not_leaving", "destination_id"] = "P2"
    arguments = (city.block_exposure(), rows, town.blocks, town.districts, town.wards, city.CITY)
    levels = build_ledgers(*arguments, {"P2"})
    assert levels[0]["unconfirmed_place"].to_dict() == {"A": 0, "B": 0, "C": 40, "D": 0}
    assert [int(level["unconfirmed_place"].sum()) for level in levels] == [40] * 4
    assert build_ledgers(*arguments)[3]["unconfirmed_place"].tolist() == [0]


def test_districts_wards_and_city_are_sums():
    _, districts, wards, total = city.ledgers()
    assert districts.loc[city.D1, "persons"] == 150
    assert districts.loc[city.D1, "capacity_unknown"] == 20
    assert wards.loc[city.W1, "emergency_site"] == 90
    assert wards.loc[city.W2, "outside"] == 70
    assert total.loc[city.CITY, "persons"] == 300


def test_wards_stand_in_official_order():
    assert list(city.ledgers()[2].index) == [city.W2, city.W1]


def test_people_who_do_not_add_up_are_named():
    rows = city.assignment().drop(index=2)  # the 15 of A who are too late
    with pytest.raises(ValueError, match=r"A \(85 of 100\)"):
        build_ledgers(city.block_exposure(), rows, city.blocks(), city.districts(), city.wards(), city.CITY)


def test_a_row_of_an_unknown_block_is_refused():
    rows = city.assignment().replace({"block_id": {"B": "X"}})
    with pytest.raises(ValueError, match="block of the assignment: X"):
        build_ledgers(city.block_exposure(), rows, city.blocks(), city.districts(), city.wards(), city.CITY)


def test_a_block_without_exposure_is_refused():
    exposure = city.block_exposure().drop(index="D")
    with pytest.raises(ValueError, match="without exposure: D"):
        build_ledgers(exposure, city.assignment(), city.blocks(), city.districts(), city.wards(), city.CITY)


def test_a_block_of_an_unknown_district_is_refused():
    blocks = city.blocks().replace({"district_id": {city.D2: "X"}})
    with pytest.raises(ValueError, match="district: X"):
        build_ledgers(
            city.block_exposure(), city.assignment(), blocks, city.districts(), city.wards(), city.CITY
        )


def test_a_district_without_a_block_has_nobody():
    districts = pd.concat([city.districts(), pd.DataFrame({"ward_code": [city.W2]}, index=["271420-00009"])])
    _, by_district, _, _ = build_ledgers(
        city.block_exposure(), city.assignment(), city.blocks(), districts, city.wards(), city.CITY
    )
    assert by_district.loc["271420-00009"].sum() == 0


@st.composite
def _cities(draw):
    """Exposure, assignment and blocks of up to eight blocks in the small city's districts."""
    names = [f"B{number}" for number in range(draw(st.integers(1, 8)))]
    exposed, rows = [], []
    for name in names:
        outside, home, elsewhere = (draw(st.integers(0, 50)) for _ in range(3))
        walkers = [
            (draw(st.sampled_from(ASSIGNED)), draw(st.integers(1, 40)))
            for _ in range(draw(st.integers(0, 4)))
        ]
        rows += [(name, outcome, persons) for outcome, persons in walkers]
        leaving = elsewhere + sum(persons for _, persons in walkers)
        unknown = draw(st.integers(0, leaving - elsewhere))
        exposed.append((outside + home + leaving, outside, home, leaving - unknown, unknown, elsewhere))
    columns = ["present_persons", "outside_persons", "stay_home_persons", "must_leave_persons",
               "unknown_persons", "elsewhere_persons"]  # fmt: skip
    exposure = pd.DataFrame(exposed, columns=columns, index=pd.Index(names, name="block_id"))
    district = [draw(st.sampled_from([city.D1, city.D2, city.D3])) for _ in names]
    blocks = pd.DataFrame(
        {"district_id": district, "ward_code": [code[:6] for code in district]}, index=exposure.index
    )
    assigned = pd.DataFrame(rows, columns=["block_id", "outcome", "persons"])
    staying = assigned["outcome"] == "not_leaving"
    unserved = assigned["outcome"].isin([cause.value for cause in UNSERVED_CAUSES])
    assigned["departure"] = np.where(staying, "not_leaving", "direct")
    assigned["can_leave_area"] = unserved & (assigned["persons"] % 2 == 0)
    assigned["cannot_reach_safety"] = unserved & ~assigned["can_leave_area"]
    assigned["destination_id"] = np.where(unserved, "", "P1")
    types = {"block_id": "str", "outcome": "str", "destination_id": "str", "persons": "int64"}
    return exposure, assigned.astype(types), blocks


@settings(deadline=None, max_examples=20)
@given(_cities())
def test_outcomes_sum_to_the_people_at_every_level(made):
    exposure, assigned, blocks = made
    levels = build_ledgers(exposure, assigned, blocks, city.districts(), city.wards(), city.CITY)
    for level in levels:
        assert (level[OUTCOMES].sum(axis=1) == level["persons"]).all()
        assert level["persons"].sum() == exposure["present_persons"].sum()
        assert (level.sum() == levels[0].sum()).all()
        told = level["can_leave_area"] + level["cannot_reach_safety"]
        assert (told == level[[cause.value for cause in UNSERVED_CAUSES]].sum(axis=1)).all()
        assert (level["assumed_not_leaving"] == level["not_leaving"]).all()


@settings(deadline=None, max_examples=12)
@given(_cities(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(made, random):
    exposure, assigned, blocks = made

    def mixed(table):
        order = list(range(len(table)))
        random.shuffle(order)
        return table.iloc[order]

    first = build_ledgers(exposure, assigned, blocks, city.districts(), city.wards(), city.CITY)
    again = build_ledgers(
        mixed(exposure),
        mixed(assigned),
        mixed(blocks),
        mixed(city.districts()),
        mixed(city.wards()),
        city.CITY,
    )
    for one, other in zip(first, again, strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_origin_and_load_join_ward_by_ward():
    table = origin_load(city.assignment(), city.blocks(), city.places(), city.wards())
    assert list(table.index) == [city.W2, city.W1]
    assert list(table.columns) == [city.W2, city.W1, "safe_area"]
    # A sends 60 to P1 and C 30 to P2, both in W1; 25 of A reach the safe area.
    # The 10 of C who do not leave are not counted.
    assert table.loc[city.W1].tolist() == [0, 90, 25]
    assert table.loc[city.W2].tolist() == [0, 0, 0]


def test_a_place_beyond_the_city_keeps_its_people():
    places = city.places().assign(ward_code=["279999", city.W1, city.W2, city.W2])
    table = origin_load(city.assignment(), city.blocks(), places, city.wards())
    assert table.loc[city.W1, "279999"] == 60
    assert list(table.columns)[-1] == "safe_area"
    assert table.to_numpy().sum() == 115


def test_nobody_served_gives_a_table_of_zeros():
    table = origin_load(city.assignment().iloc[[2]], city.blocks(), city.places(), city.wards())
    assert table.to_numpy().sum() == 0
    assert table.dtypes.unique().tolist() == [np.dtype(np.int64)]


def test_a_place_that_the_bundle_does_not_hold_is_named():
    with pytest.raises(ValueError, match="P1"):
        origin_load(city.assignment(), city.blocks(), city.places().drop(index="P1"), city.wards())


def test_an_outcome_that_the_exposure_decides_is_refused_in_the_assignment():
    rows = city.assignment().replace({"outcome": {"too_late": "stay_home"}})
    with pytest.raises(ValueError, match="stay_home"):
        build_ledgers(city.block_exposure(), rows, city.blocks(), city.districts(), city.wards(), city.CITY)
