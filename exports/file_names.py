"""Names of the files of a plan: two plans that differ never share a name."""

import re

from domain.vocabulary import Preset
from planning.case import Case
from planning.comparison import Comparison
from planning.plan import Basis
from presentation.heading import changed_settings

_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9._-]+")

#: Characters of the plan's key in a name: enough to tell the trials of one evening apart.
_KEY_LENGTH = 8


def comparison_file_name(comparison: Comparison, *, extension: str) -> str:
    """Return the name of a file of two plans: their scenarios, the area, and the beginning of both numbers.

    Parameters
    ----------
    comparison
        The two plans side by side.
    extension
        Without the dot.
    """
    scenarios = [case.scenario.scenario_id for case in comparison.cases]
    keys = [plan.key[:_KEY_LENGTH] for plan in comparison.plans]
    words = ["sonae-compare", *scenarios, comparison.area_id, *keys]
    return _NOT_IN_NAMES.sub("-", "-".join(words)) + f".{extension}"


def plan_file_name(case: Case, plan: Basis, *parts: str, extension: str, subject: str = "") -> str:
    """Return the name of a file of a plan, in ASCII.

    Such as ``sonae-271403-flood-target-changed-1a2b3c4d.xlsx``. A CSV has no room for it inside: its name
    says of which city and scenario it is.

    The plan of the preset 被害想定（現状） with the city's own settings has the plain name. Another
    preset is named; where settings were changed, the beginning of the plan's number (計画の番号, which
    stands on the source sheet) tells one trial from another.

    Parameters
    ----------
    plan
        Plan that the file is made from.
    parts
        What else tells the file apart, such as a district and ``profile``.
    extension
        Without the dot.
    subject
        What stands in place of the scenario, where a file is of several.
    """
    words = ["sonae", case.city.meta.city_code, subject or case.scenario.scenario_id]
    if case.preset is not Preset.CURRENT:
        words.append(case.preset.value)
    if changed_settings(case):
        words += ["changed", plan.key[:_KEY_LENGTH]]
    return _NOT_IN_NAMES.sub("-", "-".join([*words, *parts])) + f".{extension}"
