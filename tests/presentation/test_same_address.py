"""Places that share an address know each other, in the table and where one of them is clicked."""

import dataclasses

from presentation.names import same_address_names
from presentation.place_answers import place_lines
from presentation.result_tables import place_table
from presentation.words import Words
from tests.exports.sample_plan import make_sample

YARD, HALL = "E2714000990201", "E2714000990202"


def test_places_of_one_address_are_named_beside_each_other() -> None:
    case, plan = make_sample()
    first, second, *others = case.city.places.index
    ids = {first: YARD, second: HALL}
    places = case.city.places.rename(index=ids)
    renamed = dataclasses.replace(case, city=dataclasses.replace(case.city, places=places))
    changed = dataclasses.replace(
        plan,
        usable_places=plan.usable_places.rename(index=ids),
        loads=plan.loads.rename(index=ids),
        place_exposure=plan.place_exposure.rename(index=ids),
    )
    names = case.city.places["name"]
    assert same_address_names(renamed) == [names[second], names[first], *("" for _ in others)]
    # Ids of the toy city are addresses alone: nobody is said to be beside anybody.
    assert set(same_address_names(case)) == {""}
    column = next(c for c in place_table(renamed, changed, "ja").columns if c.key == "same_address")
    assert column.heading == "同じ住所のほかの場所"
    assert list(column.cells)[:2] == [names[second], names[first]]
    lines = place_lines(renamed, changed, YARD, Words("ja"))
    assert any(line.startswith("同じ住所のほかの場所: ") for line in lines)
    assert not any("同じ住所" in line for line in place_lines(renamed, changed, others[0], Words("ja")))
