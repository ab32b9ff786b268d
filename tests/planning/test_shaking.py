"""Which shaking a scenario has: its own, or that of the earthquake whose tsunami it shares."""

from dataclasses import replace

from planning.shaking import follows_earthquake, shaking_areas, shaking_layers
from tests.toy_city import make_toy_bundle


def with_layers(**layers):
    city = make_toy_bundle().city
    scenarios = {name: replace(one, layers=layers.get(name[4:].replace("-", "_"), one.layers))
                 for name, one in city.scenarios.items()}  # fmt: skip
    return replace(city, scenarios=scenarios)


def test_a_scenario_has_its_own_shaking() -> None:
    city = with_layers()
    scenario = city.scenarios["toy-quake"]
    assert shaking_layers(city, scenario) == ("quake",)
    areas = shaking_areas(city, scenario)
    assert len(areas) == 2
    assert set(areas["kind"]) == {"earthquake"}


def test_a_tsunami_has_the_shaking_of_the_earthquake_that_shares_its_layer() -> None:
    city = with_layers()
    tsunami = city.scenarios["toy-tsunami-night"]
    assert shaking_layers(city, tsunami) == ()
    assert shaking_areas(city, tsunami).empty
    shared = with_layers(quake=("quake", "tsunami"))
    assert shaking_layers(shared, tsunami) == ("quake",)


def test_what_follows_no_earthquake_has_no_shaking() -> None:
    city = with_layers(flood=("flood", "quake"))
    assert not follows_earthquake(city.scenarios["toy-flood"])
    assert shaking_layers(city, city.scenarios["toy-flood"]) == ()
    assert follows_earthquake(city.scenarios["toy-tsunami-night"])


def test_a_layer_that_the_bundle_lacks_says_nothing() -> None:
    city = with_layers(quake=("quake", "lost"))
    assert shaking_layers(city, city.scenarios["toy-quake"]) == ("quake",)
    assert shaking_layers(replace(city, hazards={}), city.scenarios["toy-quake"]) == ()
