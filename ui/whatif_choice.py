"""What one reader blocks and moves on the page もしも, for as long as the scenario stays."""

import secrets
from collections.abc import Iterable

import geopandas as gpd

from planning.block_ground import BlockGround
from planning.case import Case
from planning.changed_day import ChangedDay, DayChange
from planning.crowding import crowding_concerns
from planning.isolation import Isolation, structures
from planning.plan import Plan
from ui import block_choice, session, shared
from ui.waiting import working

_BLOCKED, _OF = "whatif.blocked", "whatif.of"
_ASKER, _PREPARED = "whatif.asker", "whatif.prepared"
#: How far from a street a press may be to mean it [m].
_NEAR_M = 60.0
FIRST, SECOND, APART = "whatif.first", "whatif.second", "whatif.apart"


def begin(case: Case) -> None:
    """Forget what was blocked where the reader looks at another scenario or city."""
    of = (case.scenario.scenario_id, case.city.meta.bundle_hash)
    if session.kept(_OF) != of:
        session.keep(_OF, of)
        session.keep(_BLOCKED, ())


def blocked() -> tuple[int, ...]:
    """Return the streets that are blocked, ascending."""
    found: tuple[int, ...] = session.kept(_BLOCKED) or ()
    return found


def block(street_ids: Iterable[int], *, closed: bool) -> None:
    """Block streets, or open them again."""
    ids = set(street_ids)
    session.keep(_BLOCKED, tuple(sorted(set(blocked()) | ids if closed else set(blocked()) - ids)))


def block_at(case: Case, latitude: float, longitude: float) -> None:
    """Block the street next to a point of the map, or open it again."""
    streets = case.city.streets
    point = gpd.GeoSeries(gpd.points_from_xy([longitude], [latitude]), crs=4326).to_crs(case.city.meta.epsg)
    near = streets.sindex.nearest(point.to_numpy(), return_all=False, max_distance=_NEAR_M)[1]
    if near.size:
        toggle(case, int(streets.index[near[0]]))


def toggle(case: Case, street_id: int) -> None:
    """Block a street with what is of one piece with it, or open it again."""
    piece = structures(case, [street_id])[0]
    block(piece, closed=street_id not in blocked())


def clear() -> None:
    """Put everything back to the plan."""
    session.keep(_BLOCKED, ())
    for widget in (FIRST, SECOND):
        session.bind(widget, 0)


def change(*, moves: bool) -> DayChange:
    """Return what goes otherwise than planned; ``moves`` says whether departures decide anything."""
    first = int(session.value_of(FIRST) or 0) if moves else 0
    second = int(session.value_of(SECOND) or 0) if moves and session.value_of(APART) else first
    return DayChange(blocked(), 60.0 * first, 60.0 * second)


def day(case: Case, plan: Plan, change_: DayChange) -> ChangedDay:
    """Return what the changed day means; the work ends where the reader has left the page."""
    with working(session.text("screen.working")) as still_here:
        return shared.changed_days().day(
            case, plan, lambda: _ground(case, plan), change_, going_on=still_here
        )  # fmt: skip


def work_on(case: Case, plan: Plan, day_: ChangedDay) -> bool:
    """Have trees and queues made once the reader rests; whether the queues are at hand already.

    Raises
    ------
    domain.faults.SonaeError
        When they could not be made.
    """
    days, crowding = shared.changed_days(), shared.crowding()
    walks = crowding_concerns(case.scenario)
    is_ready = not walks or days.has_crowding(plan, day_)
    asker, key = _asker(), f"{plan.key} {day_.key}"
    if is_ready and session.kept(_PREPARED) == plan.key:
        # What was asked for before is out of date.
        shared.rested().forget(asker)
        return True
    session.keep(_PREPARED, plan.key)

    def work() -> None:
        days.prepare(case, plan, lambda: _ground(case, plan))
        if walks:
            crowding.crowding(case, plan)
            days.crowding(case, plan, day_)

    shared.rested().ask(asker, key, work)
    return is_ready


def _asker() -> str:
    """Return the number of this reader among those whose work waits; made by chance, and told to nobody."""
    if session.kept(_ASKER) is None:
        session.keep(_ASKER, secrets.token_hex(16))
    return str(session.kept(_ASKER))


def hangs_on(case: Case, plan: Plan, district_id: str, *, anew: bool = False) -> Isolation:
    """Return what the people of the district hang on; ``anew``: and who has no way at all without it."""
    if anew:
        return block_choice.isolation(case, plan, district_id)
    return shared.isolation().streets(case, plan, lambda: _ground(case, plan), district_id)


def _ground(case: Case, plan: Plan) -> BlockGround:
    return block_choice.ground(case, plan)
