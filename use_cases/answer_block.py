"""The answer for one block of a city, in one scenario and in all of them."""

from collections.abc import Sequence

from domain.bundle import City
from domain.faults import UnknownBlockError
from planning.block_answer import block_answer
from planning.case import Case
from presentation.block.hazards import InScenario
from presentation.block.search import block_of_id, find_block, search_index
from presentation.block.told_apart import told_apart
from presentation.words import Words
from use_cases.plan_service import GivesPlans

#: Blocks that a refusal offers.
_OFFERED = 12


def named_block(city: City, asked: str, words: Words) -> str:
    """Return the id of the block that is named by its id or by the name of a town with one block.

    Raises
    ------
    domain.faults.UnknownBlockError
        When the name fits no block, or several; it holds those that it may mean.
    """
    block_id = block_of_id(city, asked)
    if block_id:
        return block_id
    block_id, towns = find_block(city, search_index(city, words), asked)
    if block_id:
        return block_id
    near = [(block, town.label) for town in towns for block in town.block_ids]
    offered = near[:_OFFERED]
    facts = told_apart(city, [block for block, _ in offered], words)
    told = [f"{block} {label} {fact}" for (block, label), fact in zip(offered, facts, strict=True)]
    raise UnknownBlockError(asked, told, more=len(near) - len(offered))


def in_scenarios(
    service: GivesPlans, cases: Sequence[Case], block_id: str, *, made_only: bool
) -> list[InScenario]:
    """Return what the plans of several cases say of one block.

    Parameters
    ----------
    service
        Gives plans.
    cases
        One case a scenario.
    block_id
        Id of the block.
    made_only
        Whether cases whose plan nobody has made yet are left without an answer.
    """
    found = []
    for case in cases:
        if made_only and not service.is_ready(case):
            found.append(InScenario(case, None, None))
            continue
        plan = service.plan(case)
        found.append(InScenario(case, plan, block_answer(case, plan, block_id)))
    return found
