"""備えの状況: which districts are weak, for which hazard, why, and who acts first."""

from ui import session
from ui.components import frame, readiness_parts

view = readiness_parts.view()
frame.headline(
    session.text("screen.readiness.title"), session.text("screen.readiness.lead"),
    of_all=view != readiness_parts.THEMES,
)  # fmt: skip
case = session.current_case()
readiness_parts.choose_view(case)
if view == readiness_parts.THEMES:
    readiness_parts.themes(case)
else:
    matrix = readiness_parts.filtered()
    if view == readiness_parts.MAP:
        readiness_parts.on_map(case, matrix)
    else:
        readiness_parts.by_hazard(case, matrix)
frame.end("readiness")
