"""Files spoilt at random end in faults that can be said, never in an error of ours."""

import random
import shutil
from collections.abc import Sequence
from pathlib import Path

import networkx as nx
import pytest

from data.bundle import check_bundle, write_bundle
from domain.faults import Fault, InputError
from messages.fault_words import fault_words
from tests.data.spoil import renew_hash
from tests.toy_city import make_toy_bundle
from use_cases.import_streets import StreetOptions, import_streets

_BITS = (b"\x00", b"\xff", b'"', b"[" * 2000, b"{", b"a." * 2000, b"\n", b"=", b"'''", b"1e999", b",", b"nan")
_CELLS = ("", "nan", "inf", "1e400", "x", "-1", "9" * 400, "[[[", "図" * 300, "LINESTRING (0 0", "1.5")


def spoilt(content: bytes, dice: random.Random) -> bytes:
    """Change, cut, repeat and put in a few bytes."""
    made = bytearray(content)
    for _ in range(dice.choice((1, 2, 10))):
        at = dice.randrange(len(made) + 1)
        kind = dice.randrange(4)
        if kind == 0:
            made[at : at + 1] = bytes([dice.randrange(256)])
        elif kind == 1:
            del made[at : at + dice.choice((1, 30, 500))]
        elif kind == 2:
            made[at:at] = dice.choice(_BITS)
        else:
            made[at:at] = made[at // 2 : at // 2 + dice.choice((5, 200))]
    return bytes(made)


def respelt(text: str, dice: random.Random) -> str:
    """Put something odd in the place of one value between marks of the format."""
    marks = [i for i, letter in enumerate(text) if letter in '",>=\n']
    start = dice.choice(marks)
    end = next((i for i in range(start + 1, len(text)) if text[i] in '",<\n'), len(text))
    return text[: start + 1] + dice.choice(_CELLS) + text[end:]


def said(faults: Sequence[Fault]) -> None:
    for fault in faults:
        for language in ("ja", "en"):
            assert fault_words(language, fault).text


@pytest.mark.parametrize("seed", range(24))
def test_a_spoilt_bundle(folder: Path, seed: int):
    dice = random.Random(seed)
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    name = names[seed % len(names)]
    file = folder / name
    if name.endswith(".parquet") or dice.random() < 0.3:
        file.write_bytes(spoilt(file.read_bytes(), dice))
    else:
        file.write_text(respelt(file.read_text(encoding="utf-8-sig"), dice), encoding="utf-8")
    if name != "bundle.toml":
        renew_hash(folder, name)
    said(check_bundle(folder))


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The toy city's streets as GraphML."""
    city = make_toy_bundle()
    graph = nx.MultiDiGraph(crs="epsg:6668")
    for node, point in city.nodes.to_crs(6668).geometry.items():
        graph.add_node(str(node), x=str(point.x), y=str(point.y))
    for row in city.streets.to_crs(6668).itertuples():
        graph.add_edge(str(row.u), str(row.v), length=str(row.length_m), geometry=row.geometry.wkt)
    file = tmp_path_factory.mktemp("network") / "walk.graphml"
    nx.write_graphml(graph, file)
    return file.read_text(encoding="utf-8")


@pytest.mark.parametrize("seed", range(16))
def test_a_spoilt_network(tmp_path: Path, network: str, seed: int):
    dice = random.Random(seed)
    file = tmp_path / "walk.graphml"
    if seed % 4 == 0:
        file.write_bytes(spoilt(network.encode(), dice))
    else:
        text = network
        for _ in range(dice.choice((1, 3))):
            text = respelt(text, dice)
        file.write_text(text, encoding="utf-8")
    try:
        said(import_streets(make_toy_bundle(), file, StreetOptions(straight=seed % 2 == 0)).faults)
    except InputError as error:
        said(error.faults)


def test_the_sound_files_are_read(tmp_path: Path, network: str):
    # Else the tests above would hold for a reader that refuses everything.
    file = tmp_path / "walk.graphml"
    file.write_text(network, encoding="utf-8")
    assert len(import_streets(make_toy_bundle(), file).bundle.streets) == 10
    write_bundle(make_toy_bundle(), tmp_path / "toy")
    assert not [fault for fault in check_bundle(tmp_path / "toy") if fault.severity == "error"]
    shutil.rmtree(tmp_path / "toy")
