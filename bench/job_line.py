"""What a job of the bench says: seconds of Sonae and of others for the same question, in one line."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class JobLine:
    """One job on one town.

    Parameters
    ----------
    job
        Name of the job, such as ``J1``.
    town
        Where it ran.
    seconds
        Seconds by who took them; Sonae first, under ``sonae``.
    equal
        Whether all answers are equal.
    size
        How much was asked, such as ``350 places × 64,183 nodes``.
    scaled
        Those of ``seconds`` that were measured on a part of the job and scaled up.
    """

    job: str
    town: str
    seconds: Mapping[str, float]
    equal: bool
    size: str = ""
    scaled: frozenset[str] = field(default_factory=frozenset)

    def ratio(self, peer: str) -> float:
        """Return how many times as long a peer takes as Sonae."""
        return self.seconds[peer] / self.seconds["sonae"]

    def line(self) -> str:
        """Return the line: seconds, how many times as long each peer takes, whether the answers are equal."""
        times = [
            f"{who} {seconds:.{3 if seconds < 1 else 2}f}{'†' if who in self.scaled else ''} s"
            for who, seconds in self.seconds.items()
        ]
        ratios = [f"{_short(self.ratio(who))}×" for who in self.seconds if who != "sonae"]
        answers = "answers equal" if self.equal else "ANSWERS DIFFER"
        return f"{self.job} {' · '.join([*times, *ratios, answers])}"

    def record(self) -> dict[str, Any]:
        """Return all of it as JSON takes it."""
        return asdict(self) | {"scaled": sorted(self.scaled), "seconds": dict(self.seconds)}


def _short(ratio: float) -> str:
    return f"{ratio:.0f}" if ratio >= 10 else f"{ratio:.1f}"
