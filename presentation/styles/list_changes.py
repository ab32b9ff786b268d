"""Looks of places that changed: shape and letter say what happened, never colour alone."""

from types import MappingProxyType
from typing import Final

from presentation.styles.looks import Shape, SignLook

_EDGE: Final = "#1A1A1A"

#: By what happened to a place; what matters most is drawn last, on top.
CHANGES: Final = MappingProxyType({
    "other": SignLook("place_changes.sign.other", Shape.SQUARE, "#FFFFFF", _EDGE, 5.0),
    "marks": SignLook("place_changes.sign.marks", Shape.TRIANGLE, "#FFD24D", _EDGE, 8.0),
    "removed": SignLook("place_changes.sign.removed", Shape.CROSS, "", "#B3261E", 6.0, width=3.0),
    "added": SignLook(
        "place_changes.sign.added", Shape.CIRCLE, "#3182BD", _EDGE, 8.0, mark="＋", ink="#FFFFFF"
    ),
})  # fmt: skip
