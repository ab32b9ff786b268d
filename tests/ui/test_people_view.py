"""What the page of people says of time: limits are told only where a plan may tell them."""

from types import SimpleNamespace

import pandas as pd
import pytest

from planning.block_ground import block_ground
from planning.limits import limits_are_withheld
from planning.support import match_people
from planning.support_ground import support_ground
from presentation.words import Words
from tests.made import make_toy
from tests.planning.support_sample import B, D, helped, supporters
from tests.toy_city import toy_settings
from ui.view.people import candidates_grid, people_grid

_BARE = {"support.prepare_s": "0", "movement.reserve_s": "0"}
_WORDS = Words("en")
_LIMIT, _IN_HAND = 5, 3


def _page(scenario, home):
    """The rows of one person and of her candidate, who lives in the same block."""
    case, plan = make_toy(scenario, toy_settings().with_overrides(_BARE))
    ground = block_ground(case, plan)
    persons, helpers = helped((home, "accompany")), supporters(home)
    answer = match_people(case, ground, support_ground(case, plan, ground), persons, helpers)
    people = persons.assign(name="要 一", address="B町", consent="yes")
    found = SimpleNamespace(
        people=people, persons=persons, plans=pd.DataFrame({"person_id": []}), supporters=helpers,
        members=helpers.assign(name="見本", phone=""), states=lambda: pd.Series([], dtype="str"),
    )  # fmt: skip
    listed = people_grid(case, found, answer, [str(one) for one in persons.index], _WORDS)
    return limits_are_withheld(case, plan), listed, candidates_grid(found, answer, answer.candidates, _WORDS)


@pytest.mark.parametrize(
    ("scenario", "home", "limit", "in_hand"),
    [
        # D leaves before 21,600 s, when level 5 is issued; no arrival is published.
        ("toy-flood", D, "not told, for no arrival time has been published", "–"),
        # B must have left at 1,700 s; who sets out at 600 s has 1,100 s.
        ("toy-tsunami-night", B, "28 min after the earthquake", "18 min"),
    ],
)
def test_a_limit_that_no_arrival_stands_behind_is_not_told_of_a_person_either(scenario, home, limit, in_hand):
    withheld, listed, candidates = _page(scenario, home)
    assert withheld == (scenario == "toy-flood")
    assert [row[_LIMIT] for row in listed.rows] == [limit]
    assert [row[_IN_HAND] for row in candidates.rows] == [in_hand]
