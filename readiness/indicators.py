"""Readiness indicators (備えの状況) of districts, wards and the city, by one definition each.

There is no score that adds indicators up: what a district lacks is shown, never a grade.
"""

from collections.abc import Iterator

import pandas as pd

from domain.tables.stages import Indicators
from readiness.capacity import measure_capacity
from readiness.certainty import measure_certainty
from readiness.inputs import Context, ReadinessInputs
from readiness.measure import Measure, joined
from readiness.openable import measure_openable
from readiness.organised import measure_organised
from readiness.people import measure_people
from readiness.time_left import measure_time

__all__ = ["ReadinessInputs", "build_indicators"]


def build_indicators(inputs: ReadinessInputs) -> pd.DataFrame:
    """Compute every indicator for every district and ward and for the city.

    Wards and the city follow from summed inputs by the same formula, never from means of scores.

    Parameters
    ----------
    inputs
        Bundle, scenario, settings and the tables of the earlier stages.

    Returns
    -------
    pandas.DataFrame
        ``Indicators``: areas in order (districts by id, wards in official order, the city), each
        with the indicators in the same order. ``unit`` is a key below ``indicator_unit.``.
    """
    context = Context(inputs)
    share = inputs.settings.readiness.near_target_share
    parts = [measure.columns(context.areas, inputs.city.meta, share) for measure in _measures(context)]
    table = joined(parts, by_area=True)
    table.index.name = Indicators.index_name()
    return table[Indicators.columns()]


def _measures(context: Context) -> Iterator[Measure]:
    yield from measure_people(context)
    yield from measure_time(context)
    yield from measure_capacity(context)
    yield measure_openable(context)
    yield from measure_organised(context)
    yield from measure_certainty(context)
