"""Prices that prove an assignment best, and each way in which they may not."""

from dataclasses import replace

from evacuation.aims import AimWeights
from verification.certificate import prove
from verification.networkx_plan import Flow, PriceList

#: Two rows of 2 and 1 people, two places of 1 seat and without limit: row 0 at 3 or 5, row 1 at 4 (place 0).
PRICES = PriceList(AimWeights(1, 0, 0, 0, 0, 9, 0), {(0, 0): 3, (0, 1): 5, (1, 0): 4}, [9, 9])
PERSONS, SEATS = [2, 1], [1, None]
#: Row 1 has the seat of place 0, for row 0 loses 2 by going to place 1, row 1 would lose 5.
FLOWS = [Flow(0, 1, 2), Flow(1, 0, 1)]
#: 2 · 5 + 1 · 7 − 1 · 3 = 14 = 2 · 5 + 4.
SEAT_PRICE, ROW_PRICE = [3, 0], {0: 5, 1: 7}


def test_right_prices_prove_it() -> None:
    proof = prove(PRICES, PERSONS, SEATS, FLOWS, SEAT_PRICE, ROW_PRICE)
    assert (proof.cost, proof.bound, proof.is_best) == (14, 14, True)
    assert (proof.broken, proof.negative, proof.idle, proof.loose) == ((), (), (), ())


def test_a_price_above_what_a_place_costs_proves_nothing() -> None:
    # Row 0 would pay 6 and place 1 costs 5; row 1 would pay 10 and having no place costs 9.
    proof = prove(PRICES, PERSONS, SEATS, FLOWS, SEAT_PRICE, {0: 6, 1: 10})
    assert proof.broken == (0, 1)
    assert not proof.is_best


def test_a_price_of_free_seats_or_below_nothing_is_named() -> None:
    assert prove(PRICES, PERSONS, [2, None], FLOWS, SEAT_PRICE, ROW_PRICE).idle == (0,)
    assert prove(PRICES, PERSONS, SEATS, FLOWS, [3, 1], ROW_PRICE).idle == (1,)
    assert prove(PRICES, PERSONS, SEATS, FLOWS, [-1, 0], ROW_PRICE).negative == (0,)


def test_whoever_pays_more_than_his_price_is_named() -> None:
    # Row 1 has nothing (9, its price is 7) and row 0 the seat: 3 + 5 + 9 = 17, and 14 is proved.
    flows = [Flow(0, 0, 1), Flow(0, 1, 1), Flow(1, -1, 1)]
    proof = prove(PRICES, PERSONS, SEATS, flows, SEAT_PRICE, ROW_PRICE)
    assert (proof.cost, proof.bound) == (17, 14)
    assert proof.loose == (0, 1)
    assert not replace(proof, loose=()).is_best
    # What is proved is a bound all the same, as long as nobody's price is too high.
    assert proof.is_bound
    assert not replace(proof, broken=(0,)).is_bound
    assert not replace(proof, negative=(0,)).is_bound
    assert not replace(proof, bound=18).is_bound
