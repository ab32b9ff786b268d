"""``python -m bench`` (``make bench``)."""

from storage.home import prepare_numba_cache


def start() -> int:
    """Name the folder of compiled kernels before any is imported, then measure."""
    prepare_numba_cache()
    from bench.jobs import main  # noqa: PLC0415 - numba reads the folder when first imported

    return main()


if __name__ == "__main__":
    raise SystemExit(start())
