"""Small street networks for the walk through queues."""

from functools import partial

import numpy as np
from hypothesis import strategies as st

from domain.going_on import GoingOn, go_on
from evacuation.crowd_links import Ways
from evacuation.crowd_memory import CrowdMemory
from evacuation.crowd_walk import CrowdClock, WalkedCrowd, walk_crowd
from evacuation.kernels.queue_state import FINE, NEVER, Ints, QueueStreets
from tests.evacuation.queue_reference import Person, World, simulate


class Sample:
    """Pieces of street with two directions each, homes, and people with their routes.

    ``rate`` is in persons/s, 0 without limit; link 2 g goes forth on piece g, 2 g + 1 comes back.
    """

    def __init__(self, stall: int = 600) -> None:
        self.storage: list[int] = []
        self.rate: list[float] = []
        self.opens: list[int | None] = []
        self.closes: list[int] = []
        self.shut: list[tuple[int, int, int, bool]] = []
        self.home_closes: list[int] = []
        self.routes: list[tuple[list[int], list[int], int]] = []
        self.walkers: list[tuple[int, int]] = []
        self.stall = stall

    def piece(self, storage: int, rate: float, *, opens: int | None = None, closes: int = NEVER) -> int:
        self.storage.append(storage)
        self.rate.append(rate)
        self.opens.append(opens)
        self.closes.append(closes)
        return 2 * (len(self.storage) - 1)

    def add_window(
        self, link: int, last: int, until: int, *, waits: bool = True, waits_back: bool | None = None
    ) -> None:
        """Shut a piece after a tick until another; whether people may wait before each of its directions."""
        self.shut.append((link, last, until, waits))
        self.shut.append((link + 1, last, until, waits if waits_back is None else waits_back))
        self.shut.sort()

    def home(self, closes: int = NEVER) -> int:
        self.home_closes.append(closes)
        return len(self.home_closes) - 1

    def people(
        self, count: int, links: list[int], ticks: list[int], *, home: int = 0, leave: int = 0
    ) -> None:
        self.routes.append((links, ticks, home))
        self.walkers += [(len(self.routes) - 1, leave)] * count

    def beside(self, other: "Sample") -> "Sample":
        """Return both towns in one; nobody of one can meet anybody of the other."""
        both, gates, homes = Sample(self.stall), len(self.storage), len(self.home_closes)
        for name in ("storage", "rate", "opens", "closes", "home_closes"):
            setattr(both, name, [*getattr(self, name), *getattr(other, name)])
        both.shut = [*self.shut, *((2 * gates + link, *times) for link, *times in other.shut)]
        moved = [([2 * gates + a for a in links], ticks, homes + home) for links, ticks, home in other.routes]
        both.routes = [*self.routes, *moved]
        both.walkers = [*self.walkers, *((len(self.routes) + route, leave) for route, leave in other.walkers)]
        return both

    def _intervals(self) -> list[int]:
        return [round(10 * FINE / rate) if rate else 0 for rate in self.rate]

    def given(self) -> tuple[QueueStreets, Ways, Ints, Ints]:
        """Return streets, routes, and the route and departure of everybody."""
        gates, homes, interval = len(self.storage), len(self.home_closes), self._intervals()
        streets = QueueStreets(
            link_gate=np.repeat(np.arange(gates), 2),
            storage=np.array(self.storage, np.int64),
            interval_in=np.array(interval, np.int64),
            interval_out=np.repeat(np.array(interval, np.int64), 2),
            opens=np.repeat(np.array([-NEVER if o is None else o for o in self.opens], np.int64), 2),
            closes=np.array(self.closes, np.int64),
            home_closes=np.array(self.home_closes, np.int64),
            shut_link=np.array([row[0] for row in self.shut], np.int64),
            shut_last=np.array([row[1] for row in self.shut], np.int64),
            shut_until=np.array([row[2] for row in self.shut], np.int64),
            shut_waits=np.array([row[3] for row in self.shut], np.int64),
        )
        assert homes
        ways = Ways(
            np.array([a for links, _, _ in self.routes for a in links], np.int64),
            np.array([t for _, ticks, _ in self.routes for t in ticks], np.int64),
            np.cumsum([len(links) for links, _, _ in self.routes], dtype=np.int64),
            np.array([home for _, _, home in self.routes], np.int64),
        )
        return (
            streets, ways,
            np.array([route for route, _ in self.walkers], np.int64),
            np.array([leave for _, leave in self.walkers], np.int64),
        )  # fmt: skip

    def walk(
        self, memory: CrowdMemory | None = None, going_on: GoingOn = go_on, **clock: int
    ) -> WalkedCrowd:  # fmt: skip
        clocked = CrowdClock(stall_ticks=self.stall, **clock)
        return walk_crowd(*self.given(), clocked, memory=memory, going_on=going_on)

    def walk_slowly(self, last_tick: int = 100_000, watch=None) -> tuple[list[Person], World]:
        gates, homes, interval = len(self.storage), len(self.home_closes), self._intervals()
        world = World(
            link_gate=[g for g in range(gates) for _ in range(2)], storage=self.storage, interval_in=interval,
            interval_out=[i for i in interval for _ in range(2)] + [0] * homes,
            opens=[o for o in self.opens for _ in range(2)] + [None] * homes,
            closes=[*self.closes, *self.home_closes], stall=self.stall,
            shut={link: [row[1:] for row in self.shut if row[0] == link] for link, *_ in self.shut},
        )  # fmt: skip
        people = [
            Person(i, self.routes[r][0], self.routes[r][1], 2 * gates + self.routes[r][2], leave)
            for i, (r, leave) in enumerate(self.walkers)
        ]
        simulate(world, people, last_tick, watch and partial(watch, world, people))
        return people, world


@st.composite
def towns(draw):
    """Draw a town of a few streets that close, open late or shut for a while."""
    sample = Sample(stall=draw(st.sampled_from([5, 20, 60])))
    gates = draw(st.integers(1, 4))
    closing = st.one_of(st.just(NEVER), st.just(NEVER), st.integers(0, 150))
    for _ in range(gates):
        sample.piece(
            draw(st.integers(1, 6)), draw(st.sampled_from([0, 0.5, 1, 1.7, 7, 25])),
            opens=draw(st.sampled_from([None, None, 50])), closes=draw(closing),
        )  # fmt: skip
    for gate in range(gates):
        times = sorted(draw(st.sets(st.integers(0, 160), max_size=4)))
        times = [-NEVER, *times] if draw(st.booleans()) else times
        for last, until in zip(times[::2], times[1::2], strict=False):
            forth, back = draw(st.booleans()), draw(st.booleans())
            sample.add_window(2 * gate, last, until, waits=forth, waits_back=back)
    homes = [sample.home(draw(closing)) for _ in range(draw(st.integers(1, 2)))]
    for _ in range(draw(st.integers(1, 4))):
        length = draw(st.integers(0, 5))
        sample.people(
            draw(st.integers(1, 8)),
            draw(st.lists(st.integers(0, 2 * gates - 1), min_size=length, max_size=length)),
            draw(st.lists(st.integers(1, 30), min_size=length, max_size=length)),
            home=draw(st.sampled_from(homes)), leave=draw(st.integers(-20, 60)),
        )  # fmt: skip
    return sample
