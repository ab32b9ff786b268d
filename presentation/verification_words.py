"""What a verification found, in words: one line a check."""

from collections.abc import Sequence

from presentation.words import Words
from verification.verify import Check, answers_agree

#: What no check recomputes by other means, as keys below ``verify.left_out.``.
NOT_RECOMPUTED = ("exposure", "demand", "readiness", "crowding", "published", "papers")


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


def verdict_line(checks: Sequence[Check], words: Words) -> str:
    """Return the line that sums up all checks: where answers differ, that the plan must not be used."""
    differing = [one for one in checks if not one.agrees]
    if not differing:
        return words("verify.all_agree")
    if answers_agree(checks):
        return words("verify.words_differ", files=words("verify.and").join(differing[0].named))
    return words("verify.some_differ", count=len(differing))


def scope_lines(words: Words) -> tuple[str, ...]:
    """Return what no check recomputes, a line each, and what is taken as given."""
    left_out = (words("verify.left", what=words(f"verify.left_out.{key}")) for key in NOT_RECOMPUTED)
    return words("verify.not_recomputed"), *left_out, words("verify.question")
