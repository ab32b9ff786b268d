"""Looks of the chance to get through: classes fall, each with its own pattern and words."""

from presentation.styles.robustness import CHANCE_FROM, CHANCES


def test_classes_fall_to_nothing_and_each_can_be_told_on_a_grey_print() -> None:
    assert list(CHANCE_FROM) == sorted(CHANCE_FROM, reverse=True)
    assert CHANCE_FROM[-1] == 0.0
    patterns = [look.hatch.pattern if look.hatch else None for look in CHANCES]
    assert len(set(patterns)) == len(CHANCES)
    assert len({look.legend for look in CHANCES}) == len(CHANCES)
