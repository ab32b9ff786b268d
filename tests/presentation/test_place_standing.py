"""One state of a place, one sign: only what is in the plan is ever ○ or △."""

import pandas as pd
import pytest

from presentation.place_standing import place_standings

IN, OUT = "designated_inside", "designated_outside"
NOT_IN, NOT_OUT = "undesignated_inside", "undesignated_outside"


@pytest.mark.parametrize(
    ("state", "suitability", "in_plan", "standing"),
    [
        (OUT, "usable", True, "usable"),
        (IN, "upper_floors", True, "upper_floors"),
        # a shelter for staying needs no flag of the hazard
        (NOT_OUT, "usable", True, "usable"),
        # not opened, or not for this phase: usable ground, but nobody is sent there
        (OUT, "usable", False, "not_destination"),
        (IN, "upper_floors", False, "not_destination"),
        (NOT_OUT, "usable", False, "not_destination"),
        (IN, "unusable", False, "unusable"),
        (NOT_IN, "unusable", False, "not_destination"),
        (IN, "to_confirm", False, "to_confirm"),
        (NOT_IN, "to_confirm", False, "not_destination"),
    ],
)
def test_the_standing_of_a_place(state: str, suitability: str, in_plan: bool, standing: str) -> None:
    usable = pd.DataFrame({"state": [state], "suitability": [suitability], "in_plan": [in_plan]}, index=["P"])
    assert place_standings(usable).to_dict() == {"P": standing}
