"""Cities that were adopted in place of another, whole and numbered; which one is shown, and since when.

An adopted city is a folder that nobody changes again. What happened is a row of numbered files, each made
at once and never again, so that of two who adopt at the same time one is refused, and a program that is
killed leaves either nothing or all of it. The last event says which city is shown.
"""

import contextlib
import json
import os
import secrets
import shutil
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from domain.faults import BundleError, Fault, InputError
from storage.bounded import LEFT_BEHIND_S, unfinished_entry

#: Adopted cities that are kept at most, the one that is shown included.
KEPT_VERSIONS = 10
#: Bytes that they may take together; the one that is shown, and the one before it, always stay.
KEPT_BYTES = 4_000_000_000
#: Number of the city that the program was started with.
ORIGINAL = 0
_EVENT, _DIGITS = "event-", 6


class CityAction(StrEnum):
    """What happened to the city that is shown."""

    ADOPTED = "adopted"
    SHOWN_AGAIN = "shown_again"


@dataclass(frozen=True, slots=True)
class UsedFile:
    """A file that a city was made of: its name and sha256."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CityEvent:
    """One change of the city that is shown.

    Parameters
    ----------
    number
        Number of the event, from 1; a city that was adopted is called by that of its adoption.
    at
        When (UTC, ISO 8601).
    account
        Account that did it; empty where there are no accounts.
    action
        What was done.
    version
        City that is shown from then on: number of its adoption, or ``ORIGINAL``.
    folder
        Name of its folder; empty for the original.
    bundle_hash
        Hash of its ``bundle.toml``.
    what
        What was changed, as a message key below ``city_version.what.``.
    files
        Files that it was made of.
    original_hash
        Hash of the original at that time.
    """

    number: int
    at: str
    account: str
    action: CityAction
    version: int
    folder: str
    bundle_hash: str
    what: str = ""
    files: tuple[UsedFile, ...] = ()
    original_hash: str = ""


_READ = TypeAdapter(CityEvent)


class CityVersions:
    """The cities that were adopted in place of one original.

    Parameters
    ----------
    folder
        Folder that holds them; made when the first is adopted.
    kept, kept_bytes
        How many are kept, and how many bytes they may take.
    """

    def __init__(self, folder: Path, *, kept: int = KEPT_VERSIONS, kept_bytes: int = KEPT_BYTES) -> None:
        self._folder = folder
        self._kept, self._kept_bytes = kept, kept_bytes

    def events(self) -> tuple[CityEvent, ...]:
        """Return all that happened, the first first.

        Raises
        ------
        domain.faults.BundleError
            When it cannot be read: no other city is shown in the place of the one that was adopted.
        """
        return tuple(map(self._read, self._event_files()))

    def last(self) -> CityEvent | None:
        """Return the last event, which says what is shown; None where nothing was ever adopted.

        Raises
        ------
        domain.faults.BundleError
            When it cannot be read.
        """
        files = self._event_files()
        return self._read(files[-1]) if files else None

    def shown(self) -> Path | None:
        """Return the folder of the city that is shown; None for the original.

        Raises
        ------
        domain.faults.BundleError
            When what happened cannot be read.
        """
        last = self.last()
        return None if last is None else self.folder_of(last)

    def folder_of(self, event: CityEvent) -> Path | None:
        """Return the folder of the city that an event shows; None for the original."""
        return self._folder / event.folder if event.folder else None

    def is_kept(self, event: CityEvent) -> bool:
        """Whether the city that an event shows can still be shown."""
        folder = self.folder_of(event)
        return folder is None or (folder / "bundle.toml").is_file()

    def bytes_of(self, event: CityEvent) -> int:
        """Return the bytes that the city of an event takes; 0 where it is not kept."""
        folder = self.folder_of(event)
        return 0 if folder is None else _bytes_in(folder)

    @contextlib.contextmanager
    def unfinished(self) -> Iterator[Path]:
        """Give the path of a folder to fill; whatever is there at the end, and was not adopted, goes."""
        folder = unfinished_entry(self._folder)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            yield folder
        except OSError as error:
            raise InputError([Fault("city_not_written", file=str(self._folder))]) from error
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def adopt(self, filled: Path, make_event: Callable[[int, str], CityEvent], after: int) -> CityEvent:
        """Show a city that was written into a folder of ``unfinished``.

        Parameters
        ----------
        filled
            Its folder.
        make_event
            Gives the event, told its number and the name of the city's folder.
        after
            Number of the event that was the last when the change was looked at; 0 for none.

        Raises
        ------
        domain.faults.InputError
            When something happened since; nothing is shown then.
        OSError
            When the disk takes nothing.
        """
        event = make_event(after + 1, f"city-{after + 1:0{_DIGITS}d}-{secrets.token_hex(4)}")
        _to_disk(filled)
        folder = self._folder / event.folder
        filled.rename(folder)
        try:
            self._append(event)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return event

    def show_again(self, event: CityEvent) -> CityEvent:
        """Show a city that was shown before; ``event`` follows the last one that was looked at.

        Raises
        ------
        domain.faults.InputError
            When something happened since, or the city is not kept any longer.
        """
        if not self.is_kept(event):
            raise InputError([Fault("city_version_gone", value=str(event.version))])
        try:
            self._append(event)
        except OSError as error:
            raise InputError([Fault("city_not_written", file=str(self._folder))]) from error
        return event

    def take_back(self, event: CityEvent) -> None:
        """Undo the last event, as if it had not happened: what had to go with it failed."""
        self._event_file(event.number).unlink(missing_ok=True)
        folder = self.folder_of(event)
        if event.action is CityAction.ADOPTED and folder is not None:
            shutil.rmtree(folder, ignore_errors=True)

    def trim(self) -> tuple[int, ...]:
        """Remove the cities shown longest ago until the rest fits, and what was left unfinished.

        Returns
        -------
        tuple
            Numbers of those that were removed.
        """
        order: dict[int, CityEvent] = {}
        for event in reversed(self.events()):
            if event.folder and self.is_kept(event):
                order.setdefault(event.version, event)
        removed, total = [], 0
        for place, event in enumerate(order.values()):
            total += self.bytes_of(event)
            # The first is shown, the second is the way back.
            if place > 1 and (place >= self._kept or total > self._kept_bytes):
                shutil.rmtree(self._folder / event.folder, ignore_errors=True)
                removed.append(event.version)
        self._sweep({event.folder for event in order.values()})
        return tuple(sorted(removed))

    def _sweep(self, named: Collection[str]) -> None:
        """Remove what a program that was killed has left: no event names it, and it is old."""
        now = time.time()
        for one in self._folder.iterdir():
            is_left = one.name not in named and not one.name.startswith(_EVENT)
            with contextlib.suppress(OSError):  # another program may have removed it
                if is_left and now - one.stat().st_mtime > LEFT_BEHIND_S:
                    shutil.rmtree(one) if one.is_dir() else one.unlink()

    def _event_files(self) -> list[Path]:
        try:
            return sorted(self._folder.glob(f"{_EVENT}*.json"))
        except OSError:
            return []

    def _event_file(self, number: int) -> Path:
        return self._folder / f"{_EVENT}{number:0{_DIGITS}d}.json"

    def _read(self, file: Path) -> CityEvent:
        try:
            return _READ.validate_json(file.read_bytes())
        except (OSError, ValidationError) as error:
            raise BundleError([Fault("city_event_broken", file=str(file))]) from error

    def _append(self, event: CityEvent) -> None:
        """Make the file of an event, whole and only where there is none of its number."""
        file = self._event_file(event.number)
        last = self.last()
        if event.number != 1 + (0 if last is None else last.number):
            raise InputError([Fault("city_changed_meanwhile")])
        finished = unfinished_entry(self._folder)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with finished.open("xb") as stream:
                stream.write(json.dumps(asdict(event), ensure_ascii=False).encode())
                stream.flush()
                os.fsync(stream.fileno())
            os.link(finished, file)
            _sync(self._folder)
        except FileExistsError as error:
            raise InputError([Fault("city_changed_meanwhile")]) from error
        finally:
            finished.unlink(missing_ok=True)


def _bytes_in(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _to_disk(folder: Path) -> None:
    """Have all of a folder on the disk before anything names it."""
    for file in folder.rglob("*"):
        _sync(file)
    _sync(folder)


def _sync(path: Path) -> None:
    # Windows opens no folder, and needs none of it.
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
