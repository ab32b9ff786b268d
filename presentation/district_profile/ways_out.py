"""Until when and which way people of a district without a place get out, in the words of a block."""

from collections.abc import Callable

from planning.block_ground import BlockGround
from planning.case import Case
from planning.district_ways_out import DistrictWayOut, district_ways_out
from planning.plan import Plan
from presentation.answers import instead_end
from presentation.area_sums import is_timed, sums_of
from presentation.block.routes import moments_text, way_line
from presentation.names import block_names, town_name
from presentation.plain_text import readable_text
from presentation.words import SMALL_COUNT, Words

#: Towns that a line names; the others are counted.
_NAMED = 3


def lines_out_of_area(
    case: Case, plan: Plan, district_id: str, words: Words, ground: Callable[[], BlockGround]
) -> list[str]:
    """Return a line for each walking profile without a place, and who cannot get out in time.

    Parameters
    ----------
    case, plan
        A case and its plan.
    district_id
        The district.
    words
        Words of the reader.
    ground
        Returns the network under the plan; asked only where somebody without a place can get out.

    Returns
    -------
    list of str
        Nothing where nobody is without a place, and where nothing ends the time to leave.
    """
    sums = sums_of(plan.ledgers.districts, district_id)
    if not is_timed(case) or not sums["unserved"]:
        return []
    ways = district_ways_out(case, plan, ground(), district_id) if sums["can_leave_area"] else ()
    # Fewer than ten of one profile may all need help, and the others would give them away.
    rounded = plan.is_rounded or any(way.persons < SMALL_COUNT for way in ways)
    lines = [_line(case, way, words, rounded=rounded) for way in ways]
    if sums["cannot_reach_safety"]:
        persons = words.persons(sums["cannot_reach_safety"], rounded=rounded)
        why = words(f"block.glance.no_way{instead_end(case)}")
        lines.append(words("profile.not_out", persons=persons, why=why))
    return lines


def _line(case: Case, way: DistrictWayOut, words: Words, *, rounded: bool) -> str:
    first = way.first
    limited = first.route.latest_departure_s is not None
    depart = moments_text(case, first.profile_id, way.departures, words, beside_limit=limited)
    said = words(
        # Where no limit is told, the first block is only that of the longest walk.
        "profile.out_line" if limited else "profile.out_line_longest",
        persons=words.persons(way.persons, rounded=rounded),
        block=readable_text(str(block_names(case.city, [way.block_id], words.language).iloc[0])),
        line=way_line(case, first, depart, words),
    )
    rest = [town for town in way.towns if town != first.town]
    if not rest:
        return said
    names = [readable_text(town_name(case.city, town, words.language)) for town in rest[:_NAMED]]
    key = "out_towns_more" if len(rest) > _NAMED else "out_towns"
    return said + words(f"profile.{key}", towns=words.listed(names), count=len(rest) - len(names))
