"""The most memory that ``sonae plan`` holds with all six walking profiles, in a process of its own.

Kernels are compiled and no plan lies on disk; the plan that it writes is the one that is made here.
"""

import os
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from bench.fresh_process import START
from bench.job_line import JobLine
from bench.measure import Cost, ProcessCost, run_process
from bench.town import Town
from exports.json_values import dump
from exports.plan_json import plan_document
from planning.pipeline import make_plan
from storage.home import HOME_VARIABLE
from use_cases.load_bundle import default_bundle_path
from use_cases.make_case import make_case
from use_cases.write_plan import PLAN_FILE

SCENARIO, PROFILES = "nankai-tsunami-night", {"profile.in_use": "six"}
_SONAE = START + "from sonae.cli import main; main()"


def run(town: Town) -> list[JobLine]:
    """Measure, where a city has the scenario."""
    if town.city is None or SCENARIO not in town.city.scenarios:
        return []
    case = make_case(town.city, SCENARIO, overrides=PROFILES)
    # Made first: the other process then finds the kernels compiled.
    here = dump(plan_document(case, make_plan(case, for_next=False)))
    with tempfile.TemporaryDirectory(prefix="sonae-bench-") as name:
        cost = _planned(Path(name))
        written = Path(name, "out", PLAN_FILE).read_bytes()
    line = JobLine.of(
        "memory", town.name, {"sonae": Cost(cost.seconds, cost.cpu_s)}, equal=written == here,
        size=f"sonae plan, {SCENARIO}, six walking profiles",
    )  # fmt: skip
    return [replace(line, peak_mb=cost.peak_mb)]


def _planned(folder: Path) -> ProcessCost:
    """Make the plan in a home of its own, which holds no plan, with the kernels of this process."""
    changed = [part for key, value in PROFILES.items() for part in ("--set", f"{key}={value}")]
    given = ["--bundle", str(default_bundle_path()), "--scenario", SCENARIO, "--out", str(folder / "out")]
    environment = {**os.environ, HOME_VARIABLE: str(folder / "home")}
    return run_process([sys.executable, "-c", _SONAE, "plan", *given, *changed], environment)
