"""Sonae for other programs: ``from sonae import read_bundle, make_case, make_plan, evacuate, to_folium``.

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
    from planning.plan_files import save as save_plan
    from sonae.evacuate_graph import EvacuationResult, evacuate
    from sonae.graph_input import Columns
    from sonae.graph_problems import GraphInputError
    from sonae.graphml import read_graphml, write_graphml
    from sonae.library import load_plan, make_case, read_bundle

__all__ = [
    "Case",
    "Columns",
    "EvacuationResult",
    "GraphInputError",
    "Plan",
    "PlanFilesError",
    "evacuate",
    "load_plan",
    "make_case",
    "make_plan",
    "read_bundle",
    "read_graphml",
    "save_plan",
    "to_folium",
    "write_graphml",
]

_PLACES = {
    "Case": ("planning.case", "Case"),
    "Columns": ("sonae.graph_input", "Columns"),
    "EvacuationResult": ("sonae.evacuate_graph", "EvacuationResult"),
    "GraphInputError": ("sonae.graph_problems", "GraphInputError"),
    "Plan": ("planning.plan", "Plan"),
    "PlanFilesError": ("planning.plan_files", "PlanFilesError"),
    "evacuate": ("sonae.evacuate_graph", "evacuate"),
    "load_plan": ("sonae.library", "load_plan"),
    "make_case": ("sonae.library", "make_case"),
    "make_plan": ("planning.pipeline", "make_plan"),
    "read_bundle": ("sonae.library", "read_bundle"),
    "read_graphml": ("sonae.graphml", "read_graphml"),
    "save_plan": ("planning.plan_files", "save"),
    "to_folium": ("exports.folium_map", "to_folium"),
    "write_graphml": ("sonae.graphml", "write_graphml"),
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        msg = f"module 'sonae' has no attribute {name!r}"
        raise AttributeError(msg)
    # Before whatever imports a kernel.
    from storage.home import prepare_numba_cache

    prepare_numba_cache()
    module, attribute = _PLACES[name]
    return getattr(import_module(module), attribute)
