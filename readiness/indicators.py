"""Readiness indicators (備えの状況) of districts, wards and the city, by one definition each.

There is no score that adds indicators up: what a district lacks is shown, never a grade.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

import pandas as pd

from domain.tables.stages import Indicators
from readiness.capacity import measure_capacity
from readiness.certainty import measure_certainty
from readiness.inputs import Context, ReadinessInputs
from readiness.measure import ColumnArray, Measure, joined
from readiness.openable import measure_openable
from readiness.organised import measure_organised
from readiness.people import measure_people
from readiness.time_left import measure_time

__all__ = ["ReadinessInputs", "build_indicators", "organised_columns"]

#: Rows of indicators as columns, one mapping an indicator.
_Columns = Sequence[Mapping[str, ColumnArray]]


def build_indicators(inputs: ReadinessInputs, organised: _Columns | None = None) -> pd.DataFrame:
    """Compute every indicator for every district and ward and for the city.

    Wards and the city follow from summed inputs by the same formula, never from means of scores.

    Parameters
    ----------
    inputs
        Bundle, scenario, settings and the tables of the earlier stages.
    organised
        What ``organised_columns`` gives, where somebody has it.

    Returns
    -------
    pandas.DataFrame
        ``Indicators``: areas in order (districts by id, wards in official order, the city), each
        with the indicators in the same order. ``unit`` is a key below ``indicator_unit.``.
    """
    context = Context(inputs)
    of_people = chain(measure_people(context), measure_time(context), measure_capacity(context))
    parts = [
        *_columns(context, chain(of_people, [measure_openable(context)])),
        *(_columns(context, measure_organised(context)) if organised is None else organised),
        *_columns(context, measure_certainty(context)),
    ]
    table = joined(parts, by_area=True)
    table.index.name = Indicators.index_name()
    return table[Indicators.columns()]


def organised_columns(inputs: ReadinessInputs) -> _Columns:
    """Return the indicators of organisations, support and facilities, whoever goes where.

    Parameters
    ----------
    inputs
        City, organisations and the settings ``readiness`` of them decide, and nothing else.

    Returns
    -------
    Sequence[Mapping[str, ColumnArray]]
        For ``build_indicators``; nobody may change them.
    """
    context = Context(inputs)
    return tuple(_columns(context, measure_organised(context)))


def _columns(context: Context, measures: Iterable[Measure]) -> Iterator[Mapping[str, ColumnArray]]:
    """Return the rows of indicators as columns."""
    meta, share = context.inputs.city.meta, context.inputs.settings.readiness.near_target_share
    return (measure.columns(context.areas, meta, share) for measure in measures)
