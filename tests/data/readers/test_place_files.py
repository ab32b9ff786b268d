"""Any file of places: known by its content, never a way to the network, never a traceback."""

import random
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.readers.place_files import SUFFIXES, read_place_file
from data.readers.place_list import ListKind, PlaceList
from domain.vocabulary import Severity
from tests.data.readers.place_inputs import (
    ANY,
    OWN,
    SITE_HEADER,
    feature,
    geojson,
    p20_geojson,
    p20_record,
    point,
    shapefile,
    shelter,
    shelters_csv,
    site,
    sites_csv,
    zipped,
)

RECORDS = [(p20_record("模擬会館"), 131.24, 33.95), (p20_record("模擬小学校", P20_005=-1), 131.25, 33.96)]
SITE = dict.fromkeys(SITE_HEADER.split(","), "") | {"共通ID": "E9900100001201", "施設・場所名": "校"}


def read(folder: Path, name: str, content: bytes) -> PlaceList:
    file = folder / name
    file.write_bytes(content)
    return read_place_file(file, ANY)


def contents() -> dict[str, bytes]:
    """A sound file of every form."""
    parts = shapefile(RECORDS, cpg="Shift_JIS")
    return {
        "sites.csv": sites_csv(site("E9900100001201", "校"), site("E9900100002201", '"館, 別館"')),
        "shelters.txt": shelters_csv(shelter("E9900100003111", "校", accepts="高齢者")),
        "sites.geojson": geojson([feature(SITE, point(135.48, 34.57)), feature(SITE, point(135.5, 34.6))]),
        "p20.json": p20_geojson(RECORDS),
        "p20.zip": zipped({f"P20/{name}.{part}": body for name in ["a"] for part, body in parts.items()}),
        "geojson.zip": zipped({"P20.geojson": p20_geojson(RECORDS)}),
    }


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("sites.csv", ListKind.SITES),
        ("shelters.txt", ListKind.SHELTERS),
        ("sites.geojson", ListKind.SITES),
        ("p20.json", ListKind.P20),
        ("p20.zip", ListKind.P20),
        ("geojson.zip", ListKind.P20),
    ],
)
def test_every_form_is_known_by_its_content(tmp_path: Path, name: str, kind: ListKind):
    listed = read(tmp_path, name, contents()[name])
    assert listed.kind is kind
    assert len(listed.rows) > 0


def test_a_plain_shapefile_is_read_with_its_parts(tmp_path: Path):
    for part, content in shapefile(RECORDS, cpg="932").items():
        (tmp_path / f"P20-12_99.{part}").write_bytes(content)
    listed = read_place_file(tmp_path / "P20-12_99.shp", OWN)
    assert listed.rows["name"].tolist() == ["模擬会館", "模擬小学校"]
    (tmp_path / "P20-12_99.dbf").unlink()
    assert [f.key for f in read_place_file(tmp_path / "P20-12_99.shp", OWN).faults] == [
        "shapefile_part_missing"
    ]


def test_a_missing_file_and_other_kinds_of_file_are_named(tmp_path: Path):
    assert [fault.key for fault in read_place_file(tmp_path / "no.csv", ANY).faults] == [
        "import_file_missing"
    ]
    (fault,) = read(tmp_path, "list.docx", b"PK").faults
    assert (fault.key, fault.expected) == ("format_unknown", ", ".join(SUFFIXES))
    (tmp_path / "folder.csv").mkdir()
    assert [f.key for f in read_place_file(tmp_path / "folder.csv", ANY).faults] == ["import_file_missing"]


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("data.readers.place_files.MAX_BYTES", 10)
    assert [fault.key for fault in read(tmp_path, "a.csv", b"12345678901").faults] == ["file_too_large"]
    assert [fault.key for fault in read(tmp_path, "a.csv", b"1234567890").faults] != ["file_too_large"]


@pytest.fixture
def listener() -> Iterator[tuple[int, list[bytes]]]:
    """A port of this machine, and what was asked of it."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        over = threading.Event()

        def answer() -> None:
            while not over.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                with connection:
                    asked.append(connection.recv(200))

        thread = threading.Thread(target=answer)
        thread.start()
        yield server.getsockname()[1], asked
        over.set()
        thread.join()


@pytest.mark.parametrize("name", ["a.json", "a.geojson", "a.csv", "a.shp", "a.zip", "b.zip"])
@pytest.mark.parametrize("form", ["vrt", "wfs", "path"])
def test_no_file_reaches_the_network(
    tmp_path: Path, listener: tuple[int, list[bytes]], name: str, form: str, monkeypatch: pytest.MonkeyPatch
):
    port, asked = listener
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    address = f"http://127.0.0.1:{port}/a.geojson"
    text = {
        "vrt": f'<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>/vsicurl/{address}</SrcDataSource>'
        "</OGRVRTLayer></OGRVRTDataSource>",
        "wfs": f"<OGRWFSDataSource><URL>{address}</URL></OGRWFSDataSource>",
        "path": f"/vsicurl/{address}",
    }[form].encode()
    if name.endswith(".zip"):
        inside = "a.shp" if name == "a.zip" else "a.json"
        content = zipped({inside: text, "a.dbf": text, "a.prj": text, "a.cpg": text})
    else:
        content = text
        (tmp_path / "a.dbf").write_bytes(text)
        (tmp_path / "a.prj").write_bytes(text)
    listed = read(tmp_path, name, content)
    assert any(fault.severity is Severity.ERROR for fault in listed.faults)
    assert asked == []


def test_a_projection_is_text_and_opens_nothing(tmp_path: Path, listener: tuple[int, list[bytes]]):
    port, asked = listener
    for text in (
        f"http://127.0.0.1:{port}/a.prj",
        f"urn:ogc:def:crs,crs:http://127.0.0.1:{port}/",
        "/etc/passwd",
    ):
        content = zipped(
            {f"a.{part}": body for part, body in shapefile(RECORDS, cpg="932", prj=text).items()}
        )
        assert "points_crs_unknown" in [fault.key for fault in read(tmp_path, "a.zip", content).faults]
        crs = {"type": "name", "properties": {"name": text}}
        content = geojson([feature(SITE, point(135.48, 34.57))], crs=crs)
        assert "points_crs_unknown" in [fault.key for fault in read(tmp_path, "a.json", content).faults]
    assert asked == []


def mutated(content: bytes, rng: random.Random) -> bytes:
    """The content with one to five senseless changes."""
    changed = bytearray(content)
    for _ in range(rng.randint(1, 5)):
        at = rng.randrange(len(changed) + 1)
        kind = rng.randrange(6)
        if kind == 0:
            changed[at : at + rng.randint(1, 8)] = rng.randbytes(rng.randint(0, 8))
        elif kind == 1:
            del changed[at : at + rng.randint(1, 40)]
        elif kind == 2:
            changed = changed[:at]
        elif kind == 3:
            end = rng.randrange(len(changed) + 1)
            changed[at:at] = changed[min(at, end) : max(at, end)][:200]
        elif kind == 4:
            words = (
                b"null",
                b"1e999",
                b"-9e18",
                b'"',
                b"[[[",
                b"{}",
                b"\x00",
                b"NaN",
                "𠮟".encode(),
                b"true",
            )
            changed[at:at] = rng.choice(words)
        else:
            digits = [i for i, byte in enumerate(changed) if 48 <= byte <= 57]
            if digits:
                changed[rng.choice(digits)] = rng.randrange(256)
    return bytes(changed)


def is_sound(listed: PlaceList) -> bool:
    """Whether what is taken over has ids, and points in Japan; False where the file is refused."""
    if any(fault.severity is Severity.ERROR for fault in listed.faults):
        return False
    rows = listed.rows
    assert rows["place_id"].ne("").all()
    assert rows["lon"].between(122, 154).all()
    assert rows["lat"].between(20, 46).all()
    return True


@pytest.mark.parametrize("part", ["shp", "dbf", "prj", "cpg"])
def test_no_broken_part_of_a_shapefile_ends_in_a_traceback(tmp_path: Path, part: str):
    rng = random.Random(part)
    parts = shapefile(
        RECORDS,
        cpg="932",
        prj='GEOGCS["GCS_JGD_2011",DATUM["D_JGD_2011",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]',
    )
    for name, content in parts.items():
        (tmp_path / f"a.{name}").write_bytes(content)
    for _ in range(50):
        (tmp_path / f"a.{part}").write_bytes(mutated(parts[part], rng))
        is_sound(read_place_file(tmp_path / "a.shp", ANY))


@pytest.mark.parametrize("name", list(contents()))
def test_no_broken_file_ends_in_a_traceback(tmp_path: Path, name: str):
    rng = random.Random(name)
    whole = contents()[name]
    refused = 0
    for _ in range(150):
        listed = read(tmp_path, name, mutated(whole, rng))
        assert all(fault.file == name for fault in listed.faults)
        refused += not is_sound(listed)
    assert refused > 20
