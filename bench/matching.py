"""Candidates for 5,000 people who need help among 10,000 supporters: seconds, gap, memory.

``python -m bench.matching`` on the bundled city under a scenario, with homes drawn from its blocks by
chance, beside a plain formulation of the same pairs by HiGHS (scipy), which covers people only.
"""

import argparse
import resource
import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import block_array, coo_array, diags_array

from bench.measure import timed
from community.matching import match_supporters
from community.matching_problem import MatchProblem
from domain.support import HelpKind
from planning.block_ground import BlockGround, block_ground
from planning.case import Case
from planning.pipeline import make_plan
from planning.support import match_people
from planning.support_ground import SupportGround, support_ground
from planning.support_needs import needs_of
from planning.support_pairs import support_pairs
from planning.support_times import pair_times, supporter_facts
from use_cases.load_bundle import default_bundle_path, load_bundle
from use_cases.make_case import make_case

T = TypeVar("T")
_KINDS = tuple(kind.value for kind in HelpKind)
_KIND_SHARES = (0.6, 0.2, 0.1, 0.1)


def people_of(
    blocks: pd.DataFrame, *, persons: int, supporters: int, seed: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return made-up people who need help, where such people live, and supporters among the residents."""
    rng = np.random.default_rng(seed)

    def homes(column: str, count: int) -> list[str]:
        weight = blocks[column].to_numpy(np.float64)
        return [str(one) for one in rng.choice(blocks.index.to_numpy(), count, p=weight / weight.sum())]

    helped = pd.DataFrame(
        {
            "block_id": homes("support_persons", persons),
            "kind": rng.choice(_KINDS, persons, p=_KIND_SHARES),
        },
        index=pd.Index([f"P{i:05d}" for i in range(persons)], name="person_id"),
    )
    helpers = pd.DataFrame(
        {
            "block_id": homes("residents", supporters),
            "day": np.where(rng.random(supporters) < 0.4, "yes", "no"),
            "night": np.where(rng.random(supporters) < 0.7, "yes", "no"),
            "age_high": pd.array(rng.integers(25, 85, supporters), dtype="Int64"),
            "has_car": rng.random(supporters) < 0.3,
            "most_persons": pd.array([None] * supporters, dtype="Int64"),
            "needs_help": False,
        },
        index=pd.Index([f"S{i:05d}" for i in range(supporters)], name="supporter_id"),
    )
    texts = ("block_id", "day", "night")
    return helped.astype("str"), helpers.astype(dict.fromkeys(texts, "str"))


def problem_of(
    case: Case,
    ground: BlockGround,
    on_blocks: SupportGround,
    persons: pd.DataFrame,
    supporters: pd.DataFrame,
) -> MatchProblem:
    """Return the pairs that ``match_people`` chooses among, as it makes them."""
    persons, supporters = persons.sort_index(), supporters.sort_index()
    who = supporter_facts(case, supporters)
    needs = needs_of(case, on_blocks, persons, supporters, (), {})
    times = pair_times(case, ground, on_blocks, who, needs)
    return support_pairs(case, times, who, (persons, supporters), needs, ()).problem


def plain(problem: MatchProblem) -> tuple[int, float]:
    """Return how many people a plain mixed-integer programme covers, and its bound; nothing else counts."""
    n, k, m = problem.n_people, problem.person.size, problem.n_supporters
    columns = np.arange(k)
    every = coo_array((np.ones(k), (problem.person, columns)), shape=(n, k))
    cars = problem.with_car()
    by_car = coo_array((np.ones(int(cars.sum())), (problem.person[cars], columns[cars])), shape=(n, k))
    load = coo_array((np.ones(k), (problem.supporter, columns)), shape=(m, k))
    rows = [
        [every, -diags_array(problem.needed.astype(np.float64))],
        [by_car, -diags_array(problem.car_needed.astype(np.float64))],
        [-load, None],
    ]
    lower = np.concatenate([np.zeros(2 * n), -problem.limit.astype(np.float64)])
    gain = np.concatenate([np.zeros(k), np.ones(n)])
    found = milp(
        -gain, integrality=np.ones(k + n), bounds=Bounds(0, 1),
        constraints=LinearConstraint(block_array(rows).tocsc(), lower, np.inf),
        options={"time_limit": 600.0, "mip_rel_gap": 0.0},
    )  # fmt: skip
    return round(-found.fun), -float(found.mip_dual_bound)


def timed_said(work: Callable[[], T]) -> tuple[T, str]:
    """Return a result with its seconds and those of the processor: a machine that others use tells little."""
    begun = time.process_time()
    result, seconds = timed(work)
    return result, f"{seconds:.1f} s ({time.process_time() - begun:.1f} s of a processor)"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--scenario", default="surge-l2")
    parser.add_argument("--persons", type=int, default=5_000)
    parser.add_argument("--supporters", type=int, default=10_000)
    parser.add_argument("--most", type=int, default=2)
    asked = parser.parse_args()
    most = {"support.most_persons": str(asked.most)}
    case = make_case(load_bundle(default_bundle_path()), asked.scenario, overrides=most)
    plan = make_plan(case)
    ground = block_ground(case, plan)
    persons, supporters = people_of(
        case.city.blocks, persons=asked.persons, supporters=asked.supporters, seed=20_261_128
    )
    on_blocks, seconds = timed_said(lambda: support_ground(case, plan, ground))
    print(f"limits of all blocks: {seconds}")
    answer, seconds = timed_said(lambda: match_people(case, ground, on_blocks, persons, supporters))
    support = answer.support
    print(
        f"matched: {seconds};"
        f" covered {int(support['is_covered'].sum())} (bound {answer.covered_bound}),"
        f" spared {int(support['is_spared'].sum())} (bound {answer.spared_bound})"
    )
    print(support["reason"].value_counts().to_dict())
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")
    problem = problem_of(case, ground, on_blocks, persons, supporters)
    _, seconds = timed_said(lambda: match_supporters(problem))
    print(f"{problem.person.size:,} pairs; the matching alone: {seconds}")
    (reached, bound), seconds = timed_said(lambda: plain(problem))
    print(f"plain programme (people covered only): {seconds}; covered {reached} (bound {bound:.1f})")


if __name__ == "__main__":
    main()
