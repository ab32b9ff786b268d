"""``sonae bundle scenarios``: list, show, check and edit the scenarios of a city, and propose new ones."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sonae.options import (
    INPUT_ERROR,
    BundleOption,
    JsonOption,
    LanguageOption,
    ending_in_words,
    make_printer,
)
from sonae.printing import Printer, fault_document

if TYPE_CHECKING:
    from domain.bundle import CityBundle
    from domain.scenario import HazardScenario

app = typer.Typer(no_args_is_help=True, help="List, propose, check and edit scenarios. 想定")

BundleFolder = Annotated[Path, typer.Option("--bundle", help="City bundle. 都市データ")]
WriteOption = Annotated[bool, typer.Option("--write", help="Write it into the bundle. 都市データに書く")]
OneScenario = Annotated[str, typer.Argument(help="Id of the scenario. 想定の ID")]


@app.command("list", help="List the scenarios of a bundle / 想定の一覧")
def list_scenarios(
    bundle: BundleOption = None, lang: LanguageOption = None, as_json: JsonOption = False
) -> None:
    """List the scenarios of a bundle: id, mark, name, hazard, deadline."""
    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        from presentation.scenario_words import deadline_words, origin_mark
        from presentation.words import Words
        from use_cases.load_bundle import load_bundle

        city, words = load_bundle(bundle), Words(printer.language)
        if as_json:
            documents = [
                    {"id": key, "name": one.name, "origin": one.origin.value, "is_model": one.is_model,
                     "kinds": [kind.value for kind in one.kinds], "layers": list(one.layers)}
                    for key, one in city.scenarios.items()
                ]  # fmt: skip
            printer.json({"ok": True, "scenarios": documents})
            return
        rows = [
            (
                key,
                origin_mark(one, words),
                words.scenario(one),
                words.listed(words(f"hazard_kind.{kind}") for kind in one.kinds),
                deadline_words(one, words),
            )
            for key, one in city.scenarios.items()
        ]
        keys = ("id", "origin", "name", "kinds", "deadline")
        printer.table([words(f"scenario.field.{key}") for key in keys], rows)


@app.command(help="Show one scenario on its clock / 想定の時刻の順と出典")
def show(
    scenario: OneScenario,
    bundle: BundleOption = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="Also write it to a new TOML file. TOML に書き出す")
    ] = None,
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show one scenario: every moment that it sets or that follows, its mark and source."""
    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        from data.bundle.scenario_file import scenarios_text
        from planning.case import Case
        from planning.scenario_line import scenario_line
        from presentation.closed_words import held_sentence
        from presentation.provenance import scenario_source
        from presentation.scenario_line import line_grid
        from presentation.scenario_words import origin_mark
        from presentation.words import Words
        from use_cases.load_bundle import load_bundle
        from use_cases.make_case import run_settings
        from use_cases.write_file import write_new_file

        city, words = load_bundle(bundle), Words(printer.language)
        found = city.scenario(scenario)
        if out is not None:
            write_new_file(out, scenarios_text({scenario: found}).encode())
        settings = run_settings(city).settings
        moments = scenario_line(city, found, settings)
        if as_json:
            printer.json(
                {
                    "ok": True,
                    "id": scenario,
                    "origin": found.origin.value,
                    "source": scenario_source(found, printer.language),
                    "moments": [
                        {"event": one.event.value, "at_s": one.at_s, "detail": one.detail} for one in moments
                    ],
                    "closed_streets": [asdict(one) for one in found.closed_streets],
                }
            )
            return
        grid = line_grid(Case.of(city, found, settings), moments, words)
        printer.line(f"{words.scenario(found)} / {origin_mark(found, words)}")
        printer.table(grid.headings, grid.rows)
        if closed := held_sentence(found, words):
            printer.line(closed)
        printer.line(f"{words('export.column.source')}: {scenario_source(found, printer.language)}")


@app.command(help="Put in scenarios of a TOML file / TOML の想定を入れる")
def edit(
    file: Annotated[Path, typer.Argument(help="TOML file as “show --out” writes it. TOML ファイル")],
    bundle: BundleFolder,
    write: WriteOption = False,
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what the scenarios of a file would change and what does not make sense; write where asked."""
    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        from data.bounded_input import TOML_BYTES, read_bounded
        from domain.faults import InputError, has_error
        from use_cases.edit_scenarios import check_file, with_file
        from use_cases.load_bundle import load_bundle
        from use_cases.write_city import write_city

        city = load_bundle(bundle)
        found = check_file(city, read_bounded(file, limit=TOML_BYTES, name=str(file)), file.name)
        if has_error(found.faults):
            raise InputError(found.faults)
        if write and found.scenarios:
            write_city(with_file(city, found), bundle)
        if as_json:
            documents = [fault_document(fault) for fault in found.faults]
            ids = list(found.scenarios)
            printer.json({"ok": True, "written": write and bool(ids), "changed": ids, "faults": documents})
            return
        if found.faults:
            printer.faults(found.faults)
        _tell_changes(printer, city, found.scenarios)
        if found.scenarios:
            printer.line(printer.text("cli.scenarios.written" if write else "cli.scenarios.not_written"))
        else:
            printer.line(printer.text("cli.scenarios.unchanged"))


@app.command(help="Remove one scenario / 想定を削除する")
def remove(
    scenario: OneScenario,
    bundle: BundleFolder,
    write: WriteOption = False,
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Remove one scenario; without --write it only says that it could."""
    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        from use_cases.edit_scenarios import without_scenario
        from use_cases.load_bundle import load_bundle
        from use_cases.write_city import write_city

        city = load_bundle(bundle)
        left = without_scenario(city, scenario)
        if write:
            write_city(left, bundle)
        if as_json:
            printer.json({"ok": True, "written": write, "scenarios": list(left.scenarios)})
            return
        printer.line(printer.text("cli.scenarios.removed", id=scenario, count=len(left.scenarios)))
        printer.line(printer.text("cli.scenarios.written" if write else "cli.scenarios.not_written"))


def _tell_changes(printer: Printer, city: "CityBundle", scenarios: "Mapping[str, HazardScenario]") -> None:
    """Print what differs, scenario by scenario."""
    from planning.case import Case
    from presentation.scenario_words import changed_grid
    from presentation.words import Words
    from use_cases.make_case import run_settings

    words, settings = Words(printer.language), run_settings(city).settings
    for key, one in scenarios.items():
        name = words.scenario(one)
        if key not in city.scenarios:
            printer.line(printer.text("cli.scenarios.new", id=key, name=name))
            continue
        grid = changed_grid(Case.of(city, city.scenarios[key], settings), Case.of(city, one, settings), words)
        printer.line(printer.text("cli.scenarios.changed", id=key, name=name))
        printer.table(grid.headings, grid.rows)


@app.command(help="Propose scenarios for hazard layers that none overlays / 想定の案を作る")
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


@app.command(help="Say what does not make sense in the scenarios / 想定の矛盾を挙げる")
def check(bundle: BundleOption = None, lang: LanguageOption = None, as_json: JsonOption = False) -> None:
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
