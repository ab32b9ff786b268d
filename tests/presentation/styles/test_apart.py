"""Classes of one map are told apart by any eye, and on a grey print."""

from itertools import combinations

import pytest

from domain.vocabulary import PlaceStanding
from presentation.styles import ground, hazards, people, places, readiness, robustness
from presentation.styles.looks import AreaLook, LineLook, SignLook
from tests.each import each
from tests.presentation.styles.eyes import EYES, difference, lightness

#: Colours this far apart are told without a look at the legend; lightness this far apart on paper.
_APART = 10.0
_LIGHTER = 12.0

AREAS = {
    "depth": (*hazards.DEPTHS, hazards.DEPTH_UNKNOWN),
    "shaking": hazards.INTENSITIES,
    "hazard zones": tuple(hazards.HAZARD_ZONES.values()),
    "zones": tuple(ground.ZONES.values()),
    "chance to get through": robustness.CHANCES,
    "bands of readiness": tuple(look.area for look in readiness.BANDS.values()),
}
LINES = {
    "streets": ground.STREETS,
    "routes": people.FLOWS,
    "hung on": people.SINGLE_STREETS,
    "closed": (ground.CLOSED_BY_HAND, ground.CLOSING_AT_START, ground.CLOSING_LATER),
    "borders": (ground.OWN_DISTRICT, ground.DISTRICTS, ground.WARDS),
    "background": tuple(ground.BACKGROUND.values()),
}
_LOADED = tuple(places.destination_sign(PlaceStanding.USABLE, i, None) for i in range(len(places.LOADS)))
SIGNS = {
    "standing": tuple(places.STANDINGS.values()),
    "load": _LOADED,
    "without a place": (people.UNSERVED_TIME, people.UNSERVED_SEATS),
    "margin": people.MARGINS,
}
#: What lies on top of the hazard: colours of which one at least must stand out (edges are white).
ON_TOP = {
    "route": [people.ARROW.fill],
    "time": [people.UNSERVED_TIME.fill],
    "seats": [people.UNSERVED_SEATS.fill],
    "place": [places.STANDINGS[PlaceStanding.USABLE].edge],
    "chosen": [stroke.colour for stroke in people.CHOSEN_ROUTE.strokes],
    "safe area": [ground.ZONES["safe_area"].edge.colour],
    "evacuation zone": [ground.ZONES["evacuation_zone"].edge.colour],
}


def _pattern(look: AreaLook) -> object:
    hatch = None if look.hatch is None else (look.hatch.pattern, look.hatch.gap)
    edge = None if look.edge is None else (look.edge.dash, look.edge.width)
    return hatch, edge


def _stroke(look: LineLook) -> object:
    return look.strokes[-1].dash, round(look.width, 1), len(look.strokes)


def _shape(look: SignLook) -> object:
    return look.shape, look.mark, look.radius, look.fill == ""


@pytest.mark.parametrize("group", sorted(AREAS))
def test_areas_are_told_apart_in_a_grey_print_by_pattern_or_by_far_lighter_grey(group: str) -> None:
    for one, other in combinations(AREAS[group], 2):
        if _pattern(one) != _pattern(other):
            continue
        fills = [lightness(look.fill, opacity=look.opacity) for look in (one, other)]
        assert abs(fills[0] - fills[1]) >= _LIGHTER, (one.legend, other.legend)


@each("eye", sorted(EYES))
@each("group", sorted(AREAS))
def test_areas_are_told_apart_by_every_eye(group: str, eye: str) -> None:
    # Official colours of neighbours are near each other, so that their patterns must differ.
    for one, other in combinations(AREAS[group], 2):
        same_pattern = _pattern(one) == _pattern(other)
        assert not same_pattern or difference(one.fill, other.fill, eye, opacity=one.opacity) >= _APART


@pytest.mark.parametrize("group", sorted(LINES))
def test_lines_are_told_apart_without_colour(group: str) -> None:
    looks = LINES[group]
    assert len({_stroke(look) for look in looks}) == len(looks)


@each("eye", sorted(EYES))
def test_streets_that_people_hang_on_are_told_from_routes_by_every_eye(eye: str) -> None:
    # Of any width: a street is short, and the people on a route many or few.
    for hung in people.SINGLE_STREETS:
        for route in people.FLOWS:
            same_make = (hung.strokes[-1].dash, len(hung.strokes)) == (
                route.strokes[-1].dash,
                len(route.strokes),
            )
            assert not same_make or difference(hung.colour, route.colour, eye) >= 20, (
                hung.legend,
                route.legend,
            )


@each("eye", sorted(EYES))
def test_what_the_reader_chose_is_told_from_streets_and_routes_by_every_eye(eye: str) -> None:
    # A white edge is none on white ground: some other stroke must stand out from all that lie around.
    around = [look.colour for look in (*ground.STREETS, *people.FLOWS, *ground.BACKGROUND.values())]
    for chosen in (people.CHOSEN_ROUTE, people.CHOSEN_DISTRICT, people.FOUND):
        seen = [stroke.colour for stroke in chosen.strokes if stroke.colour != "#FFFFFF"]
        for other in set(around) - {"#FFFFFF"}:
            assert max(difference(one, other, eye) for one in seen) >= 20, (chosen.legend, other, eye)


@pytest.mark.parametrize("group", sorted(SIGNS))
def test_signs_are_told_apart_without_colour(group: str) -> None:
    for one, other in combinations(SIGNS[group], 2):
        if _shape(one) == _shape(other):
            assert abs(lightness(one.fill) - lightness(other.fill)) >= _LIGHTER, (one.legend, other.legend)


@pytest.mark.parametrize("eye", sorted(EYES))
def test_what_lies_on_the_hazard_is_told_from_every_class_of_it(eye: str) -> None:
    ground_colours = [(look.fill, look.opacity) for look in (*hazards.DEPTHS, *hazards.INTENSITIES)]
    for name, colours in ON_TOP.items():
        for fill, opacity in ground_colours:
            # A thin line needs more than an area: 25 is the distance of dark grey from middle grey.
            seen_apart = max(difference(colour, _on_paper(fill, opacity), eye) for colour in colours)
            assert seen_apart >= 25, (name, fill, round(seen_apart))


@pytest.mark.parametrize("eye", sorted(EYES))
def test_people_by_cause_and_routes_are_told_from_each_other(eye: str) -> None:
    colours = [people.UNSERVED_TIME.fill, people.UNSERVED_SEATS.fill, people.ARROW.fill]
    assert all(difference(one, other, eye) >= 20 for one, other in combinations(colours, 2))


@pytest.mark.parametrize("eye", sorted(EYES))
def test_the_safe_area_is_told_from_the_evacuation_zone(eye: str) -> None:
    safe, evacuation = (ground.ZONES[zone].edge for zone in ("safe_area", "evacuation_zone"))
    assert difference(safe.colour, evacuation.colour, eye) >= 20
    assert safe.dash != evacuation.dash


def test_no_colour_of_the_background_means_water_depth_shaking_or_a_route() -> None:
    taken = {look.fill for look in (*hazards.DEPTHS, *hazards.INTENSITIES)} | {people.ARROW.fill}
    own = {stroke.colour for look in ground.BACKGROUND.values() for stroke in look.strokes}
    assert not own & taken


def _on_paper(fill: str, opacity: float) -> str:
    parts = [round(opacity * int(fill[i : i + 2], 16) + (1 - opacity) * 255) for i in (1, 3, 5)]
    return "#" + "".join(f"{part:02X}" for part in parts)
