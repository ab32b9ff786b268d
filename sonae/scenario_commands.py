"""``sonae bundle scenarios``: propose scenarios for the hazard layers of a city, and check those it has."""

from pathlib import Path
from typing import Annotated

import typer

from sonae.options import INPUT_ERROR, JsonOption, LanguageOption, ending_in_words, make_printer
from sonae.printing import fault_document

app = typer.Typer(no_args_is_help=True, help="Propose and check scenarios. シナリオ")

BundleFolder = Annotated[Path, typer.Option("--bundle", help="City bundle. 都市データ")]


@app.command(help="Propose scenarios for hazard layers that none overlays / シナリオの案を作る")
def propose(
    bundle: BundleFolder,
    write: Annotated[
        bool, typer.Option("--write", help="Add them to scenarios.toml. scenarios.toml に加える")
    ] = False,
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Propose scenarios for hazard layers that none overlays."""
    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        from use_cases.load_bundle import load_bundle
        from use_cases.propose_scenarios import proposed_scenarios, scenario_faults, with_scenarios
        from use_cases.write_city import write_city

        city = load_bundle(bundle)
        proposed = proposed_scenarios(city)
        faults = scenario_faults(city, proposed)
        if write and proposed:
            write_city(with_scenarios(city, proposed), bundle)
        if as_json:
            ids = [scenario.scenario_id for scenario in proposed]
            documents = [fault_document(fault) for fault in faults]
            printer.json({"ok": True, "written": write, "proposed": ids, "faults": documents})
            return
        if faults:
            printer.faults(faults)
        key = "cli.import.scenarios_added" if write else "cli.scenarios.proposed"
        for scenario in proposed:
            name = scenario.name if printer.language.startswith("ja") else scenario.name_en
            printer.line(printer.text(key, id=scenario.scenario_id, name=name))
        if not proposed:
            printer.line(printer.text("cli.scenarios.none"))


@app.command(help="Say what does not make sense in the scenarios / シナリオの矛盾を挙げる")
def check(bundle: BundleFolder, lang: LanguageOption = None, as_json: JsonOption = False) -> None:
    """Say what does not make sense in the scenarios."""
    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        from domain.faults import has_error
        from use_cases.load_bundle import load_bundle
        from use_cases.propose_scenarios import scenario_faults

        city = load_bundle(bundle)
        faults = scenario_faults(city, city.scenarios.values())
        refused = has_error(faults)
        if as_json:
            printer.json({"ok": not refused, "faults": [fault_document(fault) for fault in faults]})
        elif faults:
            printer.faults(faults)
        else:
            printer.line(printer.text("cli.scenarios.sound", count=len(city.scenarios)))
        if refused:
            raise typer.Exit(INPUT_ERROR)
