"""Which block one reader looks at, and what the plans say of it; the network under a plan is shared."""

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from domain.scenario import first_days
from planning.block_alternatives import with_alternatives
from planning.block_answer import BlockAnswer, block_answer
from planning.block_ground import BlockGround, block_ground
from planning.case import Case
from planning.isolation import Isolation
from planning.plan import Plan
from presentation import isolation_words
from presentation.block.hazards import InScenario
from presentation.block.search import SearchIndex, search_index
from presentation.words import Words
from ui import session, shared
from use_cases.answer_block import in_scenarios
from use_cases.block_cards import CardOrder, block_cards

# Some 40 MB each for the bundled city.
_GROUNDS = 3


def index() -> SearchIndex:
    """Return what the blocks of the city are found by, in the reader's language."""
    return _index(session.bundle().meta.bundle_hash, session.language())


def choose(block_id: str) -> None:
    """Choose a block, and with it its ward and district."""
    row = session.bundle().blocks.loc[[block_id], ["ward_code", "district_id"]].to_dict(orient="records")[0]
    session.choose(block_id=block_id, ward_code=str(row["ward_code"]), district_id=str(row["district_id"]))


def answer(case: Case, plan: Plan, block_id: str) -> BlockAnswer:
    """Return what a plan says of a block."""
    below = ground(case, plan)
    return with_alternatives(case, plan, block_answer(case, plan, block_id, below), below)


def ground(case: Case, plan: Plan) -> BlockGround:
    """Return the network under a plan, the same for all its blocks."""
    return _ground(plan.key, case, plan)


def isolation(case: Case, plan: Plan, district_id: str) -> Isolation:
    """Return what the people of a district hang on."""
    return shared.isolation().district(case, plan, lambda: ground(case, plan), district_id)


def isolation_on_paper(case: Case, plan: Plan, district_id: str, words: Words) -> list[str]:
    """Return what the people of a district hang on; it asks no session, for papers are made outside it."""
    found, over = isolation(case, plan, district_id), dependence(case, plan)
    return isolation_words.paper_lines(case, plan, found, over, district_id, words)


def dependence(case: Case, plan: Plan) -> pd.DataFrame:
    """Return who reaches safety over one river or railway only, in all districts."""
    return shared.isolation().dependence(case, plan, lambda: ground(case, plan))


def isolation_streets(case: Case, plan: Plan, district_id: str) -> Isolation:
    """Return what the people of a district hang on, and not yet who has no way at all without it."""
    return shared.isolation().streets(case, plan, lambda: ground(case, plan), district_id)


def isolation_soon(case: Case, plan: Plan, district_id: str) -> tuple[Isolation, pd.DataFrame] | None:
    """Return ``isolation`` and ``dependence`` where both are known; else they are made once the reader rests.

    They block streets one by one, and ask for the ways of the whole city: no page is to wait for that. It
    begins when no page is being drawn, or when it is asked for again.
    """
    known = shared.isolation()
    found, over = known.known_district(plan, district_id), known.known_dependence(plan)
    if found is not None and over is not None:
        return found, over

    def work() -> None:
        isolation(case, plan, district_id)
        dependence(case, plan)

    works, asker, key = shared.after_pages(), session.asker(), f"{plan.key} {district_id} isolation"
    if works.waits(asker, key):
        works.let_on(key)
    works.ask(asker, key, work)
    return None


def cards(case: Case, plan: Plan, block_ids: Sequence[str], paper: str) -> Callable[[], bytes]:
    """Return what makes the cards of blocks as one PDF, in the language and with the settings of now."""
    order = CardOrder(block_ids, _cases(), session.language(), paper)
    return lambda: block_cards(shared.service(), case, plan, ground(case, plan), order)


def everywhere(block_id: str) -> list[InScenario]:
    """Return what the plans that are ready say of a block, in every scenario of the city."""
    return in_scenarios(shared.service(), _cases(), block_id, made_only=True)


def _cases() -> list[Case]:
    preset, shown = session.choices().preset, session.scenario().scenario_id
    scenarios = first_days(session.bundle().scenarios.values(), shown=shown)
    return [session.case_for(preset, one.scenario_id) for one in scenarios]


@st.cache_resource(max_entries=4, show_spinner=False)
def _index(bundle_hash: str, language: str) -> SearchIndex:
    del bundle_hash
    return search_index(session.bundle(), Words(language))


@st.cache_resource(max_entries=_GROUNDS, show_spinner=False)
def _ground(plan_key: str, _its_case: Case, _made: Plan) -> BlockGround:
    del plan_key
    return block_ground(_its_case, _made)
