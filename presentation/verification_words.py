"""What a verification found, in words: one line a check."""

from collections.abc import Iterable

from presentation.words import Words
from verification.verify import Check


def check_line(check: Check, words: Words) -> str:
    """Return the line of one check."""
    what = words(f"verify.check.{check.key}")
    counted = words(f"verify.unit.{check.key}", count=f"{check.counted:,}")
    if check.agrees:
        return words("verify.agrees", what=what, counted=counted)
    return words(
        "verify.differs",
        what=what,
        counted=counted,
        differences=f"{check.differences:,}",
        named=words("verify.and").join(check.named),
    )


def verdict_line(checks: Iterable[Check], words: Words) -> str:
    """Return the line that sums up all checks."""
    differing = sum(not one.agrees for one in checks)
    return words("verify.all_agree") if differing == 0 else words("verify.some_differ", count=differing)
