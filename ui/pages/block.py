"""この街区から: one block's answer, found by the name of its town or by a press on the map."""

from ui import session
from ui.components import block_parts, frame

frame.headline(session.text("screen.block.title"), session.text("screen.block.lead"))
case, plan = session.current_case(), session.current_plan()
town = block_parts.search()
block_parts.show(case, plan, town)
frame.end("block")
