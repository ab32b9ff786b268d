"""Why people of a block are not sent to a nearer place, in words: one sentence a reason."""

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
            count=f"{one.others:,}", why=_why(case, plan, one, words),
        )
        for one in (*own[:_DESTINATIONS], *others[:_OTHER_PLACES])
    ]  # fmt: skip


def _why(case: Case, plan: Plan, one: Nearer, words: Words) -> str:
    if one.why is WhyNotNearer.NOT_IN_PLAN:
        return words("block.nearer.not_in_plan", why=why_not_text(case, one.why_not, words.language))
    # Where nobody knows when the hazard arrives there is no reserve to speak of.
    if one.why is WhyNotNearer.KEPT and not plan.facts.margin_known:
        return words("block.nearer.kept_anyway")
    return words(f"block.nearer.{one.why}", reserve=words.minutes(case.settings.movement.reserve_s))
