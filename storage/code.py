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
#: Packages whose sources and words decide the files that a plan is written as.
FILE_PACKAGES = (*PLAN_PACKAGES, "presentation", "exports", "messages", "use_cases")
#: Libraries that decide a plan, or the form that it is stored in.
PLAN_LIBRARIES = ("numpy", "pandas", "geopandas", "shapely", "pyproj", "numba", "ortools", "pyarrow")

FILE_LIBRARIES = (*PLAN_LIBRARIES, "XlsxWriter")
_SOURCES = ("*.py", "*.toml")


@cache
def code_mark(packages: tuple[str, ...], libraries: tuple[str, ...]) -> str:
    """Return a mark of the sources of packages, the versions of libraries, and Python.

    Parameters
    ----------
    packages
        Names of packages; every module and table of words below them counts, by name and content.
    libraries
        Names of installed distributions.
    """
    digest = hashlib.sha256(sys.version.encode())
    for name in libraries:
        digest.update(f"{name} {version(name)}\n".encode())
    for package in packages:
        spec = find_spec(package)
        for place in spec.submodule_search_locations or () if spec is not None else ():
            for file in sorted(file for form in _SOURCES for file in Path(place).rglob(form)):
                digest.update(f"{package}/{file.relative_to(place).as_posix()}\n".encode())
                digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def plan_code_mark() -> str:
    """Return the mark of the code that computes plans."""
    return code_mark(PLAN_PACKAGES, PLAN_LIBRARIES)


def file_code_mark() -> str:
    """Return the mark of the code that writes a plan as files."""
    return code_mark(FILE_PACKAGES, FILE_LIBRARIES)
