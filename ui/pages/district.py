"""校区カルテ: one school district on a page, to talk over with its people."""

from ui import session
from ui.components import district_parts, downloads, frame

frame.headline(session.text("screen.district.title"), session.text("screen.district.lead"))
case, plan = session.current_case(), session.current_plan()
district_id = district_parts.choose(case, plan)
profile = district_parts.profile(case, plan, district_id)
room = district_parts.hazards_and_people(case, plan, profile)
isolation_room, map_room = district_parts.late_rooms()
district_parts.places_and_dangers(case, plan, district_id, profile)
strength_rooms = district_parts.strength_rooms()
downloads.papers(case, plan, district_id)
# Where people go stands; what follows is made for the first who asks of a plan, and stands above this mark.
frame.end("district")
district_parts.ways_out(case, plan, district_id, room)
# The browser reads and draws the map while the script goes on.
district_parts.district_map(case, plan, district_id, map_room)
district_parts.organisation_and_gaps(case, plan, district_id, strength_rooms)
district_parts.isolation(case, plan, district_id, isolation_room)
