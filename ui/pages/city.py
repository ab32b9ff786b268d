"""全市総括表: the seven wards side by side, and what the figures rest on."""

from ui import session
from ui.components import city_parts, downloads, frame

frame.headline(session.text("screen.city.title"), session.text("screen.city.lead"))
case, plan = session.current_case(), session.current_plan()
city_parts.ward_answer(case, plan)
city_parts.ward_table(case, plan)
city_parts.uncoordinated(case, plan)
city_parts.official(case, plan)
downloads.tables(case, plan, "city")
city_parts.presets()
city_parts.all_scenarios()
frame.end("city")
