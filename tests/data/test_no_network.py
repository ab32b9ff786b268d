"""No bundle and no street file makes Sonae ask an address or open another file."""

import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from data.bundle import check_bundle
from domain.faults import InputError
from tests.data.spoil import change_text, renew_hash
from tests.toy_city import make_toy_bundle
from use_cases.import_streets import import_streets

KEYS = "".join(f'<key id="{name}" attr.name="{name}"/>' for name in ("x", "y", "crs"))
NODE = '<data key="x">135.5</data><data key="y">34.5</data></node>'
EDGE = f'<node id="1">{NODE}<node id="2">{NODE}<edge source="1" target="2"/>'


@pytest.fixture
def listener() -> Iterator[tuple[str, list[bytes]]]:
    """An address of this machine, and what was asked of it."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                asked.append(connection.recv(200))
                connection.close()

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/x", asked
        server.shutdown(socket.SHUT_RDWR)
    thread.join(timeout=5)


@pytest.mark.parametrize(
    "form",
    [
        '<!DOCTYPE g SYSTEM "{url}"><graphml>{keys}<graph>{edge}</graph></graphml>',
        '<!DOCTYPE g [<!ENTITY a SYSTEM "{url}">]><graphml>{keys}<graph>{edge}&a;</graph></graphml>',
        '<graphml>{keys}<graph><data key="crs">{url}</data>{edge}</graph></graphml>',
        '<graphml>{keys}<graph><data key="crs">+proj=longlat +nadgrids={url}</data>{edge}</graph></graphml>',
    ],
)
def test_graphml_asks_nothing(tmp_path: Path, listener: tuple[str, list[bytes]], form: str):
    url, asked = listener
    file = tmp_path / "walk.graphml"
    file.write_text(form.format(url=url, edge=EDGE, keys=KEYS), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        import_streets(make_toy_bundle(), file)
    assert {fault.key for fault in caught.value.faults} <= {"file_unreadable", "crs_unknown"}
    assert asked == []


@pytest.mark.parametrize("crs", ["{url}", "+init={url}", "/etc/passwd"])
def test_the_coordinate_system_of_a_layer_asks_nothing(
    folder: Path, listener: tuple[str, list[bytes]], crs: str
):
    url, asked = listener
    table = pq.read_table(folder / "zones.parquet")
    about = json.loads(table.schema.metadata[b"geo"])
    about["columns"]["geometry"]["crs"] = crs.format(url=url)
    changed = table.replace_schema_metadata({**table.schema.metadata, b"geo": json.dumps(about).encode()})
    pq.write_table(changed, folder / "zones.parquet")
    renew_hash(folder, "zones.parquet")
    assert ("file_unreadable", "zones.parquet") in {(f.key, f.file) for f in check_bundle(folder)}
    assert asked == []


@pytest.mark.parametrize("name", ["/vsicurl/{url}", "{url}", "/etc/passwd", "../secret.parquet"])
def test_a_file_of_a_bundle_is_a_file_in_its_folder(
    folder: Path, listener: tuple[str, list[bytes]], name: str
):
    url, asked = listener
    change_text(folder, "bundle.toml", 'file = "zones.parquet"', f'file = "{name.format(url=url)}"')
    keys = {fault.key for fault in check_bundle(folder)}
    assert keys & {"path_outside", "file_missing"}
    assert asked == []
