"""Sonae for other programs: ``from sonae import read_bundle, make_case, make_plan, to_folium``.

The names are loaded when they are first used, so that ``sonae --help`` need not wait for numpy,
pandas and the solver.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from exports.folium_map import to_folium
    from planning.case import Case
    from planning.pipeline import make_plan
    from planning.plan import Plan
    from planning.plan_files import PlanFilesError
    from planning.plan_files import load as load_plan
    from planning.plan_files import save as save_plan
    from use_cases.load_bundle import load_bundle as read_bundle
    from use_cases.make_case import make_case

__all__ = [
    "Case",
    "Plan",
    "PlanFilesError",
    "load_plan",
    "make_case",
    "make_plan",
    "read_bundle",
    "save_plan",
    "to_folium",
]

_PLACES = {
    "Case": ("planning.case", "Case"),
    "Plan": ("planning.plan", "Plan"),
    "PlanFilesError": ("planning.plan_files", "PlanFilesError"),
    "load_plan": ("planning.plan_files", "load"),
    "make_case": ("use_cases.make_case", "make_case"),
    "make_plan": ("planning.pipeline", "make_plan"),
    "read_bundle": ("use_cases.load_bundle", "load_bundle"),
    "save_plan": ("planning.plan_files", "save"),
    "to_folium": ("exports.folium_map", "to_folium"),
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        msg = f"module 'sonae' has no attribute {name!r}"
        raise AttributeError(msg)
    module, attribute = _PLACES[name]
    return getattr(import_module(module), attribute)
