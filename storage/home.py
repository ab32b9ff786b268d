"""Where Sonae keeps what it makes: ``SONAE_HOME``, else the user's data folder."""

import atexit
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import platformdirs

#: Environment variable that moves the folder.
HOME_VARIABLE = "SONAE_HOME"

#: Environment variable with the address of a PostgreSQL database.
URL_VARIABLE = "SONAE_DATABASE_URL"

#: Environment variable of numba; it is read once, when numba is first imported.
NUMBA_VARIABLE = "NUMBA_CACHE_DIR"


def home_dir(environment: Mapping[str, str] | None = None) -> Path:
    """Return the folder of Sonae; it need not exist yet."""
    chosen = (os.environ if environment is None else environment).get(HOME_VARIABLE, "")
    return Path(chosen).expanduser() if chosen else Path(platformdirs.user_data_dir("sonae", appauthor=False))


def store_file(environment: Mapping[str, str] | None = None) -> Path:
    """Return the database file of lists and accounts, where no address names another database."""
    return home_dir(environment) / "store.db"


def has_store(environment: Mapping[str, str] | None = None) -> bool:
    """Whether lists may have been saved here: there is a database file, or an address of a database."""
    return bool(named_database(environment)) or store_file(environment).exists()


def named_database(environment: Mapping[str, str] | None = None) -> str:
    """Return the address of the database that the environment names; empty for the file of Sonae."""
    return (os.environ if environment is None else environment).get(URL_VARIABLE, "")


def plans_dir(environment: Mapping[str, str] | None = None) -> Path:
    """Return the folder of stored plans, one folder per plan key."""
    return home_dir(environment) / "plans"


def results_dir(environment: Mapping[str, str] | None = None) -> Path:
    """Return the folder of stored second results, one file per key."""
    return home_dir(environment) / "results"


def numba_cache_dir(environment: Mapping[str, str] | None = None) -> Path:
    """Return the folder of compiled kernels.

    It is named by all that they are compiled from (the source of every module with a kernel, numba,
    Python): numba itself looks at the changed file alone and would go on using a kernel whose callee has
    changed, be it in another file.
    """
    return home_dir(environment) / "numba" / _kernel_mark()


def prepare_numba_cache() -> Path:
    """Make the cache of compiled kernels known to numba, and return its folder.

    Call it before anything imports a kernel. A folder chosen by the user stays. Where none can be made, one
    for this process alone is thrown away at its end: numba's own choice, beside the sources, would give
    kernels whose callees have changed since.
    """
    chosen = os.environ.get(NUMBA_VARIABLE, "")
    folder = Path(chosen) if chosen else _writable(numba_cache_dir())
    os.environ[NUMBA_VARIABLE] = str(folder)
    if "numba" in sys.modules:
        # It read the variable when it was imported, by somebody else before us.
        vars(import_module("numba.core.config"))["CACHE_DIR"] = str(folder)
    return folder


def _writable(folder: Path) -> Path:
    """Return the folder, made where it is not there, or one for this process where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        can_write = os.access(folder, os.W_OK)
    except OSError:
        can_write = False
    if can_write:
        return folder
    alone = tempfile.mkdtemp(prefix="sonae-numba-")
    atexit.register(shutil.rmtree, alone, ignore_errors=True)
    return Path(alone)


def _kernel_mark() -> str:
    digest = hashlib.sha256(f"{version('numba')} {sys.version}".encode())
    spec = find_spec("evacuation")
    for place in spec.submodule_search_locations or () if spec is not None else ():
        for file in sorted(Path(place).rglob("*.py")):
            source = file.read_bytes()
            if b"njit" in source:
                digest.update(file.name.encode())
                digest.update(source)
    return digest.hexdigest()[:16]
