"""The command ``sonae isolation``: the streets that districts hang on."""

from pathlib import Path
from typing import Annotated

import typer

from domain.vocabulary import Preset
from sonae.opener import CaseOptions, opened_case
from sonae.options import (
    BundleOption,
    LanguageOption,
    SetOption,
    SettingsOption,
    ending_in_words,
    make_printer,
)


def isolation(
    scenario: Annotated[str, typer.Option("--scenario", help="Scenario id (see: sonae bundle info). 想定")],
    ward: Annotated[str | None, typer.Option("--ward", help="Ward code, six digits. 区のコード")] = None,
    format_: Annotated[str, typer.Option("--format", help="table, csv, json or xlsx. 形式")] = "table",
    out: Annotated[Path | None, typer.Option("--out", help="File (default: standard output).")] = None,
    bundle: BundleOption = None,
    preset: Annotated[Preset, typer.Option("--preset", help="Set of settings. 設定の組")] = Preset.CURRENT,
    set_: SetOption = None,
    settings: SettingsOption = None,
    lang: LanguageOption = None,
) -> None:
    """Show the streets that districts hang on."""
    if format_ not in {"table", "csv", "json", "xlsx"}:
        raise typer.BadParameter("table, csv, json, xlsx", param_hint="--format")
    if format_ == "xlsx" and out is None:
        raise typer.BadParameter("--format xlsx needs --out FILE", param_hint="--out")
    printer = make_printer(lang, as_json=format_ == "json")
    with ending_in_words(printer):
        from planning.block_ground import block_ground
        from planning.isolation import find_dependence, find_isolation
        from presentation.names import ward_districts
        from sonae.isolation_output import IsolationFound, print_isolation
        from storage.plans import PlanStore
        from use_cases.plan_service import PlanService

        case = opened_case(printer, bundle, CaseOptions(scenario, preset, set_, settings), ward=ward).case
        made = PlanService(PlanStore()).plan(case)
        ground = block_ground(case, made)
        wanted = list(ward_districts(case, ward) if ward else case.city.districts.index)
        with printer.progress("isolation.searching", total=len(wanted)) as advance:
            found = find_isolation(case, made, ground, wanted, lambda: advance(1))
        dependence = find_dependence(case, made, ground)
        own = dependence[dependence["district_id"].isin(wanted)]
        print_isolation(
            printer, case, made, IsolationFound(found, own), form=format_, out=out, in_full=ward is not None
        )
