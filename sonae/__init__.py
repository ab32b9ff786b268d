"""Sonae for other programs: ``from sonae import read_bundle, make_plan, Plan``.

The names are loaded when they are first used, so that ``sonae --help`` need not wait for numpy,
pandas and the solver.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from planning.plan import Plan
    from use_cases.load_bundle import load_bundle as read_bundle
    from use_cases.make_plan import plan_scenario as make_plan

__all__ = ["Plan", "make_plan", "read_bundle"]

_PLACES = {
    "Plan": ("planning.plan", "Plan"),
    "make_plan": ("use_cases.make_plan", "plan_scenario"),
    "read_bundle": ("use_cases.load_bundle", "load_bundle"),
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        msg = f"module 'sonae' has no attribute {name!r}"
        raise AttributeError(msg)
    module, attribute = _PLACES[name]
    return getattr(import_module(module), attribute)
