"""What ``pip install .`` puts into an environment is a whole Sonae: it plans from any folder."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest
from numba.core.caching import _CacheLocator

import evacuation
from storage.home import NUMBA_VARIABLE
from tests.toy_city import make_toy_bundle
from tests.toy_city.on_disk import put_toy_city

ROOT = Path(__file__).resolve().parents[2]
#: Folders and files at the top that are no part of the program.
OUTSIDE = {"tests", "mutation", "docs", ".ci", ".streamlit"}


def _tracked() -> list[str]:
    out = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in out.stdout.splitlines() if (ROOT / name).is_file()]


def _pip(*arguments: object) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q", *map(str, arguments)]
    # A checkout on the path has metadata of its own once it is set up: pip would find nothing to install.
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def _kernels_for(site: Path, cache: Path) -> Path:
    """Give installed modules the kernels that were compiled for those of the checkout, where there are any.

    numba keeps kernels by the folder of their module and by its time and size; to compile them anew takes a
    minute of processor.
    """
    for file in Path(evacuation.__path__[0]).rglob("*.py"):
        installed = site / file.relative_to(Path(evacuation.__path__[0]).parent)
        os.utime(installed, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns))
        kept, own = map(_CacheLocator.get_suitable_cache_subpath, (str(file), str(installed)))
        if (Path(os.environ[NUMBA_VARIABLE]) / kept).is_dir() and not (cache / own).exists():
            shutil.copytree(Path(os.environ[NUMBA_VARIABLE]) / kept, cache / own)
    return cache


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from what is under version control and nothing else."""
    base = tmp_path_factory.mktemp("wheel")
    for name in _tracked():
        if name.split("/")[0] != "tests":
            (base / "source" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, base / "source" / name)
    _pip("wheel", base / "source", "--no-deps", "--no-build-isolation", "-w", base)
    (file,) = base.glob("sonae-*.whl")
    return file


def test_every_file_of_the_program_is_in_the_wheel(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    wanted = {name for name in _tracked() if "/" in name and name.split("/")[0] not in OUTSIDE}
    assert wanted - held == set()


def test_the_installed_command_plans_and_knows_the_bundled_city(wheel: Path, tmp_path: Path) -> None:
    home = tmp_path / "env"
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    site = Path(sysconfig.get_path("purelib", vars={"base": str(home)}))
    _pip("--python", python, "install", "--no-deps", "--no-index", "--no-compile", wheel)
    # The packages that Sonae needs are seen where they are; Sonae itself was installed anew.
    (site / "needed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    put_toy_city(tmp_path / "toy")
    scenario = next(iter(make_toy_bundle().scenarios))
    clean = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "SONAE_BUNDLE"}}
    clean[NUMBA_VARIABLE] = str(_kernels_for(site, tmp_path / "kernels"))

    def sonae(*arguments: str) -> str:
        command = [str(home / "bin" / "sonae"), *arguments]
        done = subprocess.run(command, cwd=tmp_path, env=clean, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    sonae("plan", "--bundle", "toy", "--scenario", scenario, "--out", "plan")
    assert json.loads((tmp_path / "plan" / "plan.json").read_text(encoding="utf-8"))["schema_version"]
    assert json.loads(sonae("bundle", "check", "--json"))["ok"]
    script = (
        "import sonae, ui.server\n"
        "from sonae import load_plan, make_case, make_plan, read_bundle, save_plan\n"
        f"case = make_case(read_bundle('toy'), {scenario!r})\n"
        "plan = make_plan(case)\n"
        "save_plan(plan, 'saved')\n"
        "again = load_plan('saved')\n"
        "print(again.key == plan.key == case.key, again.ledgers.city.equals(plan.ledgers.city))\n"
        "print(sonae.__file__, ui.server._CONFIG.is_file())\n"
    )
    saved = subprocess.run(
        [python, "-c", script], cwd=tmp_path, env=clean, capture_output=True, text=True, check=False
    )
    own = str(site / "sonae" / "__init__.py")
    assert saved.stdout.split() == ["True", "True", own, "True"], saved.stderr
