"""The plan of the toy city with lines for orientation (its background: tests/background_sample.py)."""

from planning.pipeline import make_plan
from planning.plan import Plan
from tests.background_sample import toy_bundle_with_background
from tests.toy_city import toy_settings


def make_background_plan(scenario_id: str = "toy-tsunami-night") -> Plan:
    """Return the plan of one toy scenario on the city with a background."""
    bundle = toy_bundle_with_background()
    return make_plan(bundle, bundle.scenario(scenario_id), toy_settings())
