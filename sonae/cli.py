"""The command ``sonae``: the same use cases as the dashboard, in a shell.

Exit codes: 0 done, 1 the input is at fault (every fault is listed), 2 the call is wrong.
Commands import what they need when they run, so that ``sonae --help`` answers at once.
"""

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from domain.vocabulary import Preset
from sonae import (
    account_commands,
    block_commands,
    bundle_commands,
    compare_commands,
    crowding_command,
    import_commands,
    isolation_command,
    last_resort,
    place_commands,
    roster_versions,
    setting_commands,
    store_commands,
    sweep_command,
    verify_command,
    whatif_command,
)
from sonae.opener import CaseOptions, opened_case
from sonae.options import (
    CALL_ERROR,
    BundleOption,
    JsonOption,
    LanguageOption,
    ReadinessList,
    SetOption,
    SettingsOption,
    ending_in_words,
    make_printer,
)
from sonae.process_memory import return_freed_memory

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="備え Sonae: plans for disaster preparedness and walking evacuation. 防災・避難計画づくり",
)
app.add_typer(account_commands.app, name="account")
app.add_typer(bundle_commands.app, name="bundle")
app.add_typer(import_commands.app, name="import")
app.add_typer(roster_versions.app, name="roster")
app.add_typer(setting_commands.app, name="settings")
app.add_typer(store_commands.app, name="store")


@app.command(help="Make the plan of a scenario and write it / 計画を作り、書き出す")
def plan(
    scenario: Annotated[str, typer.Option("--scenario", help="Scenario id (see: sonae bundle info). 想定")],
    out: Annotated[Path, typer.Option("--out", help="Folder to write. 書き出すフォルダー")],
    bundle: BundleOption = None,
    preset: Annotated[Preset, typer.Option("--preset", help="Set of settings. 設定の組")] = Preset.CURRENT,
    set_: SetOption = None,
    settings: SettingsOption = None,
    replace: Annotated[bool, typer.Option("--replace", help="Replace an earlier plan there. 上書き")] = False,
    with_crowding: Annotated[
        bool, typer.Option("--crowding", help="With tables of arrivals and queues. 混雑の表も書く")
    ] = False,
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make the plan of a scenario and write it."""
    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        from sonae.plan_output import print_plan
        from storage.plans import PlanStore
        from use_cases.crowding_service import CrowdingService, refuse_stay
        from use_cases.plan_service import PlanService, make_only_plan
        from use_cases.write_plan import refuse_taken, write_plan

        refuse_taken(out, replace_existing=replace)
        case = opened_case(printer, bundle, CaseOptions(scenario, preset, set_, settings)).case
        if with_crowding:
            refuse_stay(case)
        store = PlanStore()
        made = PlanService(store, make=make_only_plan).plan(case)
        walked = CrowdingService().crowding(case, made) if with_crowding else None
        printer.say("cli.writing")
        files = write_plan(
            case, made, out, language=printer.language, replace_existing=replace, store=store, crowding=walked
        )
        print_plan(printer, case, made, files, out)


@app.command(help="Show the readiness of wards and districts / 備えの状況（地域防災力）を示す")
def readiness(
    bundle: BundleOption = None,
    scenario: Annotated[str | None, typer.Option("--scenario", help="Scenario id. 想定")] = None,
    ward: Annotated[str | None, typer.Option("--ward", help="Ward code, six digits. 区のコード")] = None,
    list_: Annotated[
        ReadinessList,
        typer.Option("--list", help="Indicators, what to do first, or what is not known. 一覧の種類"),
    ] = ReadinessList.INDICATORS,
    format_: Annotated[str, typer.Option("--format", help="table, csv, json or xlsx. 形式")] = "table",
    out: Annotated[Path | None, typer.Option("--out", help="File (default: standard output).")] = None,
    preset: Annotated[Preset, typer.Option("--preset", help="Set of settings. 設定の組")] = Preset.CURRENT,
    set_: SetOption = None,
    settings: SettingsOption = None,
    lang: LanguageOption = None,
) -> None:
    """Show the readiness of wards and districts."""
    if format_ not in {"table", "csv", "json", "xlsx"}:
        raise typer.BadParameter("table, csv, json, xlsx", param_hint="--format")
    if format_ == "xlsx" and out is None:
        raise typer.BadParameter("--format xlsx needs --out FILE", param_hint="--out")
    printer = make_printer(lang, as_json=format_ == "json")
    with ending_in_words(printer):
        from sonae.plan_output import print_readiness
        from sonae.priority_output import print_list
        from storage.plans import PlanStore
        from use_cases.plan_service import PlanService, make_only_plan

        options = CaseOptions(scenario, preset, set_, settings)
        case = opened_case(printer, bundle, options, ward=ward).case
        made = PlanService(PlanStore(), make=make_only_plan).plan(case)
        if list_ is ReadinessList.INDICATORS:
            print_readiness(printer, case, made, ward, format_, out)
        else:
            print_list(printer, case, made, list_, ward=ward or "", form=format_, out=out)


app.command(help="Show which places to open first / 今夜どこを開けるか")(place_commands.places)
app.command(help="Show the streets that districts hang on / 校区が頼る道（孤立）を示す")(
    isolation_command.isolation
)
app.command(help="Set two plans side by side / 2つの計画を並べて比べる")(compare_commands.compare)
app.command(help="Prove a saved plan with networkx / 保存した計画を networkx で確かめる")(
    verify_command.verify
)
app.command(help="Let everybody walk at once: queues, arrivals / 混雑と到着の時刻を計算する")(
    crowding_command.crowding
)
app.command(help="Draw streets that an earthquake blocks / 地震後に通れる見込みを計算する")(
    sweep_command.sweep
)
app.command(help="Block streets, move departures / もしも「通れない・遅れる」とき出られない人を示す")(
    whatif_command.whatif
)
app.command(help="Answer for one block: where to, which way, by when / 一つの街区の避難先・道・時刻を示す")(
    block_commands.block
)


@app.command(help="Start the dashboard / 画面を起動する")
def serve(
    host: Annotated[str, typer.Option(envvar="SONAE_HOST", help="Address. アドレス")] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="SONAE_PORT", min=1, max=65535, help="Port. ポート")] = 8501,
    certificate: Annotated[
        str, typer.Option(envvar="SONAE_CERTIFICATE", help="Certificate file (TLS). 証明書のファイル")
    ] = "",
    certificate_key: Annotated[
        str, typer.Option(envvar="SONAE_CERTIFICATE_KEY", help="Its key file. 証明書の鍵のファイル")
    ] = "",
    behind_tls: Annotated[
        bool,
        typer.Option(
            "--behind-tls",
            envvar="SONAE_BEHIND_TLS",
            help="A web server in front encrypts (TLS). 前段のサーバーが暗号化する",
        ),
    ] = False,
    prepare: Annotated[
        Literal["first", "plans", "pages"],
        typer.Option(
            envvar="SONAE_PREPARE",
            help="What is made before anybody asks: the first plan, all plans, or their maps and places too. "
            "先に用意するもの（最初の計画・すべての計画・地図と避難場所の画面まで）",
        ),
    ] = "pages",
) -> None:
    """Start the dashboard."""
    # A process of its own: the dashboard and the command never import each other.
    command = [sys.executable, "-m", "ui.server", "--host", host, "--port", str(port), "--prepare", prepare]
    if certificate or certificate_key:
        command += ["--certificate", certificate, "--certificate-key", certificate_key]
    if behind_tls:
        command.append("--behind-tls")
    if os.name == "posix":
        sys.stdout.flush()
        sys.stderr.flush()
        os.execv(sys.executable, command)  # noqa: S606 - our own interpreter and module, no shell
    raise typer.Exit(subprocess.call(command))  # noqa: S603 - as above


def main() -> None:
    """Run the command; Ctrl-C ends it quietly."""
    # The server lives long, in a process of its own that inherits the variables of this one.
    if sys.argv[1:2] != ["serve"]:
        return_freed_memory()
    try:
        app()
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except BrokenPipeError:
        # Whoever read our output has closed it (such as ``head``): that is no fault.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(0) from None
    finally:
        # Last: the framework puts a hook of its own in place when it starts.
        last_resort.install()


__all__ = ["CALL_ERROR", "app", "main"]
