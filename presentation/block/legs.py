"""Groups of a block that walk the same way to the same place, told together whenever they leave."""

from dataclasses import dataclass

from planning.block_answer import BlockAnswer
from planning.block_nearer import Nearer
from planning.block_routes import Alternative, BlockRoute, Destination, Group, SecondDestination


@dataclass(frozen=True, slots=True, eq=False)
class Leg:
    """People of one walking profile who walk the same way to the same place.

    Parameters
    ----------
    groups
        Those who leave together each, the earliest first.
    second
        Second destination of those who leave last; None for none.
    alternative
        Another route to the same destination of those who leave last; None for none.
    nearer
        Why those who leave last are not sent to nearer places.
    apart
        Whether others of their profile leave at another time by another way, or have no place: who they are
        is told by when they leave.
    """

    groups: tuple[Group, ...]
    second: SecondDestination | None
    alternative: Alternative | None = None
    nearer: tuple[Nearer, ...] = ()
    apart: bool = False

    @property
    def profile_id(self) -> str:
        """Their walking profile."""
        return self.groups[0].profile_id

    @property
    def persons(self) -> int:
        """All of them."""
        return sum(group.persons for group in self.groups)

    @property
    def destination(self) -> Destination:
        """Where they go."""
        return self.groups[0].destination

    @property
    def route(self) -> BlockRoute:
        """The route of those who leave last: what it leaves them is the least."""
        return self.groups[-1].route


def legs_of(answer: BlockAnswer) -> list[Leg]:
    """Return the legs of a block, in the order of its largest groups."""
    together: dict[tuple[str, str, tuple[int, ...]], list[int]] = {}
    for i, group in enumerate(answer.groups):
        key = (group.profile_id, group.destination.destination_id, group.route.street_ids)
        together.setdefault(key, []).append(i)
    moments: dict[str, set[float]] = {}
    for group in answer.groups:
        moments.setdefault(group.profile_id, set()).add(group.route.depart_s)
    for one in answer.without_place:
        moments.setdefault(one.profile_id, set()).add(one.departure_s)
    legs = []
    for rows in together.values():
        by_time = sorted(rows, key=lambda i: (answer.groups[i].route.depart_s, i))
        second = answer.seconds[by_time[-1]] if answer.seconds else None
        other = answer.alternatives[by_time[-1]] if answer.alternatives else None
        nearer = answer.nearer[by_time[-1]] if answer.nearer else ()
        groups = tuple(answer.groups[i] for i in by_time)
        apart = moments[groups[0].profile_id] != {group.route.depart_s for group in groups}
        legs.append(Leg(groups, second, other, nearer, apart))
    return legs
