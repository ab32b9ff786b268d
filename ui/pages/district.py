"""校区カルテ: one school district on a page, to talk over with its people."""

from ui import session
from ui.components import district_parts, downloads, frame

frame.headline(session.text("screen.district.title"), session.text("screen.district.lead"))
plan = session.current_plan()
district_id = district_parts.choose(plan)
district_parts.hazards_and_people(plan, district_id)
district_parts.district_map(plan, district_id)
district_parts.places_and_dangers(plan, district_id)
district_parts.organisation_and_gaps(plan, district_id)
downloads.papers(plan, district_id)
frame.end("district")
