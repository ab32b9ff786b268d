"""Districts of each ward by band."""

from presentation.readiness_matrix.counts import count_grid
from presentation.readiness_matrix.matrix import build_matrix
from presentation.readiness_matrix.selection import Selection, select
from presentation.words import Words
from tests.presentation.readiness_matrix.reports import WARDS, case, reports

WORDS = Words("ja")


def grid(wanted=None):
    matrix = select(build_matrix(case(), reports(), WORDS), wanted or Selection(), WORDS)
    return count_grid(case(), matrix, "tsunami", WORDS)


def test_wards_are_counted_by_band_with_their_sum():
    shown = grid()
    assert shown.headings == ("区", "× 重大な課題", "－ 対象外")
    assert shown.rows == (("甲区", "1", "0"), ("乙区", "0", "1"), ("模擬市", "1", "1"))
    assert shown.total


def test_one_ward_has_no_sum():
    shown = grid(Selection(ward_codes=frozenset({WARDS[0]})))
    assert shown.rows == (("甲区", "1"),)
    assert not shown.total


def test_what_is_withheld_is_not_counted():
    assert grid(Selection(real_only=True)).rows == ()
