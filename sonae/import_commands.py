"""``sonae import``: take official files into a city."""

from pathlib import Path
from typing import Annotated

import typer

from sonae.import_area_commands import blocks, boundaries, districts, facilities
from sonae.import_hazard_command import hazard
from sonae.import_size_command import capacities
from sonae.list_comparison_output import compare_editions
from sonae.options import JsonOption, LanguageOption, ending_in_words, make_printer

app = typer.Typer(no_args_is_help=True, help="Take official files into a city. 取り込み")
app.command(help="Renew hazard layers from official files / ハザードの区域を取り込む")(hazard)
app.command(help="Renew the wards from administrative areas / 行政区域から区の境界を取り込む")(boundaries)
app.command(help="Renew the blocks from a census / 国勢調査の小地域から人とブロックを取り込む")(blocks)
app.command(help="Renew the school districts from A27 or a list of towns / 校区を取り込む")(districts)
app.command(help="Renew facilities from P04, P14, P29 / 医療機関・福祉施設・学校を取り込む")(facilities)
app.command(help="Sizes of places: a sheet out, the filled sheet in / 収容人数・面積・階数の表")(capacities)

#: An old and a new edition.
_EDITIONS = 2

BundleFolder = Annotated[Path, typer.Option("--bundle", help="City bundle to renew. 更新する都市データ")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Check and report only. 確認だけ（書き換えない）")]
WholeList = Annotated[
    bool,
    typer.Option(
        "--whole-list", help="Refuse a list with rows of other cities. ほかの市の行がある一覧は取り込まない"
    ),
]
Complete = Annotated[
    bool,
    typer.Option("--complete", help="The lists name every place of their kind. 一覧にない場所の指定を外す"),
]
AcceptLosses = Annotated[
    bool,
    typer.Option(
        "--accept-losses", help="Accept that most places lose their role. 半分を超える指定が外れてもよい"
    ),
]
DateOption = Annotated[str, typer.Option("--date", help="Date of the files, such as 2026-09. データの時点")]


@app.command(help="Renew the places from official lists / 避難場所・避難所の一覧を取り込む")
def places(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="GSI lists (CSV, GeoJSON), a city's own (CSV, xlsx), KSJ P20 (zip, shp). ファイル"
        ),
    ],
    bundle: Annotated[
        Path | None, typer.Option("--bundle", help="City bundle to renew. 更新する都市データ")
    ] = None,
    compare: Annotated[
        bool,
        typer.Option("--compare", help="Only compare two editions: OLD NEW. 前の版と後の版を比べるだけ"),
    ] = False,
    out: Annotated[
        Path | None, typer.Option("--out", help="CSV of the changes (with --compare). 変わったところの CSV")
    ] = None,
    dry_run: DryRun = False,
    date: DateOption = "",
    whole_list: WholeList = False,
    complete: Complete = False,
    accept_losses: AcceptLosses = False,
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Renew the places from official lists."""
    printer = make_printer(lang, as_json=as_json)
    if compare and len(files) != _EDITIONS:
        raise typer.BadParameter("OLD NEW", param_hint="--compare")
    if compare:
        with ending_in_words(printer):
            compare_editions(printer, files, bundle, out)
        return
    if bundle is None or out is not None:
        raise typer.BadParameter("--bundle DIR | --compare", param_hint="--bundle")
    with ending_in_words(printer):
        from sonae.import_output import finish, print_reports, result_document
        from use_cases.import_places import PlaceImportOptions, import_places
        from use_cases.load_bundle import load_bundle

        printer.say("cli.reading")
        options = PlaceImportOptions(
            date=date, whole_list=whole_list, complete=complete, accept_losses=accept_losses
        )
        result = import_places(load_bundle(bundle), files, options)
        counts = {
            "total": len(result.bundle.places),
            "added": len(result.added),
            "changed": len(result.changed),
            "removed": len(result.removed),
        }
        rows = {"rows": result.rows_read, "entries": result.entries, "listed": result.listed}
        pairs = {"both_lists": result.both_lists, "same_address": result.same_address}
        if as_json:
            counts |= rows | pairs
            ids = {"added": result.added, "changed": result.changed, "removed": result.removed}
            facts = {"counts": counts, "roles": result.roles, **ids}
            printer.json(result_document(result, bundle, dry_run=dry_run, facts=facts))
            return
        if result.faults:
            printer.faults(result.faults)
        print_reports(printer, result.reports)
        printer.line(printer.text("cli.import.place_rows", **rows))
        printer.line(printer.text("cli.import.places", **counts))
        printer.line(printer.text("cli.import.place_roles", **result.roles))
        printer.line(printer.text("cli.import.place_pairs", **pairs))
        finish(printer, result, bundle, dry_run=dry_run)


@app.command(help="Renew the streets from OpenStreetMap or OSMnx / 道路網を取り込む")
def streets(
    file: Annotated[
        Path,
        typer.Argument(
            help="OpenStreetMap (.osm.pbf, .osm, Overpass JSON) or a network of OSMnx "
            "(GraphML, GeoParquet, GeoPackage, zipped shapefile). ファイル"
        ),
    ],
    bundle: BundleFolder,
    dry_run: DryRun = False,
    date: DateOption = "",
    straight: Annotated[
        bool,
        typer.Option("--straight", help="Straight lines where a drawing cannot be read. 直線で補う"),
    ] = False,
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Renew the streets from OpenStreetMap or a network of OSMnx."""
    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        from sonae.import_output import finish, print_reports, result_document
        from use_cases.import_streets import StreetOptions, import_streets
        from use_cases.load_bundle import load_bundle

        printer.say("cli.reading")
        city = load_bundle(bundle)
        size = file.stat().st_size if file.is_file() else 0
        with printer.progress("cli.reading", total=size) as advance:
            result = import_streets(city, file, StreetOptions(date, straight), advance)
        counts = {
            "streets": len(result.bundle.streets),
            "nodes": len(result.bundle.nodes),
            "length_km": float(result.bundle.streets["length_m"].sum()) / 1000,
        }
        before = {
            "streets_before": result.streets_before,
            "nodes_before": result.nodes_before,
            "lost": result.lost,
            "straightened": result.straightened,
        }
        if as_json:
            printer.json(result_document(result, bundle, dry_run=dry_run, facts=counts | before))
            return
        if result.faults:
            printer.faults(result.faults)
        print_reports(printer, result.reports)
        printer.line(printer.text("cli.import.streets", **counts))
        printer.line(printer.text("cli.import.streets_before", **before))
        if straight:
            printer.line(printer.text("cli.import.streets_straight", straightened=result.straightened))
        finish(printer, result, bundle, dry_run=dry_run)


@app.command(help="Heights of corners and slopes of streets / 標高を取り込む")
def elevation(
    files: Annotated[
        list[Path], typer.Argument(help="GSI elevation model (GML, zip) or GeoTIFF. ファイル（いくつでも）")
    ],
    bundle: BundleFolder,
    dry_run: DryRun = False,
    date: DateOption = "",
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Give corners heights and streets slopes."""
    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        from sonae.import_output import finish, print_reports, result_document
        from use_cases.import_elevation import import_elevation
        from use_cases.load_bundle import load_bundle

        printer.say("cli.reading")
        result = import_elevation(load_bundle(bundle), files, date=date)
        if as_json:
            known = {"known": result.known, "nodes": result.nodes}
            printer.json(result_document(result, bundle, dry_run=dry_run, facts=known))
            return
        print_reports(printer, result.reports)
        finish(printer, result, bundle, dry_run=dry_run)
