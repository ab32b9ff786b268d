"""What could be opened: searched once, true for every choice, and the plan of the choice agrees."""

from dataclasses import replace

from domain.measures import BridgesClosed, OnlyPlaceOpened, PlaceOpened, SeatsAdded
from domain.vocabulary import OpenClass
from planning.case import Case
from planning.openings import opening_measures, opening_of, search_case, search_openings
from planning.pipeline import make_plan
from tests.toy_city import make_toy_bundle, toy_settings

SCENARIOS = ("toy-tsunami-night", "toy-flood", "toy-quake")
EAST, WEST = "E2714000001", "E2714000002"


def toy_case(scenario: str, measures=(), **overrides: str) -> Case:
    bundle = make_toy_bundle()
    settings = toy_settings().with_overrides({key.replace("__", "."): v for key, v in overrides.items()})
    return Case.of(bundle, bundle.scenario(scenario), settings, measures=tuple(measures))


def test_which_places_are_open_follows_scenario_and_measures() -> None:
    case = toy_case("toy-flood")
    searched = search_openings(case)
    opening = opening_of(case, searched)
    assert opening.usual == opening.now == opening.every == frozenset({EAST, WEST})
    closed = replace(case, measures=(PlaceOpened(EAST, is_open=False),))
    after = opening_of(closed, searched)
    assert (after.usual, after.now, after.every) == (opening.usual, frozenset({WEST}), opening.every)


def test_a_place_that_the_city_does_not_open_can_be_opened() -> None:
    case = toy_case("toy-flood")
    bundle = make_toy_bundle()
    places = bundle.places.copy()
    # EAST has none of the flags of earthquake, tsunami and fire any more: 地震時 it stays closed.
    places.loc[EAST, ["earthquake", "tsunami", "large_fire"]] = False
    scenario = replace(case.scenario, open_class=OpenClass.EARTHQUAKE)
    case = replace(case, city=replace(case.city, places=places), scenario=scenario)
    opening = opening_of(case, search_openings(case))
    assert opening.every - opening.usual == opening.every - opening.now == frozenset({EAST})
    assert opening.wind_water == frozenset({EAST, WEST})
    assert opening.quake == frozenset({WEST})
    assert opening_measures(opening, opening.every) == (PlaceOpened(EAST, is_open=True),)
    # What the scenario does not open anyway need not be closed.
    assert opening_measures(opening, frozenset({WEST})) == ()
    # One closed and one opened are two measures; only EAST is one.
    assert opening_measures(opening, frozenset({EAST, "elsewhere"})) == (OnlyPlaceOpened(EAST),)


def test_a_choice_is_written_as_what_differs_or_as_all_that_is_open_whichever_is_shorter() -> None:
    case = toy_case("toy-flood")
    opening = opening_of(case, search_openings(case))
    # One closed, or only one open: as many, and the change is told.
    assert opening_measures(opening, frozenset({WEST})) == (PlaceOpened(EAST, is_open=False),)
    assert opening_measures(opening, frozenset()) == (OnlyPlaceOpened(""),)
    for chosen in (frozenset(), frozenset({WEST}), frozenset({EAST, WEST})):
        planned = replace(case, measures=opening_measures(opening, chosen))
        assert opening_of(planned, search_openings(planned)).now == chosen


def test_one_search_serves_every_choice_and_standard_and_no_other_closing() -> None:
    key = search_case(toy_case("toy-quake")).key
    same = [
        toy_case("toy-quake", [PlaceOpened(EAST, is_open=False), SeatsAdded(WEST, 5)]),
        toy_case("toy-quake", capacity__stay_area_m2="2"),
        toy_case("toy-quake", capacity__usable_share="0.5"),
    ]
    assert {search_case(one).key for one in same} == {key}
    other = [
        toy_case("toy-quake", [BridgesClosed("x")]),
        toy_case("toy-quake", capacity__first_refuge_floor="4"),
    ]
    assert key not in {search_case(one).key for one in other}


def test_seats_follow_the_standard_and_added_seats_without_a_new_search() -> None:
    case = toy_case("toy-quake")
    searched = search_openings(case)
    halved = toy_case("toy-quake", [SeatsAdded(WEST, 5)], capacity__stay_area_m2="2")
    opening = opening_of(halved, searched)
    usable = make_plan(halved).usable_places["capacity_persons"]
    destinations = opening.openable.destinations
    assert dict(zip(destinations.destination_id, destinations.capacity.tolist(), strict=True)) == {
        one: int(usable[one]) for one in destinations.destination_id
    }


def test_one_model_layer_or_column_makes_the_answers_model_data() -> None:
    case = toy_case("toy-quake")
    opening = opening_of(case, search_openings(case))
    layer = opening.provenance[0]
    real = replace(layer, is_model=False, model_columns=())
    model, partly = replace(real, is_model=True), replace(real, model_columns=("floors",))
    for layers, wanted in (((real, model), True), ((partly, real), True), ((real,), False)):
        assert replace(opening, provenance=layers).is_model is wanted
