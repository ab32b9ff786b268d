"""``make bench``: what Sonae takes for each job beside the peers, answers compared, a line a job.

``python -m bench --job J1 --job J4 --network STREETS.parquet``. Without a choice every job runs on the
bundled city, and on a real street network too where ``SONAE_REAL_DATA`` names the folder of real files. The
results are kept as JSON with machine, versions and load. In the end each aim (``bench.aims``) stands beside
its figure, met or by how much not and why. The run fails where answers differ, never on a time.

A job is a module with ``run(town) -> list[JobLine]``; none where the town is nothing for it.
"""

import argparse
import ast
import importlib
import importlib.util
import json
import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bench.aims import judge
from bench.job_line import JobLine
from bench.measure import load, machine
from bench.town import Town, bundle_town, file_town
from storage.home import home_dir
from use_cases.load_bundle import load_bundle

#: Module of each job.
JOBS = {
    "J1": "bench.nearest_job",
    "J2": "bench.trees_job",
    "J3": "bench.assignment_job",
    "J4": "bench.routes_job",
    "J5": "bench.crowd_job",
    "J6": "bench.hazard_tags",
    "J7": "bench.blockage_job",
    "J8": "bench.fresh_process",
    "plan": "bench.plan_job",
    "city_plan": "bench.city_plan_job",
    "scenarios": "bench.scenarios_job",
    "changed_day": "bench.changed_day_job",
    "other_route": "bench.other_route_job",
    "sweep": "bench.sweep_job",
    "memory": "bench.memory_job",
    "ten_times": "bench.ten_times_job",
}
#: Folder of real files, and the network in it that is measured.
REAL_DATA = "SONAE_REAL_DATA"
_REAL_NETWORK = Path("networks", "large", "liege_1656_original.parquet")
#: The peer that no package of Python holds.
_COMPILED = "lemon"
_VERSIONS = (
    "numpy",
    "scipy",
    "networkx",
    "numba",
    "shapely",
    "geopandas",
    "ortools",
    "POT",
    "igraph",
    "distributed",
)


def towns(networks: Sequence[Path], bundle: Path | None, tiles: int = 1) -> Iterator[Town]:
    """Yield the bundled city, and the networks that are named or found.

    Parameters
    ----------
    networks
        Files of street networks; none for the one in the folder of real files, if there is one.
    bundle
        Another city than the bundled one.
    tiles
        So many times each network, mirrored; without the city then, whose streets are not a file of lines.
    """
    if tiles == 1:
        yield bundle_town(load_bundle(bundle))
    folder = os.environ.get(REAL_DATA, "")
    real = Path(folder, _REAL_NETWORK) if folder else None
    chosen = list(networks) or ([real] if real is not None and real.is_file() else [])
    yield from (file_town(path, tiles) for path in chosen)


def run_jobs(names: Sequence[str], town: Town) -> list[JobLine]:
    """Run jobs on a town, and print the line of each.

    Parameters
    ----------
    names
        Keys of ``JOBS``.
    town
        Where.
    """
    found: list[JobLine] = []
    for name in names:
        for one in importlib.import_module(JOBS[name]).run(town):
            print(f"{one.line()} · {one.size}" if one.size else one.line(), flush=True)
            found.append(one)
    return found


def keep(lines: Sequence[JobLine], path: Path) -> None:
    """Write results as JSON.

    Parameters
    ----------
    lines
        Results.
    path
        File; its folder is made.
    """
    made = {
        "measured_at": datetime.now(tz=UTC).isoformat(timespec="seconds"),
        "machine": machine(),
        "load": round(load(), 2),
        "versions": {name: found for name in _VERSIONS if (found := _version(name))},
        "jobs": [one.record() for one in lines],
        "aims": [{"told": one.told(), "missed_by": one.missed_by} for one in judge(lines)],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _version(name: str) -> str:
    """Return the version of a package; empty where it is not installed."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _how_to_get(absent: Sequence[str]) -> str:
    """Return how peers that are not installed are had; LEMON is compiled, the others are packages."""
    commands = []
    if set(absent) - {_COMPILED}:
        commands.append("`.venv/bin/pip install -r requirements-bench.txt` (`make bench` does it)")
    if _COMPILED in absent:
        commands.append("LEMON by `sudo apt-get install g++ liblemon-dev`")
    return f"not asked, for they are not installed: {', '.join(absent)}. To have them: {'; '.join(commands)}"


def _jobs_in_words() -> str:
    """Return what each job is, as its module says, without importing what it measures."""
    lines = ["jobs:"]
    for name, module in JOBS.items():
        found = importlib.util.find_spec(module)
        source = Path(str(found.origin)).read_text(encoding="utf-8") if found else ""
        said = (ast.get_docstring(ast.parse(source)) or "").partition("\n")[0]
        lines.append(f"  {name:12} {said.removeprefix(f'{name}: ')}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the jobs, print a line each, keep the results; 1 where answers differ."""
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        description=__doc__,
        epilog=_jobs_in_words(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--job", action="append", choices=list(JOBS), help="repeatable; all without")
    parser.add_argument("--network", action="append", type=Path, default=[], help="lines in a metric CRS")
    parser.add_argument("--bundle", type=Path, help="another city than the bundled one")
    parser.add_argument("--tiles", type=int, default=1, help="so many times each network, mirrored")
    parser.add_argument("--out", type=Path, help="file for the results")
    options = parser.parse_args(arguments)
    print(f"{machine()}, load {load():.1f}", flush=True)
    lines: list[JobLine] = []
    at_first = load()
    for town in towns(options.network, options.bundle, options.tiles):
        print(f"{town.name}: {town.network.n_nodes:,} nodes, {town.network.n_arcs:,} arcs", flush=True)
        lines += run_jobs(options.job or list(JOBS), town)
    out = options.out or home_dir() / "bench" / f"{datetime.now(tz=UTC):%Y%m%d-%H%M%S}.json"
    keep(lines, out)
    if options.tiles == 1:
        print(f"aims, by the clock; the load of the machine was {at_first:.1f} at first:")
        print("\n".join(one.told() for one in sorted(judge(lines), key=lambda one: one.missed_by)))
    print(f"kept: {out}")
    if absent := sorted({who for one in lines for who in one.absent}):
        print(_how_to_get(absent))
    return 0 if all(one.equal for one in lines) else 1
