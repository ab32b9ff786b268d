"""Every page and every file to take away, against the table of ``tests/role_table.py``."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.registers import Role
from storage.store.account_rows import Rights
from storage.store.store import Store
from tests import role_table as table
from tests.storage.store.made import CANARY, frame, row
from tests.ui.screen import go_to, marker, open_screen, shown_text
from ui import page_table, shared

ROOT = Path(page_table.__file__).resolve().parent
GOOD = "correct horse battery"
_PAGE_TO_ADD = "a page without a line in the table of rights: add it to PAGES in tests/role_table.py"
_EXPORT_TO_ADD = (
    "a file to take away without a line in the table of rights: add the function that draws its button to "
    "EXPORTS in tests/role_table.py, and say what of a person may be in the file, and for whom"
)


@pytest.fixture
def store(tmp_path: Path, home_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A store with a person of the other ward in every register that holds persons."""
    monkeypatch.setenv("SONAE_STORE_KEYS", str(tmp_path / "keys.json"))
    monkeypatch.setattr(shared, "home_dir", lambda: home_folder)
    monkeypatch.setenv("SONAE_HOME", str(tmp_path / "home"))
    opened = shared.store()
    opened.accounts.make_first("honbu", "本部 一", GOOD)
    head = table.READERS[Role.HEADQUARTERS]
    organisation = [row(table.R.ORGANISATIONS, "B3")]
    opened.commit(head, table.R.ORGANISATIONS, frame(table.R.ORGANISATIONS, organisation))
    opened.commit(head, table.R.MEMBERS, frame(table.R.MEMBERS, [row(table.R.MEMBERS, "B3", name=CANARY)]))
    needs = [row(table.R.NEEDS_HELP, "B3", name=CANARY, consent="yes")]
    opened.commit(head, table.R.NEEDS_HELP, frame(table.R.NEEDS_HELP, needs))
    yield opened
    shared.store_at.clear()


def _exports() -> set[str]:
    found = set()
    for file in ROOT.rglob("*.py"):
        for function in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(function, ast.FunctionDef) and any(map(_draws_button, ast.walk(function))):
                found.add(f"{file.stem}.{function.name}")
    return found


def _draws_button(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    of = getattr(getattr(node.func, "value", None), "id", "")
    is_ours = name == "button" and (isinstance(node.func, ast.Name) or of == "downloads")
    return name == "download_button" or is_ours


def test_every_file_to_take_away_is_in_the_table() -> None:
    assert sorted(_exports() - set(table.EXPORTS)) == [], _EXPORT_TO_ADD
    assert sorted(set(table.EXPORTS) - _exports()) == [], "the table names exports that are no more"


def test_every_page_is_in_the_table_and_offered_as_it_says() -> None:
    files = {file.stem for file in (ROOT / "pages").glob("*.py")} - {"__init__"}
    assert files == set(table.PAGES) == {page.name for page in page_table.PAGES}, _PAGE_TO_ADD
    for role in Role:
        offered = {page.name for page in page_table.offered(role)}
        assert offered == {name for name, roles in table.PAGES.items() if role in roles}, role


@pytest.mark.parametrize("role", list(Role))
def test_a_page_that_is_not_offered_is_refused_also_by_its_address(role: Role, store: Store) -> None:
    refused = [name for name, roles in table.PAGES.items() if role not in roles]
    if not refused:
        return
    screen = _signed_in(store, role)
    for name in refused:
        screen = go_to(screen, name)
        assert marker(screen) == "refused", name


@pytest.mark.parametrize("role", [Role.ORGANISATION_LEADER, Role.VIEWER])
def test_nobody_of_another_ward_sees_a_person_on_any_page(role: Role, store: Store) -> None:
    screen = _signed_in(store, role)
    for name, roles in table.PAGES.items():
        if role not in roles:
            continue
        screen = go_to(screen, name)
        assert not screen.exception, name
        assert marker(screen) == name
        assert CANARY not in shown_text(screen), name
        assert CANARY not in str(screen.session_state), name


def _signed_in(store: Store, role: Role):
    head = table.READERS[Role.HEADQUARTERS]
    if role is not Role.HEADQUARTERS:
        made, password = store.accounts.make(head, "reader", "他", Rights(role, frozenset({table.OWN_WARD})))
        store.accounts.change_own_password(made.reader, password, GOOD)
    screen = open_screen("account")
    screen.text_input(key="gate.login").set_value("honbu" if role is Role.HEADQUARTERS else "reader")
    screen.text_input(key="gate.password").set_value(GOOD)
    return screen.button[0].click().run()
