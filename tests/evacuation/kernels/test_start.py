"""The search for garbage goes on as it was, and leaves out what was there as numba was imported."""

import gc

import pytest

from evacuation.kernels.start import start_numba


@pytest.mark.parametrize("looks", [True, False])
def test_the_search_for_garbage_is_as_before_and_leaves_out_what_was_imported(looks: bool) -> None:
    found: list[object] = []
    try:
        (gc.enable if looks else gc.disable)()
        assert any(one is found for one in gc.get_objects())
        start_numba()
        assert gc.isenabled() == looks
        assert not any(one is found for one in gc.get_objects())
    finally:
        gc.enable()


def test_it_goes_on_where_numba_cannot_be_imported(monkeypatch) -> None:
    def fails(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("evacuation.kernels.start.import_module", fails)
    with pytest.raises(ImportError):
        start_numba()
    assert gc.isenabled()
