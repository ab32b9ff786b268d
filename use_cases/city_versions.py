"""Which city is shown: adopt a changed one in place of it, look what was shown before, and go back.

The city that the program was started with is never written; adopted ones lie under ``SONAE_HOME``.
"""

import contextlib
import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from data.bundle.write import write_bundle
from domain.bundle import CityBundle
from domain.faults import BundleError, Fault, InputError
from storage.city_versions import ORIGINAL, CityAction, CityEvent, CityVersions, UsedFile
from storage.store.errors import ForbiddenError, StoreError
from storage.store.reader import Reader
from storage.store.store import Store
from use_cases.load_bundle import city_versions, load_bundle, original_bundle_path
from use_cases.make_case import plan_faults


@dataclass(frozen=True, slots=True)
class Adoption:
    """What is said of a city that is to be adopted.

    Parameters
    ----------
    base_hash
        Hash of the city that it was made from; where another is shown by now, it is refused.
    what
        What was changed: ``files``, ``capacities`` or ``scenarios``.
    files
        Files that it was made of.
    """

    base_hash: str
    what: str
    files: tuple[UsedFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Adopted:
    """What came of adopting.

    Parameters
    ----------
    event
        What happened, with the number of the city.
    removed
        Numbers of older cities that are not kept any longer.
    """

    event: CityEvent
    removed: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """A city that was shown.

    Parameters
    ----------
    number
        Its number, or ``ORIGINAL``.
    adopted
        What happened when it was adopted; None for the original.
    is_shown
        Whether it is shown now.
    is_kept
        Whether it can be shown again.
    size_bytes
        Bytes that it takes under ``SONAE_HOME``.
    """

    number: int
    adopted: CityEvent | None
    is_shown: bool
    is_kept: bool
    size_bytes: int


@dataclass(frozen=True, slots=True)
class CityHistory:
    """Every city that was shown in place of one original.

    Parameters
    ----------
    versions
        The newest first, the original last.
    events
        What happened, the newest first.
    original
        Folder of the original.
    is_original_changed
        Whether its files are others now than when the city that is shown was adopted.
    """

    versions: tuple[Version, ...]
    events: tuple[CityEvent, ...]
    original: Path
    is_original_changed: bool

    @property
    def former(self) -> Version | None:
        """The city that was shown before this one; None where none was, or it is not kept."""
        numbers = [event.version for event in self.events] + [ORIGINAL]
        before = next((number for number in numbers if number != numbers[0]), None)
        return next((one for one in self.versions if one.number == before and one.is_kept), None)


def shown_event(environment: Mapping[str, str] | None = None) -> CityEvent | None:
    """Return what happened last; None where the original is shown and nothing else ever was.

    Raises
    ------
    domain.faults.BundleError
        When it cannot be read.
    """
    return city_versions(environment).last()


def city_history() -> CityHistory:
    """Return every city that was shown, and what happened.

    Raises
    ------
    domain.faults.BundleError
        When it cannot be read.
    """
    held, original = city_versions(), original_bundle_path()
    events = tuple(reversed(held.events()))
    shown = events[0].version if events else ORIGINAL
    adopted = [event for event in events if event.action is CityAction.ADOPTED]
    versions = [
        Version(one.number, one, one.number == shown, held.is_kept(one), held.bytes_of(one))
        for one in adopted
    ]
    versions.append(Version(ORIGINAL, None, shown == ORIGINAL, is_kept=True, size_bytes=0))
    said = next((one.original_hash for one in adopted if one.version == shown), "")
    return CityHistory(tuple(versions), events, original, bool(said) and said != _head_hash(original))


def adopt_city(bundle: CityBundle, said: Adoption, *, reader: Reader | None, store: Store | None) -> Adopted:
    """Show a changed city to all, once it is written whole and found sound as ``bundle check`` finds.

    Parameters
    ----------
    bundle
        The city.
    said
        What it was made from.
    reader
        Who adopts it; None on one's own machine, where there are no accounts.
    store
        The store where there are accounts; None where there are none.

    Raises
    ------
    storage.store.errors.ForbiddenError
        When the reader is not of headquarters.
    domain.faults.InputError
        When the city is at fault, cannot be planned where the one that is shown can be, is the one that
        is shown, was made from a city that is not shown any longer, or the disk takes nothing. Nothing is
        changed then.
    """
    _refuse_others(reader, store)
    held = city_versions()
    last = held.last()
    shown_hash = _head_hash(held.shown() or original_bundle_path())
    if shown_hash != said.base_hash:
        raise InputError([Fault("city_changed_meanwhile")])
    _refuse_less(bundle)
    with held.unfinished() as folder:
        written = write_bundle(bundle, folder)
        if written.bundle_hash == shown_hash:
            raise InputError([Fault("city_unchanged")])
        # As it will be read from now on; what was found sound is kept as read.
        _refuse_less(load_bundle(folder))

        def event(number: int, name: str) -> CityEvent:
            return CityEvent(
                number=number, at=_now(), account=_account(reader), action=CityAction.ADOPTED, version=number,
                folder=name, bundle_hash=written.bundle_hash, what=said.what, files=said.files,
                original_hash=_head_hash(original_bundle_path()),
            )  # fmt: skip

        after = 0 if last is None else last.number
        done = _noted(reader, store, held, lambda: held.adopt(folder, event, after))
    removed: tuple[int, ...] = ()
    with contextlib.suppress(OSError):  # what should have gone takes room and does no harm
        removed = held.trim()
    return Adopted(done, removed)


def show_version(number: int, *, after: int, reader: Reader | None, store: Store | None) -> CityEvent:
    """Show a city again that was shown before.

    Parameters
    ----------
    number
        Its number, or ``ORIGINAL``.
    after
        Number of the last event that the reader saw; 0 where nothing had happened.
    reader, store
        As in ``adopt_city``.

    Raises
    ------
    storage.store.errors.ForbiddenError
        When the reader is not of headquarters.
    domain.faults.InputError
        When there is no such city any longer, it is at fault, or another is shown by now.
    """
    _refuse_others(reader, store)
    held = city_versions()
    adopted = [one for one in held.events() if one.action is CityAction.ADOPTED and one.version == number]
    if not adopted and number != ORIGINAL:
        raise InputError([Fault("city_version_gone", value=str(number))])
    folder = (held.folder_of(adopted[0]) if adopted else None) or original_bundle_path()
    if not (folder / "bundle.toml").is_file():
        raise InputError([Fault("city_version_gone", value=str(number))])
    city = load_bundle(folder)
    event = CityEvent(
        number=after + 1, at=_now(), account=_account(reader), action=CityAction.SHOWN_AGAIN, version=number,
        folder=adopted[0].folder if adopted else "", bundle_hash=city.meta.bundle_hash,
        original_hash=_head_hash(original_bundle_path()),
    )  # fmt: skip
    return _noted(reader, store, held, lambda: held.show_again(event))


def _refuse_less(bundle: CityBundle) -> None:
    """Refuse a city without people or scenario, but where the one that is shown lacks them too.

    A city is brought in piece by piece; once it can be planned, no import takes the plans from all.
    """
    faults = plan_faults(bundle)
    if faults and not plan_faults(load_bundle()):
        raise BundleError(faults)


def _refuse_others(reader: Reader | None, store: Store | None) -> None:
    """Refuse whoever may not: without accounts a page is only ever asked for on one's own machine."""
    if reader is None:
        if store is not None and store.accounts.exist():
            raise ForbiddenError("signed_out")
    elif not reader.is_headquarters:
        raise ForbiddenError("forbidden")


def _noted(
    reader: Reader | None, store: Store | None, held: CityVersions, do: Callable[[], CityEvent]
) -> CityEvent:
    """Do it together with its entry in the audit log: both or neither."""
    if reader is None or store is None:
        return do()
    done: list[CityEvent] = []

    def noted() -> Mapping[str, object]:
        done.append(do())
        return _detail(done[0])

    try:
        store.rights.note_city(reader, noted)
    except (StoreError, OSError):
        for event in done:
            held.take_back(event)
        raise
    return done[0]


def _detail(event: CityEvent) -> Mapping[str, object]:
    """Return what the audit log says of a change."""
    return {
        "done": event.action.value,
        "version": event.version,
        "bundle": event.bundle_hash,
        "what": event.what,
        "files": [f"{file.name} {file.sha256}" for file in event.files],
    }


def _account(reader: Reader | None) -> str:
    return "" if reader is None else reader.account


def _now() -> str:
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def _head_hash(folder: Path) -> str:
    """Return the hash of a city as its head has it; empty where it has none."""
    try:
        return hashlib.sha256((folder / "bundle.toml").read_bytes()).hexdigest()
    except OSError:
        return ""
