"""Prices as tables: a row a destination, a row a row of the demand, whole numbers of any size as text."""

from dataclasses import replace

import numpy as np

from evacuation.placing import place_people
from evacuation.price_tables import row_price_table, seat_price_table
from evacuation.search import search_routes
from tests.evacuation.conftest import Run


def test_the_prices_of_a_plan_bound_its_cost(run_toy: Run) -> None:
    inputs, evacuation = run_toy("toy-tsunami-night")
    seats, rows = evacuation.seat_prices, evacuation.row_prices
    assert seats.index.tolist() == list(inputs.destinations.destination_id)
    demand = evacuation.demand
    assert rows.index.tolist() == demand.index.tolist()
    seats, rows = (one.assign(price=one["price"].astype("int64")) for one in (seats, rows))
    # Safe ground has no limit, and no price: of the others seats · price is taken off.
    assert seats["capacity_persons"].isna().tolist() == (inputs.destinations.capacity < 0).tolist()
    assert (seats["price"][seats["capacity_persons"].isna()] == 0).all()
    taken_off = (seats["price"] * seats["capacity_persons"].fillna(0)).sum()
    bound = (rows["price"] * demand["persons"]).sum() - taken_off
    assert bound == evacuation.bound_ticks <= evacuation.cost_ticks
    served = evacuation.assignment[evacuation.assignment["destination_id"] != ""]
    by_place = served.groupby("destination_id")["persons"].sum()
    assert seats["seated_persons"].to_dict() == by_place.reindex(seats.index, fill_value=0).to_dict()


def test_in_two_stages_prices_pass_64_bits_and_nobody_knows_what_one_more_seat_changes(run_toy: Run) -> None:
    inputs, _ = run_toy("toy-tsunami-night")
    flows = place_people(inputs, search_routes(inputs))
    large = np.array([1 << 70] * len(inputs.destinations), object)
    certificate = replace(flows.certificate, seat_price=large)
    seats = seat_price_table(inputs, replace(flows, certificate=certificate, worth=None))
    assert (seats["price"] == "1180591620717411303424").all()
    names = ["served", "help_served", "zone_served", "in_reserve", "less_aside", "less_walk_s"]
    assert seats[names].isna().all(axis=None)
    assert len(row_price_table(inputs, flows)) == len(inputs.demand)
