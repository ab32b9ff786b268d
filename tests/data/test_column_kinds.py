"""Columns of kinds that no contract asks for end in faults that can be said, in every reader of Parquet."""

import datetime
import decimal
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.bundle import check_bundle
from domain.faults import Fault, InputError, has_error
from messages.fault_words import fault_words
from tests.data.spoil import renew_hash
from tests.toy_city import make_toy_bundle
from use_cases.import_streets import import_streets

MOMENT = datetime.datetime(9999, 1, 1, tzinfo=datetime.UTC)
KINDS: dict[str, Callable[[int], pa.Array]] = {
    "nothing": pa.nulls,
    "bytes": lambda n: pa.array([b"\xff\x00"] * n, pa.binary()),
    "decimal": lambda n: pa.array([decimal.Decimal("1.5")] * n),
    "moment": lambda n: pa.array([MOMENT] * n),
    "time": lambda n: pa.array([datetime.time(1, 2)] * n),
    "span": lambda n: pa.array([datetime.timedelta(days=1)] * n),
    "list": lambda n: pa.array([[["a"], []]] * n),
    "struct": lambda n: pa.array([{"a": 1, "b": [2]}] * n),
    "map": lambda n: pa.array([[("k", 1)]] * n, pa.map_(pa.string(), pa.int64())),
    "dictionary": lambda n: pa.array([None, *["x"] * (n - 1)]).dictionary_encode(),
    "long": lambda n: pa.array(["9" * 400] * n),
    "unsigned": lambda n: pa.array([2**64 - 1] * n, pa.uint64()),
}


def said(faults: tuple[Fault, ...]) -> None:
    assert has_error(faults)
    for fault in faults:
        assert all(fault_words(language, fault).text for language in ("ja", "en"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("spoilt", [{"streets": "length_m", "places": "floors"}, {"streets": "u"}])
def test_a_layer_with_a_column_of_another_kind(folder: Path, spoilt: dict[str, str], kind: str):
    refused = set()
    for layer, column in spoilt.items():
        file = folder / f"{layer}.parquet"
        table = pq.read_table(file)
        at = table.schema.get_field_index(column)
        changed = table.set_column(at, column, KINDS[kind](table.num_rows))
        pq.write_table(changed.replace_schema_metadata(table.schema.metadata), file)
        renew_hash(folder, file.name)
        if (column, kind) != ("floors", "nothing"):
            # Floors may be unknown.
            refused.add(file.name)
    faults = check_bundle(folder)
    said(faults)
    assert {fault.file for fault in faults if fault.severity == "error"} >= refused


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("column", ["u", "length", "highway"])
def test_a_network_with_a_column_of_another_kind(tmp_path: Path, column: str, kind: str):
    city = make_toy_bundle()
    columns = {"u": city.streets["u"], "v": city.streets["v"], "length": city.streets["length_m"]}
    network = gpd.GeoDataFrame({**columns, "highway": "path"}, geometry=city.streets.geometry)
    file = tmp_path / "walk.parquet"
    network.to_parquet(file, index=False)
    table = pq.read_table(file)
    changed = table.set_column(table.schema.get_field_index(column), column, KINDS[kind](table.num_rows))
    pq.write_table(changed.replace_schema_metadata(table.schema.metadata), file)
    try:
        assert not has_error(import_streets(city, file).faults)
    except InputError as error:
        said(error.faults)
