"""What people are asked to walk beyond the shortest route, in words and as columns of areas."""

from math import isnan

import pandas as pd

from domain.tables.among import among
from planning.case import Case
from planning.longer_walks import LongerWalk, longer_walk, longer_walks
from planning.plan import Plan
from presentation.below_reserve import hides_few, in_tens
from presentation.plan_table import CellKind, Column, ColumnMaker
from presentation.words import Words

#: What of a route says how much longer it is, and whose.
_WALKED = ("extra_walk_s", "persons")
#: Facts of the city that areas have, too.
_FACTS = ("longer_walk_persons", "extra_walk_mean_min", "extra_walk_max_min")


def longer_walk_text(found: LongerWalk, words: Words, *, rounded: bool) -> str:
    """Return who walks at least a minute longer, and the most of any route.

    Parameters
    ----------
    found
        What routes ask for.
    words, rounded
        Words of the reader, and whether people are told as round numbers.
    """
    persons = words.persons(found.persons, rounded=rounded)
    return words("answer.extra_walk", persons=persons, longest=words.walk(found.most_s))


def longer_walk_texts(case: Case, plan: Plan, words: Words, block_ids: "pd.Index[str]") -> list[str]:
    """Return the same for the people of some blocks; nothing where nobody walks longer.

    Parameters
    ----------
    case, plan
        A case and its plan.
    words
        Words of the reader.
    block_ids
        Blocks whose people are told.
    """
    own = among(plan.routes["block_id"], block_ids)
    found = longer_walk(pd.DataFrame({name: plan.routes[name].array[own] for name in _WALKED}))
    if not found.persons:
        return []
    districts = longer_walks(case, plan).loc[case.city.blocks.loc[block_ids, "district_id"].unique()]
    rounded = plan.is_rounded or hides_few(case, districts["persons"])
    return [longer_walk_text(found, words, rounded=rounded)]


def longer_walk_columns(case: Case, plan: Plan, area_ids: "pd.Index[str]", make: ColumnMaker) -> list[Column]:
    """Return the columns of areas: who walks longer, by how much on average, and the most of any route.

    Where a district has so few that below ten of them may need help, all are told in tens: the others taken
    away from the city's would give them back.

    Parameters
    ----------
    case, plan
        A case and its plan.
    area_ids
        City, wards or districts, in the order of the table.
    make
        Makes the columns.
    """
    found = longer_walks(case, plan)
    few = hides_few(case, found["persons"].reindex(case.city.districts.index))
    rows = found.reindex(area_ids)
    # Called as the city's figures are among the facts.
    named = {one: make.word(f"export.fact.{one}") for one in _FACTS}
    none = make.word("export.none")
    persons = make.persons("longer_walk_persons", rows["persons"], heading=named["longer_walk_persons"])
    if few:
        persons = in_tens(make.language, persons, rows["persons"] > 0)
    minutes = [
        Column(
            key,
            named[key],
            CellKind.DECIMAL,
            tuple(none if isnan(s) else round(s / 60.0, 1) for s in rows[name]),
        )
        for key, name in zip(_FACTS[1:], ("mean_s", "most_s"), strict=True)
    ]
    return [persons, *minutes]
