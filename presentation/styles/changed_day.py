"""Looks of a changed day: people who no longer arrive, and the ways that would have held."""

from typing import Final

from presentation.styles.ground import CLOSED_BY_HAND
from presentation.styles.looks import LineLook, Shape, SignLook, Stroke

#: Blocks some of whose people no longer reach the destination of the plan in time.
LOST: Final = SignLook(
    "changed_day.map.lost", Shape.CIRCLE, "#D55E00", "#4A2000", 6.0, width=1.2, halo=False, opacity=0.85
)
#: Blocks some of whose people now cannot leave the hazard area in time either: the worst, told first.
STUCK: Final = SignLook(
    "changed_day.map.stuck", Shape.DIAMOND, "#1A1A1A", "#FFFFFF", 7.0, width=1.8, halo=True, opacity=0.95
)
#: For each blocked street: a way of the plan over it, and the way that would have held.
WAY_BEFORE: Final = LineLook(
    "changed_day.map.way_before",
    (Stroke("#FFFFFF", 6.0, opacity=0.9), Stroke("#3B3B3B", 3.0, dash=(4.0, 5.0))),
)
WAY_HELD: Final = LineLook(
    "changed_day.map.way_held",
    (Stroke("#FFFFFF", 7.0, opacity=0.9), Stroke("#00695C", 4.4, dash=(12.0, 3.0))),
)
#: Streets that nobody can pass on this day; no setting closes them.
BLOCKED: Final = LineLook("changed_day.map.blocked", CLOSED_BY_HAND.strokes)
#: A piece that people hang on, with its number beside it.
HANGS: Final = SignLook("changed_day.map.hangs", Shape.SQUARE, "#5B2A86", "#FFFFFF", 6.0, width=1.2)
