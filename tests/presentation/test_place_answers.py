"""What is said of a place or block that was chosen."""

from dataclasses import replace

import pytest

from planning.block_answer import block_answer
from planning.case import Case
from planning.plan import Plan
from presentation import place_answers as place
from presentation.block.sheet import block_sheet
from presentation.words import Words
from tests.made import Made, make_toy

WORDS = Words("ja")


@pytest.fixture(scope="module")
def made() -> Made:
    return make_toy()


def test_a_clicked_block_says_where_its_people_go_and_by_when(case: Case, plan: Plan) -> None:
    block_id = str(plan.routes["block_id"].iloc[0])
    said = "\n".join(place.block_lines(case, plan, block_id, WORDS))
    assert "避難開始の限界（この道）" in said
    # One truth: the sentences of the block's own page.
    sheet = block_sheet(case, plan, block_answer(case, plan, block_id), WORDS)
    assert all(line in said for line in (*sheet.first, *sheet.reasons, *(leg.head for leg in sheet.legs)))
    assert all(line in said for leg in sheet.legs for line in leg.lines)


def test_a_chosen_place_says_its_sign_first_and_seats_with_their_area(case: Case, plan: Plan) -> None:
    place_id = str(plan.usable_places.index[plan.usable_places["in_plan"].to_numpy(dtype=bool)][0])
    lines = place.place_lines(case, plan, place_id, WORDS)
    assert lines[0].startswith(WORDS("export.column.standing"))
    assert any(line.startswith(WORDS("export.column.capacity")) for line in lines)


def test_the_height_of_the_ground_is_told_where_it_is_known(case: Case, plan: Plan) -> None:
    place_id = str(case.city.places.index[0])
    assert not any("標高" in line for line in place.place_lines(case, plan, place_id, WORDS))
    known = {"ground_elevation_m": 2.5, "ground_elevation_error_m": 1.4}
    city = replace(
        case.city, places=case.city.places.assign(**known), blocks=case.city.blocks.assign(**known)
    )
    high = replace(case, city=city)
    assert place.place_lines(high, plan, place_id, WORDS)[-1].startswith(
        "標高（地盤）: 2.5 m（標準誤差 1.4 m"
    )
    block_id = str(plan.routes["block_id"].iloc[0])
    sheet = block_sheet(high, plan, block_answer(high, plan, block_id), WORDS)
    assert sheet.last[-1].startswith("標高（地盤）: 2.5 m")
