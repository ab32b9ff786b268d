"""データ: where every figure comes from, what is real and what is model, and every file to take away."""

from ui import session
from ui.components import city_update, city_versions_parts, data_parts, downloads, frame, list_comparison

frame.headline(session.text("screen.data.title"), session.text("screen.data.lead"))
case, plan, reader = session.current_case(), session.current_plan(), session.reader()
data_parts.layers(case, plan)
city_update.show(case, reader)
city_versions_parts.show(reader)
data_parts.lists(case)
data_parts.warnings(case)
list_comparison.designations(case)
list_comparison.editions(case)
downloads.tables(case, plan, "data")
data_parts.settings(case)
data_parts.tables(case, plan)
frame.end("data")
