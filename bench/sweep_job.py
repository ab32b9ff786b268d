"""The draws of an earthquake on threads, on processes, and on a Dask cluster here: the same tables.

Dask is asked where it is installed (``requirements-sweep.txt``), by address, as ``sonae sweep --scheduler``.
"""

from collections.abc import Callable
from functools import partial
from importlib import import_module

from bench.job_line import JobLine
from bench.measure import quickest
from bench.peers import without
from bench.town import Town
from planning.robustness import Robustness
from use_cases.make_case import make_case
from use_cases.sweep import sweep

SCENARIO, DRAWS, WORKERS = "uemachi-quake-day1", 50, 2


def run(town: Town) -> list[JobLine]:
    """Measure, where a city has the scenario."""
    if town.city is None or SCENARIO not in town.city.scenarios:
        return []
    case = make_case(town.city, SCENARIO)
    draws: Callable[..., Robustness] = partial(sweep, case, most_draws=DRAWS)
    draws(workers=1)
    alone, sonae = quickest(lambda: draws(workers=1))
    others, costs = [], {"sonae": sonae}
    found, costs["processes"] = quickest(lambda: draws(workers=WORKERS))
    others.append(found)
    absent = without(["dask"])
    if not absent:
        local = import_module("distributed").LocalCluster
        with local(n_workers=WORKERS, threads_per_worker=1, dashboard_address=None) as cluster:
            found, costs["dask"] = quickest(lambda: draws(scheduler=cluster.scheduler_address))
            others.append(found)
    equal = all(_alike(alone, one) for one in others)
    # Time on the processor is that of this process, which waits for the others.
    seconds = {who: cost.wall_s for who, cost in costs.items()}
    return [JobLine("sweep", town.name, seconds, equal, size=f"{DRAWS} draws", absent=absent)]


def _alike(one: Robustness, other: Robustness) -> bool:
    tables = all(getattr(one, name).equals(getattr(other, name)) for name in ("areas", "profiles", "streets"))
    return tables and bool((one.persons == other.persons).all() and (one.short == other.short).all())
