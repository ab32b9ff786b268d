"""The city of one run of a page: the same from its first line to its last, whatever is adopted meanwhile."""

from pathlib import Path

from domain.bundle import CityBundle
from storage.city_versions import CityEvent
from ui import shared
from ui.state import keep, kept
from use_cases.load_bundle import city_versions, default_bundle_path, original_bundle_path

_SHOWN = "shown_city"


def look_anew() -> None:
    """Look which city is shown, at the beginning of each run."""
    held = city_versions()
    event = held.last()
    folder = None if event is None else held.folder_of(event)
    keep(_SHOWN, (str(folder or original_bundle_path()), event))


def folder() -> str:
    """Return the folder of the city of this run."""
    shown: tuple[str, CityEvent | None] | None = kept(_SHOWN)
    return str(default_bundle_path()) if shown is None else shown[0]


def version() -> CityEvent | None:
    """Return what made the city of this run the one that is shown; None for the original."""
    shown: tuple[str, CityEvent | None] | None = kept(_SHOWN)
    event = None if shown is None else shown[1]
    return event if event is not None and event.folder else None


def bundle() -> CityBundle:
    """Return the city of this run; read again when its files on disk have changed."""
    return shared.city_in(Path(folder()))
