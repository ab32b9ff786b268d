"""What other programs call, with errors that say in Japanese and English what is wrong and what to do.

The errors are the same as everywhere (``domain.faults``); their words stand below them, as notes
(``BaseException.add_note``), so that a traceback or a notebook shows them.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from domain.faults import SonaeError
from messages import catalogue
from planning.plan_files import PlanFilesError
from planning.plan_files import load as _load_plan
from sonae.error_words import error_lines
from use_cases.load_bundle import load_bundle as _load_bundle
from use_cases.make_case import make_case as _make_case

_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")


def in_words(function: Callable[_Given, _Made]) -> Callable[_Given, _Made]:
    """Return a function whose errors have their words as notes."""

    @wraps(function)
    def told(*args: _Given.args, **options: _Given.kwargs) -> _Made:
        try:
            return function(*args, **options)
        except SonaeError as error:
            for language in catalogue.whole_languages():
                for line in error_lines(error, language):
                    error.add_note(line)
            raise
        except PlanFilesError as error:
            for language in catalogue.whole_languages():
                error.add_note(catalogue.text(language, "cli.no_plan_files", what=error))
            raise

    return told


read_bundle = in_words(_load_bundle)
make_case = in_words(_make_case)
load_plan = in_words(_load_plan)
