"""The toy city's list of what is not known, with some of its tables replaced."""

from dataclasses import replace

from domain.tables.priorities import DataDebt
from tests.made import make
from tests.toy_city import make_toy_bundle, toy_settings

SEA, HILL = "271411-00001", "271420-00002"


def debt(scenario="toy-tsunami-night", **tables):
    """Return the debt of the toy city with some of its tables replaced, and its plan."""
    _, plan = make(replace(make_toy_bundle(), **tables), scenario, toy_settings())
    return DataDebt.check(plan.data_debt), plan


def rows_of(table, layer, missing=None):
    chosen = table["layer"] == layer
    return table[chosen if missing is None else chosen & (table["missing"] == missing)]
