"""``sonae account``: what an administrator does with accounts at the machine itself."""

from typing import TYPE_CHECKING, Annotated

import typer

from domain.registers import Role
from sonae.options import JsonOption, LanguageOption, ending_in_words, make_printer
from sonae.printing import Printer

if TYPE_CHECKING:
    from storage.store.account_rows import Account
    from storage.store.store import Store

app = typer.Typer(no_args_is_help=True, help="Accounts: who signs in. 利用者（アカウント）")
LoginArgument = Annotated[str, typer.Argument(help="Sign-in name. 利用者名")]


@app.command(help="Make an account; the first is of headquarters / アカウントを作る（最初は本部）")
def create(
    login: LoginArgument,
    name: Annotated[str, typer.Option("--name", help="Name on screen. 表示する名前")],
    role: Annotated[Role, typer.Option("--role", help="Role. 役割")] = Role.HEADQUARTERS,
    ward: Annotated[list[str] | None, typer.Option("--ward", help="Ward code, repeatable. 区コード")] = None,
    district: Annotated[
        list[str] | None, typer.Option("--district", help="District id, repeatable. 校区ID")
    ] = None,
    organisation: Annotated[
        list[str] | None, typer.Option("--organisation", help="Organisation id, repeatable. 組織ID")
    ] = None,
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make an account. Its first password is told once; that of the first account is asked for."""
    from storage.store.account_rows import Rights
    from storage.store.accounts import Machine
    from storage.store.store import Store

    printer = make_printer(lang, as_json=as_json)
    rights = Rights(role, frozenset(ward or ()), frozenset(district or ()), frozenset(organisation or ()))
    with ending_in_words(printer):
        store = Store.open()
        try:
            if store.accounts.exist():
                made, password = store.accounts.make(Machine(), login, name, rights)
                _tell_password(printer, made.login, password)
            else:
                made = store.accounts.make_first(login, name, _asked(printer))
                _tell(printer, "made_first", made.login)
        finally:
            store.close()


@app.command("list", help="List every account / アカウントの一覧")
def list_(lang: LanguageOption = None, as_json: JsonOption = False) -> None:
    """List every account."""
    from storage.store.accounts import Machine

    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        store = _opened()
        try:
            accounts = store.accounts.list(Machine())
        finally:
            store.close()
        if as_json:
            printer.json({"ok": True, "accounts": [_plain(one) for one in accounts]})
            return
        for one in accounts:
            key = "open" if one.is_active else "closed"
            role, state = printer.text(f"role.{one.rights.role}"), printer.text(f"account.state.{key}")
            printer.line(f"{one.login}\t{one.name}\t{role}\t{', '.join(one.area_ids)}\t{state}")


@app.command(help="Give an account a new password / パスワードを作り直す")
def reset(
    login: LoginArgument,
    typed: Annotated[
        bool, typer.Option("--ask", help="Ask for it instead of making one. 入力して決める")
    ] = False,
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Give an account a new password, which ends every sign-in and every wait of it."""
    from storage.store.accounts import Machine

    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        store = _opened()
        try:
            account = store.accounts.named(Machine(), login)
            if typed:
                store.accounts.set_password(Machine(), account.account_id, _asked(printer))
                _tell(printer, "password_set", account.login)
            else:
                password = store.accounts.reset(Machine(), account.account_id)
                _tell_password(printer, account.login, password)
        finally:
            store.close()


@app.command(help="Close an account / アカウントを閉じる")
def close(login: LoginArgument, lang: LanguageOption = None, as_json: JsonOption = False) -> None:
    """Close an account: nobody signs in with it any more."""
    from storage.store.accounts import Machine

    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        store = _opened()
        try:
            account = store.accounts.named(Machine(), login)
            store.accounts.close(Machine(), account.account_id)
        finally:
            store.close()
        _tell(printer, "closed", account.login)


def _opened() -> "Store":
    from storage.store.errors import StoreUnreachableError
    from storage.store.store import Store
    from storage.store.upkeep import Upkeep

    upkeep = Upkeep()
    if not upkeep.is_there:
        raise StoreUnreachableError("no_store", file=upkeep.place)
    return Store.open()


def _asked(printer: Printer) -> str:
    """Ask for a password twice; it is never an argument, which other programs of the machine see."""
    return str(typer.prompt(printer.text("account.new_password"), hide_input=True, confirmation_prompt=True))


def _tell(printer: Printer, key: str, login: str) -> None:
    if printer.as_json:
        printer.json({"ok": True, "login": login})
    else:
        printer.line(printer.text(f"cli.account.{key}", login=login))


def _tell_password(printer: Printer, login: str, password: str) -> None:
    if printer.as_json:
        printer.json({"ok": True, "login": login, "password": password})
        return
    printer.line(printer.text("cli.account.password", login=login))
    printer.line(password)
    printer.line(printer.text("cli.account.password_once"))


def _plain(one: "Account") -> dict[str, object]:
    return {
        "account_id": one.account_id,
        "login": one.login,
        "name": one.name,
        "role": one.rights.role.value,
        "areas": list(one.area_ids),
        "active": one.is_active,
    }
