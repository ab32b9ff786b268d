"""並べて比べる: two plans and their difference, for any two of scenario, time of day, preset, settings."""

from ui import session
from ui.components import compare_parts, frame

frame.headline(session.text("screen.compare.title"), session.text("screen.compare.lead"))
side, area_id = compare_parts.choose()
found = compare_parts.comparison(side, area_id)
compare_parts.show(found)
compare_parts.files(found)
frame.end("compare")
