"""校区カルテ: one school district on a page, to talk over with its people."""

from ui import session
from ui.components import district_parts, downloads, frame

frame.headline(session.text("screen.district.title"), session.text("screen.district.lead"))
case, plan = session.current_case(), session.current_plan()
district_id = district_parts.choose(case, plan)
profile = district_parts.profile(case, plan, district_id)
room = district_parts.hazards_and_people(case, plan, profile)
rooms = district_parts.late_rooms()
district_parts.places_and_dangers(case, plan, district_id, profile)
district_parts.organisation_and_gaps(case, plan, district_id, profile)
downloads.papers(case, plan, district_id)
frame.end("district")
# They stand above and come last: the first who asks of a plan waits for the network below it.
district_parts.ways_out(case, plan, district_id, room)
district_parts.isolation_and_map(case, plan, district_id, rooms)
