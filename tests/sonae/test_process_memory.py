"""Freed memory goes back to the system, where the C library lets it."""

import platform
import subprocess
import sys

import pytest

from sonae.process_memory import ARROW_VARIABLE, return_freed_memory

# The free of 20 MB teaches the C library to take smaller blocks from its heap; the last block pins the heap's
# end, so that 100 MB below it stay with the process unless blocks have pages of their own.
_FREE_100_MB = """
import sys
from sonae.process_memory import return_freed_memory

def held_mb():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))

if sys.argv[1] == "set":
    assert return_freed_memory({})
one = bytearray(b"x") * (20 << 20)
del one
before = held_mb()
blocks = [bytearray(b"x") * (1 << 20) for _ in range(100)]
pin = [bytearray(b"x") * 1000 for _ in range(100)]
del blocks
print(held_mb() - before)
"""

gnu = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only the GNU C library has the switch")


def _left_mb(mode: str) -> float:
    done = subprocess.run(
        [sys.executable, "-c", _FREE_100_MB, mode], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


@gnu
def test_freed_blocks_leave_the_process() -> None:
    assert _left_mb("set") < 10


@gnu
@pytest.mark.parametrize(("given", "then"), [({}, "system"), ({ARROW_VARIABLE: "mimalloc"}, "mimalloc")])
def test_arrow_takes_memory_of_the_system_unless_told(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], then: str
) -> None:
    class Library:
        def mallopt(self, _number: int, _value: int) -> int:
            return 1

    monkeypatch.setattr("ctypes.CDLL", lambda _: Library())
    variables = dict(given)
    assert return_freed_memory(variables)
    assert variables == {ARROW_VARIABLE: then}


@pytest.mark.parametrize("name", ["MALLOC_MMAP_THRESHOLD_", "MALLOC_ARENA_MAX", "GLIBC_TUNABLES"])
def test_what_the_user_set_stays(name: str) -> None:
    assert not return_freed_memory({name: "1"})


def test_no_other_system_is_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert not return_freed_memory({})


def test_a_c_library_without_the_switch_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr("ctypes.CDLL", lambda _: object())
    assert not return_freed_memory({})
