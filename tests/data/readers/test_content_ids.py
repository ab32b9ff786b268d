"""Ids by content: the same whatever the order, another for another name or point, numbered where alike."""

import pandas as pd

from data.readers.content_ids import content_ids

TABLE = pd.DataFrame(
    {"name": ["錦園", "錦 園", "錦園", "東園"], "lon": [135.4, 135.4, 135.5, 135.4], "lat": [34.5] * 4}
)


def ids(table, said):
    heads = pd.Series("P14-", index=table.index, dtype="str")
    return content_ids(heads, table, said)


def test_ids_do_not_depend_on_the_order_of_the_rows():
    said = ["b", "a", "", ""]
    forward = ids(TABLE, said)
    backward = ids(TABLE.iloc[::-1], said[::-1])
    assert backward.loc[TABLE.index].tolist() == forward.tolist()


def test_another_name_or_point_is_another_id_and_the_same_is_numbered_by_what_it_says():
    first, second, moved, other = ids(TABLE, ["b", "a", "", ""])
    # 錦園 and 錦 園 on one point are the same but for what else they say: "a" comes first.
    assert first == f"{second}-2"
    assert len({second, moved, other}) == 3
    assert all(one.startswith("P14-") for one in (first, second, moved, other))
