"""Plans in memory, bounded by the bytes that they take."""

import dataclasses
import threading
from collections import OrderedDict
from typing import Any

import pandas as pd
import shapely

from planning.plan import Ledgers, Plan

#: Bytes of a Python integer in a tuple, with its place there.
_INTEGER_BYTES = 40
#: Bytes of a shape beside its coordinates, of which each takes 16.
_SHAPE_BYTES = 200


class PlanMemory:
    """The plans used last, as many as fit.

    Parameters
    ----------
    kept_bytes
        Bytes that all plans together may take; the one used last is kept whatever it takes.
    """

    def __init__(self, kept_bytes: int) -> None:
        self._kept_bytes = kept_bytes
        self._plans: OrderedDict[str, tuple[Plan, int]] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, key: str) -> Plan | None:
        """Return the plan of a key, which counts as used now."""
        with self._lock:
            if key not in self._plans:
                return None
            self._plans.move_to_end(key)
            return self._plans[key][0]

    def put(self, plan: Plan) -> None:
        """Keep a plan; those used longest ago make room."""
        size = plan_bytes(plan)
        with self._lock:
            _, before = self._plans.pop(plan.key, (plan, 0))
            self._plans[plan.key] = (plan, size)
            self._bytes += size - before
            while self._bytes > self._kept_bytes and len(self._plans) > 1:
                _, (_, dropped) = self._plans.popitem(last=False)
                self._bytes -= dropped

    def __contains__(self, key: str) -> bool:
        with self._lock:
            return key in self._plans

    @property
    def bytes(self) -> int:
        """Bytes of the plans that are kept."""
        return self._bytes


def plan_bytes(plan: Plan) -> int:
    """Return about how many bytes a plan takes: its tables, its paths and its shapes."""
    held = [getattr(plan, field.name) for field in dataclasses.fields(Plan)]
    held += [getattr(plan.ledgers, field.name) for field in dataclasses.fields(Ledgers)]
    tables = sum(_table_bytes(one) for one in held if isinstance(one, pd.DataFrame))
    return tables + plan.node_latest_departure_s.nbytes


def _table_bytes(table: pd.DataFrame) -> int:
    return int(table.index.memory_usage()) + sum(_column_bytes(table[name]) for name in table.columns)


def _column_bytes(column: "pd.Series[Any]") -> int:
    if column.dtype == "geometry":
        shapes = column.to_numpy()
        return len(shapes) * _SHAPE_BYTES + 16 * int(shapely.get_num_coordinates(shapes).sum())
    if pd.api.types.is_object_dtype(column.dtype):
        return sum(_INTEGER_BYTES * len(path) for path in column)
    return int(column.memory_usage(index=False))
