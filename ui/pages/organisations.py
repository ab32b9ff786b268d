"""組織: what the voluntary disaster organisations can do, and the effect of an uploaded roster."""

from ui import session
from ui.components import frame, organisation_parts

frame.headline(session.text("screen.organisations.title"), session.text("screen.organisations.lead"))
plan = session.current_plan()
organisation_parts.strength(plan)
organisation_parts.try_roster(plan)
frame.end("organisations")
