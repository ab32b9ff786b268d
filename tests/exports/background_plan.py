"""The plan of the toy city with lines for orientation (its background: tests/background_sample.py)."""

from tests.background_sample import toy_bundle_with_background
from tests.made import Made, make
from tests.toy_city import toy_settings


def make_background(scenario_id: str = "toy-tsunami-night") -> Made:
    """Return case and plan of one toy scenario on the city with a background."""
    return make(toy_bundle_with_background(), scenario_id, toy_settings())
