"""Sound files, spoilt at random: every reader reads them or says why not, and nothing else comes out.

By hand for longer: ``SONAE_FUZZ=500 pytest tests/data/readers/test_fuzz_readers.py``.
"""

import os
import random
import shutil
from pathlib import Path

import pytest

from messages.fault_words import fault_words
from tests.data.readers.doors import outcome
from tests.data.readers.sound_files import SOUND

#: Spoilt files of each form.
_EXAMPLES = int(os.environ.get("SONAE_FUZZ", "4"))
_BITS = (
    b"\x00", b"\xff" * 4, b"\x7f\xff\xff\xff", b'"', b"[" * 500, b"{", b"\n", b",", b"nan", b"1e999", b"-1",
    b"9" * 400, "図".encode("cp932"), "🏫".encode(), b"<!DOCTYPE a>", b"&a;", b"PK\x03\x04", b"\\ud800",
)  # fmt: skip


def spoilt(content: bytes, dice: random.Random) -> bytes:
    """Change bits and bytes, cut, repeat, and put in what is odd."""
    made = bytearray(content)
    for _ in range(dice.choice((1, 1, 3, 10))):
        at = dice.randrange(len(made) + 1)
        kind = dice.randrange(6)
        if kind == 0:
            made[at : at + 1] = bytes([dice.randrange(256)])
        elif kind == 1 and at < len(made):
            made[at] ^= 1 << dice.randrange(8)
        elif kind == 2:
            del made[at : at + dice.choice((1, 30, 500))]
        elif kind == 3:
            made[at:at] = dice.choice(_BITS)
        elif kind == 4:
            bit = dice.choice(_BITS)
            made[at : at + len(bit)] = bit
        else:
            made[at:at] = made[at // 2 : at // 2 + dice.choice((5, 200))]
    return bytes(made)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("form", sorted(SOUND))
def test_spoilt_files_are_read_or_refused_in_words(form: str, tmp_path: Path):
    make, doors = SOUND[form]
    path = make(tmp_path)
    # The parts of a shapefile are spoilt each in turn.
    parts = sorted(path.parent.glob(f"{path.stem}.*")) if path.suffix == ".shp" else [path]
    sound = {part: part.read_bytes() for part in parts}
    for seed in range(_EXAMPLES):
        dice = random.Random(f"{form} {seed}")
        part = dice.choice(parts)
        part.write_bytes(spoilt(sound[part], dice))
        for door in doors:
            try:
                _, faults = outcome(door, path)
            except Exception as error:
                error.add_note(f"{form}, seed {seed}, {door}, {part.name}")
                raise
            for fault in faults:
                assert fault_words("ja", fault).text
                assert fault_words("en", fault).text
        part.write_bytes(sound[part])
    shutil.rmtree(tmp_path)


@pytest.mark.parametrize("form", sorted(set(SOUND) - {"geojson", "parquet", "shapefile", "shp"}))
def test_the_sound_file_is_read_by_a_door(form: str, tmp_path: Path):
    # Else the test above would hold for readers that refuse everything.
    make, doors = SOUND[form]
    path = make(tmp_path)
    assert "read" in {outcome(door, path)[0] for door in doors}
