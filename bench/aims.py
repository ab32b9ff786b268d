"""What each job is held to, and what is said where it is missed.

Aims are for one network of a city (about 60,000 corners) on two cores; ratios are to a peer in the same run.
Both are judged by the clock, for that is what somebody waits for: on a busy machine they say little.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bench.job_line import JobLine


@dataclass(frozen=True, slots=True)
class Aim:
    """What a job is held to.

    Parameters
    ----------
    job
        Name of the job, such as ``J3``.
    part
        How ``size`` of the lines begins that it holds for; every line where empty.
    at_most_s
        Longest time of Sonae [s].
    at_most_mb
        Most memory of Sonae [MB].
    times
        Least ratios to peers, by name.
    why
        What takes the time that is left, where the aim is known to be missed.
    """

    job: str
    part: str = ""
    at_most_s: float = float("inf")
    at_most_mb: float = float("inf")
    times: Mapping[str, float] = field(default_factory=dict)
    why: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """One aim beside what was measured.

    Parameters
    ----------
    line
        What was measured.
    words
        The aim and the figure.
    missed_by
        By how much of the aim it is missed; 0 where it is met.
    why
        As the aim has it.
    """

    line: JobLine
    words: str
    missed_by: float
    why: str

    def told(self) -> str:
        """Return it in one line."""
        which = f"{self.line.job} {self.line.town} ({self.line.size})"
        if not self.missed_by:
            return f"met     {which}: {self.words}"
        because = f": {self.why}" if self.why else ""
        return f"MISSED  {which}: {self.words}, by {self.missed_by:.0%}{because}"


_FEW = (
    "a thousand rows take hundredths of a second, most of it searches over the graph of places; "
    "the larger job, which users wait for, has its aim"
)
_DRAWS = (
    "a search alone takes 2.4 ms on one core, a draw 0.4; each draw searches anew, for a repair took longer"
)
_QUEUES = (
    "moves of people from street to street, about 0.1 µs each, in their order; longer ways are more moves"
)
_CHANGED = (
    "another pace is searched for anew, with its safer routes; after a closing the trees over it are mended; "
    "the tables of the plan are made anew, in many small steps of pandas"
)
_AMPLE = "a slower day of the machine: it took 0.33 s where OR-Tools took 2.0 s"

AIMS = (
    Aim("J1", at_most_s=0.008, times={"networkx": 30, "scipy": 2}),
    Aim("J2", at_most_s=0.35, times={"networkx": 100, "scipy": 6}),
    Aim("J3", "ample seats: 1,000 rows", at_most_s=0.1, times={"ortools": 4}, why=_FEW),
    Aim("J3", "ample seats", at_most_s=0.5, times={"ortools": 4}, why=_AMPLE),
    Aim("J3", "tight seats: 1,000 rows", at_most_s=0.1, times={"ortools": 4}, why=_FEW),
    Aim("J3", "tight seats", at_most_s=2.5, times={"ortools": 4}),
    Aim("J3", "short seats: 1,000 rows", at_most_s=0.1, times={"ortools": 4}, why=_FEW),
    Aim("J3", "short seats", at_most_s=2.5, times={"ortools": 4}),
    Aim("J4", at_most_s=0.5, times={"networkx": 50}),
    Aim("J5", at_most_s=2.0, why=_QUEUES),
    Aim("J6", at_most_s=0.3),
    Aim("J7", at_most_s=3.0, why=_DRAWS),
    Aim("J8", at_most_s=0.6),
    Aim("city plan", "ample seats", at_most_s=1.2, times={"networkx": 100}),
    Aim("city plan", "tight seats", at_most_s=3.5, times={"networkx": 100}),
    Aim("scenarios", at_most_s=15.0),
    Aim("changed", at_most_s=1.0, why=_CHANGED),
    Aim("changed day", at_most_s=1.0),
    Aim("other route", at_most_s=0.5),
    # Ten times the network: ten times the seconds, and the same ratios.
    Aim("10× J1", at_most_s=0.08, times={"networkx": 30, "scipy": 2}),
    Aim("10× J2", at_most_s=3.5, times={"networkx": 100, "scipy": 6}),
    Aim("memory", at_most_mb=700.0),
)


def judge(lines: Sequence[JobLine]) -> Iterator[Judged]:
    """Yield each aim of each line beside what was measured; lines without an aim give nothing.

    Parameters
    ----------
    lines
        What was measured.
    """
    for line in lines:
        aim = next((one for one in AIMS if one.job == line.job and line.size.startswith(one.part)), None)
        if aim is None:
            continue
        took = line.seconds["sonae"]
        if aim.at_most_s < float("inf"):
            words = f"{_figure(took)} s of {_figure(aim.at_most_s)} s"
            yield Judged(line, words, max(0.0, took / aim.at_most_s - 1), aim.why)
        if line.peak_mb is not None and aim.at_most_mb < float("inf"):
            words = f"{line.peak_mb:.0f} MB of {aim.at_most_mb:.0f} MB"
            yield Judged(line, words, max(0.0, line.peak_mb / aim.at_most_mb - 1), aim.why)
        for who, least in aim.times.items():
            if who not in line.seconds:
                continue
            ratio = line.seconds[who] / took
            words = f"{ratio:.3g}× {who} of {least:g}×"
            yield Judged(line, words, max(0.0, 1 - ratio / least), aim.why)


def _figure(seconds: float) -> str:
    return f"{seconds:.4f}" if seconds < 0.1 else f"{seconds:.2f}"
