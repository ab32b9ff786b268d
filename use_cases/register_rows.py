"""Rows of a list that was read, as the registers of the store keep them; pure."""

import pandas as pd

from community.needs_help import Consent
from community.roster_ages import OLDEST
from community.roster_columns import NeedsHelpColumn, RosterColumn
from domain.bundle import OrganisationStrength
from domain.registers import RegisterName
from domain.tables.registers import Register
from domain.vocabulary import YesNoUnknown
from storage.store.registers import REGISTERS

#: Between several values that one column of a register keeps.
_BETWEEN = " / "
_CONSENT = {
    Consent.AGREED.value: YesNoUnknown.YES.value,
    Consent.REFUSED.value: YesNoUnknown.NO.value,
    Consent.UNANSWERED.value: YesNoUnknown.UNKNOWN.value,
}


def member_register(
    members: pd.DataFrame, organisations: pd.DataFrame, districts: pd.DataFrame
) -> pd.DataFrame:
    """Return the members of a list as the register of members keeps them.

    The running number of a list is not kept, for it says nothing of the person. What has no column of
    its own stands in the note, with its heading.

    Parameters
    ----------
    members
        ``MemberRows``.
    organisations, districts
        ``Organisations`` and ``Districts`` of the city.

    Returns
    -------
    pandas.DataFrame
        ``MemberRegister`` by line of the file.
    """
    district = members["org_id"].map(organisations["district_id"])
    without_birth = members["birth"].eq("")
    is_bounded = (members["age_low"] > 0) | (members["age_high"] < OLDEST)
    ages = members[["age_low", "age_high"]].astype("Int64").where(without_birth & is_bounded)
    values: dict[str, object] = {
        "ward_code": district.map(districts["ward_code"]),
        "district_id": district,
        "title": "",
        "sex": "",
        "born_on": members["birth"],
        "age_low": ages["age_low"],
        "age_high": ages["age_high"],
        "phone": members["mobile"].where(members["mobile"] != "", members["phone"]),
        "other_contact": _joined(
            members["phone"].where((members["mobile"] != "") & (members["phone"] != members["mobile"]), ""),
            members["mail"],
        ),
        "skills": members["skill"],
        "note": _joined(members["note"], _headed(RosterColumn.ASSOCIATION.value, members["association"])),
    }
    return _register(RegisterName.MEMBERS, members, values)


def needs_help_register(
    people: pd.DataFrame, organisations: pd.DataFrame, districts: pd.DataFrame
) -> pd.DataFrame:
    """Return the people of a support list as its register keeps them.

    Parameters
    ----------
    people
        ``NeedsHelpRows``, each with its district.
    organisations, districts
        ``Organisations`` and ``Districts`` of the city. Who lives in a district with one organisation
        is served by that one; with several, the list does not say by which.

    Returns
    -------
    pandas.DataFrame
        ``NeedsHelpRegister`` by line of the file.
    """
    alone = organisations.reset_index().drop_duplicates("district_id", keep=False)
    serving = alone.set_index("district_id")["org_id"]
    column = NeedsHelpColumn
    note = _joined(
        people["note"],
        *[
            _headed(named.value, people[named.name.lower()])
            for named in (
                column.ASSOCIATION, column.CONTACT, column.SUPPORTER_1, column.SUPPORTER_1_PHONE,
                column.SUPPORTER_2, column.SUPPORTER_2_PHONE, column.DESTINATION,
            )
        ],
    )  # fmt: skip
    values: dict[str, object] = {
        "ward_code": people["district_id"].map(districts["ward_code"]),
        "org_id": people["district_id"].map(serving).fillna(""),
        "consent": people["consent"].map(_CONSENT),
        "consent_on": people["consent_date"],
        "born_on": people["birth"],
        "needs": _joined(
            people["means"],
            _headed(column.CARE_LEVEL.value, people["care_level"]),
            _headed(column.DISABILITY.value, people["disability"]),
        ),
        "note": note,
    }
    return _register(RegisterName.NEEDS_HELP, people, values)


def organisation_register(
    strength: OrganisationStrength, districts: pd.DataFrame, org_ids: list[str]
) -> pd.DataFrame:
    """Return organisations of the city as their register keeps them.

    Parameters
    ----------
    strength
        Organisations of the city.
    districts
        ``Districts``.
    org_ids
        Organisations wanted.

    Returns
    -------
    pandas.DataFrame
        ``OrganisationRegister`` by organisation.
    """
    found = strength.organisations.loc[org_ids]
    values: dict[str, object] = {
        "ward_code": found["district_id"].map(districts["ward_code"]),
        "org_id": found.index.to_numpy(),
        "unit": "",
    }
    return _register(RegisterName.ORGANISATIONS, found, values)


def squad_register(
    strength: OrganisationStrength, districts: pd.DataFrame, org_ids: list[str]
) -> pd.DataFrame:
    """Return the squads of organisations with the members that their own rules ask for.

    Parameters
    ----------
    strength
        Organisations and squads of the city.
    districts
        ``Districts``.
    org_ids
        Organisations wanted.

    Returns
    -------
    pandas.DataFrame
        ``SquadRegister`` by row of ``Posts``.
    """
    found = strength.posts[strength.posts["org_id"].isin(org_ids)]
    district = found["org_id"].map(strength.organisations["district_id"])
    values: dict[str, object] = {
        "ward_code": district.map(districts["ward_code"]),
        "district_id": district,
        "needed": found["needed"].astype("Int64"),
    }
    return _register(RegisterName.SQUADS, found, values)


def _register(register: RegisterName, rows: pd.DataFrame, values: dict[str, object]) -> pd.DataFrame:
    """Return a frame of a register's contract: values given, else the column of the same name."""
    contract: type[Register] = REGISTERS[register].contract
    types = {name: column.dtype.type for name, column in contract.to_schema().columns.items()}
    table = {name: values[name] if name in values else rows[name] for name in types}
    return pd.DataFrame(table, index=rows.index).astype(types)


def _headed(heading: str, cells: "pd.Series[str]") -> "pd.Series[str]":
    """Return cells with their heading; empty ones stay empty."""
    return (heading + ": " + cells).where(cells != "", "")


def _joined(*columns: "pd.Series[str]") -> "pd.Series[str]":
    """Return the filled cells of each row, one behind the other."""
    cells = zip(*[column.tolist() for column in columns], strict=True)
    return pd.Series(
        [_BETWEEN.join(part for part in row if part) for row in cells], columns[0].index, dtype="str"
    )
