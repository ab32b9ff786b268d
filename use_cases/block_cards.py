"""Cards of blocks: of one, or of all of a district that anybody leaves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from exports.block_card import Card, Paper, block_cards_pdf
from planning.block_alternatives import many_with_alternatives
from planning.block_answer import block_answer
from planning.block_ground import BlockGround
from planning.case import Case
from planning.plan import Plan
from presentation.block.hazards import InScenario
from presentation.block.sheet import block_sheet
from presentation.words import Words
from use_cases.answer_block import in_scenarios
from use_cases.plan_service import GivesPlans
from use_cases.write_file import write_new_file


@dataclass(frozen=True, slots=True, eq=False)
class CardOrder:
    """Which cards are made, and how.

    Parameters
    ----------
    block_ids
        Blocks, each with a card of its own.
    cases
        Cases of the table of all scenarios.
    language, paper
        Language of the cards, and their size (``a5``, ``a4``).
    make_all
        Whether plans that nobody has made yet are made for the table; else they are said to be missing.
    """

    block_ids: Sequence[str]
    cases: Sequence[Case]
    language: str
    paper: str = "a5"
    make_all: bool = False


def card_blocks(case: Case, plan: Plan, block_id: str) -> tuple[str, ...]:
    """Return the blocks of the district of a block that anybody must leave, in the order of their ids."""
    districts = case.city.blocks["district_id"]
    own = districts.index[districts == districts.loc[block_id]]
    leaving = plan.demand["block_id"].unique()
    return tuple(str(block) for block in own[own.isin(leaving)])


def block_cards(service: GivesPlans, case: Case, plan: Plan, ground: BlockGround, order: CardOrder) -> bytes:
    """Return the cards of blocks as one PDF.

    Parameters
    ----------
    service
        Gives the plans of the table of all scenarios.
    case, plan, ground
        The scenario of the cards, its plan, and the network under it.
    order
        Which cards.
    """
    words = Words(order.language)

    def cards() -> Iterator[Card]:
        plain = [block_answer(case, plan, block_id, ground) for block_id in order.block_ids]
        for answer in many_with_alternatives(case, plan, plain, ground):
            scenarios: list[InScenario] = in_scenarios(
                service, order.cases, answer.block_id, made_only=not order.make_all
            )
            sheet = block_sheet(
                case, plan, answer, words, scenarios=scenarios, waiting=words("block.not_made")
            )
            yield Card(answer, sheet)

    return block_cards_pdf(case, plan, cards(), order.language, paper=Paper(order.paper))


def write_cards(
    service: GivesPlans, case: Case, plan: Plan, ground: BlockGround, order: CardOrder, out: Path
) -> Path:
    """Write the cards into a new file.

    Raises
    ------
    domain.faults.InputError
        When the file exists, or cannot be written.
    """
    return write_new_file(out, block_cards(service, case, plan, ground, order))
