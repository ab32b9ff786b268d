"""What prices prove of an assignment: whole numbers and loops, nothing of the solver's.

Anybody may write this again: prices of seats and of people bound the cost of every assignment from below
as soon as nobody's price is above what some place open to him costs with its seat.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from verification.networkx_plan import Flow, PriceList


@dataclass(frozen=True, slots=True)
class Proof:
    """What prices prove about an assignment.

    Parameters
    ----------
    cost, bound
        What the assignment costs, and what no assignment costs less than, if ``broken`` is empty.
    broken
        Rows of the demand that a price is too high for: for a place that they may go to, or for having
        none.
    negative
        Destinations with a price below 0.
    idle
        Destinations with a price although seats are left.
    loose
        Rows of which somebody goes where he would pay more than his price.
    """

    cost: int
    bound: int
    broken: tuple[int, ...]
    negative: tuple[int, ...]
    idle: tuple[int, ...]
    loose: tuple[int, ...]

    @property
    def is_bound(self) -> bool:
        """Whether the prices prove that no assignment costs less than the bound."""
        return self.bound <= self.cost and not (self.broken or self.negative)

    @property
    def is_best(self) -> bool:
        """Whether the assignment is proved best: it costs what is proved, and nothing contradicts it."""
        return self.is_bound and self.cost == self.bound and not (self.idle or self.loose)


def prove(
    prices: PriceList,
    persons: Sequence[int],
    seats: Sequence[int | None],
    flows: Sequence[Flow],
    seat_price: Sequence[int],
    row_price: Mapping[int, int],
) -> Proof:
    """Look at every pair, every destination and every flow.

    Parameters
    ----------
    prices
        What each possible pair costs, and having no place.
    persons
        People of each row of the demand.
    seats
        Seats of each destination; None without limit.
    flows
        Every person once.
    seat_price
        Price of a seat of each destination.
    row_price
        Price of one person of each row.

    Returns
    -------
    Proof
        The bound, and what contradicts it.
    """
    broken = {row for row, cost in enumerate(prices.unassigned) if row_price[row] > cost}
    broken |= {row for (row, end), cost in prices.pair.items() if row_price[row] > cost + seat_price[end]}
    taken = [0] * len(seat_price)
    for _, end, count in flows:
        if end >= 0:
            taken[end] += count
    idle = [
        end
        for end, price in enumerate(seat_price)
        if price > 0 and (seats[end] is None or taken[end] != seats[end])
    ]
    negative = [end for end, price in enumerate(seat_price) if price < 0]
    loose = {
        row
        for row, end, _ in flows
        if row_price[row] != (prices.unassigned[row] if end < 0 else prices.pair[row, end] + seat_price[end])
    }
    bound = sum(count * row_price[row] for row, count in enumerate(persons))
    bound -= sum(price * (seats[end] or 0) for end, price in enumerate(seat_price))
    return Proof(
        prices.cost(flows), bound, tuple(sorted(broken)), tuple(negative), tuple(idle), tuple(sorted(loose))
    )
