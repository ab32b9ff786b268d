"""What figures rest on is said with layers and settings that matter, and no other."""

import pytest

from planning.case import Case
from planning.plan import Plan
from presentation import evidence
from presentation.words import Words
from tests.made import Made, make_toy

WORDS = Words("ja")


@pytest.fixture(scope="module")
def made() -> Made:
    return make_toy()


def test_every_topic_of_evidence_names_layers_of_the_plan(case: Case, plan: Plan) -> None:
    for topic in evidence.TOPIC_LAYERS:
        grid = evidence.layer_grid(case, plan, topic, WORDS)
        assert grid.rows, topic
        assert all(row[3] for row in grid.rows), "a layer without a source"


def test_evidence_of_a_tsunami_at_night_holds_the_settings_that_matter(case: Case) -> None:
    grid = evidence.setting_grid(case, "ledger", WORDS)
    assert grid is not None
    names = {row[0].removesuffix(WORDS("screen.changed_mark")) for row in grid.rows}
    assert WORDS("setting.movement.adult_speed_m_s") in names
    assert WORDS("setting.departure.quake_direct_night_s") in names
    assert WORDS("setting.departure.quake_direct_day_s") not in names
    assert WORDS("setting.departure.rain_delay_s") not in names
    assert WORDS("setting.movement.reserve_s") in names
    assert WORDS("setting.hazard.fire_narrow_factor") not in names


@pytest.mark.parametrize(("scenario_id", "held"), [("toy-flood", True), ("toy-quake", False)])
def test_evidence_names_the_time_of_day_where_it_counts(scenario_id: str, held: bool) -> None:
    grid = evidence.setting_grid(make_toy(scenario_id).case, "ledger", WORDS)
    assert grid is not None
    rows = {row[0]: row[1] for row in grid.rows}
    assert (WORDS("setting.departure.day_time") in rows) is held
    if held:
        assert rows[WORDS("setting.departure.day_time")] == "想定のとおり"
