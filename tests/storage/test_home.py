"""Where Sonae keeps things."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from storage.home import has_store, home_dir, numba_cache_dir, plans_dir, results_dir, store_file

ROOT = Path(__file__).resolve().parents[2]


def test_the_home_is_where_the_environment_says(tmp_path: Path):
    environment = {"SONAE_HOME": str(tmp_path)}
    assert home_dir(environment) == tmp_path
    assert plans_dir(environment) == tmp_path / "plans"
    assert results_dir(environment) == tmp_path / "results"


def test_lists_may_be_saved_where_there_is_a_database(tmp_path: Path):
    environment = {"SONAE_HOME": str(tmp_path)}
    assert not has_store(environment)
    assert has_store(environment | {"SONAE_DATABASE_URL": "postgresql://host/lists"})
    store_file(environment).touch()
    assert has_store(environment)


def test_without_a_word_it_is_the_users_data_folder():
    assert home_dir({}).name == "sonae"
    assert home_dir({}).is_absolute()


def _cache_name(root: Path, home: Path) -> str:
    code = "from storage.home import numba_cache_dir; print(numba_cache_dir().name)"
    environment = {**os.environ, "PYTHONPATH": str(root), "SONAE_HOME": str(home)}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=root, env=environment, capture_output=True, text=True, check=True
    ).stdout.strip()


def test_a_changed_kernel_gets_another_cache(tmp_path: Path):
    # numba itself looks only at the file of the kernel that it compiled.
    for package in ("storage", "evacuation"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    before = _cache_name(tmp_path, tmp_path)
    assert before == _cache_name(tmp_path, tmp_path)
    # One that others call, one among the kernels, and one beside them.
    for name in ("kernels/heap.py", "kernels/search.py", "clock.py"):
        kernel = tmp_path / "evacuation" / name
        kernel.write_text(kernel.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
        after = _cache_name(tmp_path, tmp_path)
        assert after != before
        before = after


def test_a_kernel_whose_callee_in_another_file_has_changed_gives_the_new_answer(tmp_path: Path):
    shutil.copytree(ROOT / "storage", tmp_path / "storage", ignore=shutil.ignore_patterns("__pycache__"))
    kernels = tmp_path / "evacuation" / "kernels"
    kernels.mkdir(parents=True)
    callee, head = tmp_path / "evacuation" / "callee.py", "from numba import njit\n"
    (kernels / "caller.py").write_text(
        head + "from evacuation.callee import f\n@njit(cache=True)\ndef g():\n    return f() + 1\n"
    )
    code = (
        "from storage.home import prepare_numba_cache; prepare_numba_cache();"
        "from evacuation.kernels.caller import g; print(g())"
    )
    environment = {name: value for name, value in os.environ.items() if name != "NUMBA_CACHE_DIR"}
    environment |= {"PYTHONPATH": str(tmp_path), "SONAE_HOME": str(tmp_path)}
    for value in (1, 5):
        callee.write_text(head + f"@njit(cache=True)\ndef f():\n    return {value}\n")
        said = subprocess.run(
            [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True,
            check=True,
        )  # fmt: skip
        assert said.stdout.strip() == str(value + 1)


def _in_new_process(code: str, home: Path, **more: str) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "NUMBA_CACHE_DIR"}
    environment |= {"PYTHONPATH": str(ROOT), "SONAE_HOME": str(home)} | more
    return subprocess.run(
        [sys.executable, "-c", code], cwd=home.parent, env=environment, capture_output=True, text=True,
        check=True,
    ).stdout.strip()  # fmt: skip


# Whoever uses Sonae from a program of his own prepares nothing, and may have numba already.
@pytest.mark.parametrize("before", ["", "import numba;"])
def test_kernels_of_the_public_names_are_cached_in_the_home(tmp_path: Path, before: str):
    code = before + (
        "import sonae; sonae.evacuate; import sys;"
        "from evacuation.clock import is_closed; print(is_closed._cache.cache_path)"
    )
    assert _in_new_process(code, tmp_path).startswith(str(numba_cache_dir({"SONAE_HOME": str(tmp_path)})))


def test_where_no_folder_can_be_made_kernels_are_compiled_for_the_process_alone(tmp_path: Path):
    home = tmp_path / "home"
    home.write_text("a file where the folder should be")
    code = (
        "import sonae; sonae.evacuate; from evacuation.clock import is_closed;"
        "print(is_closed._cache.cache_path, bool(is_closed(0)))"
    )
    where, answer = _in_new_process(code, home, TMPDIR=str(tmp_path)).rsplit(" ", 1)
    assert where.startswith(str(tmp_path / "sonae-numba-"))
    assert answer == "False"
    assert not Path(where).exists()


def test_the_cache_lies_below_the_home(tmp_path: Path):
    assert numba_cache_dir({"SONAE_HOME": str(tmp_path)}).parent == tmp_path / "numba"
