"""Templates of the two lists: headers, one made-up example row, and the choices of each cell."""

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from community.roster_columns import NeedsHelpColumn, RosterColumn, RosterForm, RosterKind
from community.roster_table import EXAMPLE_NOTE
from community.roster_words import RosterRole

_ERASE = f"{EXAMPLE_NOTE}（この行は消してください）"
#: Example cells, made up; a number of the 000 exchange belongs to nobody.
_EXAMPLES: Mapping[RosterKind, Mapping[str, str]] = MappingProxyType(
    {
        RosterKind.MEMBERS: {
            RosterColumn.NUMBER: "1",
            RosterColumn.POST: "避難誘導班",
            RosterColumn.ROLE: RosterRole.DEPUTY,
            RosterColumn.NAME: "見本 花子",
            RosterColumn.KANA: "みほん はなこ",
            RosterColumn.BIRTH: "1968",
            RosterColumn.ADDRESS: "見本町1丁",
            RosterColumn.PHONE: "072-000-0001",
            RosterColumn.DAY: "×",
            RosterColumn.NIGHT: "○",
            RosterColumn.SKILL: "防災士",
            RosterColumn.NOTE: _ERASE,
        },
        RosterKind.NEEDS_HELP: {
            NeedsHelpColumn.NUMBER: "1",
            NeedsHelpColumn.NAME: "見本 太郎",
            NeedsHelpColumn.KANA: "みほん たろう",
            NeedsHelpColumn.BIRTH: "1940-01-01",
            NeedsHelpColumn.SEX: "男",
            NeedsHelpColumn.ADDRESS: "見本町1丁",
            NeedsHelpColumn.PHONE: "072-000-0001",
            NeedsHelpColumn.REASON: "要介護3",
            NeedsHelpColumn.MEANS: "車いす",
            NeedsHelpColumn.CONSENT: "同意",
            NeedsHelpColumn.CONSENT_DATE: "2026-04-01",
            NeedsHelpColumn.NOTE: _ERASE,
        },
    }
)
_MARKS = ("○", "×")
#: Words of the squads that the template offers, in the order of the vocabulary.
SQUAD_WORDS = ("本部班", "情報班", "消火班", "救出・救護班", "避難誘導班", "給食・給水班", "要配慮者支援班")
_DECADES = ("10代", "20代", "30代", "40代", "50代", "60代", "70代", "75歳以上", "80代", "90代")
#: Choices of cells, by column.
_CHOICES: Mapping[RosterKind, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        RosterKind.MEMBERS: {
            RosterColumn.POST: SQUAD_WORDS,
            RosterColumn.ROLE: tuple(role.value for role in RosterRole),
            RosterColumn.AGE: _DECADES,
            RosterColumn.DAY: _MARKS,
            RosterColumn.NIGHT: _MARKS,
        },
        RosterKind.NEEDS_HELP: {
            NeedsHelpColumn.SEX: ("男", "女", "その他", "未回答"),
            NeedsHelpColumn.CONSENT: ("同意", "不同意", "未回答"),
        },
    }
)


def template_rows(form: RosterForm, org_id: str = "", org_name: str = "") -> pd.DataFrame:
    """Return the header of a list with one made-up row, which is never counted.

    Parameters
    ----------
    form
        Which list.
    org_id, org_name
        Id and name of the organisation that will fill it in; set in the example row.

    Returns
    -------
    template
        One column each of the form, cells as text.
    """
    row = {**_EXAMPLES[form.kind], RosterColumn.ORG_ID: org_id, RosterColumn.ORG_NAME: org_name}
    return pd.DataFrame([[str(row.get(column, "")) for column in form.columns]], columns=list(form.columns))


def cell_choices(form: RosterForm) -> Mapping[str, tuple[str, ...]]:
    """Return the words among which a cell is chosen, by column; other columns are free.

    Parameters
    ----------
    form
        Which list.

    Returns
    -------
    Mapping[str, tuple[str, ...]]
        By header.
    """
    return MappingProxyType({str(column): words for column, words in _CHOICES[form.kind].items()})
