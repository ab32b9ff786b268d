"""Members who stand on the support list themselves: they are helped, and asked to help nobody."""

import pandas as pd

from community.roster_columns import normal
from community.roster_text import folded_name


def members_on_list(members: pd.DataFrame, people: pd.DataFrame) -> frozenset[str]:
    """Return the records of members who stand on the support list.

    The same person is who has the same name, no other birth, and the same district, birth, telephone or
    address. Of two people of one name in one district who cannot be told apart it is better to ask
    neither than one who cannot walk.

    Parameters
    ----------
    members
        ``MemberRegister`` by record id, with personal columns.
    people
        ``NeedsHelpRegister``, with personal columns.

    Returns
    -------
    frozenset[str]
        Record ids of members.
    """
    if members.empty or people.empty:
        return frozenset()
    pairs = _facts(members).reset_index().merge(_facts(people), on="name", suffixes=("", "_listed"))
    born, listed = pairs["born"], pairs["born_listed"]
    known = (born != "") & (listed != "")
    agree = pd.Series(
        [one.startswith(other) or other.startswith(one) for one, other in zip(born, listed, strict=True)],
        index=pairs.index, dtype="bool",
    )  # fmt: skip
    same = known & agree
    for column in ("district", "phone", "address"):
        same |= (pairs[column] != "") & (pairs[column] == pairs[f"{column}_listed"])
    return frozenset(pairs.loc[same & (agree | ~known), "record"].astype(str))


def _facts(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "name": rows["name"].map(folded_name),
            "born": rows["born_on"],
            "district": rows["district_id"],
            "phone": rows["phone"].map(_digits),
            "address": rows["address"].map(normal),
        }
    ).rename_axis("record")


def _digits(text: str) -> str:
    return "".join(letter for letter in normal(text) if letter.isdigit())
