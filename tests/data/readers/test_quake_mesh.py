"""Mesh codes and seismic intensities by mesh (built to the published description)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.readers.jis_mesh import mesh_bounds
from data.readers.quake_mesh import is_quake_mesh, read_quake_mesh
from domain.faults import InputError
from tests.data.readers.area_inputs import keys
from tests.each import each

#: Mesh 5135-73-10: latitude 51 / 1.5 + 7 / 12 + 1 / 120, longitude 135 + 3 / 8 + 0 / 80.
THIRD = (135.375, 34 + 7 / 12 + 1 / 120, 135.375 + 1 / 80, 34 + 7 / 12 + 2 / 120)
WITHIN = (135.3, 34.5, 135.4, 34.7)


def test_a_third_mesh_is_where_the_standard_says():
    assert mesh_bounds(["51357310"])[0] == pytest.approx(THIRD)


def test_halves_quarters_and_eighths():
    left, bottom, right, top = THIRD
    middle = ((left + right) / 2, (bottom + top) / 2)
    found = mesh_bounds(["513573101", "513573102", "513573103", "513573104", "5135731044", "51357310444"])
    assert found[0] == pytest.approx((left, bottom, *middle))
    assert found[1] == pytest.approx((middle[0], bottom, right, middle[1]))
    assert found[2] == pytest.approx((left, middle[1], middle[0], top))
    assert found[3] == pytest.approx((*middle, right, top))
    # The north-east corner stays: 250 m and 125 m on either side of it.
    assert found[4] == pytest.approx((right - 1 / 320, top - 1 / 480, right, top))
    assert found[5] == pytest.approx((right - 1 / 640, top - 1 / 960, right, top))


_NO_CODES = ["", "5135731", "513573105", "513573100", "51358310", "51357810", "abcdefgh", "-5135731"]


@each("code", [*_NO_CODES, "513573101111"])
def test_what_is_no_code_has_no_place(code):
    assert np.isnan(mesh_bounds([code])).all()


@settings(max_examples=30)
@given(st.integers(30, 68), st.integers(22, 53), st.integers(0, 7), st.integers(0, 7), st.integers(1, 4))
def test_a_mesh_of_250_m_lies_in_its_parents(p, u, r, q, quarter):
    code = f"{p}{u}{r}{q}00"
    boxes = mesh_bounds([code, f"{code}{quarter}", f"{code}{quarter}{quarter}"])
    for inner, outer in ((1, 0), (2, 1)):
        assert (boxes[inner, :2] >= boxes[outer, :2] - 1e-12).all()
        assert (boxes[inner, 2:] <= boxes[outer, 2:] + 1e-12).all()


def write(path, rows, header="# CODE,SI,ARV", comment="# VERSION = 1.0\n", encoding="utf-8"):
    path.write_text(comment + header + "\n" + "\n".join(rows) + "\n", encoding=encoding)
    return path


@pytest.mark.parametrize("header", ["# CODE,SI,ARV", "CODE,SI,ARV", "メッシュコード,計測震度,備考"])
def test_intensities_of_the_city_are_read(tmp_path, header):
    rows = ["5135731011,5.46,1.2", "5135731012,6.0,1.1", "5339000011,6.5,1.0"]
    path = write(tmp_path / "a.csv", rows, header)
    assert is_quake_mesh(path)
    one = read_quake_mesh(path, WITHIN)
    # 5.46 is published as 5.4 (震度5強), never as 5.5 (6弱).
    assert (one.rows_read, one.areas["intensity"].tolist()) == (3, [5.4, 6.0])
    assert (set(one.areas["kind"]), one.layer) == ({"earthquake"}, "quake")
    assert one.areas.geometry.iloc[0].bounds == pytest.approx(
        (THIRD[0], THIRD[1], THIRD[0] + 1 / 320, THIRD[1] + 1 / 480)
    )


def test_shift_jis_is_read(tmp_path):
    path = write(tmp_path / "a.csv", ["5135731011,5.0,"], "メッシュコード,計測震度,備考", encoding="cp932")
    assert read_quake_mesh(path, WITHIN).encoding == "cp932"


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ("99999,5.0,", "mesh_unknown"),
        ("=1+1,5.0,", "mesh_unknown"),
        ("5135731011,7.6,", "intensity_unknown"),
        ("5135731011,,", "intensity_unknown"),
        ("5135731011,nan,", "intensity_unknown"),
    ],
)
def test_what_is_no_mesh_or_intensity_is_named(tmp_path, row, key):
    path = write(tmp_path / "a.csv", ["5135731011,5.0,", row, row])
    with pytest.raises(InputError) as error:
        read_quake_mesh(path, WITHIN)
    fault = error.value.faults[0]
    # Two lines of comment and header, one sound row.
    assert (fault.key, fault.row, fault.more) == (key, "4", 1)


def test_other_tables_are_none(tmp_path):
    path = write(tmp_path / "a.csv", ["5135731011,0.4"], "# CODE,T30_I55_PS")
    assert not is_quake_mesh(path)
    with pytest.raises(InputError) as error:
        read_quake_mesh(path, WITHIN)
    assert keys(error) == {"columns_missing_mesh"}
    (tmp_path / "b").write_bytes(bytes(range(256)))
    assert not is_quake_mesh(tmp_path / "b")


@pytest.mark.parametrize(
    ("said", "published"),
    # The second decimal is rounded from the third, then cut off.
    [("4.494", 4.4), ("4.496", 4.5), ("4.99", 4.9), ("5.0", 5.0), ("5.1", 5.1), ("6.449", 6.4), ("0.3", 0.3)],
)
def test_intensities_are_cut_to_a_tenth(tmp_path, said, published):
    one = read_quake_mesh(write(tmp_path / "a.csv", [f"5135731011,{said},1"]), WITHIN)
    assert one.areas["intensity"].tolist() == [published]
