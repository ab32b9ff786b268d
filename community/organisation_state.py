"""All that the rules say of one organisation, from what its registers hold."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from community.contact_tree import contact_tree
from community.drill_record import drill_record
from community.equipment_checks import Purpose, equipment_state, unserved_purposes
from community.member_ages import age_bounds, age_structure
from community.several_posts import several_posts
from community.squad_needs import Move, needs_of_members, possible_moves
from community.succession import succession
from domain.registers import RegisterName
from domain.vocabulary import Post


@dataclass(frozen=True, slots=True, eq=False)
class OrganisationState:
    """One organisation on one day.

    Parameters
    ----------
    needs, moves
        ``SquadNeeds``, and who could move from a squad with too many to one with too few.
    without_leader, without_deputy
        Squads with people that have none.
    succession
        ``Succession``: one row, or none where nobody is on record.
    ages
        ``AgeStructure``.
    several
        ``SeveralPosts``.
    drills
        ``DrillRecord``: one row.
    equipment, unserved
        ``EquipmentState``, and the purposes that nothing on record serves.
    tree
        ``ContactTree``.
    """

    needs: pd.DataFrame
    moves: tuple[Move, ...]
    without_leader: tuple[Post, ...]
    without_deputy: tuple[Post, ...]
    succession: pd.DataFrame
    ages: pd.DataFrame
    several: pd.DataFrame
    drills: pd.DataFrame
    equipment: pd.DataFrame
    unserved: tuple[Purpose, ...]
    tree: pd.DataFrame


def organisation_state(
    registers: Mapping[RegisterName, pd.DataFrame], org_id: str, on: dt.date, *, most_calls: int
) -> OrganisationState:
    """Return what the rules say of an organisation.

    Parameters
    ----------
    registers
        ``ORGANISATIONS``, ``SQUADS``, ``EQUIPMENT``, ``DRILLS`` and ``MEMBERS`` as far as the reader sees
        them; rows of other organisations change nothing.
    org_id
        The organisation.
    on
        The day.
    most_calls
        People that anybody calls in the contact tree, at most.

    Returns
    -------
    OrganisationState
        Of people it holds the ids of their rows, no name.
    """
    own = {name: table[table["org_id"] == org_id] for name, table in registers.items()}
    members = own[RegisterName.MEMBERS]
    needs = needs_of_members([org_id], members, own[RegisterName.SQUADS])
    low, high = (pd.Series(end, members.index) for end in age_bounds(members, on.year))
    several = several_posts(members, low, high)
    organisations = own[RegisterName.ORGANISATIONS][["org_id", "drills_in_year", "drill_participants"]]
    if organisations.empty:
        given = pd.array([pd.NA], dtype="Int64")
        organisations = pd.DataFrame(
            {"org_id": [org_id], "drills_in_year": given, "drill_participants": given}
        )
    return OrganisationState(
        needs=needs,
        moves=tuple(possible_moves(needs)),
        without_leader=_squads_without(needs, "leaders"),
        without_deputy=_squads_without(needs, "deputies"),
        succession=succession(members, on.year),
        ages=age_structure(members, on.year),
        several=several,
        drills=drill_record(organisations, own[RegisterName.DRILLS], on),
        equipment=equipment_state(own[RegisterName.EQUIPMENT], on),
        unserved=tuple(unserved_purposes(own[RegisterName.EQUIPMENT]["item"])),
        tree=contact_tree(members, several, most_calls),
    )


def _squads_without(needs: pd.DataFrame, column: str) -> tuple[Post, ...]:
    """Return the squads with people in them and none of a role; none where no list is on record."""
    chosen = (needs["people"].fillna(0) > 0) & (needs[column].fillna(0) == 0)
    return tuple(Post(post) for post in needs.loc[chosen, "post"])
