"""The report of an import in words and as data; command, page and paper say the same."""

from collections.abc import Collection, Iterable
from dataclasses import asdict
from typing import Any

from domain.bundle import Source
from domain.fault_groups import FIRST_ROWS
from domain.import_report import ImportReport, RowCount
from messages.fault_words import layer_name
from presentation.provenance import source_notices
from presentation.words import Words

_LABEL = "出典："
#: Terms that nobody has stated.
_NOT_CONFIRMED = frozenset({"", "未確認"})


def report_lines(report: ImportReport, words: Words, told: Collection[str] = ()) -> list[str]:
    """Return a report, one thing a line; the first line names the file and what it is.

    Parameters
    ----------
    report
        Report of one file.
    words
        Words of the reader.
    told
        Cautions that were said before, with another file: they are not said again.
    """
    lines = [_head(report, words)]
    dropped = report.rows_read - report.rows_kept
    lines.append(words("import_report.rows", read=report.rows_read, kept=report.rows_kept, dropped=dropped))
    lines += [
        words("import_report.dropped", **_counted(one, words(f"import_dropped.{one.key}"), words))
        for one in report.dropped
    ]
    lines += [
        words("import_report.repaired", **_counted(one, words(f"import_repair.{one.key}"), words))
        for one in report.repairs
    ]
    lines += [
        words("import_report.note", note=words(f"import_note.{one.key}", **dict(one.values)))
        for one in report.notes
    ]
    lines += _source_lines(report.sources, words, told)
    return [*lines, words("import_report.sha256", sha256=report.sha256)]


def report_document(report: ImportReport, languages: Iterable[str]) -> dict[str, Any]:
    """Return a report as data, with its lines in words of each language."""
    said = {language: report_lines(report, Words(language)) for language in languages}
    return {**asdict(report), "words": said}


def _head(report: ImportReport, words: Words) -> str:
    encoding = words("import_report.encoding", encoding=report.encoding) if report.encoding else ""
    return words(
        "import_report.head",
        file=report.file,
        form=words(f"import_form.{report.form}"),
        encoding=encoding,
        unverified=words("import_report.unverified") if report.is_unverified else "",
        layer=layer_name(words.language, report.layer),
    )


def _counted(one: RowCount, reason: str, words: Words) -> dict[str, Any]:
    rows = words.listed(one.rows[:FIRST_ROWS])
    if rows and one.count > len(one.rows):
        rows += " …"
    shown = words("import_report.first_rows", rows=rows) if rows else ""
    return {"reason": reason, "count": one.count, "rows": shown}


def _source_lines(sources: Iterable[Source], words: Words, told: Collection[str]) -> list[str]:
    lines = []
    for source in sources:
        date = words("import_report.date", date=source.date) if source.date else ""
        # Some makers ask to be named as 「出典：国土地理院 …」, which the line says already.
        name = words.name(source.name, source.name_en).removeprefix(_LABEL)
        licence = words.name(source.licence, source.licence_en)
        if source.licence in _NOT_CONFIRMED:
            licence = words("import_report.licence_unknown")
        lines.append(words("import_report.source", name=name, licence=licence, date=date))
        lines += [
            words("import_report.notice", notice=notice)
            for notice in source_notices(source, words.language)
            if notice not in told
        ]
    return lines
