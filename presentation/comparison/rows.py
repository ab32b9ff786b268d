"""Every row of a comparison in words: what page, paper, terminal and files lay out alike."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from domain.vocabulary import UNSERVED_CAUSES, ReadinessBand
from planning.compared_people import MOMENTS
from planning.compared_readiness import AREA_BAND
from planning.comparison import Compared, Comparison, Part
from presentation.comparison.figure_words import (
    FigureWords,
    level_words,
    moment_words,
    number_words,
    people_words,
    span_words,
    state_words,
)
from presentation.comparison.input_words import input_rows
from presentation.ledger_rows import measure_name
from presentation.names import destination_names
from presentation.plan_change import fewer_with_place
from presentation.readiness_matrix.gap_words import band_gap_words
from presentation.readiness_matrix.report import band_report
from presentation.readiness_matrix.theme_states import theme_states
from presentation.readiness_tables import indicator_name, unit_text
from presentation.styles.readiness import BANDS
from presentation.words import Words

#: Part of the rows that say what differs between the inputs.
INPUTS = "inputs"
#: Sums of the ledger that stand there even where they are nothing on both sides.
_ALWAYS = frozenset({"persons", "concerned", "must_leave", "with_place", "unserved", "unknown_persons"})
_CAUSES = tuple(cause.value for cause in UNSERVED_CAUSES)
_SHOWN_FACTORS = {"share": 100.0, "seconds": 1 / 60}


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row in words.

    Parameters
    ----------
    part
        ``INPUTS`` or a ``Part``.
    item
        What it is of.
    cells
        A, B and difference.
    figures
        The exact figures; None for an input.
    """

    part: str
    item: str
    cells: FigureWords
    figures: Compared | None = None


def shown_rows(comparison: Comparison, words: Words) -> list[ShownRow]:
    """Return every row of a comparison, part by part.

    Sums of which nobody is counted on either side, and parts of a place that neither side uses, are
    left out.
    """
    return [*_inputs(comparison, words), *_figures(comparison, words)]


def _inputs(comparison: Comparison, words: Words) -> Iterator[ShownRow]:
    for item, first, second in input_rows(comparison, words):
        yield ShownRow(INPUTS, item, FigureWords(first, second, ""))


def _figures(comparison: Comparison, words: Words) -> Iterator[ShownRow]:
    yield from _people(comparison, words)
    yield from _limits(comparison, words)
    yield from _bands(comparison, words)
    yield from _places(comparison, words)
    yield from _indicators(comparison, words)


def _people(comparison: Comparison, words: Words) -> Iterator[ShownRow]:
    for row in comparison.of(Part.PEOPLE):
        key = row.item
        if key in _ALWAYS or _is_anybody(row):
            cells = people_words(row, words, rounded=comparison.is_rounded)
            name = words("compare.cause", cause=measure_name(key, words)) if key in _CAUSES else ""
            yield ShownRow(Part.PEOPLE, name or measure_name(key, words), cells, row)


def _limits(comparison: Comparison, words: Words) -> Iterator[ShownRow]:
    scenarios = (comparison.cases[0].scenario, comparison.cases[1].scenario)
    reserves = [case.settings.movement.reserve_s for case in comparison.cases]
    reserve = words.listed(dict.fromkeys(words.minutes(one) for one in reserves))
    for row in comparison.of(Part.LIMITS):
        if row.item in MOMENTS:
            cells = moment_words(row, scenarios, words, is_limit=row.item != "departure_s")
        elif row.item == "route_margin_s":
            cells = span_words(row, words)
        elif row.unit == "persons":
            cells = people_words(row, words, rounded=comparison.is_rounded)
        else:
            cells = number_words(row, 1 / 60, words("export.minute_unit"), words, digits=1)
            fewer = fewer_with_place(
                -_change_of_places(comparison), row.change.value, words, rounded=comparison.is_rounded
            )
            cells = replace(cells, difference=cells.difference + fewer)
        yield ShownRow(Part.LIMITS, words(f"compare.limit.{row.item}", reserve=reserve), cells, row)


def _change_of_places(comparison: Comparison) -> float:
    """Return how many more have a place on the second side."""
    row = next(one for one in comparison.of(Part.PEOPLE) if one.item == "with_place")
    return row.second.value - row.first.value


def _bands(comparison: Comparison, words: Words) -> Iterator[ShownRow]:
    said = [_band_texts(comparison, side, words) for side in (0, 1)]
    for row in comparison.of(Part.BANDS):
        name = words("compare.band" if row.item == AREA_BAND else f"readiness_theme.{row.item}")
        cells = level_words(row, said[0][row.item], said[1][row.item], words)
        yield ShownRow(Part.BANDS, name, cells, row)


def _places(comparison: Comparison, words: Words) -> Iterator[ShownRow]:
    names = destination_names(comparison.cases[0], words.language)
    for row in comparison.of(Part.PLACES):
        cells = people_words(row, words, rounded=comparison.is_rounded)
        first, second = (
            words("compare.with_state", value=cell, state=state_words(figure.state, words))
            for cell, figure in ((cells.first, row.first), (cells.second, row.second))
        )
        yield ShownRow(Part.PLACES, str(names[row.item]), FigureWords(first, second, cells.difference), row)


def _indicators(comparison: Comparison, words: Words) -> Iterator[ShownRow]:
    for row in comparison.of(Part.INDICATORS):
        if row.unit == "persons":
            cells = people_words(row, words, rounded=comparison.is_rounded)
        else:
            unit = unit_text(row.unit, words.language)
            digits = 1 if row.unit in _SHOWN_FACTORS else 2
            cells = number_words(row, _SHOWN_FACTORS.get(row.unit, 1.0), unit, words, digits=digits)
        yield ShownRow(Part.INDICATORS, indicator_name(row.item, words.language), cells, row)


def _band_texts(comparison: Comparison, side: int, words: Words) -> Mapping[str, str]:
    """Return the band of the area and what each theme is, with the gaps that decide them, by item."""
    plan = comparison.plans[side]
    report = band_report(comparison.cases[side], plan)
    area = report.bands.loc[comparison.area_id].to_dict()
    band = ReadinessBand(area["band"])
    gap = band_gap_words(area, words, rounded=plan.is_rounded)
    texts = {AREA_BAND: _with_gap(BANDS[band].sign, words(f"readiness_band.{band}"), gap, words)}
    themes = report.themes[report.themes["area_id"] == comparison.area_id]
    states = theme_states(themes, words, rounded=plan.is_rounded)
    for theme, state in zip(themes["theme"], states, strict=True):
        texts[str(theme)] = _with_gap(state.look.sign, state.name, state.gap, words)
    return texts


def _with_gap(sign: str, name: str, gap: str, words: Words) -> str:
    key = "compare.band_gap" if gap else "compare.band_alone"
    return words(key, sign=sign, band=name, gap=gap)


def _is_anybody(row: Compared) -> bool:
    if row.item == "not_in_time":
        return row.first.is_known or row.second.is_known
    # An end that is open counts; without a number there is nobody.
    return any(figure.high > 0 for figure in (row.first, row.second))


def of_part(rows: Sequence[ShownRow], part: str) -> list[ShownRow]:
    """Return the rows of one part."""
    return [row for row in rows if row.part == part]
