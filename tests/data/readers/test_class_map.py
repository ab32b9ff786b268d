"""A small TOML says what the columns of any file mean; what it says wrongly is told at once."""

import math

import pytest

from data.readers.class_map import read_class_map
from domain.faults import InputError
from domain.vocabulary import HazardKind, HazardZoneType, ZoneType
from tests.data.readers.area_inputs import keys


@pytest.fixture
def said(tmp_path):
    def write(text):
        path = tmp_path / "map.toml"
        path.write_text(text, encoding="utf-8")
        return read_class_map(path)

    return write


def test_codes_as_bounds(said):
    column = said('kind = "flood"\nlayer = "own"\ncolumn = "rank"\n[classes]\n1 = [0, 0.5]\n2 = [0.5]\n')
    assert column.depth_m == {"1": (0.0, 0.5), "2": (0.5, math.inf)}
    assert (column.kind, column.layer, column.columns) == (HazardKind.FLOOD, "own", ("rank",))


def test_words_durations_zones_and_nothing(said):
    assert said('kind = "tsunami"\ncolumn = "深さ"\n').depth_words
    assert said('kind = "flood"\nholds = "duration"\ncolumn = "t"\n').duration_words
    column = said('kind = "flood"\nholds = "duration"\ncolumn = "t"\n[classes]\na = [0, 12]\n')
    assert column.duration_h == {"a": (0.0, 12.0)}
    column = said('kind = "landslide"\nholds = "zone"\ncolumn = "z"\n[classes]\nred = "special_warning"\n')
    assert column.zones == {"red": HazardZoneType.SPECIAL_WARNING}
    assert said('kind = "tsunami"\n').layer == "tsunami"


def test_zones_of_administration_go_into_their_own_layer(said):
    column = said('kind = "tsunami"\nzone = "safe_area"\n')
    assert (column.layer, column.zone) == ("zones", ZoneType.SAFE_AREA)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('kind = "rain"', "not_allowed"),
        ("layer = 'x'", "field_missing"),
        ('kind = "flood"\nlayer = "../x"', "wrong_form"),
        ('kind = "flood"\nmore = 1', "field_unknown"),
        ('kind = "flood"\n[classes]\n1 = [0, 1]', "value_missing"),
        ('kind = "flood"\ncolumn = "r"\n[classes]\n1 = [1, 0]', "class_bounds"),
        ('kind = "flood"\ncolumn = "r"\n[classes]\n1 = [1, 1]', "class_bounds"),
        ('kind = "flood"\ncolumn = "r"\n[classes]\n1 = [-1, 1]', "class_bounds"),
        ('kind = "flood"\ncolumn = "r"\n[classes]\n1 = [nan]', "class_bounds"),
        ('kind = "flood"\ncolumn = "r"\n[classes]\n1 = []', "class_bounds"),
        ('kind = "flood"\ncolumn = "r"\n[classes]\n1 = "deep"', "class_bounds"),
        ('kind = "landslide"\nholds = "zone"\ncolumn = "z"', "value_missing"),
        ('kind = "landslide"\nholds = "zone"\ncolumn = "z"\n[classes]\n1 = "red"', "not_allowed"),
        (
            'kind = "tsunami"\nholds = "zone"\ncolumn = "z"\n[classes]\n1 = "warning"\n2 = "safe_area"',
            "not_allowed",
        ),
        ("kind = ", "file_unreadable"),
    ],
)
def test_what_is_wrong_is_told(said, text, key):
    with pytest.raises(InputError) as error:
        said(text)
    assert key in keys(error)
