"""A writer is killed (kill -9) in the middle of its commits; what is then found is whole.

``make test`` does a few rounds. A thousand, of one kind of database:

    python -m tests.storage.store.killing --rounds 1000 [--postgresql]

A store is checked as a whole after each round, and grows in each: after some rounds a fresh one begins.
How it goes is told on standard error; what was found stands on standard output, also when interrupted.
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
from collections.abc import Iterator
from contextlib import contextmanager
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
_ROUNDS_OF_A_STORE = 100
_ROUNDS_A_LINE = 10
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


def kill_in_rounds(url: sa.URL, keys: Path, *, rounds: int, seed: int) -> Iterator[str]:
    """Kill a writer in each round and look at what it left.

    Yields
    ------
    str
        After each round that left everything whole: whether the ``first`` list or the ``second`` was found.

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
    chance = random.Random(seed)
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
        problems = Upkeep(url, keys=keys).check()
        assert problems == (), [(one.key, one.details) for one in problems]
        yield "first" if state == lists[0] else "second"


def _kill_one(url: sa.URL, keys: Path, life: float) -> None:
    context = multiprocessing.get_context("fork")
    reading, writing = context.Pipe(duplex=False)
    writer = context.Process(target=_write_for_ever, args=(url, keys, writing), daemon=True)
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


@contextmanager
def _stores(*, postgresql: bool) -> Iterator[Iterator[tuple[sa.URL, Path]]]:
    """Give fresh stores, one after the other, each with its keys."""
    with tempfile.TemporaryDirectory() as folder:
        homes = (Path(folder) / str(number) for number in itertools.count())
        if postgresql:
            with started() as server:
                yield ((server.empty_database(), _made(home) / "keys.json") for home in homes)
        else:
            yield ((sqlite_url(_made(home) / "store.db"), home / "keys.json") for home in homes)


def _made(home: Path) -> Path:
    home.mkdir()
    return home


def _told(found: dict[str, int], asked: int) -> str:
    whole = sum(found.values())
    return f"{whole} of {asked} rounds whole: first list {found['first']}, second {found['second']}\n"


def main() -> None:
    """Kill as often as asked, and say what was found."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgresql", action="store_true")
    asked = parser.parse_args()
    found = {"first": 0, "second": 0}
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with _stores(postgresql=asked.postgresql) as stores:
            for begun in range(0, asked.rounds, _ROUNDS_OF_A_STORE):
                rounds, seed = min(_ROUNDS_OF_A_STORE, asked.rounds - begun), asked.seed + begun
                for state in kill_in_rounds(*next(stores), rounds=rounds, seed=seed):
                    found[state] += 1
                    if sum(found.values()) % _ROUNDS_A_LINE == 0:
                        sys.stderr.write(_told(found, asked.rounds))
    finally:
        sys.stdout.write(_told(found, asked.rounds))


if __name__ == "__main__":
    main()
