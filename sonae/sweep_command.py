"""The command ``sonae sweep``: which streets an earthquake may block, and who still gets through."""

from pathlib import Path
from typing import Annotated

import typer

from domain.vocabulary import Preset
from sonae.opener import CaseOptions, opened_case
from sonae.options import (
    BundleOption,
    JsonOption,
    LanguageOption,
    SetOption,
    SettingsOption,
    ending_in_words,
    make_printer,
)


def sweep(
    scenario: Annotated[str, typer.Option("--scenario", help="Scenario id (see: sonae bundle info). 想定")],
    draws: Annotated[
        int | None, typer.Option("--draws", min=1, help="Draws at most. くり返しの回数の上限")
    ] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Processes (default: all cores). 並列の数")
    ] = None,
    scheduler: Annotated[
        str, typer.Option("--scheduler", help="Address of a Dask scheduler. Dask のアドレス")
    ] = "",
    out: Annotated[Path | None, typer.Option("--out", help="New folder to write. 書き出すフォルダー")] = None,
    bundle: BundleOption = None,
    preset: Annotated[Preset, typer.Option("--preset", help="Set of settings. 設定の組")] = Preset.CURRENT,
    set_: SetOption = None,
    settings: SettingsOption = None,
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Draw streets that an earthquake blocks, and show who still gets through."""
    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        from sonae.sweep_output import print_sweep
        from use_cases.sweep import sweep as make_sweep
        from use_cases.write_plan import refuse_taken
        from use_cases.write_sweep import write_sweep

        if out is not None:
            refuse_taken(out)
        options = CaseOptions(scenario, preset, set_, settings)
        case = opened_case(printer, bundle, options, doing="robustness.begins").case
        most = draws or case.settings.blockage.most_draws
        with printer.progress("robustness.drawing", total=most) as advance:
            shown = 0

            def tell(done: int, total: int) -> None:
                nonlocal shown
                advance(done - shown)
                shown = done
                printer.say("robustness.made", done=f"{done:,}", total=f"{total:,}")

            result = make_sweep(case, most_draws=draws, workers=workers, scheduler=scheduler, tell=tell)
        files = write_sweep(case, result, out, language=printer.language) if out is not None else ()
        print_sweep(printer, case, result, files)
