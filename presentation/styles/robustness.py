"""Looks of the chance to get through after an earthquake, and of the streets that matter most.

From blue to dark red, which any eye tells apart; patterns for a grey print.
"""

from typing import Final

from presentation.styles.looks import AreaLook, Hatch, LineLook, Pattern, Shape, SignLook, Stroke

_LINE: Final = "#37424B"
#: Lower end of each class of chance, from the best down.
CHANCE_FROM: Final = (0.95, 0.8, 0.5, 0.0)
#: Looks of these classes, and last of blocks from which nobody gets through whatever is open.
CHANCES: Final = (
    AreaLook("robustness.class.high", "#6BAED6", 0.85),
    AreaLook("robustness.class.middle", "#FEE6A8", 0.85, Hatch(Pattern.DOTS, 6, _LINE, 0.7)),
    AreaLook("robustness.class.low", "#F08A3C", 0.85, Hatch(Pattern.RISING, 5, _LINE, 0.7)),
    AreaLook("robustness.class.lowest", "#A50F15", 0.9, Hatch(Pattern.CROSSED, 4, "#FFFFFF", 0.7)),
    AreaLook("robustness.class.never", "#4A4A4A", 0.9, Hatch(Pattern.LEVEL, 4, "#FFFFFF", 0.7)),
)
#: A street of the list, and its sign.
CRITICAL: Final = LineLook(
    "robustness.critical_line", (Stroke("#FFFFFF", 7.0), Stroke("#5B2A86", 4.5)), shrinks=True
)
CRITICAL_SIGN: Final = SignLook(
    "robustness.critical_sign", Shape.DIAMOND, "#5B2A86", "#FFFFFF", 7.0, width=1.5, ink="#FFFFFF"
)
