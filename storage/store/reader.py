"""Who asks the store: no question is answered, and nothing is changed, without one of these."""

from dataclasses import dataclass
from typing import Self

from domain.registers import Role


@dataclass(frozen=True, slots=True)
class Reader:
    """An account with its role and its areas.

    Parameters
    ----------
    account
        Id of the account; it stands in the audit log.
    role
        What it may do.
    ward_codes, district_ids, org_ids
        Where. Headquarters has the whole city and needs none; everybody else sees a row only where
        one of them names its ward, its district or its organisation.
    """

    account: str
    role: Role
    ward_codes: frozenset[str] = frozenset()
    district_ids: frozenset[str] = frozenset()
    org_ids: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not self.account.strip():
            msg = "a reader has an account"
            raise ValueError(msg)
        if "" in self.ward_codes | self.district_ids | self.org_ids:
            # Rows of no organisation have an empty id: it is nobody's area.
            msg = "an area has an id"
            raise ValueError(msg)
        if "," in "".join(self.ward_codes | self.district_ids | self.org_ids):
            msg = "an id has no comma"
            raise ValueError(msg)

    @classmethod
    def headquarters(cls, account: str) -> Self:
        """Return a reader of the whole city."""
        return cls(account, Role.HEADQUARTERS)

    @property
    def is_headquarters(self) -> bool:
        """Whether it is of headquarters."""
        return self.role is Role.HEADQUARTERS

    def reaches(self, ward_code: str, district_id: str, org_id: str) -> bool:
        """Whether a row of this area lies within the reader's."""
        return (
            self.is_headquarters
            or ward_code in self.ward_codes
            or district_id in self.district_ids
            or org_id in self.org_ids
        )
