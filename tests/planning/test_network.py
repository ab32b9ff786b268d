"""The walking network of a city is built once for each reach of its access points."""

import gc
import weakref

from domain.settings.settings import Settings
from planning.network import city_network
from tests.toy_city import make_toy_bundle, toy_settings


def test_the_same_city_and_settings_give_the_same_network():
    city = make_toy_bundle()
    assert city_network(city, toy_settings()) is city_network(city, toy_settings())
    assert city_network(make_toy_bundle(), toy_settings()) is not city_network(city, toy_settings())


def test_settings_of_other_stages_do_not_build_it_anew():
    city = make_toy_bundle()
    other = toy_settings().with_overrides({"hazard.home_stock_days": "5"})
    assert city_network(city, other) is city_network(city, toy_settings())


def test_how_fast_people_walk_does_not_either():
    city = make_toy_bundle()
    slower = toy_settings().with_overrides({"movement.adult_speed_m_s": "0.6"})
    assert city_network(city, slower) is city_network(city, toy_settings())


def test_how_far_they_are_from_a_street_does():
    city = make_toy_bundle()
    near = toy_settings().with_overrides({"movement.access_max_m": "100"})
    assert city_network(city, near) is not city_network(city, toy_settings())


def test_the_two_networks_used_last_are_kept():
    city = make_toy_bundle()
    first, second, third = (
        Settings().with_overrides({"movement.access_max_m": metres}) for metres in ("100", "200", "250")
    )
    one, two = city_network(city, first), city_network(city, second)
    # The first is used again, so that the second goes when a third comes.
    assert city_network(city, first) is one
    city_network(city, third)
    assert city_network(city, first) is one
    assert city_network(city, second) is not two


def test_the_network_does_not_keep_its_city_alive():
    city = make_toy_bundle()
    city_network(city, toy_settings())
    kept = weakref.ref(city)
    del city
    gc.collect()
    assert kept() is None
