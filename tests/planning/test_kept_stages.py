"""What is kept of a stage is given again for the same city and inputs, and for nothing else."""

import gc
import weakref

from planning.kept_stages import MOST_KEPT, kept
from tests.toy_city import make_toy_bundle


def test_a_result_is_made_once_for_its_city_stage_and_inputs() -> None:
    one, other = make_toy_bundle().city, make_toy_bundle().city
    made = kept(one, "stage", 1, object)
    assert kept(one, "stage", 1, object) is made
    assert kept(one, "stage", 2, object) is not made
    assert kept(one, "another", 1, object) is not made
    assert kept(other, "stage", 1, object) is not made


def test_those_used_last_are_kept() -> None:
    city = make_toy_bundle().city
    made = [kept(city, "stage", i, object) for i in range(MOST_KEPT)]
    # The first is used again, so that the second goes when one more comes.
    assert kept(city, "stage", 0, object) is made[0]
    kept(city, "stage", MOST_KEPT, object)
    assert kept(city, "stage", 0, object) is made[0]
    assert kept(city, "stage", 2, object) is made[2]
    assert kept(city, "stage", 1, object) is not made[1]


def test_of_two_made_at_once_the_first_is_given_to_both() -> None:
    city = make_toy_bundle().city
    first: list[object] = []

    def slow() -> object:
        first.append(kept(city, "stage", 1, object))
        return object()

    assert kept(city, "stage", 1, slow) is first[0]


def test_what_is_kept_does_not_keep_the_city() -> None:
    city = make_toy_bundle().city
    kept(city, "stage", 1, object)
    alive = weakref.ref(city)
    del city
    gc.collect()
    assert alive() is None
