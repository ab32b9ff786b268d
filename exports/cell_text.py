"""Text of a narrow cell on paper: its lines part no number from what it counts, and no word."""

from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Paragraph

from exports.fonts import printable
from exports.line_breaks import columns_of, wrapped

#: Narrowest line that is tried.
_LEAST_COLUMNS = 4


class CellText(Paragraph):
    """A text that is broken into lines when the width of its cell is known.

    Left to itself reportlab breaks Japanese between any two characters: 「6」 stands at the end of a line
    and 「8分後」 on the next.

    Parameters
    ----------
    said
        The text; a line feed begins a line.
    style
        Font and size.
    """

    def __init__(self, said: str, style: ParagraphStyle) -> None:
        self._said, self._cell_style = printable(said), style
        self._broken: tuple[float, Any] | None = None
        super().__init__(self._marked(self._said), style)

    def wrap(self, available_width: float, available_height: float) -> Any:
        """Break the text for a width [pt] and return the width and height that it takes."""
        # A table asks again and again: for its height, where it stands, and when it is drawn.
        if self._broken is None or self._broken[0] != available_width:
            self._broken = available_width, self._wrapped(available_width, available_height)
        return self._broken[1]

    def _wrapped(self, available_width: float, available_height: float) -> Any:
        font, size = self._cell_style.fontName, self._cell_style.fontSize
        limit = columns_of(available_width / mm, size)
        lines = self._lines(limit)
        # Digits are a little wider than half a letter: what is still too wide would be broken anywhere.
        while limit > _LEAST_COLUMNS and max(stringWidth(one, font, size) for one in lines) > available_width:
            limit -= 1
            lines = self._lines(limit)
        super().__init__(self._marked("\n".join(lines)), self._cell_style)
        return super().wrap(available_width, available_height)

    def _lines(self, limit: float) -> list[str]:
        return [line for part in self._said.split("\n") for line in wrapped(part, limit)]

    def _marked(self, said: str) -> str:
        """Return lines as reportlab's markup."""
        return escape(said).replace("\n", "<br/>")
