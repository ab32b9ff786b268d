"""A plan names the sources of what it rests on, as its city states them now."""

from dataclasses import replace

from domain.data_kind import DataKind
from domain.vocabulary import DayTime, HazardKind
from planning.case import Case
from planning.pipeline import make_plan
from planning.sources import plan_sources, with_sources
from tests.toy_city import make_toy_bundle, toy_settings

BUNDLE = make_toy_bundle()
FLOOD = BUNDLE.scenario("toy-flood")


def named(scenario) -> set[str]:
    return {layer.layer for layer in plan_sources(BUNDLE, scenario)}


def test_the_hazards_of_other_scenarios_are_no_source():
    assert {name for name in named(FLOOD) if name.startswith("hazards/")} == {"hazards/flood"}


def test_zones_are_a_source_where_one_is_of_a_kind_of_the_scenario():
    kinds = {HazardKind(kind) for kind in BUNDLE.zones["kind"]}
    other = next(kind for kind in HazardKind if kind not in kinds)
    assert "zones" in named(replace(FLOOD, kinds=(next(iter(kinds)),)))
    assert "zones" not in named(replace(FLOOD, kinds=(other,)))


def test_what_is_assumed_of_the_people_by_day_is_no_source_of_a_night():
    blocks = replace(
        BUNDLE.meta.layer("blocks"), is_model=False, model_columns=(), assumed_columns=("daytime_persons",)
    )
    city = replace(BUNDLE, meta=BUNDLE.meta.with_source(blocks))

    def kind(day_time):
        found = plan_sources(city, replace(FLOOD, day_time=day_time))
        return next(one for one in found if one.layer == "blocks").data_kind

    assert (kind(DayTime.DAY), kind(DayTime.NIGHT)) == (DataKind.ASSUMED, DataKind.REAL)


def test_a_plan_that_was_kept_names_the_sources_of_its_city_now():
    case = Case.of(BUNDLE, FLOOD, toy_settings())
    plan = make_plan(case)
    assert with_sources(plan, BUNDLE, FLOOD) is plan
    sealed = BUNDLE.meta.with_source(replace(BUNDLE.meta.layer("scenarios"), sha256="other"))
    later = replace(BUNDLE, meta=sealed)
    found = with_sources(plan, later, FLOOD)
    assert found.provenance == plan_sources(later, FLOOD) != plan.provenance
    assert found.key == Case.of(later, FLOOD, toy_settings()).key
    assert found.routes is plan.routes
