"""Every page: where it stands in the bar, and whose page it is.

A right stands in the store's queries; a page that a role could only find empty is not offered to it.
"""

from dataclasses import dataclass

from domain.registers import Role

EVERYBODY = frozenset(Role)
#: Those who give lists.
_WRITERS = frozenset({Role.HEADQUARTERS, Role.WARD_OFFICER, Role.ORGANISATION_LEADER})


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page.

    Parameters
    ----------
    name
        Name of its file and address.
    group
        Which pages it stands with in the bar.
    roles
        Roles that it is offered to.
    in_demonstration
        Whether it is offered where nobody is signed in.
    """

    name: str
    group: str
    roles: frozenset[Role] = EVERYBODY
    in_demonstration: bool = True


#: The first one is the first page.
PAGES = (
    PageEntry("readiness", "readiness"),
    PageEntry("priorities", "readiness"),
    PageEntry("city", "readiness"),
    PageEntry("district", "readiness"),
    PageEntry("map", "evacuation"),
    PageEntry("block", "evacuation"),
    PageEntry("places", "evacuation"),
    PageEntry("whatif", "evacuation"),
    PageEntry("crowding", "evacuation"),
    PageEntry("robustness", "evacuation"),
    PageEntry("compare", "evacuation"),
    PageEntry("organisations", "people"),
    PageEntry("people", "people", roles=EVERYBODY - {Role.VIEWER}),
    PageEntry("upload", "people", roles=_WRITERS),
    PageEntry("data", "basis"),
    PageEntry("scenarios", "basis", roles=frozenset({Role.HEADQUARTERS})),
    PageEntry("account", "basis"),
)


def offered(role: Role | None) -> tuple[PageEntry, ...]:
    """Return the pages of a role; None is the demonstration."""
    return tuple(page for page in PAGES if (page.in_demonstration if role is None else role in page.roles))
