"""Which code computes plans: a stored result of other code is not used."""

import hashlib
import sys
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

#: Packages whose sources decide a plan.
PLAN_PACKAGES = (
    "domain", "hazard", "shelters", "community", "evacuation", "readiness", "planning",
)  # fmt: skip
#: Libraries that decide a plan, or the form that it is stored in.
PLAN_LIBRARIES = ("numpy", "pandas", "geopandas", "shapely", "pyproj", "numba", "ortools", "pyarrow")


@cache
def code_mark(packages: tuple[str, ...], libraries: tuple[str, ...]) -> str:
    """Return a mark of the sources of packages, the versions of libraries, and Python.

    Parameters
    ----------
    packages
        Names of packages; every module below them counts, by name and content.
    libraries
        Names of installed distributions.
    """
    digest = hashlib.sha256(sys.version.encode())
    for name in libraries:
        digest.update(f"{name} {version(name)}\n".encode())
    for package in packages:
        spec = find_spec(package)
        for place in spec.submodule_search_locations or () if spec is not None else ():
            for file in sorted(Path(place).rglob("*.py")):
                digest.update(f"{package}/{file.relative_to(place).as_posix()}\n".encode())
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def plan_code_mark() -> str:
    """Return the mark of the code that computes plans."""
    return code_mark(PLAN_PACKAGES, PLAN_LIBRARIES)
