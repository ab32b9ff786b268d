"""A store for the tests of use cases, and readers of the toy city."""

from domain.registers import Role
from storage.store.reader import Reader
from tests.toy_city import make_toy_bundle

CITY = make_toy_bundle()
HEAD = Reader.headquarters("honcho-1")
SECOND = Reader.headquarters("honcho-2")
DISTRICT_1 = str(CITY.strength.organisations.loc["org-1", "district_id"])
DISTRICT_2 = str(CITY.strength.organisations.loc["org-2", "district_id"])
LEADER_1 = Reader("kaicho-1", Role.ORGANISATION_LEADER, org_ids=frozenset({"org-1"}))
LEADER_2 = Reader("kaicho-2", Role.ORGANISATION_LEADER, org_ids=frozenset({"org-2"}))
VIEWER_1 = Reader("etsuran", Role.VIEWER, district_ids=frozenset({DISTRICT_1}))
