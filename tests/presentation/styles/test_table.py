"""The table of styles: every class of the vocabulary has a look, and every look has words."""

from collections.abc import Iterator

import pytest

from domain.vocabulary import BackgroundKind, DestinationKind, HazardZoneType, PlaceStanding, ZoneType
from messages import catalogue
from presentation.styles import ground, hazards, people, places
from presentation.styles.looks import AreaLook, LineLook, Look, SignLook


def _looks(value: object) -> Iterator[Look]:
    if isinstance(value, LineLook | AreaLook | SignLook):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _looks(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from _looks(one)


LOOKS = [
    look for module in (ground, hazards, people, places) for value in vars(module).values()
    for look in _looks(value)
]  # fmt: skip


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_look_has_words_for_the_legend(language: str) -> None:
    assert [look.legend for look in LOOKS if not catalogue.has(language, look.legend)] == []
    assert len(LOOKS) > 50


def test_every_class_of_the_vocabulary_has_a_look() -> None:
    assert set(ground.ZONES) == set(ZoneType)
    assert set(hazards.HAZARD_ZONES) == set(HazardZoneType)
    assert {*ground.BACKGROUND, BackgroundKind.STATION} == set(BackgroundKind)
    assert set(ground.NAMES) == set(BackgroundKind)
    assert set(places.STANDINGS) == set(PlaceStanding)
    assert {*places.DESTINATION_LETTERS, DestinationKind.SAFE_AREA} == set(DestinationKind)


def test_classes_have_as_many_looks_as_bounds() -> None:
    assert len(ground.STREETS) == len(ground.STREET_WIDTH_LOWER_M)
    assert len(people.FLOWS) == len(people.FLOW_LOWER_PERSONS)
    assert len(people.MARGINS) == len(people.MARGIN_UPPER_S) + 1
    assert len(places.LOAD_FILLS) == len(places.LOADS) == len(places.LOAD_UPPER_SHARE) + 2


def test_wider_streets_and_more_people_are_drawn_wider() -> None:
    for looks in (ground.STREETS, people.FLOWS):
        widths = [look.width for look in looks]
        assert widths == sorted(set(widths))


def test_dashes_on_paper_are_counted_in_widths_of_the_line() -> None:
    stroke = ground.ZONES[ZoneType.ATTENTION_ZONE].edge
    # 2 and 4 pt of a line 1.6 pt wide
    assert stroke.dash_in_widths() == (1.25, 2.5)


def test_a_place_whose_seats_are_unknown_has_a_question_mark_instead_of_its_kind() -> None:
    known = places.destination_sign(PlaceStanding.USABLE, 0, DestinationKind.SHELTER)
    unknown = places.destination_sign(PlaceStanding.USABLE, len(places.LOADS) - 1, DestinationKind.SHELTER)
    assert (known.mark, unknown.mark) == ("所", "?")
