"""What an answer of a block says must be what the tables of its plan say."""

import numpy as np

from domain.vocabulary import SERVED_OUTCOMES, UNSERVED_CAUSES, Outcome
from planning.block_answer import BlockAnswer
from planning.case import Case
from planning.limits import limits_are_withheld
from planning.plan import Plan


def assert_agrees(case: Case, plan: Plan, answer: BlockAnswer) -> None:
    """Hold an answer against ledger, exposure, assignment, routes and loads."""
    block = answer.block_id
    ledger = plan.ledgers.blocks.loc[block]
    assert {str(key): count for key, count in answer.outcomes.items()} == {
        outcome.value: ledger[outcome.value] for outcome in Outcome if ledger[outcome.value]
    }
    assert answer.counts.present == ledger["persons"] == sum(answer.outcomes.values())
    exposure = plan.block_exposure.loc[block]
    assert (answer.danger.reason, answer.danger.concerned) == (exposure["reason"], exposure["concerned"])
    own = plan.assignment[plan.assignment["block_id"] == block]
    served = own[own["outcome"].isin([str(one) for one in SERVED_OUTCOMES])]
    ours = [(g.profile_id, g.departure, g.destination.destination_id, g.persons) for g in answer.groups]
    theirs = list(
        zip(
            served["profile_id"],
            served["departure"],
            served["destination_id"],
            served["persons"],
            strict=True,
        )
    )
    assert sorted(ours) == sorted(theirs)
    assert sum(one.persons for one in answer.kept_seats) == ledger["not_leaving"]
    without = own[own["outcome"].isin([cause.value for cause in UNSERVED_CAUSES])]
    assert sorted((one.profile_id, one.cause.value, one.persons) for one in answer.without_place) == sorted(
        zip(without["profile_id"], without["outcome"], without["persons"], strict=True)
    )
    routes = plan.routes[plan.routes["block_id"] == block]
    for group in answer.groups:
        _route_agrees(case, plan, group, routes)


def _route_agrees(case: Case, plan: Plan, group, routes) -> None:
    route = group.route
    same = routes[
        (routes["profile_id"] == group.profile_id)
        & (routes["destination_id"] == group.destination.destination_id)
        & (routes["depart_s"] == route.depart_s)
    ]
    rows = [row for row in same.to_dict("records") if tuple(row["street_path"]) == route.street_ids]
    assert rows
    row = rows[0]
    assert (route.length_m, route.walk_time_s, route.arrive_s) == (
        row["length_m"], row["walk_time_s"], row["arrive_s"],
    )  # fmt: skip
    assert route.line.equals(row["geometry"])
    if group.destination.capacity_persons is not None:
        load = plan.loads.loc[group.destination.destination_id]
        assert group.destination.free_persons == load["capacity_persons"] - load["assigned_persons"] >= 0
    withheld = limits_are_withheld(case, plan)
    assert route.latest_departure_s == (None if withheld else row["latest_departure_s"])
    if plan.facts.margin_known:
        assert route.margin_s == row["latest_departure_s"] - row["depart_s"]
        assert route.below_reserve == row["below_reserve"]
    else:
        assert (route.margin_s, route.below_reserve) == (None, False)
    closings = route.closings
    if closings is not None:
        limited = bool(np.isfinite(row["latest_departure_s"])) and not withheld
        assert (closings.deciding is not None) == limited
        if limited:
            # Nobody can leave after what decides has closed, nor need leave before the walk to it.
            assert row["latest_departure_s"] <= closings.deciding.closes_at_s
            assert closings.deciding.closes_at_s - row["latest_departure_s"] <= route.walk_time_s + 0.11
        if closings.first is not None and closings.first.street_id >= 0:
            assert closings.first.street_id in route.street_ids
            exposure = plan.street_exposure.loc[closings.first.street_id]
            assert (closings.first.closes_at_s, closings.first.reason) == (
                exposure["closes_at_s"], exposure["reason"],
            )  # fmt: skip
            on_route = plan.street_exposure.loc[list(route.street_ids), "closes_at_s"]
            assert closings.first.closes_at_s == on_route.min()
