"""A writer is killed (kill -9) in the middle of its commits; what is then found is whole.

``make test`` does a few rounds. A thousand, of one kind of database:

    python -m tests.storage.store.killing --rounds 1000 [--postgresql]
"""

import argparse
import itertools
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
import warnings
from pathlib import Path

import pandas as pd
import sqlalchemy as sa

from domain.registers import RegisterName
from storage.store.engine import sqlite_url
from storage.store.store import Store
from storage.store.upkeep import Upkeep
from tests.postgres import started
from tests.storage.store.made import AREAS, HEAD, add_organisations, frame, row

_M = RegisterName.MEMBERS
_PEOPLE = 60
#: A writer lives at most this many times as long as its first two commits took, after them.
_LONGEST_LIFE = 2.0


def two_lists() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return two lists of the same organisations; whoever reads finds one of them, never a mixture."""
    orgs = list(AREAS)
    people = [(orgs[i % len(orgs)], i) for i in range(_PEOPLE)]
    first = [row(_M, org, name=f"甲{i}", phone=f"1-{i}") for org, i in people]
    second = [
        row(_M, org, name=f"甲{i}" if i % 2 else f"乙{i}", phone=f"2-{i}") for org, i in people[: _PEOPLE - 9]
    ]
    return frame(_M, first), frame(_M, second)


def kill_in_rounds(url: sa.URL, keys: Path, *, rounds: int, seed: int) -> dict[str, int]:
    """Kill a writer in each round and look at what it left.

    Returns
    -------
    dict
        How often the first list and the second was found.

    Raises
    ------
    AssertionError
        When something is half-written, lost or damaged.
    """
    lists = [sorted(one["name"] + one["phone"]) for one in two_lists()]
    opened = Store.open(url, keys=keys)
    add_organisations(opened)
    newest = opened.newest_version(HEAD, _M)
    opened.close()
    chance, found = random.Random(seed), {"first": 0, "second": 0}
    for _ in range(rounds):
        _kill_one(url, keys, chance.uniform(0, _LONGEST_LIFE))
        opened = Store.open(url, keys=keys)
        held = opened.read(HEAD, _M)
        later = opened.newest_version(HEAD, _M)
        opened.close()
        assert later >= newest, "a version that was committed is lost"
        newest = later
        state = sorted(held["name"] + held["phone"])
        assert state in lists, f"half-written: {len(state)} rows"
        found["first" if state == lists[0] else "second"] += 1
        problems = Upkeep(url, keys=keys).check()
        assert problems == (), [(one.key, one.details) for one in problems]
    return found


def _kill_one(url: sa.URL, keys: Path, life: float) -> None:
    context = multiprocessing.get_context("fork")
    reading, writing = context.Pipe(duplex=False)
    writer = context.Process(target=_write_for_ever, args=(url, keys, writing))
    with warnings.catch_warnings():
        # Later Pythons warn of forking beside threads; this child opens everything anew.
        warnings.simplefilter("ignore", DeprecationWarning)
        writer.start()
    assert reading.poll(120), "the writer did not write"
    time.sleep(life * reading.recv())
    assert writer.pid is not None
    os.kill(writer.pid, signal.SIGKILL)
    writer.join()
    assert writer.exitcode == -signal.SIGKILL, "the writer ended by itself"


def _write_for_ever(url: sa.URL, keys: Path, ready: "multiprocessing.connection.Connection") -> None:
    store, lists = Store.open(url, keys=keys), two_lists()
    began = time.monotonic()
    for number in itertools.count():
        if number == len(lists):
            ready.send(time.monotonic() - began)
        store.commit(HEAD, _M, lists[number % len(lists)], removes=True)


def main() -> None:
    """Kill as often as asked, and say what was found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgresql", action="store_true")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        keys = Path(folder) / "keys.json"
        if asked.postgresql:
            with started() as server:
                found = kill_in_rounds(server.empty_database(), keys, rounds=asked.rounds, seed=asked.seed)
        else:
            url = sqlite_url(Path(folder) / "store.db")
            found = kill_in_rounds(url, keys, rounds=asked.rounds, seed=asked.seed)
    sys.stdout.write(f"{asked.rounds} rounds, each whole: {found}\n")


if __name__ == "__main__":
    main()
