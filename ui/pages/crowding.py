"""混雑: everybody walks at the same time; where queues stand, and when people arrive."""

from ui import session
from ui.components import crowding_parts, frame

frame.begin_page(session.text("screen.crowding.title"))
case = session.current_case()
result = crowding_parts.result(case)
if result is not None:
    crowding_parts.answer(case, result)
    crowding_parts.over_time(case, result)
    crowding_parts.streets(case, result)
    crowding_parts.places(case, result)
    crowding_parts.blocks(case, result)
    crowding_parts.rounds(case)
    crowding_parts.method(case)
    crowding_parts.files(case, result)
frame.end("crowding")
