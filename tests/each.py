"""One test of many small cases: each of them runs, and all that fail are told together.

An item of its own costs pytest some ten milliseconds (collected by every process, reported three times),
more than most of these cases take.
"""

import functools
import inspect
from collections.abc import Callable, Iterable

Test = Callable[..., None]


def each(names: str | Iterable[str], cases: Iterable[object]) -> Callable[[Test], Test]:
    """Run a test for each case, as ``pytest.mark.parametrize`` does, as one item.

    For tests that take nothing but their cases: what a fixture makes would be shared by all of them.
    """
    keys = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    rows = list(cases)
    if not rows:
        raise ValueError(f"no case of {names}")

    def fold(test: Test) -> Test:
        @functools.wraps(test)
        def all_cases(**given: object) -> None:
            failed = []
            for row in rows:
                values = row if len(keys) > 1 else (row,)
                case = dict(zip(keys, values, strict=True))  # type: ignore[call-overload]
                try:
                    test(**given, **case)
                except Exception as error:  # noqa: BLE001 - all cases are told, whatever is wrong with one
                    error.add_note(f"in the case {case!r}")
                    failed.append(error)
            if len(failed) == 1:
                raise failed[0]
            if failed:
                raise ExceptionGroup(f"{len(failed)} of {len(rows)} cases", failed)

        own = inspect.signature(test)
        others = [one for name, one in own.parameters.items() if name not in keys]
        if len(others) + len(keys) != len(own.parameters):
            raise ValueError(f"{test.__name__} takes no {names}")
        all_cases.__signature__ = own.replace(parameters=others)  # type: ignore[attr-defined]
        return all_cases

    return fold
