"""Looks of bands of readiness: a sign, a colour and a pattern each, on page, map and paper alike.

From blue to dark red, which any eye tells apart; a grey copy has the sign and the pattern.
"""

from dataclasses import dataclass
from typing import Final

from domain.vocabulary import ReadinessBand
from presentation.styles.looks import AreaLook, Hatch, Pattern, Shape, SignLook, Stroke

_INK: Final = "#1A1A1A"
_LINE: Final = "#37424B"


@dataclass(frozen=True, slots=True)
class BandLook:
    """How a band is shown.

    Parameters
    ----------
    sign
        One letter, which says the band without any colour.
    area
        Fill and pattern of an area; the fill is that of the sign's ground, too.
    ink
        Colour of the sign on the fill.
    """

    sign: str
    area: AreaLook
    ink: str = _INK

    def on_map(self) -> SignLook:
        """Return the sign as it stands in an area on a map; large, for from afar signs are halved."""
        return SignLook(
            self.area.legend, Shape.CIRCLE, "#FFFFFF", _INK, 13.0, width=1.2, mark=self.sign, halo=False
        )


def _look(
    band: ReadinessBand, sign: str, fill: str, hatch: Hatch | None = None, *, ink: str = _INK
) -> BandLook:
    edge = Stroke(_LINE, 0.8)
    return BandLook(sign, AreaLook(f"readiness_band.{band}", fill, 0.8, hatch, edge), ink)


def _hatch(pattern: Pattern, gap: int) -> Hatch:
    return Hatch(pattern, gap, _LINE, 0.7)


BANDS: Final = {
    ReadinessBand.SUFFICIENT: _look(ReadinessBand.SUFFICIENT, "◎", "#6BAED6"),
    ReadinessBand.MOSTLY: _look(ReadinessBand.MOSTLY, "○", "#D6E8F5", _hatch(Pattern.DOTS, 9)),
    ReadinessBand.PROBLEM: _look(ReadinessBand.PROBLEM, "△", "#F6B26B", _hatch(Pattern.RISING, 8)),
    ReadinessBand.SERIOUS: _look(
        ReadinessBand.SERIOUS, "×", "#A50F15", Hatch(Pattern.CROSSED, 6, "#FFFFFF", 0.7), ink="#FFFFFF"
    ),
    ReadinessBand.UNDETERMINED: _look(
        ReadinessBand.UNDETERMINED, "？", "#D9C8E3", _hatch(Pattern.FALLING, 8)
    ),
    ReadinessBand.NOT_SURVEYED: _look(ReadinessBand.NOT_SURVEYED, "□", "#EFE6B8", _hatch(Pattern.LEVEL, 7)),
    ReadinessBand.NO_LAYER: _look(ReadinessBand.NO_LAYER, "／", "#D9D9D9", _hatch(Pattern.LEVEL, 4)),
    ReadinessBand.NOT_CONCERNED: _look(ReadinessBand.NOT_CONCERNED, "－", "#FFFFFF"),
}
