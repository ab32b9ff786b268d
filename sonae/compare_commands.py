"""The command ``sonae compare``: two plans side by side."""

from pathlib import Path
from typing import Annotated

import typer

from domain.vocabulary import Preset
from sonae.opener import opened_city
from sonae.options import (
    BundleOption,
    LanguageOption,
    SetOption,
    SettingsOption,
    ending_in_words,
    make_printer,
    read_overrides,
)

_FORMATS = ("table", "csv", "json", "xlsx", "pdf")
_Pairs = list[str] | None


def compare(
    first: Annotated[str, typer.Argument(help="Scenario of A (see: sonae bundle info). Aの想定")],
    second: Annotated[str, typer.Argument(help="Scenario of B; may be the same. Bの想定")],
    ward: Annotated[str | None, typer.Option("--ward", help="One ward. 区のコード")] = None,
    district: Annotated[str | None, typer.Option("--district", help="One district. 校区のID")] = None,
    preset: Annotated[Preset, typer.Option("--preset", help="Preset of both. 設定の組")] = Preset.CURRENT,
    preset_a: Annotated[Preset | None, typer.Option("--preset-a", help="Preset of A. Aの設定の組")] = None,
    preset_b: Annotated[Preset | None, typer.Option("--preset-b", help="Preset of B. Bの設定の組")] = None,
    set_: SetOption = None,
    set_a: Annotated[
        _Pairs, typer.Option("--set-a", help="Override of A alone: key=value. Aだけの設定の変更")
    ] = None,
    set_b: Annotated[
        _Pairs, typer.Option("--set-b", help="Override of B alone: key=value. Bだけの設定の変更")
    ] = None,
    format_: Annotated[str, typer.Option("--format", help="table, csv, json, xlsx or pdf. 形式")] = "table",
    out: Annotated[Path | None, typer.Option("--out", help="File (default: standard output).")] = None,
    bundle: BundleOption = None,
    settings: SettingsOption = None,
    lang: LanguageOption = None,
) -> None:
    """Set two plans side by side, with their difference."""
    if format_ not in _FORMATS:
        raise typer.BadParameter(", ".join(_FORMATS), param_hint="--format")
    if format_ in {"xlsx", "pdf"} and out is None:
        raise typer.BadParameter(f"--format {format_} needs --out FILE", param_hint="--out")
    printer = make_printer(lang, as_json=format_ == "json")
    with ending_in_words(printer):
        both = read_overrides(set_, settings)
        own = [both | read_overrides(pairs, None) for pairs in (set_a, set_b)]
        from presentation.comparison.sides import area_of
        from sonae.compare_output import print_comparison
        from storage.plans import PlanStore
        from use_cases.compare_plans import SideQuestion, compare_plans
        from use_cases.plan_service import PlanService

        city = opened_city(printer, bundle, ward=ward, district=district)
        printer.say("cli.planning")
        sides = (
            SideQuestion(first, preset_a or preset, own[0]),
            SideQuestion(second, preset_b or preset, own[1]),
        )
        area = area_of(city, ward_code=ward or "", district_id=district or "")
        made = compare_plans(city, sides, area, PlanService(PlanStore()))
        print_comparison(printer, made, format_, out)
