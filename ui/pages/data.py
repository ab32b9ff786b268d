"""データ: where every figure comes from, what is real and what is model, and every file to take away."""

from ui import session
from ui.components import (
    city_update,
    city_versions_parts,
    data_parts,
    downloads,
    frame,
    list_comparison,
    unplanned,
)

reader = session.reader()
if session.can_plan():
    frame.headline(session.text("screen.data.title"), session.text("screen.data.lead"))
    case, plan = session.current_case(), session.current_plan()
    data_parts.layers(case, plan)
    unplanned.parts()
    city_update.show(case, reader)
    city_versions_parts.show(reader)
    data_parts.lists(case)
    data_parts.warnings(case.city)
    list_comparison.designations(case)
    list_comparison.editions(case)
    downloads.tables(case, plan, "data")
    data_parts.settings(case)
    data_parts.tables(case, plan)
else:
    # A city is brought in piece by piece, and this is where.
    unplanned.headline(session.text("screen.data.title"), session.text("screen.data.unplanned_lead"))
    unplanned.parts()
    city_update.show(None, reader)
    city_versions_parts.show(reader)
    data_parts.city_layers(session.bundle())
    data_parts.warnings(session.bundle())
frame.end("data")
