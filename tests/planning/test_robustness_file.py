"""A result as bytes: read again it is equal; what is not whole is none."""

from dataclasses import fields

import numpy as np
import pandas as pd
import pytest

from planning.robustness_file import RobustnessFileError, read_robustness, robustness_bytes
from tests.planning.test_robustness import result


def test_what_was_written_is_read_equal() -> None:
    _, _, found = result()
    again = read_robustness(robustness_bytes(found), found.provenance)
    for field in fields(found):
        one, other = getattr(found, field.name), getattr(again, field.name)
        if isinstance(one, pd.DataFrame):
            pd.testing.assert_frame_equal(one, other)
        else:
            np.testing.assert_equal(one, other)


def test_what_is_cut_or_something_else_is_no_result() -> None:
    _, _, found = result()
    whole = robustness_bytes(found)
    for content in (b"", whole[: len(whole) // 2], whole.replace(b"base_short", b"base_shirt")):
        with pytest.raises(RobustnessFileError):
            read_robustness(content, found.provenance)
