"""How many hang on a street and how many have no other way: all, some or none, small numbers withheld."""

import pandas as pd
import pytest

from presentation.hung_people import cut_off_line, hung_people, when_own
from presentation.words import Words

JA, EN = Words("ja"), Words("en")


@pytest.mark.parametrize(
    ("lost", "said", "not_said"),
    [
        (270, "約270人", "ほか"),
        (30, "約270人、うちほかに道がない人約30人", "残る"),
        (0, "残る", "うち"),
        (3, "10人未満", "3人"),
    ],
)
def test_of_those_who_hang_on_a_street_who_has_no_other_way(lost, said, not_said):
    told = hung_people(270, lost, JA, rounded=True)
    assert said in told
    assert not_said not in told


def test_what_becomes_of_them_is_one_sentence():
    assert cut_off_line(270, 270, "one", JA, rounded=True) == "ここが通れなくなると孤立します。"
    assert "all are blocked some have no other way" in cut_off_line(270, 30, "all", EN, rounded=True)
    # 1,100 of 1,100, as both are told: that there are others is said with how many.
    most = cut_off_line(1_130, 1_090, "own", JA, rounded=True)
    assert "うち約1,100人はほかに道がなく孤立します。ほかの約40人に残るのは" in most
    assert "cut off" not in cut_off_line(270, 0, "own", EN, rounded=True)


@pytest.mark.parametrize(
    ("lost", "when"), [((270, 80), "own"), ((30, 80), "any_own"), ((pd.NA, pd.NA), "own")]
)
def test_where_not_every_street_cuts_off_all_it_is_one_of_them_that_does(lost, when):
    singles = pd.DataFrame({"persons": [270, 80], "lost": pd.array(lost, "Int64")})
    assert when_own(singles) == when
    said = cut_off_line(350, 350, when_own(singles), JA, rounded=True)
    assert ("どれか" in said) == (when == "any_own")
