"""What a reader may know of the store's lists as counts, looked up once in each run of a page."""

import datetime as dt

from domain.japan_time import day_in_japan
from storage.store.reader import Reader
from ui import shared, shown_city, signed_in
from ui.state import forget, keep, kept, once
from use_cases.lists_of_city import lists_of_city
from use_cases.stored_strength import StoredStrength, stored_strength

_LOOKED = "stored.looked"


def look_anew() -> None:
    """Look at lists anew, at the beginning of each run."""
    forget(_LOOKED)


def stored() -> StoredStrength | None:
    """Return what this reader may know of the store's lists as counts; None in the demonstration.

    It is looked up once in each run of a page, and made anew when a list has changed.
    """
    if not kept(_LOOKED):
        asking = signed_in.reader()
        mark = None if asking is None else shared.store().counts.mark(asking)
        keep(
            _LOOKED,
            (asking, mark, shown_city.bundle().meta.bundle_hash, day_in_japan(dt.datetime.now(dt.UTC))),
        )
    asking, mark, city_hash, day = kept(_LOOKED)
    if asking is None:
        return None
    return once(
        "stored",
        (asking, mark, city_hash, day),
        lambda: _counted(asking, day),
    )


def _counted(asking: Reader, day: dt.date) -> StoredStrength:
    city = shown_city.bundle()
    counts = lists_of_city(shared.store().counts.read(asking, year=day.year), city)
    return stored_strength(city.strength, counts, on=day)


def strength_key() -> str:
    """Return the key of the organisations as this reader may know them; empty for the city's own."""
    found = stored()
    if found is None or found.strength is shown_city.bundle().strength:
        return ""
    return shared.strengths().keep(found.strength)
