"""今夜どこを開けるか: which places to open, in which order, and what a choice leaves without a place."""

from ui import session
from ui.components import frame, place_parts

case, found = session.current_case(), place_parts.opening()
place_parts.head(case, found)
place_parts.area(case)
place_parts.answer(case, found)
place_parts.presets(found)
place_parts.listing(case, found)
place_parts.order(case, found)
place_parts.files(case, found)
frame.end("places")
