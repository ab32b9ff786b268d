"""まずやること: what is done first, by whom and for how many people, and what a call would tell."""

from ui import session
from ui.components import frame, priority_parts

frame.headline(session.text("screen.priorities.title"), session.text("screen.priorities.lead"))
case, plan = session.current_case(), session.current_plan()
ward, owner = priority_parts.choose(case)
priority_parts.first(case, plan, ward, owner)
priority_parts.not_known(case, plan, ward, owner)
priority_parts.files(case, plan, ward)
frame.end("priorities")
