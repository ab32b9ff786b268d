"""The walk through queues once more, person by person and tick by tick: slow, and easy to read."""

from dataclasses import dataclass, field

from evacuation.kernels.queue_state import ARRIVED, AT_HOME, CAUGHT, CUT_OFF, FINE


@dataclass
class Person:
    number: int
    links: list[int]
    ticks: list[int]
    home: int
    leaves: int
    done: int = 0
    ready: int = 0
    outcome: int = 0
    ended: int = -1
    waited: int = 0
    shut_waited: int = 0


@dataclass
class World:
    link_gate: list[int]
    storage: list[int]
    interval_in: list[int]
    interval_out: list[int]
    opens: list[int]
    closes: list[int]
    stall: int
    shut: dict[int, list[tuple[int, int, bool]]] = field(default_factory=dict)
    queues: dict[int, list[Person]] = field(default_factory=dict)
    walking: list[Person] = field(default_factory=list)
    turned: int = 0


def simulate(world: World, people: list[Person], last_tick: int, watch=None) -> None:  # noqa: C901, PLR0912, PLR0915
    links, gates = len(world.link_gate), len(world.storage)
    queues = {a: [] for a in range(len(world.interval_out))}
    count, next_in, patience = [0] * gates, [None] * gates, [0] * gates
    next_out = [None if o is None else o * FINE for o in world.opens]
    to_leave = sorted(people, key=lambda p: (p.leaves, p.number))
    walking: list[Person] = []
    world.queues, world.walking = queues, walking
    closed: set[int] = set()
    tick = to_leave[0].leaves if to_leave else 0
    freed: list[int] = []

    def may(due):
        return due is None or due <= tick * FINE

    def after(due, interval):
        start = tick * FINE if due is None or due <= (tick - 1) * FINE else due
        return start + interval

    def is_shut(person, at):
        """Whether he could not be through what he wants, setting out now, before it shuts, or it is shut."""
        if person.done == len(person.links):
            return False
        walk, windows = person.ticks[person.done], world.shut.get(person.links[person.done], [])
        return any(at < until and at + walk > last for last, until, _ in windows)

    def may_wait(person):
        walk, windows = person.ticks[person.done], world.shut.get(person.links[person.done], [])
        opens = tick
        for last, until, granted in windows:
            if opens < until and opens + walk > last:
                if not granted:
                    return False
                opens = until
        return opens <= world.closes[world.link_gate[person.links[person.done]]]

    def end(person, outcome, at):
        person.outcome, person.ended = outcome, at

    asking: dict[int, int] = {}

    def leave_ground(approach):
        gate = world.link_gate[approach] if approach < links else None
        if gate is None:
            return
        if gate in asking.values():
            freed.append(gate)
        else:
            count[gate] -= 1

    def take(approach):
        person = queues[approach].pop(0)
        held = sum(is_shut(person, at) for at in range(person.ready, tick))
        person.waited += tick - person.ready - held
        person.shut_waited += held
        leave_ground(approach)
        return person

    def ask(approach):
        """The first of a queue asks for his link; those who arrive or are cut off are let go first."""
        while queues[approach] and may(next_out[approach]):
            first = queues[approach][0]
            if first.done == len(first.links):
                end(take(approach), ARRIVED, tick)
                next_out[approach] = after(next_out[approach], world.interval_out[approach])
            elif tick > world.closes[world.link_gate[first.links[first.done]]]:
                end(take(approach), CUT_OFF, tick)
            elif is_shut(first, tick):
                if may_wait(first):
                    return
                end(take(approach), CUT_OFF, tick)
            else:
                asking[approach] = world.link_gate[first.links[first.done]]
                return

    def enter(person, approach, gate):
        next_out[approach] = after(next_out[approach], world.interval_out[approach])
        next_in[gate] = after(next_in[gate], world.interval_in[gate])
        count[gate] += 1
        patience[gate] = tick + world.stall
        person.ready = tick + person.ticks[person.done]
        person.done += 1
        walking.append(person)

    def has_room(gate):
        return may(next_in[gate]) and count[gate] < world.storage[gate]

    def come(person, approach):
        if not queues[approach]:
            if may(next_out[approach]) and person.done < len(person.links):
                gate = world.link_gate[person.links[person.done]]
                if (
                    gate not in asking.values()
                    and has_room(gate)
                    and tick <= world.closes[gate]
                    and not is_shut(person, tick)
                ):
                    leave_ground(approach)
                    enter(person, approach, gate)
                    return
            queues[approach].append(person)
            ask(approach)
        else:
            queues[approach].append(person)

    def ring_from(gate):
        ring, at = [], gate
        while not ring or at != gate:
            on_it = [
                a for a, g in asking.items()
                if a < links and world.link_gate[a] == at and count[g] >= world.storage[g]
            ]  # fmt: skip
            if not on_it or at in [world.link_gate[a] for a in ring]:
                return []
            ring.append(min(on_it, key=lambda a: (queues[a][0].ready, a)))
            at = asking[ring[-1]]
        return ring

    while (to_leave or walking or any(queues.values())) and tick <= last_tick:
        for_good = [(c, i) for i, c in enumerate(world.closes) if c < tick and i not in closed]
        closed.update(i for _, i in for_good)
        shutting = sorted({
            world.link_gate[link] for link, windows in world.shut.items()
            for last, _, _ in windows if last == tick - 1
        })  # fmt: skip
        for item in [i for _, i in sorted(for_good)] + shutting:
            on_it = [a for a in range(links) if item < gates and world.link_gate[a] == item]
            for approach in on_it or ([links + item - gates] if item >= gates else []):
                asking.pop(approach, None)
                while queues[approach]:
                    end(take(approach), CAUGHT if item < gates else AT_HOME, tick)
            for person in [p for p in walking if world.link_gate[p.links[p.done - 1]] == item]:
                walking.remove(person)
                end(person, CAUGHT, tick)
            moved = sorted(a for a, g in asking.items() if g == item)
            for approach in moved:
                del asking[approach]
            for approach in moved:
                ask(approach)
        for approach in [a for a in asking if is_shut(queues[a][0], tick)]:
            del asking[approach]
        for approach in queues:
            if approach not in asking:
                ask(approach)
        while to_leave and to_leave[0].leaves == tick:
            person = to_leave.pop(0)
            person.ready = tick
            if tick > world.closes[gates + person.home - links]:
                end(person, AT_HOME, tick)
            else:
                come(person, person.home)
        for person in [p for p in walking if p.ready == tick]:
            walking.remove(person)
            come(person, person.links[person.done - 1])
        moved = [0]
        while moved:
            moved = []
            for gate, _, approach in sorted((g, queues[a][0].ready, a) for a, g in asking.items()):
                if has_room(gate):
                    del asking[approach]
                    enter(take(approach), approach, gate)
                    moved.append(approach)
            for approach in moved:
                ask(approach)
        stuck = [
            g for g in range(gates)
            if g in asking.values() and may(next_in[g]) and patience[g] <= tick
            and count[g] >= world.storage[g]
        ]  # fmt: skip
        for gate in stuck:
            if gate not in asking.values():
                continue
            ring = ring_from(gate)
            due = max([-(-(next_in[asking[a]] or 0) // FINE) for a in ring] + [tick])
            again = tick + 1
            if not ring:
                again = tick + world.stall
            elif due > tick:
                again = due
            else:
                for approach in ring:
                    entered = asking.pop(approach)
                    enter(take(approach), approach, entered)
                    world.turned += 1
            patience[gate] = again
        for gate in freed:
            count[gate] -= 1
        freed.clear()
        if watch is not None:
            watch(tick, count)
        tick += 1
