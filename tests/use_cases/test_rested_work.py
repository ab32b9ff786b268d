"""Only what an asker asked for last is done, and told as done."""

import subprocess
import sys
import threading

import pytest

from use_cases.rested_work import MOST_ASKERS, NoLongerAskedError, RestedWork

_WAIT_S = 60


def done(rested: RestedWork, asker: str, key: str) -> None:
    """Wait until work that was asked for is done."""
    end = threading.Event()
    for _ in range(20 * _WAIT_S):
        if not rested.waits(asker, key):
            return
        end.wait(0.05)
    raise AssertionError(key)


def test_of_what_is_asked_for_in_one_breath_the_last_is_done() -> None:
    rested, made = RestedWork(rest_s=0.3), []
    for key in ("first", "second", "third"):
        rested.ask("reader", key, lambda key=key: made.append(key))
    assert not rested.waits("reader", "first")
    assert rested.waits("reader", "third")
    done(rested, "reader", "third")
    assert made == ["third"]


def test_work_is_done_once_for_a_key_however_often_it_is_asked_for_meanwhile() -> None:
    rested, made, go = RestedWork(rest_s=0.0), [], threading.Event()

    def work() -> None:
        go.wait(_WAIT_S)
        made.append("done")

    for _ in range(3):
        rested.ask("reader", "same", work)
    go.set()
    done(rested, "reader", "same")
    assert made == ["done"]
    # What is gone by now is made anew.
    rested.ask("reader", "same", work)
    done(rested, "reader", "same")
    assert made == ["done", "done"]


def test_what_runs_when_another_is_asked_for_is_not_told_as_done() -> None:
    rested, begun, go = RestedWork(rest_s=0.0), threading.Event(), threading.Event()

    def slow() -> None:
        begun.set()
        go.wait(_WAIT_S)

    rested.ask("reader", "slow", slow)
    assert begun.wait(_WAIT_S)
    rested.ask("reader", "later", lambda: None)
    assert rested.waits("reader", "later")
    go.set()
    done(rested, "reader", "later")
    assert not rested.waits("reader", "slow")


def test_askers_do_not_take_each_others_place() -> None:
    rested, made = RestedWork(rest_s=0.0), []
    rested.ask("one", "key", lambda: made.append("one"))
    rested.ask("other", "key", lambda: made.append("other"))
    done(rested, "one", "key")
    done(rested, "other", "key")
    assert sorted(made) == ["one", "other"]


def test_who_left_has_nothing_done() -> None:
    rested, made = RestedWork(rest_s=0.2), []
    rested.ask("gone", "key", lambda: made.append("gone"))
    rested.forget("gone")
    rested.ask("here", "key", lambda: made.append("here"))
    done(rested, "here", "key")
    assert made == ["here"]


def test_what_failed_is_told_to_whoever_asks_for_it_again_and_once() -> None:
    rested = RestedWork(rest_s=0.0)

    def fails() -> None:
        raise ValueError("no")

    rested.ask("reader", "key", fails)
    done(rested, "reader", "key")
    with pytest.raises(ValueError, match="no"):
        rested.ask("reader", "key", fails)
    rested.ask("reader", "key", lambda: None)
    done(rested, "reader", "key")
    rested.ask("reader", "key", lambda: None)


def test_work_that_is_begun_leaves_its_end_to_whoever_asks() -> None:
    rested, made = RestedWork(rest_s=0.0), []

    def fails() -> None:
        made.append("tried")
        raise ValueError("no")

    for _ in range(2):
        rested.begin("reader", "key", fails)
        done(rested, "reader", "key")
    assert made == ["tried"]
    with pytest.raises(ValueError, match="no"):
        rested.ask("reader", "key", fails)


def test_work_that_is_no_longer_asked_for_is_given_up_where_it_asks() -> None:
    rested, begun, go, told = RestedWork(rest_s=0.0), threading.Event(), threading.Event(), []

    def slow() -> None:
        rested.insist("reader", "slow")
        begun.set()
        go.wait(_WAIT_S)
        try:
            rested.insist("reader", "slow")
        except NoLongerAskedError:
            told.append("given up")
            raise

    rested.ask("reader", "slow", slow)
    assert begun.wait(_WAIT_S)
    rested.ask("reader", "later", lambda: told.append("later"))
    go.set()
    rested.wait("reader", "later", _WAIT_S)
    assert not rested.waits("reader", "later")
    assert told == ["given up", "later"]
    rested.finish()


def test_work_is_followed_by_other_work_unless_the_asker_asks_for_his_own() -> None:
    rested, made, begun, go = RestedWork(rest_s=0.0), [], threading.Event(), threading.Event()

    def first() -> None:
        begun.set()
        go.wait(_WAIT_S)
        made.append("first")
        rested.follow("reader", "first", "second", lambda: made.append("second"))

    for own in (None, "own"):
        rested.begin("reader", "first", first)
        assert begun.wait(_WAIT_S)
        if own:
            rested.ask("reader", own, lambda: made.append("own"))
        go.set()
        rested.finish()
        begun.clear()
        go.clear()
    assert made == ["first", "second", "first", "own"]


def test_of_an_asker_this_work_or_none_is_done() -> None:
    rested, made = RestedWork(rest_s=0.2), []
    rested.ask("one", "this", lambda: made.append("this"))
    rested.ask("other", "old", lambda: made.append("old"))
    for asker in ("one", "other", "unknown"):
        rested.keep_only(asker, "this")
    rested.finish()
    assert made == ["this"]


def test_waiting_ends_with_its_time() -> None:
    rested = RestedWork(rest_s=_WAIT_S)
    rested.ask("reader", "key", lambda: None)
    rested.wait("reader", "key", 0.01)
    assert rested.waits("reader", "key")


def test_no_more_askers_are_remembered_than_may_be() -> None:
    rested = RestedWork(rest_s=_WAIT_S)
    for number in range(MOST_ASKERS + 3):
        rested.ask(str(number), "key", lambda: None)
    waiting = [number for number in range(MOST_ASKERS + 3) if rested.waits(str(number), "key")]
    assert waiting == list(range(3, MOST_ASKERS + 3))


#: Work that goes on when the process ends: only then are threads refused; a last one waits for the answer.
_ENDS = """
import time
from concurrent.futures import ThreadPoolExecutor
from use_cases.rested_work import RestedWork

rested, pool = RestedWork(rest_s=0.0), ThreadPoolExecutor(1)

def work():
    while True:
        with ThreadPoolExecutor(1) as mine:
            mine.submit(int)
        time.sleep(0.01)

def hold():
    while rested.waits("reader", "key"):
        time.sleep(0.01)
    print("given up")

rested.ask("reader", "key", work)
pool.submit(hold)
"""


def test_what_the_end_of_the_process_breaks_off_is_no_fault() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _ENDS], capture_output=True, text=True, timeout=_WAIT_S, check=True
    )
    assert (ended.stdout, ended.stderr) == ("given up\n", "")


def test_what_is_held_back_is_given_up_and_begun_anew_once_nobody_presses_anything() -> None:
    rested, begun, go, made = RestedWork(rest_s=0.2), threading.Event(), threading.Event(), list[str]()

    def work(key: str) -> None:
        made.append(f"{key} begun")
        begun.set()
        go.wait(_WAIT_S)
        rested.insist("reader", key)
        made.append(f"{key} done")

    rested.ask("reader", "far", lambda: work("far"))
    assert begun.wait(_WAIT_S)
    with rested.holding():
        go.set()
        # However long it is: longer than an asker rests.
        threading.Event().wait(0.5)
        assert made == ["far begun"]
    done(rested, "reader", "far")
    assert made == ["far begun", "far begun", "far done"]
    made.clear()
    # What somebody presses is not held back where it is just being made.
    begun.clear()
    go.clear()
    rested.ask("reader", "near", lambda: work("near"))
    assert begun.wait(_WAIT_S)
    with rested.holding():
        rested.let_on("near")
        go.set()
        done(rested, "reader", "near")
    assert made == ["near begun", "near done"]
    made.clear()
    # Nor does it wait behind work of another reader that is.
    with rested.holding():
        rested.ask("other", "far", lambda: made.append("far"))
        rested.ask("reader", "nearer", lambda: made.append("nearer"))
        rested.let_on("nearer")
        done(rested, "reader", "nearer")
    assert made == ["nearer"]
    done(rested, "other", "far")
    assert made == ["nearer", "far"]
