"""How high a row of a workbook must be: nobody lays out the cells before a reader opens it."""

from exports.line_breaks import wrapped

#: Height of a line of Latin letters, and of Japanese ones, in the font of a new workbook [pt].
_LATIN_PT, _JAPANESE_PT = 15.0, 18.0
#: A column keeps this much free, and a letter takes a little more than a digit, which widths are told in.
_FREE, _LETTER = 1.0, 1.08


def lines_of(said: str, width: float) -> list[str]:
    """Return a text as the lines that it takes.

    Parameters
    ----------
    said
        The text; a line feed begins a line.
    width
        Width of the column, or of all that it stands over, in digits.
    """
    limit = (width - _FREE) / _LETTER
    return [line for part in said.split("\n") for line in wrapped(part, limit)]


def height_pt(said: str, width: float) -> float:
    """Return how high a text stands [pt], as ``lines_of`` takes it."""
    return len(lines_of(said, width)) * (_LATIN_PT if said.isascii() else _JAPANESE_PT)
