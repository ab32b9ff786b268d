"""What a job of the bench says: seconds of Sonae and of others for the same question, in one line."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from types import MappingProxyType
from typing import Any

from bench.measure import Cost


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
    processor
        Time on the processor of all threads [s] by who took it, where it was measured: what others do at the
        same time makes it little longer.
    absent
        Peers that would have been asked, but are not installed.
    peak_mb
        Most memory that Sonae held [MB]; None where it was not measured.
    """

    job: str
    town: str
    seconds: Mapping[str, float]
    equal: bool
    size: str = ""
    scaled: frozenset[str] = field(default_factory=frozenset)
    processor: Mapping[str, float] = field(default_factory=dict)
    absent: tuple[str, ...] = ()
    peak_mb: float | None = None

    @classmethod
    def of(
        cls,
        job: str,
        town: str,
        costs: Mapping[str, Cost],
        *,
        equal: bool,
        size: str = "",
        scale: Mapping[str, float] = MappingProxyType({}),
        absent: tuple[str, ...] = (),
    ) -> "JobLine":
        """Return the line of a job.

        Parameters
        ----------
        job, town, equal, size, absent
            As they stand in the line.
        costs
            What each took, Sonae first.
        scale
            How many times as much the whole job is for those who were given a part of it.
        """
        whole = {who: cost.times(scale.get(who, 1.0)) for who, cost in costs.items()}
        return cls(
            job, town, {who: cost.wall_s for who, cost in whole.items()}, equal, size, frozenset(scale),
            {who: cost.cpu_s for who, cost in whole.items()}, absent,
        )  # fmt: skip

    def line(self) -> str:
        """Return the line: seconds, how many times as long each peer takes, whether the answers are equal.

        On the processor first where that was measured, then by the clock.
        """
        parts = [f"cpu {part}" for part in self._part(self.processor)] if self.processor else []
        clock = self._part(self.seconds)
        parts += [f"clock {part}" for part in clock] if parts else clock
        parts += [f"peak {self.peak_mb:.0f} MB"] if self.peak_mb is not None else []
        parts += [f"{who} not installed" for who in self.absent]
        answers = "answers equal" if self.equal else "ANSWERS DIFFER"
        return f"{self.job} {' · '.join([*parts, answers])}"

    def _part(self, seconds: Mapping[str, float]) -> list[str]:
        """Return times and ratios in one piece."""
        times = [
            f"{who} {each:.{3 if each < 1 else 2}f}{'†' if who in self.scaled else ''} s"
            for who, each in seconds.items()
        ]
        ratios = [f"{_short(seconds[who] / seconds['sonae'])}×" for who in seconds if who != "sonae"]
        return [" · ".join([*times, *ratios])]

    def record(self) -> dict[str, Any]:
        """Return all of it as JSON takes it."""
        plain = {"seconds": dict(self.seconds), "processor": dict(self.processor)}
        return asdict(replace(self, seconds={}, processor={})) | {"scaled": sorted(self.scaled)} | plain


def _short(ratio: float) -> str:
    return f"{ratio:.0f}" if ratio >= 10 else f"{ratio:.1f}"
