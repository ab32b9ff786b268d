"""What was read otherwise than written: line, column and rule, never a value."""

import numpy as np
import pandas as pd

from community.roster_changes import ReadingLog, ReadingRule


def test_entries_are_listed_by_line():
    log = ReadingLog()
    assert log.table().empty
    log.add([7, 5], "班", ReadingRule.DITTO)
    log.add([], "班", ReadingRule.MERGED)
    log.add_where(pd.Index([2, 6]), np.array([False, True]), "電話", ReadingRule.LOST_ZERO)
    assert log.table().to_numpy().tolist() == [
        [5, "班", "ditto"],
        [6, "電話", "lost_zero"],
        [7, "班", "ditto"],
    ]
    assert list(log.table().columns) == ["line", "column", "rule"]
