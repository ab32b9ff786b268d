"""Lines of a verification: what agrees, what does not, and of how many."""

import pytest

from presentation.verification_words import NOT_RECOMPUTED, check_line, scope_lines, verdict_line
from presentation.words import Words
from tests.verification.test_verify import LINES
from verification.verify import WORDING, Check


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_check_has_its_line(language) -> None:
    words = Words(language)
    for key in ("files", WORDING, *LINES):
        assert "⟦" not in check_line(Check(key, 12_345, 0), words)
        line = check_line(Check(key, 12_345, 2, ("a", "b")), words)
        assert "⟦" not in line
        assert "12,345" in line
        assert words("verify.and").join("ab") in line
    # Nobody takes "everything agrees" for what no check looks at.
    told = "".join(scope_lines(words))
    assert "⟦" not in told
    assert all(words(f"verify.left_out.{key}") in told for key in NOT_RECOMPUTED)


def test_one_check_that_differs_is_enough():
    words = Words("ja")
    right, wrong = Check("seats", 3, 0), Check("best", 3, 1, ("x",))
    assert verdict_line([right, right], words) == words("verify.all_agree")
    assert verdict_line([right, wrong], words) == words("verify.some_differ", count=1)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_files_of_other_words_do_not_hide_another_answer(language):
    words = Words(language)
    reworded, wrong = Check(WORDING, 9, 2, ("plan.xlsx", "tables/about.csv")), Check("best", 3, 1, ("x",))
    told = verdict_line([reworded, Check("best", 3, 0)], words)
    assert told == words("verify.words_differ", files=words("verify.and").join(reworded.named))
    assert verdict_line([reworded, wrong], words) == words("verify.some_differ", count=2)
