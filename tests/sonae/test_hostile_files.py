"""Every command that takes files is given some that were made to harm: it ends in words, never by chance."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from sonae.cli import app
from sonae.options import INPUT_ERROR
from tests.data.readers.hostile_inputs import HOSTILE

#: One of each kind, each given to some of the commands; all are given to the readers and to ``take_in``.
NAMES = (
    "zip_bomb", "zip_traversal", "xml_laughs_gml", "xlsx_far_cell", "shp_cut", "gpkg_endless_view",
    "tif_huge", "pbf_cut", "parquet_cut", "geojson_deep", "photo_csv", "folder", "dangling_link",
)  # fmt: skip
_STEP = 4
#: Words of a command; FILE and CITY stand for the file and a toy city.
COMMANDS = (
    "import places FILE --bundle CITY --dry-run",
    "import places FILE --compare FILE",
    "import streets FILE --bundle CITY --dry-run",
    "import elevation FILE --bundle CITY --dry-run",
    "import hazard FILE --bundle CITY --dry-run",
    "import hazard FILE --classes FILE --bundle CITY --dry-run",
    "import capacities FILE --bundle CITY --dry-run",
    "import boundaries FILE --bundle CITY --dry-run",
    "import blocks FILE --bundle CITY --dry-run",
    "import districts FILE --bundle CITY --dry-run",
    "import facilities FILE --bundle CITY --dry-run",
    "bundle new FILE --city 27141 --out NEW",
    "bundle build --config FILE --dry-run",
    "bundle scenarios edit FILE --bundle CITY",
    "bundle check FILE",
    "roster check FILE --bundle CITY",
    "verify FILE --bundle CITY",
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    root = tmp_path_factory.mktemp("hostile")
    for name in NAMES:
        (root / name).mkdir()
    return [HOSTILE[name](root / name) for name in NAMES]


@pytest.mark.parametrize("number", range(len(COMMANDS)))
def test_a_command_ends_in_words(number: int, runner: CliRunner, city: Path, hostile: list[Path]) -> None:
    before = city.joinpath("bundle.toml").read_bytes()
    for path in hostile[number % _STEP :: _STEP]:
        given = {"FILE": str(path), "CITY": str(city), "NEW": str(city.parent / "new")}
        words = [given.get(one, one) for one in COMMANDS[number].split()]
        done = runner.invoke(app, [*words, "--lang", "ja"])
        said = (COMMANDS[number], path.name, done.output)
        # Anything but the way out that a command takes itself is an accident.
        assert done.exception is None or isinstance(done.exception, SystemExit), said
        assert done.exit_code in {0, INPUT_ERROR}, said
        assert done.output.strip(), said
        assert "⟦" not in done.output, said
    assert city.joinpath("bundle.toml").read_bytes() == before
