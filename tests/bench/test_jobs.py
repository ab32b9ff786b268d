"""The frame of the bench: a line a job, results kept, and the end of a run where answers differ."""

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from bench import (
    blockage_job,
    city_plan_job,
    jobs,
    memory_job,
    nearest_job,
    other_route_job,
    peers,
    routes_job,
    sweep_job,
    ten_times_job,
    town,
    trees_job,
)
from bench.job_line import JobLine
from bench.measure import Cost, ProcessCost
from bench.town import file_town
from exports.json_values import dump
from exports.plan_json import plan_document
from planning.pipeline import make_plan
from tests.toy_city import make_toy_bundle
from use_cases.make_case import make_case


@pytest.fixture(scope="module")
def small_town(tmp_path_factory):
    """A grid of 5 × 5 corners, 100 m apart, one street of it double."""
    at = [(x * 100.0, y * 100.0) for x in range(5) for y in range(5)]
    ends = [(a, b) for a in at for b in at if (b[0] - a[0], b[1] - a[1]) in {(100.0, 0.0), (0.0, 100.0)}]
    path = tmp_path_factory.mktemp("town") / "grid_original.parquet"
    lines = [shapely.LineString(pair) for pair in [*ends, ends[0]]]
    gpd.GeoDataFrame(geometry=lines, crs=6674).to_parquet(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(town, "PLACES", 3)
        patch.setattr(town, "HOMES", 6)
        return file_town(path)


def test_lines_that_share_an_end_meet_there(small_town):
    # 25 corners, 40 streets and one beside another, each walked both ways.
    assert (small_town.name, small_town.network.n_nodes, small_town.network.n_arcs) == ("grid", 25, 82)
    assert (small_town.place_node.size, small_town.home_node.size) == (3, 6)
    assert small_town.seats.sum() >= small_town.persons.sum()


@pytest.mark.parametrize("job", [nearest_job, trees_job, routes_job, blockage_job])
def test_the_answers_of_all_are_equal(small_town, job):
    (line,) = job.run(small_town)
    assert line.equal
    assert set(line.seconds) >= {"sonae", "networkx"}
    # Where it is not installed, the line says so.
    assert job not in {nearest_job, routes_job} or ("igraph" in line.absent) == ("igraph" not in line.seconds)


@pytest.mark.parametrize("job", [nearest_job, routes_job])
def test_a_peer_that_is_missing_is_told_and_fails_nothing(small_town, job, monkeypatch):
    monkeypatch.setattr(peers, "MODULES", {"igraph": "no_such_module"})
    (line,) = job.run(small_town)
    assert line.equal
    assert line.line().endswith(" · igraph not installed · answers equal")


def test_a_city_plan_is_measured_with_ample_and_with_tight_seats(small_town):
    lines = city_plan_job.run(small_town)
    assert [(line.equal, line.size.split()[0]) for line in lines] == [(True, "ample"), (True, "tight")]
    assert set(lines[0].seconds) == {"sonae", "networkx"}


def test_ten_times_a_network_is_measured_with_a_part_for_the_others(small_town, monkeypatch):
    monkeypatch.setattr(town, "PLACES", 14)
    monkeypatch.setattr(town, "HOMES", 6)
    nearest, trees = ten_times_job.run(small_town)
    assert (nearest.job, trees.job, nearest.town) == ("10× J1", "10× J2", "grid ×10")
    assert nearest.equal
    assert trees.equal
    # Ten grids of 25 corners; of two that touch, those on the border are the same.
    assert nearest.size.endswith("every node, 205 nodes")
    assert trees.scaled == {"networkx", "scipy"}
    monkeypatch.setattr(ten_times_job, "_LARGEST", 24)
    assert ten_times_job.run(small_town) == []


def test_a_walk_that_differs_from_one_of_the_others_is_seen(small_town, monkeypatch):
    lengths = trees_job.nx.single_source_dijkstra_path_length
    given = {"networkx": 2, "scipy": 1}
    assert trees_job.compare(small_town, given).equal
    # One corner is missing, which the others would never notice.
    fewer = SimpleNamespace(
        single_source_dijkstra_path_length=lambda *of, **by: dict(list(lengths(*of, **by).items())[:-1])
    )
    monkeypatch.setattr(trees_job, "nx", fewer)
    assert not trees_job.compare(small_town, given).equal


@pytest.mark.parametrize("same", [True, False])
def test_the_plan_whose_memory_is_measured_is_the_one_that_is_made_here(monkeypatch, same):
    city, scenario = make_toy_bundle(), "toy-tsunami-night"
    monkeypatch.setattr(memory_job, "SCENARIO", scenario)

    def planned(command, environment):
        given = dict(zip(command[4::2], command[5::2], strict=True))
        assert command[3] == "plan"
        assert (given["--scenario"], given["--set"]) == (scenario, "profile.in_use=six")
        assert Path(environment["SONAE_HOME"]).parent == Path(given["--out"]).parent
        case = make_case(city, scenario, overrides=memory_job.PROFILES if same else {})
        Path(given["--out"]).mkdir()
        Path(given["--out"], "plan.json").write_bytes(dump(plan_document(case, make_plan(case))))
        return ProcessCost(2.0, 1.5, 640.0)

    monkeypatch.setattr(memory_job, "run_process", planned)
    (line,) = memory_job.run(SimpleNamespace(name="town", city=city))
    assert (line.equal, line.peak_mb) == (same, 640.0)
    assert "clock sonae 2.00 s · peak 640 MB · " in line.line()
    assert memory_job.run(SimpleNamespace(name="town", city=None)) == []


@pytest.mark.parametrize("same", [True, False])
def test_draws_by_threads_and_by_processes_stand_in_one_line(monkeypatch, same):
    table = pd.DataFrame({"persons": [1.0]})

    def sweep(_case, *, most_draws, workers=1, scheduler=None):
        assert most_draws == sweep_job.DRAWS
        alone = workers == 1 and scheduler is None
        made = np.array([1.0 if same or alone else 2.0])
        return SimpleNamespace(areas=table, profiles=table, streets=table, persons=made, short=made)

    monkeypatch.setattr(sweep_job, "sweep", sweep)
    monkeypatch.setattr(sweep_job, "make_case", lambda *_: None)
    monkeypatch.setattr(peers, "MODULES", {"dask": "no_such_module"})
    (line,) = sweep_job.run(
        SimpleNamespace(name="town", city=SimpleNamespace(scenarios={sweep_job.SCENARIO: None}))
    )
    assert line.equal == same
    assert line.line().startswith("sweep sonae 0.")
    assert set(line.seconds) == {"sonae", "processes"}
    assert line.absent == ("dask",)


@pytest.mark.parametrize("same", [True, False])
def test_the_other_routes_of_many_blocks_have_a_line_for_the_longest_and_the_median(monkeypatch, same):
    monkeypatch.setattr(other_route_job, "SCENARIOS", ("toy-tsunami-night", "not-there"))
    if not same:

        def none_at_all(_case, _plan, answers, _ground):
            return [replace(one, alternatives=(None,) * len(one.groups)) for one in answers]

        monkeypatch.setattr(other_route_job, "many_with_alternatives", none_at_all)
    lines = other_route_job.run(SimpleNamespace(name="town", city=make_toy_bundle()))
    assert [(one.size.split()[0], one.equal) for one in lines] == [("longest", same), ("median", same)]
    assert lines[0].seconds["sonae"] >= lines[1].seconds["sonae"]


def test_a_wrong_answer_is_seen(small_town, monkeypatch):
    wrong = SimpleNamespace(walk=np.zeros(25, np.int64))
    monkeypatch.setattr(nearest_job, "grow_tree", lambda *_: wrong)
    (line,) = nearest_job.run(small_town)
    assert not line.equal


def test_a_line_tells_seconds_ratios_and_whether_answers_are_equal():
    line = JobLine(
        "J1", "town", {"sonae": 0.004, "networkx": 0.27, "scipy": 0.014}, True, scaled=frozenset({"networkx"})
    )
    assert line.line() == "J1 sonae 0.004 s · networkx 0.270† s · scipy 0.014 s · 68× · 3.5× · answers equal"
    assert JobLine("J3", "town", {"sonae": 1.5}, False).line() == "J3 sonae 1.50 s · ANSWERS DIFFER"


def test_time_on_the_processor_stands_before_the_clock_and_parts_are_scaled():
    costs = {"sonae": Cost(0.5, 0.25), "networkx": Cost(2.0, 1.0)}
    line = JobLine.of("J2", "town", costs, equal=True, scale={"networkx": 30.0})
    assert line.line() == (
        "J2 cpu sonae 0.250 s · networkx 30.00† s · 120× · clock sonae 0.500 s · networkx 60.00† s · 120× · "
        "answers equal"
    )
    record = line.record()
    assert record["processor"] == {"sonae": 0.25, "networkx": 30.0}
    assert record["seconds"] == {"sonae": 0.5, "networkx": 60.0}
    assert record["scaled"] == ["networkx"]


@pytest.mark.parametrize("equal", [True, False])
def test_only_answers_that_differ_end_a_run_badly(tmp_path, monkeypatch, equal):
    slow = JobLine("J1", "town", {"sonae": 100.0, "networkx": 1.0}, equal)
    empty = SimpleNamespace(name="town", network=SimpleNamespace(n_nodes=1, n_arcs=0))
    monkeypatch.setattr(jobs, "towns", lambda *_: [empty])
    monkeypatch.setattr(nearest_job, "run", lambda _: [slow])
    out = tmp_path / "kept" / "found.json"
    assert jobs.main(["--job", "J1", "--out", str(out)]) == (0 if equal else 1)
    kept = json.loads(out.read_text(encoding="utf-8"))
    assert kept["jobs"][0]["seconds"]["sonae"] == 100.0
    assert {"machine", "versions", "load"} <= set(kept)
    assert [one["missed_by"] > 1 for one in kept["aims"]] == [True, False]
