"""The page of places: ticks, presets, the order, and the plan that follows."""

import pytest

from planning.opening_effect import opening_sums
from planning.opening_order import order_places
from planning.openings import opening_of, search_openings
from planning.pipeline import make_plan
from tests.planning.test_openings import EAST, WEST, toy_case
from tests.ui.screen import go_to, marker, open_screen, shown_text
from ui import place_choice
from ui.components import places_list

SCENARIO = "toy-quake"


@pytest.fixture
def screen():
    return open_screen("places", scenario=SCENARIO, lang="en")


def headline(screen) -> str:
    said = shown_text(screen)
    return said[said.index("Places open in the city") :].split("</p>")[0]


def test_the_first_answer_is_of_the_places_that_the_scenario_opens(screen) -> None:
    assert marker(screen) == "places"
    assert headline(screen).startswith("Places open in the city: 2 (staff: 6).")
    assert "To open first (1): " in shown_text(screen)


def test_closing_all_leaves_everybody_without_a_place_and_all_opens_them_again(screen) -> None:
    first = headline(screen)
    screen.button(key="places.set.none").click().run()
    assert headline(screen).startswith("Places open in the city: 0 (staff: 0).")
    assert "0 people have a place and about 60 people have none" in headline(screen)
    assert "would have one if further places were opened" in shown_text(screen)
    screen.button(key="places.set.every").click().run()
    assert headline(screen) == first
    for name in ("wind_water", "quake", "usual"):
        screen.button(key=f"places.set.{name}").click().run()
        assert not screen.exception
        assert headline(screen) == first


def test_the_first_of_the_order_alone_can_be_opened(screen) -> None:
    case = toy_case(SCENARIO)
    opening = opening_of(case, search_openings(case))
    best = order_places(case, opening).steps["place_id"].iloc[0]
    screen.number_input(key="places.top").set_value(1).run()
    screen.button(key="places.set.top").click().run()
    assert headline(screen).startswith("Places open in the city: 1 ")
    closed = ({EAST, WEST} - {best}).pop()
    screen.button(key="places.plan").click().run()
    assert screen.query_params["places"] == closed
    assert screen.button(key="places.plan").disabled


def test_planning_with_the_ticks_gives_the_same_people_on_every_page(screen) -> None:
    screen.button(key="places.set.none").click().run()
    screen.button(key="places.plan").click().run()
    assert headline(screen).startswith("Places open in the city: 0 ")
    go_to(screen, "city")
    assert not screen.exception
    assert screen.query_params["only"] == "none"
    assert "places" not in screen.query_params
    plan = make_plan(toy_case(SCENARIO, place_choice.opening_measures(_opening(), frozenset())))
    city = plan.ledgers.city.iloc[0]
    assert int(city["shelter"]) == opening_sums(_opening(), frozenset()).served == 0


def _opening():
    case = toy_case(SCENARIO)
    return opening_of(case, search_openings(case))


def test_a_ward_ticks_its_own_places_only(screen) -> None:
    screen.segmented_control(key="places.area").set_value("271411").run()
    assert "of 1 places open" in shown_text(screen)
    screen.button(key="places.set.none").click().run()
    # The place of the other ward stays open; the ward's own sentence leads, the city's stands below.
    said = shown_text(screen)
    assert said.index("0 of 1 places open (staff: 0)") < said.index("Places open in the city: 1 ")
    assert "0 of 1 places open (staff: 0)" in shown_text(screen)
    # No place of this ward adds anybody; what the first place of the other leaves is said without a press.
    first = "With these, of "
    assert first not in shown_text(screen)
    screen.segmented_control(key="places.area").set_value("271420").run()
    assert first in shown_text(screen)
    screen.segmented_control(key="places.area").set_value("").run()
    assert headline(screen).startswith("Places open in the city: 1 ")
    assert "ward" not in screen.query_params


def test_another_standard_of_area_changes_the_seats_and_no_tick(screen) -> None:
    # Only the place of the first ward stays open: 20 seats of 3.5 m², so that seats decide.
    other = next(code for code in toy_case(SCENARIO).city.wards.index if code != "271411")
    screen.segmented_control(key="places.area").set_value(other).run()
    screen.button(key="places.set.none").click().run()
    before = headline(screen)
    assert before.startswith("Places open in the city: 1 ")
    screen.segmented_control(key="places.standard").set_value(1.65).run()
    assert not screen.exception
    assert screen.query_params["set"] == "capacity.stay_area_m2=1.65"
    assert headline(screen).startswith("Places open in the city: 1 ")
    assert headline(screen) != before


def test_the_order_can_begin_with_what_is_open(screen) -> None:
    screen.segmented_control(key="places.from").set_value("open").run()
    assert "No further place gives a place to anybody." in shown_text(screen)


def test_arrivals_and_doors_are_shown_where_they_are_asked_for() -> None:
    screen = open_screen("places", scenario="toy-flood", lang="en")
    assert "takes some seconds" in shown_text(screen)
    screen.toggle(key="places.arrivals").set_value(True).run()
    assert not screen.exception
    assert marker(screen) == "places"
    said = shown_text(screen)
    assert "Walking here: " in said
    assert "do not take all of its seats" in said
    assert "Wait at the door (longest, min)" in said
    # Ticks that are not planned: the figures are of the plan, and it is said.
    screen.button(key="places.set.none").click().run()
    assert "of the places that the plan opens now" in shown_text(screen)


def test_in_a_stay_of_days_nobody_is_said_to_arrive_at_one_time(screen) -> None:
    assert "crowding is not computed" in shown_text(screen)


@pytest.mark.parametrize("scenario", ["toy-tsunami-night", "toy-flood"])
def test_every_kind_of_scenario_has_an_answer(scenario: str) -> None:
    screen = open_screen("places", scenario=scenario, lang="ja")
    assert not screen.exception
    said = shown_text(screen)
    assert "市全体で開ける場所は" in said
    assert "⟦" not in said


def test_ticks_of_the_list_are_read_as_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"ticked": {"open": [EAST], "count": 3}}
    monkeypatch.setattr(places_list.session, "value_of", {"places.list": told, "other": {}}.get)
    assert places_list.told("places.list") == places_list.Ticks(frozenset({EAST}), 3)
    assert places_list.told("other") is None
    assert places_list.told("missing") is None


def test_many_changed_places_are_cut_short_beside_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.components.sidebar._NAMED", 1)
    screen = open_screen("city", scenario=SCENARIO, lang="en", places=f"{EAST},{WEST}")
    said = shown_text(screen)
    names = toy_case(SCENARIO).city.places["name"]
    assert f"{names[EAST]}, 1 more" in said


def test_where_the_order_begins_is_said_straight_after_it(screen) -> None:
    said = shown_text(screen)
    order = said.index("To open first (1): ")
    begins = said.index("Counted from no place open")
    assert order < begins
    assert "whatever is opened" not in said[order:begins]
    assert "lack" not in said[order:begins].split("</p>")[1]


def test_the_paper_of_a_ward_says_how_many_of_its_own_people_have_no_place(
    screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []

    def paper(_case, _found, _order, sentences, **_options: object) -> bytes:
        said.extend(sentences)
        return b"%PDF"

    def button(_kind, _name, make, *_args: object, **_options: object) -> None:
        make()

    monkeypatch.setattr("ui.components.place_parts.opening_pdf", paper)
    monkeypatch.setattr("ui.components.downloads.button", button)
    screen.run()
    assert not any("With these, of " in one for one in said)
    screen.segmented_control(key="places.area").set_value("271420").run()
    assert not screen.exception
    assert any(" of 1 places open (staff: " in one for one in said)
    assert any("With these, of " in one for one in said)
