"""データ: where every figure comes from, what is real and what is model, and every file to take away."""

from ui import session
from ui.components import data_parts, downloads, frame

frame.headline(session.text("screen.data.title"), session.text("screen.data.lead"))
plan = session.current_plan()
data_parts.layers(plan)
data_parts.warnings(plan)
downloads.tables(plan, "data")
data_parts.settings(plan)
data_parts.tables(plan)
frame.end("data")
