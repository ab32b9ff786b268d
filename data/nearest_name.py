"""The name in a file that comes nearest to a name that is wanted."""

import difflib
import unicodedata
from collections.abc import Iterable

#: Longest name that is compared, and most names: a header of a broken file may be anything.
_LONGEST, _MOST = 80, 500


def nearest_name(wanted: str, found: Iterable[object]) -> str:
    """Return the name most like the wanted one, as the file writes it; empty where none is alike.

    Width of characters, case, spaces and underscores do not count.
    """
    by_plain = {_plain(str(name)): str(name) for name in list(found)[:_MOST] if len(str(name)) <= _LONGEST}
    alike = difflib.get_close_matches(_plain(wanted), list(by_plain), n=1, cutoff=0.6)
    return by_plain[alike[0]] if alike else ""


def _plain(name: str) -> str:
    text = unicodedata.normalize("NFKC", name).casefold()
    return "".join(text.replace("_", " ").split())
