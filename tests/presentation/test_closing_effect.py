"""What closing and opening again does, in sentences that hold the figures of the table of changes."""

import pytest

from domain.measures import BridgesClosed, CrossingsClosed, Measure, OnlyPlaceOpened, PlaceOpened, SeatsAdded
from presentation.closing_effect import closing_effect
from presentation.plan_change import change_grid
from presentation.words import Words
from tests.made import Made, make_toy

WORDS = Words("ja")
CROSSINGS, BRIDGES = CrossingsClosed("甲電鉄"), BridgesClosed("甲川")


def _made(*measures: Measure) -> Made:
    return make_toy(measures=measures)


def _effect(before: Made, after: Made, words: Words = WORDS) -> "tuple[tuple[str, ...], ...]":
    effect = closing_effect((before.case, after.case), (before.plan, after.plan), words)
    return effect.changed, effect.people, effect.figures


def test_closed_crossings_say_who_loses_the_way_and_every_figure_that_changes() -> None:
    before, after = _made(), _made(CROSSINGS)
    changed, people, figures = _effect(before, after)
    assert changed == ("閉じた: 甲電鉄",)
    # 6 + 50 of block A and 50 of C walk over the crossing: 106, rounded to 110.
    assert people[0] == "通る道か行き先がなくなる人: 約110人（甲 約110人）"
    rows = change_grid((before.case, after.case), (before.plan, after.plan), "", WORDS).rows
    assert len(figures) == sum(row[1] != row[2] if row[1] else row[2] != "0" for row in rows)
    for name, old, new, difference in rows:
        if old and old != new:
            assert f"{name}: {old} → {new}（{difference}）" in figures


def test_opened_again_the_same_people_get_their_way_back() -> None:
    before, after = _made(CROSSINGS), _made()
    changed, people, _ = _effect(before, after)
    assert changed == ("開けた: 甲電鉄",)
    assert people[0] == "もとの道か行き先に戻れる人: 約110人（甲 約110人）"


def test_a_closed_place_is_called_by_its_name_and_one_opened_beyond_the_scenario_is_no_closing() -> None:
    usual, closed = _made(), _made(PlaceOpened("E2714000101", is_open=False))
    assert _effect(usual, closed)[0] == ("閉じた: 甲ビル",)
    assert _effect(closed, usual)[0] == ("開けた: 甲ビル",)
    opened = _made(PlaceOpened("E2714000004"), SeatsAdded("E2714000004", 5))
    assert _effect(usual, opened)[0] == ("開けた: 乙公園",)
    assert _effect(opened, usual)[0] == ("閉じた: 乙公園",)


def test_one_closed_while_another_opens_stand_apart() -> None:
    assert _effect(_made(CROSSINGS), _made(BRIDGES))[0] == ("閉じた: 甲川", "開けた: 甲電鉄")


def test_a_closing_that_changes_nothing_says_so() -> None:
    usual = _made()
    assert _effect(usual, usual) == ((), (), (WORDS("closing.no_change"),))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_of_many_names_three_stand_and_the_others_are_counted(language: str) -> None:
    words, usual = Words(language), _made()
    ids = list(usual.case.city.places.index)
    closed = _made(*(PlaceOpened(str(one), is_open=False) for one in ids))
    (changed,), _, _ = _effect(usual, closed, words)
    names = list(usual.case.city.places["name"])
    assert all(name in changed for name in names[:3])
    assert words("closing.more_names", count=len(ids) - 3) in changed
    assert not any(name in changed for name in names[3:])


def test_more_without_a_place_and_fewer_are_told_by_district() -> None:
    # With the school of 乙 closed in the flood 65 people of 乙 have no place; with it open nobody.
    usual, closed = (
        make_toy("toy-flood"),
        make_toy("toy-flood", measures=(PlaceOpened("E2714000002", is_open=False),)),
    )
    assert "避難先のない人が増える校区: 乙 約70人" in _effect(usual, closed)[1]
    assert "避難先のない人が減る校区: 乙 約70人" in _effect(closed, usual)[1]
    assert "避難先を確保できない人（計）: 0 → 約70（+約70）" in _effect(usual, closed)[2]


def test_only_some_places_are_told_as_the_places_that_closed_and_opened() -> None:
    usual, none = _made(), _made(OnlyPlaceOpened(""))
    is_open = usual.plan.usable_places["in_plan"]
    every = [str(one) for one in is_open.index[is_open.to_numpy(bool)]]
    names = "、".join(str(usual.case.city.places["name"][one]) for one in every)
    assert every
    assert _effect(usual, none)[0] == (f"閉じた: {names}",)
    assert _effect(none, usual)[0] == (f"開けた: {names}",)
    # All that is open anyway, written one by one, closes and opens nothing.
    assert _effect(usual, _made(*map(OnlyPlaceOpened, every)))[0] == ()
