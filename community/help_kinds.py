"""How a person moves, as the support list says it in its own words."""

import re

from community.roster_columns import normal
from domain.support import HelpKind

#: Words of each kind, the heaviest first: who lies and has a wheelchair is carried.
_WORDS: tuple[tuple[HelpKind, "re.Pattern[str]"], ...] = (
    (
        HelpKind.CARRY,
        re.compile("ストレッチャー|担架|寝たきり|ねたきり|臥床|ベッド上|人工呼吸|呼吸器|気管切開|全介助"),
    ),
    (HelpKind.WHEELCHAIR, re.compile("車椅子|車いす|車イス|くるまいす|電動車")),
    (
        HelpKind.ACCOMPANY,
        re.compile(
            "歩行|独歩|自立|杖|つえ|ツエ|徒歩|手引き|視覚|弱視|聴覚|難聴|盲|ろう|認知|療育|知的|精神|見守"
        ),
    ),
)
#: Says that she cannot walk although it speaks of walking.
_CANNOT_WALK = re.compile("歩行(不可|不能|できない|出来ない)|歩けない")


def help_kind(*texts: str) -> HelpKind:
    """Return how a person moves, by the heaviest word of what the list says of her.

    Parameters
    ----------
    texts
        Cells such as the means of moving, the reason for help, the disability.

    Returns
    -------
    HelpKind
        ``UNKNOWN`` where no word says it; a level of care (要介護3) alone does not.
    """
    said = "、".join(normal(text) for text in texts)
    for kind, words in _WORDS[:-1]:
        if words.search(said):
            return kind
    if _CANNOT_WALK.search(said):
        return HelpKind.UNKNOWN
    kind, words = _WORDS[-1]
    return kind if words.search(said) else HelpKind.UNKNOWN
