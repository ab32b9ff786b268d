"""Let the store know organisations of the city, once, before a list of theirs goes in."""

from collections.abc import Sequence

from domain.bundle import CityBundle
from domain.registers import RegisterName
from storage.store.audit import PROGRAM
from storage.store.errors import StaleError
from storage.store.reader import Reader
from storage.store.store import Store
from use_cases.register_rows import organisation_register, squad_register

#: Who brings in what the city's own data say. A row whose last version is of this account is no
#: list of an office: it is what the bundle says, and model data where that is.
SEEDER = Reader.headquarters(PROGRAM)
_TRIES = 3


def seed_organisations(store: Store, city: CityBundle, org_ids: Sequence[str]) -> int:
    """Write organisations that the store does not know, with their squads; return how many were new.

    What an office has changed stays as it is.

    Parameters
    ----------
    store
        The store.
    city
        Gives the organisations.
    org_ids
        Organisations that a list names; those that the city lacks are left to the store to refuse.
    """
    for _ in range(_TRIES):
        looked_at = store.newest_version(SEEDER, RegisterName.ORGANISATIONS)
        known = store.read(SEEDER, RegisterName.ORGANISATIONS, scopes=org_ids, personal=False)["org_id"]
        missing = sorted(set(org_ids) & set(city.strength.organisations.index) - set(known))
        if not missing:
            return 0
        rows = organisation_register(city.strength, city.districts, missing)
        try:
            store.commit(SEEDER, RegisterName.ORGANISATIONS, rows, based_on=looked_at)
        except StaleError:
            continue  # somebody else brought them in meanwhile
        store.commit(SEEDER, RegisterName.SQUADS, squad_register(city.strength, city.districts, missing))
        return len(missing)
    return 0
