"""An adopted city is there whole or not at all; the last event says which one is shown."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from domain.faults import BundleError, InputError
from storage.bounded import LEFT_BEHIND_S
from storage.city_versions import ORIGINAL, CityAction, CityEvent, CityVersions


def event(number: int, folder: str = "", version: int = ORIGINAL) -> CityEvent:
    action = CityAction.ADOPTED if version == number else CityAction.SHOWN_AGAIN
    return CityEvent(
        number=number, at="2026-11-28T00:00:00+00:00", account="", action=action, version=version,
        folder=folder, bundle_hash=f"hash {version}",
    )  # fmt: skip


def adopt(held: CityVersions, content: str = "x", after: int | None = None) -> CityEvent:
    """Adopt a city of one file."""
    last = held.last()
    number = (0 if last is None else last.number) if after is None else after
    with held.unfinished() as folder:
        folder.mkdir()
        (folder / "bundle.toml").write_text(content)
        return held.adopt(folder, lambda at, name: event(at, name, at), number)


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_nothing_adopted_is_the_original(tmp_path: Path) -> None:
    held = CityVersions(tmp_path / "none")
    assert held.shown() is None
    assert held.last() is None
    assert held.events() == ()
    assert not (tmp_path / "none").exists()


def test_the_city_adopted_last_is_shown_and_the_former_stays(tmp_path: Path) -> None:
    held = CityVersions(tmp_path)
    first, second = adopt(held, "one"), adopt(held, "two")
    assert (first.number, second.number) == (1, 2)
    assert held.events() == (first, second)
    folder, former = held.shown(), held.folder_of(first)
    assert folder is not None
    assert former is not None
    assert (folder / "bundle.toml").read_text() == "two"
    assert (former / "bundle.toml").read_text() == "one"
    assert held.bytes_of(first) == len("one")
    assert names(tmp_path) == sorted(["event-000001.json", "event-000002.json", first.folder, second.folder])


def test_a_former_city_and_the_original_are_shown_again(tmp_path: Path) -> None:
    held = CityVersions(tmp_path)
    first = adopt(held, "one")
    adopt(held, "two")
    held.show_again(event(3, first.folder, 1))
    assert held.shown() == held.folder_of(first)
    held.show_again(event(4))
    assert held.shown() is None
    assert [one.version for one in held.events()] == [1, 2, 1, ORIGINAL]


@pytest.mark.parametrize("after", [0, 2, 3])
def test_who_looked_at_another_city_is_refused_and_nothing_is_left(tmp_path: Path, after: int) -> None:
    held = CityVersions(tmp_path)
    kept = adopt(held)
    before = names(tmp_path)
    with pytest.raises(InputError) as caught:
        adopt(held, "late", after=after)
    assert caught.value.faults[0].key == "city_changed_meanwhile"
    assert held.last() == kept
    assert names(tmp_path) == before
    with pytest.raises(InputError):
        held.show_again(event(after + 1))
    assert held.last() == kept


def test_of_two_at_the_same_moment_one_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held, other = CityVersions(tmp_path), CityVersions(tmp_path)
    link, won = os.link, []

    def late(source: Path, target: Path) -> None:
        # The other one comes between the look at the last event and the making of the next.
        monkeypatch.setattr(os, "link", link)
        won.append(adopt(other, "first"))
        link(source, target)

    monkeypatch.setattr(os, "link", late)
    with pytest.raises(InputError, match="city_changed_meanwhile"):
        adopt(held, "second")
    assert held.events() == tuple(won)
    assert names(tmp_path) == sorted(["event-000001.json", won[0].folder])


def test_a_disk_that_takes_nothing_leaves_what_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = CityVersions(tmp_path)
    kept = adopt(held)
    before = names(tmp_path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError) as caught:
        adopt(held, "more")
    assert caught.value.faults[0].key == "city_not_written"
    with pytest.raises(InputError):
        held.show_again(event(2))
    monkeypatch.undo()
    assert held.last() == kept
    assert names(tmp_path) == before


def test_killed_at_any_moment_all_or_nothing_is_there(tmp_path: Path) -> None:
    script = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from storage.city_versions import CityAction, CityEvent, CityVersions
        held = CityVersions(Path(sys.argv[1]))
        print("on", flush=True)
        for number in range(100_000):
            with held.unfinished() as folder:
                folder.mkdir()
                (folder / "bundle.toml").write_text("whole" * 2000)
                held.adopt(folder, lambda at, name: CityEvent(
                    number=at, at="", account="", action=CityAction.ADOPTED, version=at, folder=name,
                    bundle_hash="h"), number)
        """
    )
    program = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "on\n"
    while len(list(tmp_path.glob("event-*.json"))) < 20:
        assert program.poll() is None
        time.sleep(0.002)
    program.send_signal(signal.SIGKILL)
    program.wait()
    program.stdout.close()
    held = CityVersions(tmp_path)
    events = held.events()
    assert [one.number for one in events] == list(range(1, len(events) + 1))
    for one in events:
        folder = held.folder_of(one)
        assert folder is not None
        assert (folder / "bundle.toml").read_text() == "whole" * 2000
    assert adopt(held).number == len(events) + 1


def test_a_record_that_cannot_be_read_shows_no_other_city(tmp_path: Path) -> None:
    held = CityVersions(tmp_path)
    adopt(held)
    (tmp_path / "event-000002.json").write_text('{"number": 2')
    with pytest.raises(BundleError) as caught:
        held.shown()
    assert caught.value.faults[0].key == "city_event_broken"


def test_a_city_that_is_not_kept_is_not_shown_again(tmp_path: Path) -> None:
    held = CityVersions(tmp_path)
    with pytest.raises(InputError) as caught:
        held.show_again(event(1, "city-000007-00000000", 7))
    assert caught.value.faults[0].key == "city_version_gone"
    assert held.last() is None


def test_the_cities_shown_longest_ago_go_first(tmp_path: Path) -> None:
    held = CityVersions(tmp_path, kept=3)
    events = [adopt(held, str(number)) for number in range(4)]
    held.show_again(event(5, events[0].folder, 1))
    # Shown last: 1 (again), 4, 3, 2.
    assert held.trim() == (2,)
    assert [held.is_kept(one) for one in events] == [True, False, True, True]
    assert held.bytes_of(events[1]) == 0
    assert held.trim() == ()


@pytest.mark.parametrize(("kept_bytes", "gone"), [(30, ()), (29, (1,)), (5, (1,))])
def test_bytes_are_bounded_but_the_way_back_stays(
    tmp_path: Path, kept_bytes: int, gone: tuple[int, ...]
) -> None:
    held = CityVersions(tmp_path, kept_bytes=kept_bytes)
    for _ in range(3):
        adopt(held, "0123456789")
    assert held.trim() == gone


def test_what_an_ended_program_left_goes_when_it_is_old(tmp_path: Path) -> None:
    held = CityVersions(tmp_path)
    kept = adopt(held)
    old, new = tmp_path / ".unfinished-old", tmp_path / "city-000009-orphan"
    for folder in (old, new):
        folder.mkdir()
    an_hour_ago = time.time() - LEFT_BEHIND_S - 1
    os.utime(old, (an_hour_ago, an_hour_ago))
    held.trim()
    assert names(tmp_path) == sorted(["event-000001.json", kept.folder, new.name])


def test_what_could_not_be_noted_is_taken_back(tmp_path: Path) -> None:
    held = CityVersions(tmp_path)
    first = adopt(held, "one")
    held.take_back(adopt(held, "two"))
    assert held.events() == (first,)
    held.take_back(held.show_again(event(2, first.folder, 1)))
    assert held.events() == (first,)
    assert held.is_kept(first)
