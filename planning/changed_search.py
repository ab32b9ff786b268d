"""The search of a changed day, from what was found for the plan: only what it concerns is searched anew."""

from collections.abc import Mapping
from dataclasses import replace

from domain.going_on import GoingOn, go_on
from evacuation.clock import span_ticks
from evacuation.inputs import EvacuationInputs
from evacuation.kept_safer import SaferMemory
from evacuation.kept_trees import KeptTrees
from evacuation.reach import Again
from evacuation.search import Found, search_routes
from planning.case import Case
from planning.kept_stages import kept

#: How much earlier than in the plan people may leave before latest routes are searched for anew [s].
_AHEAD_S = 1800.0
#: Plans, and sets of blocked streets, whose trees are kept for a city: some tens of MB each.
KEPT_PLANS = 2

_Trees = Mapping[str, KeptTrees]


def search_changed(
    case: Case, plan_key: str, planned: EvacuationInputs, inputs: EvacuationInputs,
    street_ids: tuple[int, ...], *, going_on: GoingOn = go_on,
) -> Found:  # fmt: skip
    """Search for the routes of everybody on a changed day.

    Parameters
    ----------
    case, plan_key
        The case of the plan, and the plan's key.
    planned
        What the evacuation stage took for the plan, its demand before anybody was paired.
    inputs
        What it takes on the changed day.
    street_ids
        Streets that are blocked, ascending.
    going_on
        Called now and then; what it raises ends the search, and nothing of it is kept.

    Returns
    -------
    Found
        As ``search_routes`` of ``inputs`` finds it.
    """
    city, just_now = case.city, list[Found]()

    def searched(asked: EvacuationInputs, before: _Trees) -> _Trees:
        found = search_routes(asked, _again(asked, before), going_on=going_on)
        just_now.append(found)
        return {profile_id: reach.kept for profile_id, reach in found.reaches.items() if reach.kept}

    trees = kept(city, "plan trees", plan_key, lambda: searched(planned, {}), most=KEPT_PLANS)
    if street_ids:
        just_now.clear()
        # With the departures of the plan: whoever moves them next has nothing to search for.
        blocked, before = replace(inputs, demand=planned.demand), trees
        asked = (plan_key, street_ids)
        trees = kept(city, "blocked trees", asked, lambda: searched(blocked, before), most=KEPT_PLANS)
    if just_now and inputs.demand.equals(planned.demand):
        # Nobody leaves at another time: that was the answer.
        return just_now[-1]
    return search_routes(inputs, _again(inputs, trees), going_on=going_on)


def safer_memory(case: Case, plan_key: str, street_ids: tuple[int, ...]) -> SaferMemory:
    """Return what is kept of the trees of safer routes, of a plan and a set of blocked streets.

    Parameters
    ----------
    case, plan_key
        The case of the plan, and the plan's key.
    street_ids
        Streets that are blocked, ascending.

    Returns
    -------
    SaferMemory
        With streets that are blocked one that takes over what they leave as it is.
    """
    of_plan = kept(case.city, "safer trees", plan_key, SaferMemory, most=KEPT_PLANS)
    if not street_ids:
        return of_plan
    asked = (plan_key, street_ids)
    return kept(case.city, "safer blocked trees", asked, lambda: SaferMemory(of_plan), most=KEPT_PLANS)


def _again(inputs: EvacuationInputs, trees: _Trees) -> dict[str, Again]:
    ahead = span_ticks(_AHEAD_S)
    return {one.profile_id: Again(trees.get(one.profile_id), ahead) for one in inputs.profiles}
