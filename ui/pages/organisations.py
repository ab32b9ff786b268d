"""組織: what the voluntary disaster organisations can do; their lists go in on a page of their own."""

from ui import session
from ui.components import frame, organisation_detail, organisation_lists, organisation_parts

frame.headline(session.text("screen.organisations.title"), session.text("screen.organisations.lead"))
case, plan = session.current_case(), session.current_plan()
organisation_parts.strength(case, plan)
organisation_detail.organisation(case, plan)
organisation_parts.to_upload()
organisation_lists.lists()
frame.end("organisations")
