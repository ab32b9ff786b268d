"""What the measurement of many readers says of what it measured."""

from bench.readers import MOST_GROWTH_MB, MOST_MB, ReaderCost, held_mb, verdict


def _costs(*held: float) -> list[ReaderCost]:
    return [ReaderCost(i, mb, 1.0) for i, mb in enumerate(held, start=1)]


def test_memory_that_is_flat_after_the_second_reader_is_good() -> None:
    assert verdict(_costs(500, 900, 900 + MOST_GROWTH_MB)) == (True, 1000, MOST_GROWTH_MB)
    assert verdict(_costs(500)) == (True, 500, 0)


def test_memory_that_grows_or_is_too_much_is_not() -> None:
    assert verdict(_costs(500, 900, 901 + MOST_GROWTH_MB))[0] is False
    assert verdict(_costs(500, MOST_MB + 1, 600)) == (False, MOST_MB + 1, 600 - MOST_MB - 1)


def test_this_process_holds_something() -> None:
    assert 10 < held_mb() < 100_000
