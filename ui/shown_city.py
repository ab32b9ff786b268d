"""The city of one run of a page: the same from its first line to its last, whatever is adopted meanwhile."""

from pathlib import Path
from weakref import ref

from domain.bundle import CityBundle
from storage.city_versions import CityEvent
from ui import shared
from ui.state import forget, keep, kept
from use_cases.load_bundle import city_versions, original_bundle_path
from use_cases.make_case import plan_faults

_SHOWN, _BUNDLE = "shown_city", "shown_city.bundle"


def look_anew() -> None:
    """Look which city is shown, at the beginning of each run."""
    keep(_SHOWN, _look())
    forget(_BUNDLE)


def folder() -> str:
    """Return the folder of the city of this run."""
    return _shown()[0]


def version() -> CityEvent | None:
    """Return what made the city of this run the one that is shown; None for the original."""
    event = _shown()[1]
    return event if event is not None and event.folder else None


def _shown() -> tuple[str, CityEvent | None]:
    # Everything kept goes when a reader signs in or out in the midst of a run.
    shown: tuple[str, CityEvent | None] | None = kept(_SHOWN)
    return _look() if shown is None else shown


def _look() -> tuple[str, CityEvent | None]:
    held = city_versions()
    event = held.last()
    found = None if event is None else held.folder_of(event)
    return str(found or original_bundle_path()), event


def bundle() -> CityBundle:
    """Return the city of this run; read again when its files on disk have changed."""
    held = kept(_BUNDLE)
    found = None if held is None else held()
    if found is None:
        found = shared.city_in(Path(folder()))
        # A page asks some thirty times. A reader who goes away is not to keep a city in memory.
        keep(_BUNDLE, ref(found))
    return found


def can_plan() -> bool:
    """Whether the city of this run holds what any plan needs: people, and what may happen."""
    return not plan_faults(bundle())
