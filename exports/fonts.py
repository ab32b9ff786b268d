"""The Japanese font of everything on paper: IPAexGothic, from the PyPI package matplotlib-fontja.

The font has the characters of JIS X 0213 but not every character of every name. What it lacks is
printed as 〓 (the sign printers use for a missing type) and listed with its code point on the
same paper, so that nobody takes a wrong name for a right one.
"""

from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

#: Name of the font in reportlab.
FONT_NAME = "IPAexGothic"
_PT_PER_MM = 72 / 25.4
#: What stands for a character that the font lacks.
MISSING_SIGN = "〓"


@cache
def font_path() -> Path:
    """Return the path of the font file.

    Raises
    ------
    FileNotFoundError
        When matplotlib-fontja is not installed.
    """
    # The package is not imported: importing it would load pyplot and change its settings.
    spec = find_spec("matplotlib_fontja")
    if spec is None or spec.origin is None:
        msg = "the package matplotlib-fontja (Japanese font) is not installed"
        raise FileNotFoundError(msg)
    return Path(spec.origin).parent / "fonts" / "ipaexg.ttf"


def figure_font(size_pt: float) -> FontProperties:
    """Return the font for matplotlib in a size [pt]."""
    return FontProperties(fname=str(font_path()), size=size_pt)


def register_font() -> str:
    """Make the font known to reportlab, once, and return its name."""
    if FONT_NAME not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(FONT_NAME, str(font_path())))
    return FONT_NAME


def fitting_size(value: str, size_pt: float, width_mm: float) -> float:
    """Return the size [pt] at which a line is at most so wide; never more than ``size_pt``."""
    needed_mm = line_width_mm(value, size_pt)
    return min(size_pt, size_pt * width_mm / needed_mm) if needed_mm else size_pt


def line_width_mm(value: str, size_pt: float) -> float:
    """Return how wide a line is at a size [pt]."""
    return float(pdfmetrics.stringWidth(printable(value), register_font(), size_pt)) / _PT_PER_MM


def printable(value: str) -> str:
    """Return a text with 〓 for every character that the font lacks."""
    known = _characters()
    return "".join(c if ord(c) in known or c in "\n\t" else MISSING_SIGN for c in value)


def missing_characters(values: Iterable[str]) -> list[str]:
    """Return the code points that the font lacks in these texts, such as U+20BB7, sorted."""
    known = _characters()
    return sorted(
        {f"U+{ord(c):04X}" for value in values for c in value if ord(c) not in known and c not in "\n\t"}
    )


@cache
def _characters() -> frozenset[int]:
    return frozenset(FT2Font(str(font_path())).get_charmap())
