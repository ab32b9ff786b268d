"""支援が必要な方: the support list as rights allow, candidates for supporters, individual plans."""

from ui import session
from ui.components import district_parts, frame, paper_parts, people_parts

frame.headline(session.text("screen.people.title"), session.text("screen.people.lead"))
case, plan = session.current_case(), session.current_plan()
people_parts.progress(case, plan)
if session.reader() is not None:
    district_id = district_parts.choose(case, plan)
    people_parts.show(case, plan, district_id)
    paper_parts.copies(case, district_id)
frame.end("people")
