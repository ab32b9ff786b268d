"""The crowding of the toy city's plans, made once in a process and changed by nobody."""

from functools import cache

from planning.crowding import Crowding, crowding_of
from tests.made import Made, make_toy


@cache
def toy_crowding(scenario_id: str = "toy-tsunami-night", *, rounds: int = 1) -> tuple[Made, Crowding]:
    """Return a plan of the toy city and its crowding; all of a group leave at once."""
    made = make_toy(scenario_id)
    return made, crowding_of(made.case, made.plan, rounds=rounds)
