"""Who has two ways (孤立), on the page 備えの状況: beside the themes of a scenario, computed when asked."""

import streamlit as st

from exports.file_names import plan_file_name
from exports.tables import table_csv
from exports.workbook import table_workbook
from planning.case import Case
from planning.isolation import Isolation
from planning.plan import Plan
from presentation.isolation_words import isolation_table
from presentation.plan_table import PlanTable
from presentation.ways_grid import ways_grid
from ui import block_choice, session, shared
from ui.components import downloads, frame, table


def two_ways(case: Case) -> None:
    """Draw who has two ways in the scenario beside the page; a button where that is not computed yet."""
    words = session.words()
    frame.section(words("isolation.title"), "ways")
    case, plan = session.planned(case.scenario.scenario_id)
    found = shared.isolation().known(plan)
    if found is None:
        st.info(words("isolation.not_made"))
        if not st.button(words("isolation.make"), key="readiness.ways"):
            return
        _make(case, plan)
        st.rerun()
    frame.sentences([words("indicator.two_ways_share.definition")])
    table.show(ways_grid(case, plan, found, words, session.choices().ward_code))
    files(case, plan, found)


def files(case: Case, plan: Plan, found: Isolation) -> None:
    """Draw the buttons for what every district hangs on: workbook and CSV."""
    language = session.language()

    def made() -> PlanTable:
        over = shared.isolation().dependence(case, plan, lambda: block_choice.ground(case, plan))
        return isolation_table(case, plan, found, over, language)

    def name(extension: str) -> str:
        return plan_file_name(case, plan, "isolation", extension=extension)

    with st.container(horizontal=True):
        downloads.button(
            "matrix_xlsx", "readiness.ways", lambda: table_workbook(made(), case, plan, language),
            name("xlsx"), downloads.XLSX,
        )  # fmt: skip
        downloads.button("matrix_csv", "readiness.ways", lambda: table_csv(made()), name("csv"), "text/csv")


def _make(case: Case, plan: Plan) -> None:
    """Search all districts, told on a bar."""
    words, total, done = session.words(), len(case.city.districts), [0]
    bar = st.progress(0.0, text=words("isolation.searching"))

    def tell() -> None:
        done[0] += 1
        bar.progress(done[0] / total, text=words("isolation.searching"))

    shared.isolation().every(case, plan, lambda: block_choice.ground(case, plan), tell)
