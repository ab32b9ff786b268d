"""GeoParquet that unpacks to more than a machine has, and shapes of no numbers, end in faults."""

import io
import warnings
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from data.bundle import check_bundle
from data.geoparquet import UNPACKED_BYTES, read_geoparquet
from domain.faults import Fault, InputError
from tests.data.spoil import renew_hash
from tests.toy_city import make_toy_bundle

POINT = shapely.to_wkb(shapely.Point(0, 0))


def repeated(value: object, rows: int, kind: pa.DataType) -> pa.DictionaryArray:
    """A column of one value, which a file holds once."""
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(rows, "int32")), pa.array([value], kind))


def content_of(columns: dict[str, pa.Array]) -> bytes:
    """Return a GeoParquet file of columns, in the CRS of the toy city."""
    sample = io.BytesIO()
    make_toy_bundle().blocks.to_parquet(sample)
    about = pq.read_schema(io.BytesIO(sample.getvalue())).metadata
    out = io.BytesIO()
    pq.write_table(pa.table(columns).replace_schema_metadata({b"geo": about[b"geo"]}), out)
    return out.getvalue()


def faults_of(content: bytes) -> list[Fault]:
    with pytest.raises(InputError) as caught:
        read_geoparquet(content, file="x.parquet")
    return list(caught.value.faults)


@pytest.mark.parametrize(
    ("column", "value", "kind"),
    [("name", "x" * 1_000_000, pa.string()), ("geometry", POINT * 40_000, pa.binary())],
)
def test_a_text_that_each_row_repeats_is_counted_in_each_row(column: str, value: object, kind: pa.DataType):
    # The file is of a few kB; 5,000 rows of 1 MB (of 840 kB) are 5 GB (4.2 GB).
    columns = {"geometry": repeated(POINT, 5_000, pa.binary()), column: repeated(value, 5_000, kind)}
    content = content_of(columns)
    assert len(content) < 100_000
    (fault,) = faults_of(content)
    assert (fault.key, fault.file) == ("file_too_large", "x.parquet")
    assert fault.value == f"{len(value) * 5_000 / 1e6:,.0f} MB"  # type: ignore[arg-type]


def test_runs_of_one_number_are_counted_at_their_full_width(monkeypatch: pytest.MonkeyPatch):
    # 6 columns of 900,000 numbers of 8 bytes: 43 MB, and a file of some kB; the bound a hundredth of its own.
    bound = UNPACKED_BYTES // 100
    monkeypatch.setattr("data.geoparquet.UNPACKED_BYTES", bound)
    numbers = pa.array(np.zeros(900_000, "int8"))
    columns = {f"c{i}": numbers for i in range(6)}
    content = content_of({**columns, "geometry": pa.nulls(900_000, pa.binary())})
    assert len(content) < bound // 100
    (fault,) = faults_of(content)
    assert fault.key == "file_too_large"
    assert int(str(fault.value).split()[0].replace(",", "")) * 1_000_000 > bound


@pytest.mark.parametrize("is_repeated", [True, False])
def test_texts_stand_in_their_rows_however_the_file_holds_them(is_repeated: bool):
    names = pa.array(["甲", None, "甲"])
    shapes = pa.array([POINT] * 3, pa.binary())
    columns = {"name": names, "geometry": shapes}
    if is_repeated:
        columns = {name: column.dictionary_encode() for name, column in columns.items()}
    frame = read_geoparquet(content_of(columns), file="x.parquet")
    assert [name if isinstance(name, str) else None for name in frame["name"]] == ["甲", None, "甲"]
    assert str(frame["name"].dtype) in {"str", "object"}
    assert frame.geometry.geom_type.tolist() == ["Point"] * 3


def test_coordinates_that_are_no_numbers_are_faults_of_rows_and_no_noise(folder: Path):
    file = folder / "streets.parquet"
    streets = gpd.read_parquet(file)
    shapes = streets.geometry.to_numpy().copy()
    with np.errstate(invalid="ignore"):
        shapes[0] = shapely.LineString([(np.nan, np.nan), (1.0, 1.0)])
        streets.set_geometry(gpd.GeoSeries(shapes, streets.index, streets.crs)).to_parquet(file)
    renew_hash(folder, file.name)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        faults = check_bundle(folder)
    assert [str(warning.message) for warning in caught] == []
    assert ("geometry_invalid", str(streets.index[0])) in {(f.key, f.row) for f in faults}


def test_an_index_of_a_kind_that_no_table_has_ends_in_words(folder: Path):
    # pandas has no index of halves of a float.
    file = folder / "streets.parquet"
    table = pq.read_table(file)
    at = table.schema.get_field_index("street_id")
    halves = pa.array(np.arange(table.num_rows, dtype="float16"))
    pq.write_table(
        table.set_column(at, "street_id", halves).replace_schema_metadata(table.schema.metadata), file
    )
    renew_hash(folder, file.name)
    assert ("file_unreadable", file.name) in {(f.key, f.file) for f in check_bundle(folder)}
