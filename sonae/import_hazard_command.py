"""``sonae import hazard``: take hazard areas into a city."""

from pathlib import Path
from typing import Annotated

import typer

from sonae.options import JsonOption, LanguageOption, ending_in_words, make_printer
from sonae.printing import fault_document


def hazard(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Files or zips: KSJ A31 A33 A40 A46 A47 A49 A51, PLATEAU, depths by time step, GeoTIFF, "
            "J-SHIS, any areas with --classes. ファイル"
        ),
    ],
    bundle: Annotated[Path, typer.Option("--bundle", help="City bundle to renew. 更新する都市データ")],
    as_layer: Annotated[
        str, typer.Option("--as", help="Id of the layer, such as yamato_flood. レイヤーの ID")
    ] = "",
    layer: Annotated[
        list[str] | None,
        typer.Option("--layer", help="Only this layer of the files (repeatable). 取り込むレイヤー"),
    ] = None,
    river: Annotated[
        list[str] | None, typer.Option("--river", help="Only this river (repeatable). 取り込む河川")
    ] = None,
    classes: Annotated[
        Path | None, typer.Option("--classes", help="TOML: what the columns mean. 区分の意味")
    ] = None,
    arrival_depth: Annotated[
        float,
        typer.Option(
            "--arrival-depth", min=0.001, max=5.0, help="Depth at which water has arrived [m]. 到達の水深"
        ),
    ] = 0.01,
    propose: Annotated[
        bool, typer.Option("--propose-scenarios", help="Add scenarios for the layers. 想定の案も加える")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check and report only. 確認だけ（書き換えない）")
    ] = False,
    date: Annotated[
        str, typer.Option("--date", help="Date of the files, such as 2026-09. データの時点")
    ] = "",
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Renew hazard layers from official files."""
    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        from sonae.import_output import print_difference, print_reports, report_documents
        from use_cases.bundle_difference import bundle_difference
        from use_cases.import_hazard import HazardImportOptions, import_hazard
        from use_cases.load_bundle import load_bundle
        from use_cases.write_city import write_city

        printer.say("cli.reading")
        options = HazardImportOptions(
            layer_id=as_layer,
            only=tuple(layer or ()),
            rivers=tuple(river or ()),
            classes=classes,
            date=date,
            arrival_depth_m=arrival_depth,
            propose=propose,
        )
        city = load_bundle(bundle)
        result = import_hazard(city, files, options)
        if not dry_run:
            write_city(result.bundle, bundle)
        if as_json:
            printer.json(
                {
                    "ok": True,
                    "written": not dry_run,
                    "layers": {
                        one: {
                            "areas": count,
                            "area_km2": result.area_km2[one],
                            "replaced": one in result.replaced,
                        }
                        for one, count in result.areas.items()
                    },
                    "proposed": [scenario.scenario_id for scenario in result.proposed],
                    "reports": report_documents(result.reports),
                    "faults": [fault_document(fault) for fault in result.faults],
                }
            )
            return
        print_reports(printer, result.reports)
        if result.faults:
            printer.faults(result.faults)
        for one, count in result.areas.items():
            key = "cli.import.hazard_replaced" if one in result.replaced else "cli.import.hazard_new"
            printer.line(printer.text(key, layer=one, areas=count, area_km2=result.area_km2[one]))
        key = "cli.import.scenarios_added" if propose else "cli.import.scenarios_proposed"
        for scenario in result.proposed:
            name = scenario.name if printer.language.startswith("ja") else scenario.name_en
            printer.line(printer.text(key, id=scenario.scenario_id, name=name))
        if dry_run:
            print_difference(printer, bundle_difference(city, result.bundle))
        printer.line(printer.text("cli.dry_run" if dry_run else "cli.updated", folder=str(bundle)))
