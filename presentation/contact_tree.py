"""The contact tree of an organisation as a table to call by: on the page and on paper. It names people."""

import pandas as pd

from presentation.grid import Grid
from presentation.words import Words


def contact_grid(tree: pd.DataFrame, members: pd.DataFrame, words: Words, *, most_calls: int) -> Grid:
    """Return the contact tree, one row for each person who calls, in the order of calling.

    Parameters
    ----------
    tree
        ``ContactTree``.
    members
        ``MemberRegister``: names and telephones of the ids of the tree.
    words
        Words of the reader.
    most_calls
        People that anybody calls, at most: it is said.
    """
    names = members["name"].to_dict()
    rows = []
    for caller_id in [one for one in tree.index if (tree["caller_id"] == one).any()]:
        row, own = tree.loc[caller_id], tree[tree["caller_id"] == caller_id]
        called = [_called(str(one), members, words) for one in own.index[~own["in_person"]]]
        told = [str(names[one]) for one in own.index[own["in_person"]]]
        squad = words(
            "contact.squad_role", squad=words(f"post.{row['post']}"), role=words(f"member_role.{row['role']}")
        )
        stands_in = str(names[row["next_id"]]) if row["next_id"] else words("export.none")
        rows.append(
            (_called(str(caller_id), members, words), squad, "\n".join(called), "\n".join(told), stands_in)
        )
    alone = [
        str(names[one]) for one in tree.index if not tree.loc[one, "caller_id"] and tree.loc[one, "in_person"]
    ]
    notes = [words("contact.note_calls", count=most_calls), words("contact.note_next")]
    if alone:
        notes.append(words("contact.note_nobody", names=words.listed(alone)))
    keys = ("caller", "squad", "calls", "told", "stands_in")
    return Grid(
        headings=tuple(words(f"contact.{key}") for key in keys),
        rows=tuple(rows),
        numbers=(False,) * len(keys),
        caption=words("contact.caption"),
        notes=tuple(notes),
    )


def _called(record_id: str, members: pd.DataFrame, words: Words) -> str:
    row = members.loc[record_id]
    return words("contact.person", name=row["name"], phone=row["phone"] or row["other_contact"])
