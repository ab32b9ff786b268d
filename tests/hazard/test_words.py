"""Every key that the stages give out has words in both languages."""

import pytest

from hazard.closure import ClosureReason
from messages import catalogue
from shelters.capacity import CapacityStandard
from shelters.usable import WhyNot


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    ("area", "values"),
    [
        ("closure", ClosureReason),
        ("why_not", WhyNot),
        ("capacity_standard", CapacityStandard),
    ],
)
def test_every_key_has_words(language, area, values):
    for value in values:
        empty = "unknown" if values is CapacityStandard else "none"
        assert catalogue.has(language, f"{area}.{value.value or empty}")
