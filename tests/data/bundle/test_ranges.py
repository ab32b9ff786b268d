"""Every number of every layer has its plausible range, or a reason why it has none."""

from functools import cache

import numpy as np
import pandas as pd
import pytest

from data.bundle.contract_faults import TablePlace, fit_table
from data.bundle.layout import LAYERS, LayerSpec, layer_spec
from domain.bundle import CityBundle
from domain.tables.ranges import UNBOUNDED
from tests.each import each
from tests.toy_city import make_toy_bundle

_HAZARD = layer_spec("hazards/flood")
assert _HAZARD is not None
_SPECS = (*LAYERS, _HAZARD)
_KINDS = {"int64": "whole", "Int64": "whole", "float64": "real"}

#: Layer and column of every number of the contracts.
NUMBERS = [
    (spec, name, _KINDS[str(column.dtype)])
    for spec in _SPECS
    for name, column in spec.contract.to_schema().columns.items()
    if str(column.dtype) in _KINDS
]
BOUNDED = [(spec, name, kind) for spec, name, kind in NUMBERS if name not in UNBOUNDED]


@cache
def _city() -> CityBundle:
    return make_toy_bundle()


def raw_table(spec: LayerSpec) -> pd.DataFrame:
    """Return a sound table of a layer as a file holds it."""
    city = _city()
    is_hazard = spec.layer.startswith("hazards/")
    table = city.hazards["flood"] if is_hazard else city.table(spec.layer)
    if table.empty:
        made = {"value_min": 1.0, "value_max": 2.0}
        table = pd.DataFrame([{name: made.get(name, "") for name in spec.contract.columns()}])
    return pd.DataFrame(table if spec.numbered else table.reset_index())


def faults_with(spec: LayerSpec, column: str, value: float) -> set[tuple[str, str, str]]:
    """Return key, column and row of the faults when the first cell of a column holds a value."""
    raw = raw_table(spec)
    cells = raw[column].astype(object).tolist()
    raw[column] = pd.Series([value, *cells[1:]], dtype=object)
    rows = [f"row {number}" for number in range(len(raw))]
    faults = fit_table(raw, spec, TablePlace(spec.layer, spec.file, rows)).faults
    return {(fault.key, fault.column, fault.row) for fault in faults}


def test_the_list_of_numbers_is_that_of_the_contracts():
    # A contract that no longer says its types would leave nothing to try below.
    assert {("hazards/flood", "depth_m_max"), ("streets", "width_m"), ("published", "value_max")} <= {
        (spec.layer, name) for spec, name, _ in BOUNDED
    }
    assert len(BOUNDED) >= 50


def test_numbers_without_a_range_are_named_with_a_reason():
    assert {name for _, name, _ in NUMBERS} >= set(UNBOUNDED)
    assert all(len(reason) > 20 for reason in UNBOUNDED.values())


@each(("spec", "column", "kind"), BOUNDED)
def test_absurd_values_are_faults_of_their_row(spec: LayerSpec, column: str, kind: str):
    absurd = (2**62, -(2**62), 10**9 + 1) if kind == "whole" else (1e300, -1e300, 1e12)
    for value in absurd:
        keys = {
            key for key, name, row in faults_with(spec, column, value) if (name, row) == (column, "row 0")
        }
        assert keys & {"out_of_range", "negative_number"}, value


@each(("spec", "column", "kind"), BOUNDED)
def test_infinity_is_a_number_of_no_column_but_an_open_bound(spec: LayerSpec, column: str, kind: str):
    found = {name for _, name, _ in faults_with(spec, column, np.inf)}
    assert (column in found) == (column != "depth_m_max")
    assert column in {name for _, name, _ in faults_with(spec, column, -np.inf)}


@pytest.mark.parametrize(
    ("layer", "column", "least", "below"),
    [("streets", "width_m", 0.3, 0.29), ("hazards/flood", "depth_m_max", 0.01, 0.009)],
)
def test_the_least_value_is_allowed_and_less_is_not(layer: str, column: str, least: float, below: float):
    spec = layer_spec(layer)
    assert spec is not None
    assert faults_with(spec, column, least) == set()
    for value in (below, 1e-300, 0.0):
        assert faults_with(spec, column, value) == {("out_of_range", column, "row 0")}


@pytest.mark.parametrize(("depth", "is_plausible"), [(200.0, True), (200.1, False), (1e7, False)])
def test_an_open_depth_is_infinite_and_no_large_number(depth: float, is_plausible: bool):
    assert _HAZARD is not None
    found = faults_with(_HAZARD, "depth_m_max", depth)
    assert found == (set() if is_plausible else {("out_of_range", "depth_m_max", "row 0")})


def test_the_fault_of_an_open_bound_says_what_is_asked_for():
    assert _HAZARD is not None
    raw = raw_table(_HAZARD)
    raw["depth_m_max"] = 1e7
    (fault, *_) = fit_table(raw, _HAZARD, TablePlace("hazards/flood", "f", ["1"] * len(raw))).faults
    assert (fault.value, fault.expected) == ("1e+07", "≥ 0.01, ≤ 200 / inf")
