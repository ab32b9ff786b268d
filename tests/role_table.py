"""The table role × query × page × export: what each role sees of people, in one place.

Whoever adds a public query of the store, a page, or a file to take away adds a line here; the tests
``tests/storage/store/test_role_table.py`` and ``tests/ui/test_role_table.py`` fail until he does, and
hold every line against the real thing.

The readers of the table all have the ward of organisations A1 and A2; B3 and B4 lie in another ward.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

from domain.registers import PaperReceiver, PaperStep, RegisterName, Role
from domain.vocabulary import HazardKind
from storage.store.account_rows import Rights
from storage.store.paper import CopyOrder
from storage.store.reader import Reader
from storage.store.remembered import ListScope, Said
from storage.store.rights import SUPPORT_LIST_ON_SCREEN
from storage.store.sign_ins import IDLE_MINUTES
from storage.store.store import Store, UploadedFile
from tests.storage.store.made import frame, person_of, row

OWN_WARD, OTHER_WARD = "271411", "271420"
ALL = frozenset({"A1", "A2", "B3", "B4"})
OWN = frozenset({"A1", "A2"})
NOTHING: frozenset[str] = frozenset()
#: Refused with an error, in place of an empty answer.
REFUSED = frozenset({"refused"})
#: Answered, and nothing of a person or an organisation is in it.
DONE = frozenset({"done"})

R = RegisterName
OPEN = (R.ORGANISATIONS, R.SQUADS, R.EQUIPMENT, R.DRILLS)
OF_MEMBERS = (R.MEMBERS, R.OPENING_DUTY, R.PARTNERS)
IN_NEED = (R.NEEDS_HELP, R.INDIVIDUAL_PLANS)
READERS = MappingProxyType({
    role: Reader(f"reader-{role}", role)
    if role is Role.HEADQUARTERS
    else Reader(f"reader-{role}", role, ward_codes=frozenset({OWN_WARD}))
    for role in Role
})  # fmt: skip

Sees = dict[Role, frozenset[str]]


def sees(others: frozenset[str], **of: frozenset[str]) -> Sees:
    """Return what each role sees; ``others`` is of those that are not named."""
    return {role: of.get(role.value, others) for role in Role}


HEADQUARTERS_ONLY = sees(REFUSED, headquarters=DONE)
OF_OPEN = sees(OWN, headquarters=ALL)
OF_MEMBER_LISTS = sees(NOTHING, headquarters=ALL, ward_officer=OWN, organisation_leader=OWN)
OF_THOSE_WHO_KEEP_IT = sees(NOTHING, headquarters=ALL, ward_officer=OWN)
OF_WHAT_IS_GIVEN = sees(OWN, headquarters=ALL, viewer=NOTHING)


@dataclass(frozen=True)
class Query:
    """One query of the store, and what each role gets.

    Parameters
    ----------
    name
        ``Class.method``.
    what
        Which part of it.
    ask
        Asks; returns organisations seen, or DONE.
    sees
        What each role gets.
    on_screen, disclosed
        Whether the support list is switched on, or an emergency disclosure is open in the own ward.
    """

    name: str
    what: str
    ask: Callable[[Store, Reader], frozenset[str]]
    sees: Sees
    on_screen: bool = False
    disclosed: bool = False


def _read(register: RegisterName) -> Callable[[Store, Reader], frozenset[str]]:
    return lambda store, reader: frozenset(store.read(reader, register)["org_id"])


def _compare(register: RegisterName) -> Callable[[Store, Reader], frozenset[str]]:
    return lambda store, reader: frozenset(store.compare(reader, register, 0).added["org_id"])


def _find(register: RegisterName, column: str, value: str) -> Callable[[Store, Reader], frozenset[str]]:
    return lambda store, reader: frozenset(store.find(reader, register, column, value)["org_id"])


def _history(register: RegisterName) -> Callable[[Store, Reader], frozenset[str]]:
    def ask(store: Store, reader: Reader) -> frozenset[str]:
        scopes = set(store.history(reader, register)["scope_id"])
        of_district = {"271411-00001": "A1", "271411-00002": "A2", "271420-00003": "B3"}
        return frozenset(of_district.get(scope, scope) for scope in scopes)

    return ask


def _row(store: Store, register: RegisterName, org: str) -> dict[str, object]:
    own = {"person_id": person_of(store, org)} if register is R.INDIVIDUAL_PLANS else {}
    return row(register, org, **own)


def _uploads(register: RegisterName, org: str) -> Callable[[Store, Reader], frozenset[str]]:
    """Whether the file of a list of an organisation is seen, by its name."""

    def ask(store: Store, reader: Reader) -> frozenset[str]:
        name = f"{register}-{org}-{reader.role}"
        rows = frame(register, [row(register, org, name=name)])
        store.commit(READERS[Role.HEADQUARTERS], register, rows, file=UploadedFile(name, b"x"))
        return frozenset({org} if name in [one.name for one in store.uploads(reader, register)] else ())

    return ask


def _remembered(store: Store, reader: Reader) -> frozenset[str]:
    head, found = READERS[Role.HEADQUARTERS], set()
    for org, ward in (("A1", OWN_WARD), ("B3", OTHER_WARD)):
        scope = ListScope(R.MEMBERS, ward, "x", org)
        store.remembered.keep(head, Said.COLUMNS, scope, {"a": "b"})
        found |= {org} if store.remembered.read(reader, Said.COLUMNS, scope) else set()
    return frozenset(found)


_SCOPE_A1 = ListScope(R.MEMBERS, OWN_WARD, "271411-00001", "A1")


def _commit(register: RegisterName, org: str) -> Callable[[Store, Reader], frozenset[str]]:
    def ask(store: Store, reader: Reader) -> frozenset[str]:
        store.commit(reader, register, frame(register, [_row(store, register, org)]))
        return DONE

    return ask


def _preview(register: RegisterName, org: str) -> Callable[[Store, Reader], frozenset[str]]:
    def ask(store: Store, reader: Reader) -> frozenset[str]:
        store.preview(reader, register, frame(register, [_row(store, register, org)]))
        return DONE

    return ask


def _done(call: Callable[[Store, Reader], object]) -> Callable[[Store, Reader], frozenset[str]]:
    def ask(store: Store, reader: Reader) -> frozenset[str]:
        call(store, reader)
        return DONE

    return ask


def _undo(store: Store, reader: Reader) -> frozenset[str]:
    head = READERS[Role.HEADQUARTERS]
    version = store.commit(
        head, R.MEMBERS, frame(R.MEMBERS, [row(R.MEMBERS, "B3", name=f"乙 {reader.role}")])
    ).version
    store.undo(reader, version or 0)
    return DONE


def _restore(store: Store, reader: Reader) -> frozenset[str]:
    store.restore_lists(reader, R.NEEDS_HELP, ["271411-00001"], to=0)
    return DONE


def _account(store: Store, reader: Reader) -> str:
    """Return an account that nobody needs."""
    head, login = READERS[Role.HEADQUARTERS], f"x-{reader.role.value.replace('_', '-')}"
    found = [one for one in store.accounts.list(head) if one.login == login]
    rights = Rights(Role.VIEWER, frozenset({OWN_WARD}))
    return found[0].account_id if found else store.accounts.make(head, login, "見本", rights)[0].account_id


def _ask_for(store: Store, reader: Reader) -> str:
    return store.rights.ask_for_disclosure(
        reader, hazard=HazardKind.TSUNAMI, reason="津波警報", district_ids=["271411-00001"],
        ends=store.sessions.clock() + dt.timedelta(hours=1), drill=False,
    )  # fmt: skip


def _copy(org: str) -> CopyOrder:
    """Return an order for a paper copy of the district of an organisation."""
    ward, district = {"A1": (OWN_WARD, "271411-00001"), "B3": (OTHER_WARD, "271420-00003")}[org]
    return CopyOrder(ward, district, PaperReceiver.FIRE, dt.date(2999, 1, 1))


def _give(org: str) -> Callable[[Store, Reader], frozenset[str]]:
    return lambda store, reader: frozenset(store.paper.give(reader, _copy(org)).people["org_id"])


def _note(store: Store, reader: Reader) -> frozenset[str]:
    store.paper.give(_SECOND, _copy("A1"))
    copies = store.paper.copies(_SECOND)
    newest = copies.loc[copies[copies["ward_code"] == OWN_WARD]["number"].idxmax(), "copy_id"]
    store.paper.note(reader, str(newest), PaperStep.RECEIVED)
    return DONE


_A1 = frozenset({"A1"})
_SECOND = Reader.headquarters("second")
_RIGHTS = Rights(Role.VIEWER, frozenset({OWN_WARD}))

#: Every query that a reader asks. A page asks nothing of the store that is not here.
QUERIES: tuple[Query, ...] = (
    *[Query("Store.read", one, _read(one), OF_OPEN) for one in OPEN],
    *[Query("Store.read", one, _read(one), OF_MEMBER_LISTS) for one in OF_MEMBERS],
    *[Query("Store.read", one, _read(one), OF_THOSE_WHO_KEEP_IT) for one in IN_NEED],
    *[Query("Store.read", one, _read(one), OF_WHAT_IS_GIVEN, on_screen=True) for one in IN_NEED],
    *[Query("Store.read", one, _read(one), OF_WHAT_IS_GIVEN, disclosed=True) for one in IN_NEED],
    *[Query("Store.compare", one, _compare(one), OF_MEMBER_LISTS) for one in OF_MEMBERS],
    *[Query("Store.compare", one, _compare(one), OF_THOSE_WHO_KEEP_IT) for one in IN_NEED],
    Query("Store.find", "members", _find(R.MEMBERS, "name", "見本 太郎"), OF_MEMBER_LISTS),
    Query("Store.find", "needs_help", _find(R.NEEDS_HELP, "name", "要 支援"), OF_THOSE_WHO_KEEP_IT),
    Query("Store.history", "members", _history(R.MEMBERS), OF_MEMBER_LISTS),
    Query("Store.history", "needs_help", _history(R.NEEDS_HELP),
          sees(NOTHING, headquarters=frozenset({"A1", "A2", "B3"}), ward_officer=OWN)),
    Query("Store.uploads", "members of the own ward", _uploads(R.MEMBERS, "A1"),
          sees(NOTHING, headquarters=_A1, ward_officer=_A1, organisation_leader=_A1)),
    Query("Store.uploads", "members of another ward", _uploads(R.MEMBERS, "B3"),
          sees(NOTHING, headquarters=frozenset({"B3"}))),
    Query("Store.uploads", "support list", _uploads(R.NEEDS_HELP, "A1"),
          sees(NOTHING, headquarters=_A1, ward_officer=_A1)),
    Query("Remembered.read", "columns", _remembered,
          sees(NOTHING, headquarters=frozenset({"A1", "B3"}), ward_officer=_A1, organisation_leader=_A1)),
    Query("Remembered.keep", "columns",
          _done(lambda s, r: s.remembered.keep(r, Said.COLUMNS, _SCOPE_A1, {"a": "b"})),
          sees(REFUSED, headquarters=DONE, ward_officer=DONE, organisation_leader=DONE)),
    Query("CountedStrength.mark", "numbers of versions", _done(lambda s, r: s.counts.mark(r)), sees(DONE)),
    Query("CountedStrength.read", "counts of squads",
          lambda s, r: frozenset(s.counts.read(r, year=2026).squads["org_id"]),
          sees(OWN, headquarters=ALL, ward_officer=ALL)),
    Query("CountedStrength.read", "counts of people who need help",
          lambda s, r: frozenset({"271411-00001": "A1", "271411-00002": "A2", "271420-00003": "B3"}[one]
                                 for one in s.counts.read(r, year=2026).persons.index),
          sees(NOTHING, headquarters=frozenset({"A1", "A2", "B3"}), ward_officer=OWN)),
    Query("Paper.give", "own ward", _give("A1"), sees(REFUSED, headquarters=_A1, ward_officer=_A1)),
    Query("Paper.give", "another ward", _give("B3"), sees(REFUSED, headquarters=frozenset({"B3", "B4"}))),
    Query("Paper.note", "own ward", _note, sees(REFUSED, headquarters=DONE, ward_officer=DONE)),
    Query("Paper.copies", "numbers, districts, receivers", _done(lambda s, r: s.paper.copies(r)),
          sees(REFUSED, headquarters=DONE, ward_officer=DONE)),
    Query("Paper.note_plan", "own ward", _done(lambda s, r: s.paper.note_plan(r, person_of(s, "A1"))),
          sees(REFUSED, headquarters=DONE, ward_officer=DONE)),
    Query("Store.newest_version", "a number", _done(lambda s, r: s.newest_version(r, R.MEMBERS)), sees(DONE)),
    *[
        query
        for name, ask in (("Store.commit", _commit), ("Store.preview", _preview))
        for query in (
            Query(name, "members of the own ward", ask(R.MEMBERS, "A1"),
                  sees(REFUSED, headquarters=DONE, ward_officer=DONE, organisation_leader=DONE)),
            Query(name, "members of another ward", ask(R.MEMBERS, "B3"), HEADQUARTERS_ONLY),
            Query(name, "partners", ask(R.PARTNERS, "A1"),
                  sees(REFUSED, headquarters=DONE, ward_officer=DONE)),
            Query(name, "support list", ask(R.NEEDS_HELP, "A1"), HEADQUARTERS_ONLY),
            Query(name, "individual plans", ask(R.INDIVIDUAL_PLANS, "A1"),
                  sees(REFUSED, headquarters=DONE, ward_officer=DONE)),
        )
    ],
    Query("Store.undo", "a version of another ward", _undo, HEADQUARTERS_ONLY),
    Query("Store.restore_lists", "support list", _restore, HEADQUARTERS_ONLY),
    Query("CityRights.is_on", "a setting", _done(lambda s, r: s.rights.is_on(r, SUPPORT_LIST_ON_SCREEN)),
          sees(DONE)),
    Query("CityRights.switch", "a setting",
          _done(lambda s, r: s.rights.switch(r, SUPPORT_LIST_ON_SCREEN, on=False)), HEADQUARTERS_ONLY),
    Query("CityRights.minutes", "a limit", _done(lambda s, r: s.rights.minutes(r, IDLE_MINUTES)), sees(DONE)),
    Query("CityRights.set_minutes", "a limit",
          _done(lambda s, r: s.rights.set_minutes(r, IDLE_MINUTES, 30)), HEADQUARTERS_ONLY),
    Query("CityRights.note_city", "", _done(lambda s, r: s.rights.note_city(r, dict)), HEADQUARTERS_ONLY),
    Query("CityRights.ask_for_disclosure", "", _done(_ask_for), HEADQUARTERS_ONLY),
    Query("CityRights.approve_disclosure", "",
          _done(lambda s, r: s.rights.approve_disclosure(r, _ask_for(s, _SECOND))), HEADQUARTERS_ONLY),
    Query("CityRights.end_disclosure", "",
          _done(lambda s, r: s.rights.end_disclosure(r, _ask_for(s, _SECOND))), HEADQUARTERS_ONLY),
    Query("CityRights.disclosures", "", _done(lambda s, r: s.rights.disclosures(r)), HEADQUARTERS_ONLY),
    Query("CityRights.running_disclosures", "hazard, number of districts, end",
          _done(lambda s, r: s.rights.running_disclosures(r)), sees(DONE)),
    Query("CityRights.audit_entries", "", _done(lambda s, r: s.rights.audit_entries(r)), HEADQUARTERS_ONLY),
    Query("CityRights.audit_actions", "", _done(lambda s, r: s.rights.audit_actions(r)), HEADQUARTERS_ONLY),
    Query("CityRights.audit_faults", "", _done(lambda s, r: s.rights.audit_faults(r)), HEADQUARTERS_ONLY),
    Query("Accounts.list", "", _done(lambda s, r: s.accounts.list(r)), HEADQUARTERS_ONLY),
    Query("Accounts.named", "",
          _done(lambda s, r: s.accounts.named(r, f"x-{(_account(s, r), r.role.value.replace('_', '-'))[1]}")),
          HEADQUARTERS_ONLY),
    Query("Accounts.make", "",
          _done(lambda s, r: s.accounts.make(r, f"y-{r.role.value.replace('_', '-')}", "見本", _RIGHTS)),
          HEADQUARTERS_ONLY),
    Query("Accounts.change", "",
          _done(lambda s, r: s.accounts.change(r, _account(s, r), name="見", rights=_RIGHTS, identity=None)),
          HEADQUARTERS_ONLY),
    Query("Accounts.reset", "", _done(lambda s, r: s.accounts.reset(r, _account(s, r))), HEADQUARTERS_ONLY),
    Query("Accounts.set_password", "",
          _done(lambda s, r: s.accounts.set_password(r, _account(s, r), "long enough words")),
          HEADQUARTERS_ONLY),
    Query("Accounts.close", "", _done(lambda s, r: s.accounts.close(r, _account(s, r))), HEADQUARTERS_ONLY),
    Query("Accounts.reopen", "", _done(lambda s, r: s.accounts.reopen(r, _account(s, r))), HEADQUARTERS_ONLY),
    Query("SignIns.sign_out_everywhere", "the own", _done(lambda s, r: s.sign_ins.sign_out_everywhere(r)),
          sees(DONE)),
)  # fmt: skip

#: Public methods that no reader asks: why each is safe without one.
WITHOUT_READER = MappingProxyType({
    "Store.open": "opens the database; answers nothing",
    "Store.close": "lets go of connections",
    "Accounts.exist": "yes or no, before anybody is signed in",
    "Accounts.make_first": "only where no account was ever made; tested in test_accounts",
    "Accounts.change_own_password": "needs the old password; tested in test_accounts",
    "SignIns.sign_in": "needs the password; tested in test_sign_ins",
    "SignIns.sign_in_identity": "needs what a provider has signed; tested in test_sign_ins",
    "SignIns.account_of": "needs the token; tested in test_sign_ins",
    "SignIns.sign_out": "needs the token; tested in test_sign_ins",
})  # fmt: skip

_EVERYBODY = frozenset(Role)

#: Every page: roles that it is offered to; what of a person stands on it is asked of the store by
#: the queries above with the reader who is signed in.
PAGES = MappingProxyType({
    "readiness": _EVERYBODY, "priorities": _EVERYBODY, "city": _EVERYBODY, "district": _EVERYBODY,
    "map": _EVERYBODY, "block": _EVERYBODY, "places": _EVERYBODY, "compare": _EVERYBODY,
    "crowding": _EVERYBODY,
    "whatif": _EVERYBODY,
    "robustness": _EVERYBODY,
    "organisations": _EVERYBODY, "data": _EVERYBODY, "account": _EVERYBODY,
    "people": _EVERYBODY - {Role.VIEWER},
    "upload": frozenset({Role.HEADQUARTERS, Role.WARD_OFFICER, Role.ORGANISATION_LEADER}),
    "scenarios": frozenset({Role.HEADQUARTERS}),
})  # fmt: skip

#: Every function of a screen that draws a button for a file, and what of a person may be in the file.
EXPORTS = MappingProxyType({
    "audit_parts._file": "headquarters: account ids, login names, actions, counts; marked who and when",
    "block_parts._downloads": "nothing: plan",
    "city_update._sheet": "nothing: places of the city with sizes and number of key holders",
    "compare_parts.files": "nothing: plans",
    "downloads.button": "draws the buttons of this module",
    "downloads.papers": "nothing: plan",
    "downloads.city_map_file": "nothing: plan",
    "downloads.signs": "nothing: plan",
    "downloads.tables": "nothing: plan; counts of the bundle",
    "crowding_parts.files": "nothing: queues and arrivals; people by block, never by need",
    "ways_parts.files": "nothing: what districts hang on; people by district, never by need",
    "whatif_parts._files": "nothing: blocked streets; people by block, never by need",
    "robustness_parts.files": "nothing: draws of blocked streets; people by block, never by need",
    "paper_parts._give": "headquarters, ward officer: entries that may be given away on paper; numbered",
    "paper_parts.sheet": "headquarters, ward officer: a person and supporters who all agreed; who and when",
    "list_comparison.editions": "nothing: two official lists of places that the reader brought",
    "organisation_detail._tree": "headquarters, ward, own organisation: contact tree; marked who and when",
    "place_parts.files": "nothing: plan",
    "priority_parts.files": "nothing: plan",
    "upload_file._fault_files": "whoever brought the file: his own file with remarks",
    "upload_which._templates": "nothing: an example row",
})  # fmt: skip
