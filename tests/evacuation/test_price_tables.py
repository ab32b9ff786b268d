"""Prices as tables: a row a destination, a row a row of the demand, nothing where there is no proof."""

from dataclasses import replace

from evacuation.placing import place_people
from evacuation.price_tables import row_price_table, seat_price_table
from evacuation.search import search_routes
from tests.evacuation.conftest import Run


def test_the_prices_of_a_plan_bound_its_cost(run_toy: Run) -> None:
    inputs, evacuation = run_toy("toy-tsunami-night")
    seats, rows = evacuation.seat_prices, evacuation.row_prices
    assert seats.index.tolist() == list(inputs.destinations.destination_id)
    assert rows.index.tolist() == inputs.demand.index.tolist()
    # Safe ground has no limit, and no price: of the others seats · price is taken off.
    assert seats["capacity_persons"].isna().tolist() == (inputs.destinations.capacity < 0).tolist()
    assert (seats["price"][seats["capacity_persons"].isna()] == 0).all()
    taken_off = (seats["price"] * seats["capacity_persons"].fillna(0)).sum()
    bound = (rows["price"] * inputs.demand["persons"]).sum() - taken_off
    assert bound == evacuation.bound_ticks == evacuation.cost_ticks
    served = evacuation.assignment[evacuation.assignment["destination_id"] != ""]
    by_place = served.groupby("destination_id")["persons"].sum()
    assert seats["seated_persons"].to_dict() == by_place.reindex(seats.index, fill_value=0).to_dict()


def test_without_a_proof_the_tables_are_empty(run_toy: Run) -> None:
    inputs, _ = run_toy("toy-tsunami-night")
    flows = replace(place_people(inputs, search_routes(inputs)), certificate=None, worth=None)
    assert seat_price_table(inputs, flows).empty
    assert row_price_table(inputs, flows).empty
