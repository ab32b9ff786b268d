"""組織: what the voluntary disaster organisations can do, and the effect of an uploaded roster."""

from ui import session
from ui.components import frame, organisation_detail, organisation_parts, roster_parts

frame.headline(session.text("screen.organisations.title"), session.text("screen.organisations.lead"))
case, plan = session.current_case(), session.current_plan()
organisation_parts.strength(case, plan)
organisation_detail.organisation(case, plan)
roster_parts.try_roster(case, plan)
frame.end("organisations")
