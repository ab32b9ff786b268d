"""Values come as the library of JSON reads them, whatever the window; long lists stay as they stand."""

import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.readers.json_positions import Positions
from data.readers.json_window import JsonWindow
from tests.each import each

KEYS = st.sampled_from(["coordinates", '"\\', "x"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-999, 999) | st.floats(allow_nan=False) | st.text(max_size=6),
    lambda one: (
        st.lists(one, max_size=3) | st.dictionaries(st.sampled_from(["coordinates", '"\\', "x"]), one)
    ),
    max_leaves=12,
)


def opened(value: object) -> object:
    """Return a value with its long lists read by the library."""
    if isinstance(value, Positions):
        return json.loads(value.text)
    if isinstance(value, dict):
        return {key: opened(one) for key, one in value.items()}
    return [opened(one) for one in value] if isinstance(value, list) else value


@settings(max_examples=40, deadline=None)
@given(value=VALUES, chunk=st.integers(1, 40), indent=st.sampled_from([None, 1]))
def test_a_value_is_what_the_library_reads(value: object, chunk: int, indent: int | None):
    text = json.dumps([value, 5], indent=indent, ensure_ascii=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("data.readers.json_window._CHUNK", chunk)
        patch.setattr("data.readers.json_window._LONG", 2)
        window = JsonWindow(io.BytesIO(text.encode()))
        assert opened(window.value()) == [value, 5]
        assert window.sign() == ""


@each("text", ["", "{", '{"a": ', '"a', "[1, 2", "}", "[" * 101 + "]" * 101, "{1: 2}"])
def test_what_is_cut_too_deep_or_none_is_refused(text: str):
    with pytest.raises(ValueError):  # noqa: PT011 - the reader above names the file
        JsonWindow(io.BytesIO(text.encode())).value()


def test_the_deepest_that_is_read():
    assert JsonWindow(io.BytesIO(b"[" * 100 + b"]" * 100)).value() is not None


def test_a_long_list_of_coordinates_stays_as_it_stands_and_others_do_not():
    # 1,500 bytes are long.
    long = "[" + ",".join(["1"] * 750) + "]"
    short = "[" + ",".join(["1"] * 749) + "]"
    found = JsonWindow(io.BytesIO(f'{{"a": {{"coordinates": {long}}}, "b": {long}}}'.encode())).value()
    assert found == {"a": {"coordinates": Positions(long.encode())}, "b": [1] * 750}
    assert JsonWindow(io.BytesIO(f'{{"coordinates": {short}}}'.encode())).value() == {
        "coordinates": [1] * 749
    }
