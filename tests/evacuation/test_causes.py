"""Why somebody has no place: the first thing that would have to change."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import shapely

from domain.vocabulary import Outcome
from evacuation import causes
from evacuation.causes import CauseInputs, find_causes
from evacuation.evacuate import evacuate
from evacuation.inputs import EvacuationInputs
from evacuation.network import IntArray
from evacuation.profile_on_network import ProfileOnNetwork
from evacuation.search_graph import SearchGraph
from evacuation.searching import EndNodes, Searching
from evacuation.trees import Search, label_tree
from tests.evacuation import conftest
from tests.evacuation.conftest import Run
from tests.toy_city import make_toy_bundle


def _use(monkeypatch: pytest.MonkeyPatch, **layers: object) -> None:
    """Let the toy city have other layers."""
    monkeypatch.setattr(conftest, "make_toy_bundle", lambda: replace(make_toy_bundle(), **layers))


def _cause(**true: bool) -> Outcome:
    flags = {name: np.array([true.get(name, False)]) for name in CauseInputs.__dataclass_fields__}
    return find_causes(CauseInputs(**flags))[0]


def test_each_cause_has_its_condition() -> None:
    assert _cause(destination_in_time=True, destination_ever=True) is Outcome.NO_CAPACITY
    # Full places within reach are a lack of seats, whatever else is there: never 適した場所なし.
    assert (
        _cause(destination_in_time=True, destination_far=True, unsuitable_in_time=True) is Outcome.NO_CAPACITY
    )
    assert _cause(destination_far=True, destination_ever=True) is Outcome.NO_SUITABLE_PLACE
    assert _cause(destination_in_time=True, unknown_near=True) is Outcome.CAPACITY_UNKNOWN
    assert _cause(destination_in_time=True, unknown_in_time=True) is Outcome.NO_CAPACITY
    assert _cause(destination_ever=True, unknown_in_time=True) is Outcome.CAPACITY_UNKNOWN
    assert _cause(destination_ever=True, unsuitable_in_time=True) is Outcome.TOO_LATE
    assert _cause(unsuitable_in_time=True) is Outcome.NO_SUITABLE_PLACE
    assert _cause() is Outcome.NO_SAFE_WAY
    assert _cause(off_network=True) is Outcome.WAY_UNKNOWN


def test_a_building_of_unknown_capacity_is_named_as_the_cause(run_toy: Run, monkeypatch) -> None:
    city = make_toy_bundle()
    unknown = pd.array([pd.NA] * len(city.places), dtype="Int64")
    _use(monkeypatch, places=city.places.assign(refuge_capacity_persons=unknown))
    _, result = run_toy("toy-tsunami-night", {"movement.assisted_speed_m_s": "0.3"})
    # A's 10 people who need help take 400 / 0.3 = 1,333 s out of 101, which closes 1,300 s after they
    # leave; the building is 667 s away, and nobody knows what it holds.
    rows = result.assignment.query("block_id == 'M271411-A' and profile_id == 'assisted'")
    assert dict(zip(rows["outcome"], rows["persons"], strict=True)) == {"capacity_unknown": 10}
    assert result.loads["assigned_persons"].sum() == 0


def _causes(run_toy: Run, scenario_id: str, overrides: dict[str, str], block: str, profile: str) -> set[str]:
    _, result = run_toy(scenario_id, overrides)
    rows = result.assignment
    chosen = rows["block_id"].eq(f"M271411-{block}") & rows["profile_id"].eq(profile)
    return set(rows.loc[chosen, "outcome"])


def test_where_no_street_leads_anywhere_there_is_no_safe_way(run_toy: Run) -> None:
    # Block G stands on a pier that is joined to nothing.
    assert _causes(run_toy, "toy-tsunami-night", {}, "G", "general") == {"no_safe_way"}


def test_safe_ground_that_is_reached_after_the_water_is_too_late(run_toy: Run) -> None:
    # 400 m at 0.3 m/s are 1,333 s; street 101 closes 1,300 s after they leave, the building stays closed.
    alone = {"movement.assisted_speed_m_s": "0.3", "network.closed_places": "E2714000101"}
    assert _causes(run_toy, "toy-tsunami-night", alone, "A", "assisted") == {"too_late"}
    # At 0.31 m/s they are 1,290 s.
    alone["movement.assisted_speed_m_s"] = "0.31"
    assert _causes(run_toy, "toy-tsunami-night", alone, "A", "assisted") == {"safe_area"}


def test_a_place_beyond_the_longest_walk_is_no_suitable_place(run_toy: Run) -> None:
    # Only 甲小学校 is opened, the first of all places: 1,000 m at 0.5 m/s are 2,000 s.
    only = {"network.closed_places": "E2714000002", "movement.longest_walk_s": "1900"}
    assert _causes(run_toy, "toy-quake", only, "A", "assisted") == {"no_suitable_place"}
    only["movement.longest_walk_s"] = "2000"
    assert "no_suitable_place" not in _causes(run_toy, "toy-quake", only, "A", "assisted")


def test_unknown_seats_explain_only_who_lives_in_the_same_district(run_toy: Run, monkeypatch) -> None:
    # 甲小学校 is of unknown capacity; 乙小学校 has 20 m² × 0.7 / 3.5 = 4 seats, for those who need help.
    _use(monkeypatch, places=make_toy_bundle().places.assign(floor_area_m2=[np.nan, 20.0, *[np.nan] * 3]))
    assert _causes(run_toy, "toy-quake", {}, "A", "general") == {"capacity_unknown"}
    _, result = run_toy("toy-quake")
    other = result.assignment.query("block_id == 'M271420-E'")
    assert set(other["outcome"]) == {"no_capacity"}


def _with_block_a_at(x: float, y: float) -> dict[str, object]:
    """Return the layers of the toy city with block A at a point, seen from corner 1."""
    city = make_toy_bundle()
    corner, blocks = city.nodes.geometry.loc[1], city.blocks.copy()
    blocks.loc["M271411-A", "geometry"] = shapely.Point(corner.x + x, corner.y + y).buffer(10)
    return {"blocks": blocks}


@pytest.mark.parametrize("unknown", [False, True])
def test_of_a_block_that_no_street_is_near_nobody_knows_a_way(
    run_toy: Run, monkeypatch, unknown: bool
) -> None:
    # 250 m from the nearest street, of which 100 m may be walked.
    layers = _with_block_a_at(0, 250)
    if unknown:
        none = pd.array([pd.NA] * 5, dtype="Int64")
        layers["places"] = make_toy_bundle().places.assign(refuge_capacity_persons=none)
    _use(monkeypatch, **layers)
    far = {"movement.access_max_m": "100"}
    assert _causes(run_toy, "toy-tsunami-night", far, "A", "general") == {"way_unknown"}
    # A street as near as that is a street: from there they walk.
    assert "way_unknown" not in _causes(
        run_toy, "toy-tsunami-night", {"movement.access_max_m": "250"}, "A", "general"
    )


def test_a_block_at_the_first_corner_of_the_network_has_its_causes_too(run_toy: Run, monkeypatch) -> None:
    layers = _with_block_a_at(0, 0)
    _use(monkeypatch, **layers)
    # Street 101 closes at 1,900 s, before they leave.
    late = {"departure.quake_direct_night_s": "2000"}
    assert _causes(run_toy, "toy-tsunami-night", late, "A", "general") == {"too_late"}
    # The building is 300 m away: 1,000 s at 0.3 m/s, within the 1,300 s that are left; the way out is not.
    none = pd.array([pd.NA] * 5, dtype="Int64")
    _use(monkeypatch, **layers, places=make_toy_bundle().places.assign(refuge_capacity_persons=none))
    slow = {"movement.assisted_speed_m_s": "0.3"}
    assert _causes(run_toy, "toy-tsunami-night", slow, "A", "assisted") == {"capacity_unknown"}


D = "M271420-D"


def _nobody_may_go_there_from_d(inputs: EvacuationInputs, *, at_home: bool) -> EvacuationInputs:
    """Let no place be designated for what lies at D's home, or on its only street, as in a compound."""
    network = inputs.network
    on_street = np.isin(network.street_id[network.arc_street], [] if at_home else [104])
    home = np.asarray(inputs.blocks.index == D) & at_home
    closed = replace(
        inputs.passage,
        place_closed_for=np.zeros(network.place_node.size, np.int64),
        closed_for_arcs=(on_street,),
        closed_for_blocks=(home,),
    )
    return replace(inputs, passage=closed)


@pytest.mark.parametrize("at_home", [False, True])
@pytest.mark.parametrize("unknown", [False, True])
def test_a_place_that_is_not_designated_for_the_way_to_it_is_no_suitable_one(
    monkeypatch, at_home: bool, unknown: bool
) -> None:
    # 乙小学校 is the only place of the city: nothing else could be called unsuitable in its stead.
    only = make_toy_bundle().places.loc[["E2714000002"]]
    # Seats that nobody knows are no answer either, where nobody may be led to them.
    _use(monkeypatch, places=only.assign(floor_area_m2=np.nan) if unknown else only)
    inputs = conftest.toy_inputs("toy-flood")
    rows = evacuate(_nobody_may_go_there_from_d(inputs, at_home=at_home)).assignment
    expected = {"no_safe_way"} if unknown else {"no_suitable_place"}
    assert set(rows.loc[rows["block_id"] == D, "outcome"]) == expected


def test_nobody_searches_for_who_is_joined_to_nothing(monkeypatch) -> None:
    # Block G stands on a pier that is joined to nothing: no search can find more than that.
    asked: list[set[int]] = []

    def labelled(
        searching: Searching, on_network: ProfileOnNetwork, ends: EndNodes, search: Search, wanted: IntArray
    ) -> SearchGraph:
        asked.append(set(wanted.tolist()))
        return label_tree(searching, on_network, ends, search, wanted)

    monkeypatch.setattr(causes, "label_tree", labelled)
    inputs = conftest.toy_inputs("toy-tsunami-night")
    pier = int(inputs.network.block_node[inputs.blocks.index.get_loc("M271411-G")])
    rows = evacuate(inputs).assignment
    assert set(rows.loc[rows["block_id"] == "M271411-G", "outcome"]) == {"no_safe_way"}
    assert pier >= 0
    assert not any(pier in nodes for nodes in asked)
