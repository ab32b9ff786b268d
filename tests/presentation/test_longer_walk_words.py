"""What is said of walks beyond the shortest: city, ward, district, and the columns of the tables."""

from dataclasses import replace

import pytest

from planning.longer_walks import longer_walk, longer_walks
from presentation.answers import district_answer, ward_answer
from presentation.city_facts import fact_texts
from presentation.longer_walk_words import longer_walk_text
from presentation.result_tables import district_table, ward_table
from presentation.words import Words
from tests.planning.test_longer_walks import lengthened


@pytest.mark.parametrize("language", ["ja", "en", "ja_easy"])
def test_city_ward_and_district_say_their_own(language: str) -> None:
    case, plan = lengthened()
    words, found = Words(language), longer_walks(case, plan)
    facts = replace(plan.facts, longer_walk_persons=longer_walk(plan.routes).persons, extra_walk_max_s=60.0)
    whole = longer_walk_text(longer_walk(plan.routes), words, rounded=True)
    assert any(whole in line for line in fact_texts(case, replace(plan, facts=facts), words))
    answers = {ward: ward_answer(case, plan, ward, words)[1] for ward in case.city.wards.index}
    answers |= {one: district_answer(case, plan, one, words) for one in case.city.districts.index}
    for area, lines in answers.items():
        own = longer_walk(plan.routes[plan.routes["block_id"].isin(blocks_of(case, area))])
        assert own.persons == found.loc[area, "persons"]
        assert (longer_walk_text(own, words, rounded=True) in lines) == (own.persons > 0)
    assert found["persons"].max() > 0


def blocks_of(case, area):
    blocks = case.city.blocks
    return blocks.index[(blocks["ward_code"] == area) | (blocks["district_id"] == area)]


def walkers_cells(case, plan, table):
    (column,) = (one for one in table(case, plan, "ja").columns if one.key == "longer_walk_persons")
    assert column.heading == "最短の経路より1分以上長く歩く人（人）"
    return column.cells


def test_tables_tell_a_district_of_few_in_tens() -> None:
    case, plan = lengthened()
    # 40 people of one district; the city's sum below the wards.
    assert walkers_cells(case, plan, ward_table) == (40, 0, 40)
    assert walkers_cells(case, plan, district_table) == (40, 0)
    # One person a route: of so few below ten may need help, and the city's figure would give them back.
    few = replace(plan, routes=plan.routes.assign(persons=1))
    assert walkers_cells(case, few, ward_table) == ("10未満", 0, "10未満")
    assert walkers_cells(case, few, district_table) == ("10未満", 0)
