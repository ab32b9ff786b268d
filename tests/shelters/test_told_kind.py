"""What a destination is called."""

import pandas as pd

from shelters.told_kind import told_kinds


def test_only_a_refuge_building_is_called_one_and_every_other_kind_stays():
    places = pd.DataFrame({"refuge_building": [True, False, False, True, False]}, index=list("abcde"))
    kinds = ["refuge_building", "refuge_building", "shelter", "emergency_site", ""]
    usable = pd.DataFrame({"destination_kind": kinds}, index=list("abcde"))
    told = told_kinds(places, usable.iloc[::-1])
    assert told.to_dict() == {
        "a": "refuge_building", "b": "emergency_site", "c": "shelter", "d": "emergency_site", "e": "",
    }  # fmt: skip
