"""One way to a plan: from memory, from disk, or made; once for each key, whoever asks."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planning.case import Case
from planning.pipeline import make_plan
from planning.plan import Plan
from planning.sources import plan_sources
from storage.plans import PlanStore
from tests.planning.same_plan import assert_same_plan
from tests.toy_city import make_toy_bundle, toy_settings
from use_cases.edit_scenarios import with_scenario
from use_cases.plan_service import PlanService, Progress
from use_cases.rested_work import RestedWork
from use_cases.result_memory import ResultMemory

BUNDLE = make_toy_bundle()
CASES = tuple(Case.of(BUNDLE, scenario, toy_settings()) for scenario in BUNDLE.scenarios.values())


_MADE: dict[str, Plan] = {}


def plan_of(case: Case) -> Plan:
    """Return the plan of a case as another object each time; its tables are worked out once."""
    if case.key not in _MADE:
        _MADE[case.key] = make_plan(case)
    return replace(_MADE[case.key])


class Maker:
    """Makes plans, and remembers the keys in order."""

    def __init__(self) -> None:
        self.keys: list[str] = []

    def __call__(self, case: Case) -> Plan:
        self.keys.append(case.key)
        return plan_of(case)


@pytest.fixture
def maker() -> Maker:
    return Maker()


def test_the_second_asker_gets_the_plan_of_the_first(maker: Maker) -> None:
    service = PlanService(make=maker)
    again = Case.of(make_toy_bundle(), CASES[0].scenario, toy_settings())
    assert service.plan(CASES[0]) is service.plan(CASES[0]) is service.plan(again)
    assert maker.keys == [CASES[0].key]


def test_a_plan_stays_when_another_scenario_is_edited_and_names_its_sources_anew(maker: Maker) -> None:
    service = PlanService(make=maker)
    assert service.at_hand(CASES[0]) is None
    before = service.plan(CASES[0])
    assert service.at_hand(CASES[0]) is before
    other = replace(CASES[1].scenario, name="別の名前")
    city = with_scenario(BUNDLE, other, former_id=other.scenario_id)
    case = Case.of(city, CASES[0].scenario, toy_settings())
    assert service.is_ready(case)
    after = service.plan(case)
    assert maker.keys == [CASES[0].key]
    assert after.provenance != before.provenance
    assert after.provenance == plan_sources(city, case.scenario)
    assert service.at_hand(case).provenance == after.provenance
    assert service.plan(case) is after


def test_another_process_finds_the_plan_on_disk(maker: Maker, tmp_path: Path) -> None:
    first = PlanService(PlanStore(tmp_path), make=maker).plan(CASES[0])
    later = PlanService(PlanStore(tmp_path), make=maker)
    assert later.is_ready(CASES[0])
    assert not later.is_ready(CASES[1])
    assert_same_plan(later.plan(CASES[0]), first)
    assert maker.keys == [CASES[0].key]


class SlowStore(PlanStore):
    """A disk that takes nothing before it is let."""

    let = threading.Event()

    def put(self, plan: Plan) -> bool:
        assert self.let.wait(timeout=60)
        return super().put(plan)


def test_who_waits_for_a_plan_does_not_wait_for_its_files(maker: Maker, tmp_path: Path) -> None:
    store, writes = SlowStore(tmp_path), RestedWork(0.0)
    service, key = PlanService(store, make=maker, writes=writes), CASES[0].key
    plan = service.plan(CASES[0])
    assert not store.holds(key)
    assert service.is_ready(CASES[0])
    store.let.set()
    writes.finish()
    assert_same_plan(PlanService(PlanStore(tmp_path), make=maker).plan(CASES[0]), plan)
    assert maker.keys == [key]


def test_while_somebody_waits_for_a_plan_files_of_others_are_held_back(
    maker: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[int] = []

    @contextmanager
    def holding(_self: RestedWork) -> Iterator[None]:
        held.append(len(maker.keys))
        yield
        held.append(len(maker.keys))

    monkeypatch.setattr(RestedWork, "holding", holding)
    writes = RestedWork(0.0)
    service = PlanService(PlanStore(tmp_path), make=maker, writes=writes)
    service.plan(CASES[0])  # prepared: nobody waits
    service.plan(CASES[1], waiting=lambda: None)
    writes.finish()
    assert held == [1, 2]


def test_a_damaged_plan_on_disk_is_made_again(maker: Maker, tmp_path: Path) -> None:
    PlanService(PlanStore(tmp_path), make=maker).plan(CASES[0])
    (tmp_path / CASES[0].key / "loads.parquet").write_bytes(b"damaged")
    PlanService(PlanStore(tmp_path), make=maker).plan(CASES[0])
    PlanService(PlanStore(tmp_path), make=maker).plan(CASES[0])
    assert maker.keys == [CASES[0].key] * 2


def in_threads(number: int, work: Any) -> list[Any]:
    results: list[Any] = []
    threads = [threading.Thread(target=lambda: results.append(work())) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def test_all_who_ask_at_once_wait_for_one_plan(maker: Maker) -> None:
    service = PlanService(make=maker)
    plans = in_threads(8, lambda: service.plan(CASES[0]))
    assert len(plans) == 8
    assert len({id(plan) for plan in plans}) == 1
    assert maker.keys == [CASES[0].key]


def test_different_plans_are_made_one_after_the_other() -> None:
    busy: list[str] = []
    most: list[int] = []

    def watched(case: Case) -> Plan:
        busy.append(case.key)
        most.append(len(busy))
        plan = plan_of(case)
        busy.remove(case.key)
        return plan

    service = PlanService(make=watched)
    cases = iter(CASES)
    assert len(in_threads(3, lambda: service.plan(next(cases)))) == 3
    assert most == [1, 1, 1]


class MovedOnError(Exception):
    """The reader has chosen something else."""


def test_a_request_that_has_not_begun_is_dropped_when_its_reader_moves_on() -> None:
    # The first plan is held up; meanwhile a reader waits for the second, and moves on.
    go_on, begun, made = threading.Event(), threading.Event(), []

    def slow(case: Case) -> Plan:
        made.append(case.key)
        begun.set()
        assert go_on.wait(timeout=60)
        return plan_of(case)

    def move_on() -> None:
        raise MovedOnError

    service = PlanService(make=slow)
    first = threading.Thread(target=service.plan, args=(CASES[0],))
    first.start()
    assert begun.wait(timeout=60)
    with pytest.raises(MovedOnError):
        service.plan(CASES[1], waiting=move_on)
    # Who waits for the plan that is being made may leave as well: it is made all the same.
    with pytest.raises(MovedOnError):
        service.plan(CASES[0], waiting=move_on)
    go_on.set()
    first.join(timeout=60)
    assert (made, service.is_ready(CASES[0]), service.is_ready(CASES[1])) == ([CASES[0].key], True, False)
    assert service.plan(CASES[1]).key == CASES[1].key


def test_who_still_waits_takes_over_the_request_of_a_reader_who_moved_on(maker: Maker) -> None:
    held, begun, gone = threading.Event(), threading.Event(), threading.Event()

    def slow(case: Case) -> Plan:
        if case.key == CASES[0].key:
            begun.set()
            assert held.wait(timeout=60)
        return maker(case)

    def wait_a_little() -> None:
        if gone.is_set():
            raise MovedOnError

    def ask_and_leave() -> None:
        with pytest.raises(MovedOnError):
            service.plan(CASES[1], waiting=wait_a_little)

    service, plans = PlanService(make=slow), []
    threads = [
        threading.Thread(target=service.plan, args=(CASES[0],)),
        threading.Thread(target=ask_and_leave),
    ]
    threads[0].start()
    assert begun.wait(timeout=60)
    threads[1].start()
    stays = threading.Thread(target=lambda: plans.append(service.plan(CASES[1], waiting=gone.set)))
    stays.start()
    threads[1].join(timeout=60)
    held.set()
    for thread in (threads[0], stays):
        thread.join(timeout=60)
    assert [plan.key for plan in plans] == [CASES[1].key]
    assert maker.keys == [CASES[0].key, CASES[1].key]


def test_an_error_reaches_everybody_who_asks_and_is_not_kept() -> None:
    city = CASES[0].city
    unsorted = replace(CASES[0], city=replace(city, places=city.places.iloc[::-1]))
    service, started = PlanService(), threading.Barrier(3)

    def ask() -> str:
        started.wait(timeout=60)
        with pytest.raises(ValueError, match="not sorted") as caught:
            service.plan(unsorted)
        return str(caught.value)

    assert len(in_threads(3, ask)) == 3
    assert not service.is_ready(unsorted)


def test_preparing_makes_every_plan_in_order_and_says_how_far_it_is(maker: Maker) -> None:
    service = PlanService(make=maker)
    assert service.progress == Progress(0, 0)
    service.prepare(CASES).join(timeout=60)
    assert maker.keys == [case.key for case in CASES]
    assert service.progress == Progress(3, 3)
    assert service.progress.is_complete
    assert all(service.is_ready(case) for case in CASES)
    service.prepare(CASES).join(timeout=60)
    assert len(maker.keys) == 3


def test_steps_come_after_the_plans_and_one_that_fails_holds_up_no_other(maker: Maker) -> None:
    service, done = PlanService(make=maker), []

    def refused() -> None:
        done.append("refused")
        raise ValueError("no street")

    service.prepare(CASES[:2], steps=[refused, lambda: done.append(len(maker.keys))]).join(timeout=60)
    assert done == ["refused", 2]
    assert service.progress == Progress(4, 4)


def test_a_plan_too_large_for_the_memory_is_still_given() -> None:
    service = PlanService(memory=ResultMemory(1))
    assert service.plan(CASES[0]) is service.plan(CASES[0])


def test_services_of_one_memory_share_its_plans(maker: Maker) -> None:
    memory = ResultMemory()
    first = PlanService(make=maker, memory=memory).plan(CASES[0])
    assert PlanService(make=maker, memory=memory).plan(CASES[0]) is first
    assert len(maker.keys) == 1


@pytest.mark.parametrize("error", [ValueError("no street"), RuntimeError("a fault of ours")])
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_preparing_ends_also_where_a_case_cannot_be_planned(maker: Maker, error: Exception) -> None:
    cases = CASES[:2]

    def make(case: Case) -> Plan:
        if case.key == cases[0].key:
            raise error
        return maker(case)

    service = PlanService(make=make)
    service.prepare(cases).join(timeout=60)
    assert service.progress.is_complete
    # What is wrong with one case holds up no other; a fault of ours ends the worker.
    assert service.is_ready(cases[1]) == isinstance(error, ValueError)


def test_a_later_preparation_takes_the_place_of_an_earlier_one(maker: Maker) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def make(case: Case) -> Plan:
        if case.key == CASES[0].key:
            begun.set()
            assert go_on.wait(timeout=60)
        return maker(case)

    service = PlanService(make=make)
    first = service.prepare(CASES)
    assert begun.wait(timeout=60)
    second = service.prepare(CASES[1:2])
    assert service.progress == Progress(0, 1)
    go_on.set()
    for worker in (first, second):
        worker.join(timeout=60)
    # What the first had begun is made; its third case, which nobody wants any more, is not.
    assert sorted(maker.keys) == sorted(case.key for case in CASES[:2])
    assert service.progress == Progress(1, 1)
