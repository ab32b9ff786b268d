"""Why people of a block are not sent to a nearer place, in words: one sentence a reason."""

from domain.vocabulary import Phase
from planning.block_nearer import Nearer, WhyNotNearer
from planning.case import Case
from planning.plan import Plan
from presentation.block.legs import Leg
from presentation.destination_words import plan_destination_names
from presentation.place_reason import why_not_text
from presentation.plain_text import readable_text
from presentation.words import Words

#: Most reasons that are told of destinations of the plan, and of places that are in none.
_DESTINATIONS, _OTHER_PLACES = 3, 1


def nearer_lines(case: Case, plan: Plan, leg: Leg, words: Words) -> list[str]:
    """Return why nearer places are not used, those first that the plan uses for others.

    Parameters
    ----------
    case, plan, leg
        A case, its plan, and people who walk the same way.
    words
        Words of the reader.
    """
    if not leg.nearer:
        return []
    names = plan_destination_names(case, plan, words.language)
    others = [one for one in leg.nearer if one.why is WhyNotNearer.NOT_IN_PLAN]
    own = [one for one in leg.nearer if one.why is not WhyNotNearer.NOT_IN_PLAN]
    return [
        words(
            "block.nearer.line_more" if one.others else "block.nearer.line",
            place=readable_text(str(names[one.place_id])), walk=words.walk(one.walk_s),
            count=f"{one.others:,}", why=_why(case, plan, leg, one, words),
        )
        for one in (*own[:_DESTINATIONS], *others[:_OTHER_PLACES])
    ]  # fmt: skip


def _why(case: Case, plan: Plan, leg: Leg, one: Nearer, words: Words) -> str:
    if one.why is WhyNotNearer.NOT_IN_PLAN:
        return words("block.nearer.not_in_plan", why=why_not_text(case, one.why_not, words.language))
    # In a stay of days nothing ends the walk.
    if one.why is WhyNotNearer.NO_WAY and case.scenario.phase is Phase.STAY:
        return words("block.nearer.no_way_stay")
    # The walk that makes it nearer is not open in time: the second destination may be this very place.
    if one.why is WhyNotNearer.LONGER:
        open_s, own_s, second = one.open_walk_s, leg.route.walk_time_s, leg.second
        if second is not None and second.destination.destination_id == one.place_id:
            # To be safer its route may be longer: both are told below one another.
            open_s = second.route.walk_time_s
        # So may the own one be longer than its shortest.
        no_shorter = open_s is not None and open_s >= own_s
        key = "block.nearer.longer" if no_shorter else "block.nearer.longer_than_shortest"
        return words(key, open=words.walk(open_s), own=words.walk(own_s))
    # Where nobody knows when the hazard arrives there is no reserve to speak of.
    if one.why is WhyNotNearer.KEPT and not plan.facts.margin_known:
        return words("block.nearer.kept_anyway")
    return words(f"block.nearer.{one.why}", reserve=words.minutes(case.settings.movement.reserve_s))
