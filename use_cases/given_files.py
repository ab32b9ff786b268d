"""Which files a renewed layer came in, and what is told of its date where nobody has said it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.bundle import BundleMeta, CityBundle, LayerSource, Source, SourceFile
from domain.import_report import ImportReport

#: What readers say, or once said, of the terms of a file that states none.
UNSTATED_TERMS = frozenset({"", "未確認", "提供元の利用条件", "市区町村の定めによる"})


def with_given_files(
    before: BundleMeta | None, after: CityBundle, reports: Sequence[ImportReport]
) -> CityBundle:
    """Return a city whose renewed layers name the files that they came in.

    Parameters
    ----------
    before
        Head of the city before the files were taken in; None where there was none.
    after
        City with the renewed layers.
    reports
        What was made of each file. A source of theirs is found again in the layers that were renewed.

    Returns
    -------
    CityBundle
        The date of a source that nobody has said stays unknown; the date of what it took the place of
        stands beside it.
    """
    files: dict[Source, list[SourceFile]] = {}
    for report in reports:
        given = SourceFile(report.file.partition("/")[0], report.sha256, report.is_unverified)
        for source in report.sources:
            files.setdefault(source, []).append(given)
    held = {} if before is None else {layer.layer: layer for layer in before.layers}
    layers = tuple(
        layer if layer == held.get(layer.layer) else _named(layer, held.get(layer.layer), files)
        for layer in after.meta.layers
    )
    return replace(after, meta=replace(after.meta, layers=layers))


def with_terms(
    before: BundleMeta, after: CityBundle, reports: Sequence[ImportReport], terms: str
) -> tuple[CityBundle, tuple[ImportReport, ...]]:
    """Return a city and the reports of its files with the terms that a user states where files state none.

    Parameters
    ----------
    before
        Head of the city before these files were taken in: other layers stay as they are.
    after, reports
        City with the renewed layers, and what was made of each file.
    terms
        What the user says; empty: nothing.
    """
    if not terms:
        return after, tuple(reports)
    concerned = {one for report in reports for one in report.sources if one.licence in UNSTATED_TERMS}

    def stated(source: Source) -> Source:
        is_meant = _bare(source) in concerned
        return replace(source, licence=terms, licence_en=terms) if is_meant else source

    layers = tuple(
        layer
        if layer == before.layer(layer.layer)
        else replace(layer, sources=tuple(map(stated, layer.sources)))
        for layer in after.meta.layers
    )
    said = tuple(replace(one, sources=tuple(map(stated, one.sources))) for one in reports)
    return replace(after, meta=replace(after.meta, layers=layers)), said


def _named(
    layer: LayerSource, before: LayerSource | None, files: Mapping[Source, Sequence[SourceFile]]
) -> LayerSource:
    """Return a renewed layer with its files; a source that stands there twice is one with all files."""
    together: dict[Source, list[SourceFile]] = {}
    for source in layer.sources:
        together.setdefault(_bare(source), []).extend(source.files)
    kept = set(together) - set(files)
    gone = [] if before is None else [one for one in before.sources if _bare(one) not in kept]
    # The date of model data says nothing of what took its place.
    alike = {source.name for source in files} if before is not None and before.is_model else None
    gone = [one for one in gone if alike is None or one.name in alike]
    former = {_bare(source): source.former_date for source in layer.sources}
    sources = [
        replace(
            source,
            files=tuple(dict.fromkeys((*held, *files.get(source, ())))),
            former_date=_former_date(source, gone) if source in files else former[source],
        )
        for source, held in together.items()
    ]
    return replace(layer, sources=tuple(sources))


def _former_date(source: Source, gone: Sequence[Source]) -> str:
    """Return the date of what a source took the place of, where nobody has said its own."""
    if source.date:
        return ""
    alike = [one for one in gone if one.name == source.name] or gone
    return "、".join(dict.fromkeys(date for one in alike if (date := one.date or one.former_date)))


def _bare(source: Source) -> Source:
    return replace(source, files=(), former_date="")
