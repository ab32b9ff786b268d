"""Words on supporters who stand in a plan."""

import pytest

from domain.support import HeldReason
from presentation.held_supporters import held_words
from presentation.words import Words
from tests.made import make_toy


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("", "can be there (by night)"),
        (HeldReason.TOO_FAR, "cannot be there (by night): lives beyond the longest walk"),
        (HeldReason.AGE_UNKNOWN, "not known to be there (by night): age is not known"),
    ],
)
def test_cannot_and_not_known_are_told_apart(reason, said):
    assert held_words(reason, make_toy()[0], Words("en")) == said
