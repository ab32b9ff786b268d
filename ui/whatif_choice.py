"""What one reader blocks and moves on the page もしも, for as long as the scenario stays."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import geopandas as gpd

from planning.block_ground import BlockGround
from planning.case import Case
from planning.changed_day import ChangedDay, DayChange, day_key
from planning.crowding import crowding_concerns
from planning.isolation import structures
from planning.plan import Plan
from ui import block_choice, session, shared, whatif_ahead
from ui.waiting import working

_BLOCKED, _MOVED, _OF = "whatif.blocked", "whatif.moved", "whatif.of"
_PREPARED, _SEEN = "whatif.prepared", "whatif.seen"
#: How long the page waits for queues before it looks again from time to time, and how often it asks whether
#: its reader is still there [s].
_WAITS_S, _LOOKS_S = 2.0, 0.05
#: How far from a street a press may be to mean it [m].
_NEAR_M = 60.0
#: How far departures can be moved [min].
EARLIEST, LATEST, STEP = -30, 120, 5
FIRST, SECOND, APART = "whatif.first", "whatif.second", "whatif.apart"


def begin(case: Case) -> None:
    """Forget what was blocked and moved where the reader looks at another scenario or city."""
    of = (case.scenario.scenario_id, case.city.meta.bundle_hash)
    if session.kept(_OF) != of:
        session.keep(_OF, of)
        clear()
    # What a slider holds goes with its page: with the streets alone, it would be another change.
    for widget, value in (session.kept(_MOVED) or {}).items():
        if session.value_of(widget) is None:
            session.bind(widget, value)


def blocked() -> tuple[int, ...]:
    """Return the streets that are blocked, ascending."""
    found: tuple[int, ...] = session.kept(_BLOCKED) or ()
    return found


def block(street_ids: Iterable[int], *, closed: bool) -> None:
    """Block streets, or open them again."""
    ids = set(street_ids)
    session.keep(_BLOCKED, tuple(sorted(set(blocked()) | ids if closed else set(blocked()) - ids)))


def keep_moved() -> None:
    """Keep how far departures are moved for when the reader comes back to the page."""
    session.keep(_MOVED, {widget: session.value_of(widget) for widget in (APART, FIRST, SECOND)})


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
        # Given to a slider that is not drawn, it would outlast what the slider is given later.
        if session.value_of(widget) is not None:
            session.bind(widget, 0)
    keep_moved()


def change(*, moves: bool) -> DayChange:
    """Return what goes otherwise than planned; ``moves`` says whether departures decide anything."""
    first = int(session.value_of(FIRST) or 0) if moves else 0
    second = int(session.value_of(SECOND) or 0) if moves and session.value_of(APART) else first
    return DayChange(blocked(), 60.0 * first, 60.0 * second)


def make_room(plan: Plan, change_: DayChange) -> None:
    """Have nothing made ahead any longer but what the reader waits for, where that is just being made."""
    key = day_key(plan, change_)
    shared.ahead().keep_only(session.asker(), key)
    shared.ahead().let_on(key)


def day(case: Case, plan: Plan, change_: DayChange) -> ChangedDay:
    """Return what the changed day means; the work ends where the reader has left the page."""
    with working(session.text("screen.working")) as still_here:
        return shared.changed_days().day(
            case, plan, lambda: _ground(case, plan), change_, going_on=still_here
        )


def begin_work(case: Case, plan: Plan, day_: ChangedDay) -> None:
    """Have trees and queues made that ``work_on`` tells of, while the page is still being drawn."""
    if not _is_made(case, plan, day_):
        shared.rested().begin(session.asker(), day_key(plan, day_.change), _work(case, plan, day_))


def work_on(case: Case, plan: Plan, day_: ChangedDay) -> bool:
    """Have trees and queues made once the reader rests; whether the queues are at hand already.

    Raises
    ------
    domain.faults.SonaeError
        When they could not be made.
    """
    if _is_made(case, plan, day_):
        # What was asked for before is out of date.
        shared.rested().forget(session.asker())
        return True
    shared.rested().ask(session.asker(), day_key(plan, day_.change), _work(case, plan, day_))
    session.keep(_PREPARED, plan.key)
    return _has_queues(case, plan, day_)


def _is_made(case: Case, plan: Plan, day_: ChangedDay) -> bool:
    return _has_queues(case, plan, day_) and session.kept(_PREPARED) == plan.key


def _has_queues(case: Case, plan: Plan, day_: ChangedDay) -> bool:
    """Whether the queues are at hand, where people walk in queues at all."""
    return not crowding_concerns(case.scenario) or shared.changed_days().has_crowding(plan, day_)


def _work(case: Case, plan: Plan, day_: ChangedDay) -> Callable[[], None]:
    # It runs in a thread without a session.
    days, crowding, rested = shared.changed_days(), shared.crowding(), shared.rested()
    asker, key = session.asker(), day_key(plan, day_.change)

    def work() -> None:
        days.prepare(case, plan, lambda: _ground(case, plan))
        if crowding_concerns(case.scenario):
            crowding.crowding(case, plan)
            days.crowding(case, plan, day_, going_on=lambda: rested.insist(asker, key))

    return work


def wait_on(plan: Plan, day_: ChangedDay) -> None:
    """Wait for the work on a changed day for a moment; it ends where the reader has left the page."""
    asker, key, end = session.asker(), day_key(plan, day_.change), time.monotonic() + _WAITS_S
    with working(session.text("crowding.begins")) as still_here:
        while shared.rested().waits(asker, key) and time.monotonic() < end:
            still_here()
            shared.rested().wait(asker, key, _LOOKS_S)


def look_ahead(case: Case, plan: Plan, change_: DayChange, pieces: Sequence[Sequence[int]]) -> None:
    """Have ready what the reader may press next, while he reads this answer.

    The streets that stand first to tick, those below the one that he ticked last before others, and
    departures a step later and earlier; where it was departures that he moved, the same move again and a
    step on before the streets. Then the other streets, and departures further out.
    """
    last = _pressed_last(change_)
    begins = _below(pieces, last.street_ids)
    streets = [whatif_ahead.toggled(change_, one) for one in (*pieces[begins:], *pieces[:begins])]
    later_s = last.first_later_s + last.second_later_s
    steps = _steps(change_, earlier=later_s < 0) if crowding_concerns(case.scenario) else []
    again = replace(
        change_, first_later_s=change_.first_later_s + last.first_later_s,
        second_later_s=change_.second_later_s + last.second_later_s,
    )  # fmt: skip
    first, near, most = 1 if later_s else 0, whatif_ahead.MOST_STEPS, whatif_ahead.MOST
    nearest = [*([again] if later_s and _can_be(again) else []), *steps[:first], *streets[:most]]
    nearest = list(dict.fromkeys([*nearest, *steps[first:near]]))
    others = [streets[most:], steps[near:]]
    farther = [one for part in (others[::-1] if later_s else others) for one in part]
    farther = [one for one in dict.fromkeys(farther[: whatif_ahead.MOST_FARTHER]) if one not in nearest]
    whatif_ahead.look_ahead(session.asker(), case, plan, lambda: _ground(case, plan), nearest, farther)


def _below(pieces: Sequence[Sequence[int]], street_ids: Sequence[int]) -> int:
    """Return where in the list the street stands that comes below some; 0 where none of them is listed."""
    listed = [number for number, one in enumerate(pieces, 1) if not set(street_ids).isdisjoint(one)]
    return max(listed, default=0) % max(len(pieces), 1)


def _can_be(change_: DayChange) -> bool:
    """Whether departures can be moved so far."""
    moved = (change_.first_later_s, change_.second_later_s)
    return min(moved) >= 60 * EARLIEST and max(moved) <= 60 * LATEST


def _steps(change_: DayChange, *, earlier: bool) -> list[DayChange]:
    """Return departures moved out to the ends of the sliders, the nearest first.

    Of all, or of each group where they are moved apart.
    """
    groups = ((True, False), (False, True)) if session.value_of(APART) else ((True, True),)
    both = (-STEP, STEP) if earlier else (STEP, -STEP)
    moved = [
        whatif_ahead.stepped(change_, 60.0 * step * number, some)
        for number in range(1, (LATEST - EARLIEST) // STEP + 1)
        for step in both
        for some in groups
    ]
    return [one for one in moved if _can_be(one)]


def _pressed_last(change_: DayChange) -> DayChange:
    """Return what the reader pressed last: streets that he blocked or opened, departures moved by how much.

    The same as often as it is asked.
    """
    before, pressed = session.kept(_SEEN) or (DayChange(), DayChange())
    if before != change_:
        pressed = DayChange(
            tuple(sorted(set(before.street_ids) ^ set(change_.street_ids))),
            change_.first_later_s - before.first_later_s,
            change_.second_later_s - before.second_later_s,
        )
        session.keep(_SEEN, (change_, pressed))
    found: DayChange = pressed
    return found


def _ground(case: Case, plan: Plan) -> BlockGround:
    return block_choice.ground(case, plan)
