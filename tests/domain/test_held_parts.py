"""What a city lacks is named, by the question that needs it."""

from dataclasses import replace

import pandas as pd
import pytest

from domain.bundle import CityBundle
from domain.held_parts import NEEDS, Part, Question, missing_parts, question_states
from domain.tables.city import Blocks, Places, Streets
from tests.toy_city import make_toy_bundle

_COUNTS = ("refuge_capacity_persons", "stay_capacity_persons", "official_capacity_persons")
_AREAS = ("floor_area_m2", "refuge_area_m2", "open_area_m2")


def missing(bundle: CityBundle) -> tuple[Part, ...]:
    return missing_parts(bundle.city, bundle.strength)


def without(part: Part) -> CityBundle:
    bundle = make_toy_bundle()
    epsg = bundle.meta.epsg
    if part is Part.DISTRICTS:
        layers = tuple(layer for layer in bundle.meta.layers if layer.layer != "districts")
        return replace(bundle, meta=replace(bundle.meta, layers=layers))
    if part is Part.SEATS:
        counts = {name: pd.array([pd.NA] * len(bundle.places), dtype="Int64") for name in _COUNTS}
        areas = dict.fromkeys(_AREAS, float("nan"))
        return replace(bundle, places=bundle.places.assign(**counts, **areas))
    if part is Part.ORGANISATIONS:
        strength = replace(bundle.strength, organisations=bundle.strength.organisations.iloc[:0])
        return replace(bundle, strength=strength)
    changed = {
        Part.BLOCKS: {"blocks": Blocks.empty_in(epsg)},
        Part.STREETS: {"streets": Streets.empty_in(epsg)},
        Part.HAZARDS: {"hazards": {}},
        Part.SCENARIOS: {"scenarios": {}},
    }
    return replace(bundle, **changed[part])


def test_a_whole_city_lacks_nothing():
    assert missing(make_toy_bundle()) == ()
    assert [state.missing for state in question_states(make_toy_bundle())] == [()] * 5


@pytest.mark.parametrize("part", [part for part in Part if part is not Part.PLACES])
def test_a_missing_part_is_missed_by_the_questions_that_need_it(part: Part):
    bundle = without(part)
    assert missing(bundle) == (part,)
    found = {state.question for state in question_states(bundle) if state.missing == (part,)}
    assert found == {question for question, needs in NEEDS.items() if part in needs}


def test_without_places_their_seats_are_missing_too():
    bundle = replace(make_toy_bundle(), places=Places.empty_in(6674))
    assert missing(bundle) == (Part.PLACES, Part.SEATS)


def test_one_known_capacity_is_enough_to_ask():
    places = without(Part.SEATS).places
    one = places.assign(open_area_m2=[10.0, *[float("nan")] * (len(places) - 1)])
    assert missing(replace(make_toy_bundle(), places=one)) == ()


def test_without_seats_there_is_no_assignment_and_margins_are_there():
    states = {state.question: state.missing for state in question_states(without(Part.SEATS))}
    assert states[Question.ASSIGNMENT] == (Part.SEATS,)
    assert states[Question.MARGIN] == ()
