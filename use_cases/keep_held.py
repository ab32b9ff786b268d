"""What a list has no column for stays as the store holds it: half the columns erase nothing."""

from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType

import pandas as pd

from community.roster_columns import NeedsHelpColumn, RosterColumn
from community.roster_mapping import MappedColumn
from domain.registers import RegisterName
from storage.store.differences import Differences

_M, _N = RosterColumn, NeedsHelpColumn
#: Columns of a list that each column of its register is made of; none: no list has it.
_SOURCES: Mapping[RegisterName, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        RegisterName.MEMBERS: MappingProxyType(
            {
                "title": (), "sex": (), "kana": (_M.KANA,), "address": (_M.ADDRESS,), "skills": (_M.SKILL,),
                "born_on": (_M.BIRTH, _M.AGE), "age_low": (_M.BIRTH, _M.AGE), "age_high": (_M.BIRTH, _M.AGE),
                "phone": (_M.PHONE, _M.MOBILE), "other_contact": (_M.PHONE, _M.MOBILE, _M.MAIL),
                "note": (_M.NOTE, _M.ASSOCIATION), "day": (_M.DAY,), "night": (_M.NIGHT,),
            }
        ),
        RegisterName.NEEDS_HELP: MappingProxyType(
            {
                "number": (_N.NUMBER,), "kana": (_N.KANA,), "born_on": (_N.BIRTH,), "sex": (_N.SEX,),
                "phone": (_N.PHONE,), "needs": (_N.MEANS, _N.CARE_LEVEL, _N.DISABILITY),
                "consent": (_N.CONSENT,), "consent_on": (_N.CONSENT, _N.CONSENT_DATE),
                "note": (
                    _N.NOTE, _N.ASSOCIATION, _N.CONTACT, _N.SUPPORTER_1, _N.SUPPORTER_1_PHONE,
                    _N.SUPPORTER_2, _N.SUPPORTER_2_PHONE, _N.DESTINATION,
                ),
            }
        ),
    }
)  # fmt: skip


def lacking_columns(register: RegisterName, columns: Iterable[MappedColumn]) -> frozenset[str]:
    """Return the columns of a register that a list says nothing of.

    Parameters
    ----------
    register
        Register of members, or of people who need help.
    columns
        How each column of the file is read.
    """
    read = {column.column for column in columns}
    return frozenset(name for name, sources in _SOURCES[register].items() if read.isdisjoint(sources))


def keep_held(rows: pd.DataFrame, found: Differences, lacking: Collection[str]) -> pd.DataFrame:
    """Return the rows of a list, the changed ones with what is held in the columns that it lacks.

    Parameters
    ----------
    rows
        Rows of the list by line, in the columns of its register.
    found
        What they would change as they stand.
    lacking
        Columns that the list lacks.

    Returns
    -------
    pandas.DataFrame
        The same object where nothing is to be kept.
    """
    if found.after.empty or not lacking:
        return rows
    kept = rows.copy()
    for name in rows.columns:
        if name in lacking:
            kept.loc[found.after.index, name] = found.before[name].to_numpy()
    return kept
