"""もしも「通れない・遅れる」: block streets, move departures; who no longer gets out, and which way holds."""

from ui import session
from ui.components import frame, whatif_parts

frame.headline(session.text("screen.whatif.title"), session.text("screen.whatif.lead"))
case, plan = session.current_case(), session.current_plan()
district_id = whatif_parts.choose(case)
whatif_parts.play(case, plan, district_id)
frame.end("whatif")
