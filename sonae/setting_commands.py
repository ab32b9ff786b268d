"""``sonae settings``: every parameter with its value, range, source and mark, and every measure."""

from typing import Annotated, Any

import typer

from domain.faults import UnknownSettingError
from domain.vocabulary import Preset
from sonae.options import JsonOption, LanguageOption, ending_in_words, make_printer

app = typer.Typer(no_args_is_help=True, help="List and explain settings. 設定")

PresetOption = Annotated[Preset, typer.Option("--preset", help="Set of settings. 設定の組")]


@app.command("list", help="List every setting / 設定の一覧")
def list_(
    preset: PresetOption = Preset.CURRENT, lang: LanguageOption = None, as_json: JsonOption = False
) -> None:
    """List every setting."""
    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        from domain.measures import MEASURE_KEYS
        from domain.settings.settings import Settings
        from presentation.setting_words import measure_form, setting_unit

        language = printer.language
        rows = list(Settings.preset(preset).rows())
        if as_json:
            printer.json([_document(row, language) for row in rows])
            return
        headings = [printer.text(f"cli.setting.{name}") for name in ("key", "value", "unit", "range", "mark")]
        body = [
            (
                row.key,
                _shown(row.value),
                setting_unit(row, language) or "—",
                _range(row),
                printer.text(f"mark.{row.mark}"),
            )
            for row in rows
        ]
        printer.table(headings, body, title=printer.text(f"preset.{preset.value}"))
        forms = [(key, measure_form(key, language)) for key in MEASURE_KEYS]
        headings = [printer.text(f"cli.setting.{name}") for name in ("key", "form")]
        printer.table(headings, forms, title=printer.text("cli.setting.measures"))


@app.command(help="Say where a setting comes from and what else it may be / 設定の出典と範囲")
def explain(
    key: Annotated[
        str, typer.Argument(help="Key of a setting, such as movement.adult_speed_m_s. 設定の名前")
    ],
    preset: PresetOption = Preset.CURRENT,
    lang: LanguageOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say where a setting comes from and what else it may be."""
    printer = make_printer(lang, as_json=as_json)
    with ending_in_words(printer):
        from domain.measures import MEASURE_KEYS
        from domain.settings.parameter import value_text
        from domain.settings.settings import Settings
        from presentation.setting_words import measure_form, setting_name, setting_source, value_with_unit

        language = printer.language
        if key in MEASURE_KEYS:
            name, form = setting_name(key, language), measure_form(key, language)
            if as_json:
                printer.json({"key": key, "name": name, "form": form})
                return
            printer.line(f"{key}  {name}")
            printer.line(f"  {printer.text('cli.setting.form')}: {form}")
            return
        rows = {row.key: row for row in Settings.preset(preset).rows()}
        if key not in rows:
            raise UnknownSettingError(key)
        row = rows[key]
        if as_json:
            printer.json(_document(row, language))
            return
        printer.line(f"{key}  {setting_name(key, language)}")
        facts = {
            "value": value_with_unit(row.value, row, language),
            "default": value_with_unit(row.default, row, language),
            "range": _range(row),
            "choices": ", ".join(value_text(choice) for choice in row.choices) or "—",
            "source": setting_source(row, language),
            "date": row.date,
            "mark": printer.text(f"mark.{row.mark.value}"),
        }
        for name, value in facts.items():
            printer.line(f"  {printer.text(f'cli.setting.{name}')}: {value}")


def _document(row: Any, language: str) -> dict[str, Any]:
    from presentation.setting_words import setting_source, setting_unit

    return {
        "key": row.key,
        "value": list(row.value) if isinstance(row.value, tuple) else row.value,
        "default": list(row.default) if isinstance(row.default, tuple) else row.default,
        "unit": setting_unit(row, language),
        "minimum": row.minimum,
        "maximum": row.maximum,
        "choices": list(row.choices),
        "source": setting_source(row, language),
        "date": row.date,
        "mark": row.mark.value,
    }


def _shown(value: Any) -> str:
    from domain.settings.parameter import value_text

    return value_text(value) or "—"


def _range(row: Any) -> str:
    from domain.settings.parameter import range_text

    return range_text(row.minimum, row.maximum) or "—"
