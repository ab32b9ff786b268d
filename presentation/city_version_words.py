"""Which city is shown, in words; page and command say the same."""

from presentation.listed_squads import local_minute
from presentation.words import Words


def version_text(number: int, at: str, words: Words) -> str:
    """Return what an adopted city is called, with the time since when it is shown.

    Parameters
    ----------
    number
        Its number.
    at
        Since when (ISO 8601).
    words
        Words of the reader.
    """
    return words("city_version.shown", number=number, at=local_minute(at))
