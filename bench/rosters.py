"""What checking a members list takes, beside a plain pandas read of the same file in the same run."""

import io
import resource
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from bench.measure import timed
from community.roster_columns import RosterColumn
from domain.bundle import OrganisationStrength
from use_cases.load_bundle import load_bundle
from use_cases.upload_roster import upload_roster

_YEAR = 2026
_COLUMNS = (
    *(RosterColumn.ORG_ID, RosterColumn.POST, RosterColumn.ROLE, RosterColumn.NAME, RosterColumn.AGE),
    *(RosterColumn.BIRTH, RosterColumn.DAY, RosterColumn.NIGHT, RosterColumn.PHONE, RosterColumn.NOTE),
)
_SQUADS = ("本部", "情報班", "消火班", "救出・救護班", "避難誘導班", "給食・給水班", "要配慮者支援班")
_AGES = ("60代", "75歳以上", "58", "昭31", "70代後半")


@dataclass(frozen=True, slots=True)
class RosterCost:
    """What one list takes.

    Parameters
    ----------
    name
        What kind of list it is.
    rows, megabytes
        Its size.
    seconds, pandas_s
        Check and effect by Sonae; reading alone by pandas.
    faults, peak_mb
        Faults that are listed; highest memory of the process so far.
    """

    name: str
    rows: int
    megabytes: float
    seconds: float
    pandas_s: float
    faults: int
    peak_mb: float


def compare_rosters(strength: OrganisationStrength) -> list[RosterCost]:
    """Return what lists of several sizes take, good ones and one with a fault in each row."""
    return [
        _measure("good", 1_000, strength),
        _measure("good", 280_000, strength),
        _measure("a fault in each row", 100_000, strength),
        _measure("good", 560_000, strength),
    ]


def roster_lines(costs: Sequence[RosterCost]) -> list[str]:
    """Return the part of the page about members lists."""
    return [
        "## Members lists",
        "",
        "Reading, checking and counting a members list, and its effect on squads (`upload_roster`); pandas",
        "reads the same bytes as text and checks nothing.",
        "",
        "| list | rows | size | Sonae | `pandas.read_csv` | ratio | faults listed | peak memory |",
        "|---|---|---|---|---|---|---|---|",
        *[
            f"| {cost.name} | {cost.rows:,} | {cost.megabytes:.1f} MB | {cost.seconds:.2f} s"
            f" | {cost.pandas_s:.2f} s | {cost.seconds / cost.pandas_s:.0f} | {cost.faults}"
            f" | {cost.peak_mb:,.0f} MB |"
            for cost in costs
        ],
        "",
    ]


def make_roster(rows: int, org_ids: Sequence[str], *, age: str = "") -> bytes:
    """Return a members list of invented people; all have the age given, if one is."""
    lines = [",".join(_COLUMNS)]
    for i in range(rows):
        org_id, squad = org_ids[i % len(org_ids)], _SQUADS[i % len(_SQUADS)]
        lines.append(
            f"{org_id},{squad},班員,見本 {i},{age or _AGES[i % len(_AGES)]},,○,×,72000{i % 10_000:04d},"
        )
    return "\n".join(lines).encode()


def _measure(name: str, rows: int, strength: OrganisationStrength) -> RosterCost:
    age = "" if name == "good" else "若い"
    content = make_roster(rows, [str(org_id) for org_id in strength.organisations.index], age=age)
    result, seconds = timed(lambda: upload_roster(content, strength, year=_YEAR), repeats=2)
    _, pandas_s = timed(lambda: pd.read_csv(io.BytesIO(content), dtype="str"), repeats=2)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    return RosterCost(name, rows, len(content) / 1e6, seconds, pandas_s, len(result.faults), peak_mb)


def main() -> None:
    """Measure and print."""
    print("\n".join(roster_lines(compare_rosters(load_bundle(None).strength))))


if __name__ == "__main__":
    main()
