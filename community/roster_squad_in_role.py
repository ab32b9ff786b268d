"""A role that names its squad too, as 情報班長; and officers, who are of headquarters, as 会長 and 会計."""

from typing import NamedTuple

from community.roster_columns import normal
from community.roster_words import read_role, read_squad

#: Endings that are a role in a squad, the longest first.
_ROLES = ("副班長", "副部長", "副隊長", "班長", "部長", "隊長", "班員", "部員", "隊員")
#: Officers of the organisation itself.
_OFFICERS = frozenset(
    [
        "会長",
        "副会長",
        "会長代理",
        "会長代行",
        "会長補佐",
        "本部長",
        "副本部長",
        "本部長代理",
        "本部員",
        "会計",
        "書記",
        "会計監査",
        "監事",
        "幹事",
        "理事",
        "庶務",
        "事務局",
        "事務局長",
        "事務局員",
    ]
)
_HEADQUARTERS = "本部班"


class SquadRole(NamedTuple):
    """Squad and role that one cell names, as words that the list may hold."""

    squad: str
    role: str


def read_squad_in_role(text: str) -> SquadRole | None:
    """Return squad and role of a role that names both; None where it does not.

    Parameters
    ----------
    text
        As written.

    Returns
    -------
    SquadRole | None
        Words that ``read_squad`` and ``read_role`` know.
    """
    word = normal(text)
    if word in _OFFICERS:
        return SquadRole(_HEADQUARTERS, text)
    for role in _ROLES:
        squad = word.removesuffix(role).removesuffix("の")
        if word.endswith(role) and squad and read_squad(squad) is not None and read_role(role) is not None:
            return SquadRole(squad, role)
    return None
