"""備えの状況: areas × hazards, each cell a band and the gap that decides it.

No score across hazards and no order but the official one. Screen, files and papers lay out this matrix.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from domain.data_kind import DataKind, least_sure
from domain.scenario import HazardScenario, later_day
from domain.vocabulary import HazardKind, ReadinessBand
from planning.case import Case
from presentation.names import city_name, district_names, scenario_title, ward_names
from presentation.readiness_matrix.gap_words import band_gap_words, lead_persons
from presentation.readiness_matrix.report import BandReport
from presentation.readiness_matrix.sign_table import SignCell, SignColumn, SignRow, SignTable
from presentation.styles.readiness import BANDS, BandLook
from presentation.words import Words
from readiness.bands import WORST_FIRST

#: Letters of the scenarios of one hazard, in their order.
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

#: Levels of rows.
CITY, WARD, DISTRICT = "city", "ward", "district"


@dataclass(frozen=True, slots=True)
class HazardColumn:
    """A hazard: its kinds (several in a compound scenario), its name, and its scenarios.

    ``is_later`` says that it is of a later day after an earthquake, which is shown to whoever asks.
    ``key`` names its scenarios by the letters that stand for them in cells; empty for a single one.
    """

    column_id: str
    heading: str
    scenario_ids: tuple[str, ...]
    is_later: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class BandCell:
    """One cell.

    Parameters
    ----------
    band
        The band; None where a plan of the hazard is not made yet.
    scenario_id
        The scenario that decides.
    word
        Band in words.
    gap
        Gap that decides it, in a few words, with the scenario where the hazard has several.
    short_gap
        The same with the letter of the scenario, for a table that says what letters mean.
    owner, action
        Who does what next (keys below ``owner.`` and ``action.``); empty where there is no gap.
    lead_persons
        The largest number of people in danger that the gap tells; 0 without one. For sorting only.
    is_model
        Whether the band rests on model data.
    counts
        Districts of the area by band, in words; empty for a district.
    """

    band: ReadinessBand | None
    scenario_id: str
    word: str
    gap: str = ""
    short_gap: str = ""
    owner: str = ""
    action: str = ""
    lead_persons: float = 0.0
    is_model: bool = False
    counts: str = ""

    @property
    def sign(self) -> str:
        """The band's sign; empty where there is no band yet."""
        return "" if self.band is None else BANDS[self.band].sign


@dataclass(frozen=True, slots=True)
class BandRow:
    """A district, a ward, or the city, with a cell for each hazard."""

    area_id: str
    level: str
    name: str
    ward_code: str
    cells: tuple[BandCell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Areas × hazards: the city, then each ward with its districts below, in official order."""

    columns: tuple[HazardColumn, ...]
    rows: tuple[BandRow, ...]
    data_kind: DataKind

    @property
    def is_complete(self) -> bool:
        """Whether every cell has its band."""
        return all(cell.band is not None for row in self.rows for cell in row.cells)


def hazard_columns(scenarios: Sequence[HazardScenario], words: Words) -> tuple[HazardColumn, ...]:
    """Return the hazards of scenarios: single kinds in their order, then scenarios of several kinds.

    A scenario of several kinds has a column of its own: what is wrong in it need not be wrong in each.
    So have the later days after an earthquake: who has no place then is not who has none at first.
    """
    kinds = list(HazardKind)
    groups: dict[tuple[tuple[int, ...], int], list[HazardScenario]] = {}
    for scenario in scenarios:
        key = (tuple(sorted(kinds.index(kind) for kind in scenario.kinds)), later_day(scenario, scenarios))
        groups.setdefault(key, []).append(scenario)
    with_later = {group for group, day in groups if day}
    return tuple(
        _column([kinds[i] for i in group], day, groups[group, day], words, names_day=group in with_later)
        for group, day in sorted(groups, key=lambda key: (len(key[0]) > 1, key))
    )


def _column(
    kinds: Sequence[HazardKind],
    day: int,
    scenarios: Sequence[HazardScenario],
    words: Words,
    *,
    names_day: bool,
) -> HazardColumn:
    heading, ids = _heading(kinds, scenarios, words), tuple(one.scenario_id for one in scenarios)
    if names_day:
        first = min(one.day_after or 0 for one in scenarios)
        heading = words("matrix.on_day", hazard=heading, day=day or first)
    column_id = "+".join(kinds)
    column_id = f"{column_id}-day{day}" if day else column_id
    return HazardColumn(column_id, heading, ids, is_later=day > 0, key=_key(heading, scenarios, words))


def _key(heading: str, scenarios: Sequence[HazardScenario], words: Words) -> str:
    """Return what the letters of a hazard's scenarios stand for."""
    if len(scenarios) == 1:
        return ""
    named = [
        words("matrix.letter", letter=_LETTERS[i], scenario=words.scenario(one))
        for i, one in enumerate(scenarios)
    ]
    return words("matrix.key", hazard=heading, scenarios=words.listed(named))


def _heading(kinds: Sequence[HazardKind], scenarios: Sequence[HazardScenario], words: Words) -> str:
    """Return the name of a hazard; a single compound scenario has a name that says more."""
    if len(kinds) == 1:
        return words(f"hazard_kind.{kinds[0]}")
    if len(scenarios) == 1:
        return words.scenario(scenarios[0])
    return words("matrix.several_kinds", kinds=words.listed(words(f"hazard_kind.{one}") for one in kinds))


def build_matrix(case: Case, reports: Mapping[str, BandReport | None], words: Words) -> Matrix:
    """Return the matrix of all scenarios.

    Parameters
    ----------
    case
        Any case of the city.
    reports
        Bands by scenario id, in the order of the scenarios; None where the plan is not made yet.
    words
        Words of the reader.
    """
    columns = hazard_columns([case.city.scenarios[key] for key in reports], words)
    areas = areas_in_order(case, words)
    cells = {
        column.column_id: _column_cells(
            case, column, [reports[key] for key in column.scenario_ids], areas, words
        )
        for column in columns
    }
    rows = [
        BandRow(area_id, level, name, ward, tuple(cells[column.column_id][area_id] for column in columns))
        for area_id, (level, name, ward) in areas.items()
    ]
    kind = least_sure(report.data_kind for report in reports.values() if report is not None)
    return Matrix(columns, tuple(rows), kind)


def areas_in_order(case: Case, words: Words) -> dict[str, tuple[str, str, str]]:
    """Return level, name and ward of each area by id: the city, then each ward and its districts."""
    city = case.city
    areas = {city.meta.city_code: (CITY, city_name(case, words.language), "")}
    wards = ward_names(case, words.language)
    districts = district_names(case, words.language)
    ward_of = city.districts["ward_code"]
    for code, name in wards.items():
        if code != city.meta.city_code:  # a town without wards is its only ward
            areas[str(code)] = (WARD, str(name), str(code))
        for district in districts.index[ward_of.reindex(districts.index) == code]:
            areas[str(district)] = (DISTRICT, str(districts[district]), str(code))
    return areas


def _column_cells(
    case: Case,
    column: HazardColumn,
    reports: Sequence[BandReport | None],
    areas: Mapping[str, tuple[str, str, str]],
    words: Words,
) -> dict[str, BandCell]:
    ready = [report for report in reports if report is not None]
    if len(ready) < len(reports):
        # The worst of some scenarios may not be the worst of all.
        pending = BandCell(None, column.scenario_ids[0], words("matrix.preparing"))
        return dict.fromkeys(areas, pending)
    letters = _LETTERS if len(ready) > 1 else [""]
    made = [
        _report_cells(case, report, words, letter) for report, letter in zip(ready, letters, strict=False)
    ]
    worst = {area: min((cells[area] for cells in made), key=badness) for area in areas}
    for area, (level, _, ward) in areas.items():
        if level != DISTRICT:
            below = Counter(
                worst[other].band
                for other, (kind, _, of) in areas.items()
                if kind == DISTRICT and (level == CITY or of == ward)
            )
            worst[area] = _with_counts(worst[area], below, words)
    return worst


def badness(cell: BandCell) -> tuple[int, float]:
    """Return by what cells are compared, the worst first; a cell without a band comes last."""
    place = len(WORST_FIRST) if cell.band is None else WORST_FIRST.index(cell.band)
    return place, -cell.lead_persons


def _report_cells(case: Case, report: BandReport, words: Words, letter: str) -> dict[str, BandCell]:
    name = scenario_title(case.city, report.scenario, words.language)
    cells = {}
    for area, row in zip(report.bands.index, report.bands.to_dict(orient="records"), strict=True):
        band = ReadinessBand(row["band"])
        gap = short_gap = band_gap_words(row, words, rounded=report.data_kind.is_rounded)
        if letter and gap:
            gap, short_gap = (words("matrix.by_scenario", gap=gap, scenario=by) for by in (name, letter))
        cells[str(area)] = BandCell(
            band=band,
            scenario_id=report.scenario.scenario_id,
            word=words(f"readiness_band.{band}"),
            gap=gap,
            short_gap=short_gap,
            owner=row["owner"],
            action=row["next_action"],
            lead_persons=lead_persons(row),
            is_model=row["data_kind"] == DataKind.MODEL.value,
        )
    return cells


def _with_counts(cell: BandCell, below: "Counter[ReadinessBand | None]", words: Words) -> BandCell:
    parts = [
        words("matrix.count", sign=BANDS[band].sign, count=below[band]) for band in WORST_FIRST if below[band]
    ]
    return replace(cell, counts=words("matrix.counts", counts=" ".join(parts)) if parts else "")


def matrix_table(case: Case, matrix: Matrix, words: Words) -> SignTable:
    """Return the matrix as a table of signs."""
    wards = ward_names(case, words.language).to_dict()
    scenarios = tuple(case.city.scenarios.values())
    has_later = any(later_day(one, scenarios) for one in scenarios)
    notes = ("rule", "late", "ward", "hazards", "worst", *(("later",) if has_later else ()))
    rows = tuple(
        SignRow(row.area_id, row.level, row.name, row.ward_code, str(wards.get(row.ward_code, "")), tuple(
            SignCell(
                None if cell.band is None else BANDS[cell.band],
                cell.word, cell.gap, cell.counts, cell.short_gap,
            )
            for cell in row.cells
        ))
        for row in matrix.rows
    )  # fmt: skip
    return SignTable(
        table_id="matrix",
        title=words("export.table.matrix"),
        caption=words("matrix.caption"),
        columns=tuple(
            SignColumn(column.column_id, column.heading, key=column.key) for column in matrix.columns
        ),
        rows=rows,
        notes=tuple(words(f"matrix.note_{name}") for name in notes),
        legend=band_legend(words),
        data_kind=matrix.data_kind,
        is_of_all=True,
    )


def band_legend(words: Words) -> tuple[tuple[BandLook, str], ...]:
    """Return every band with its words."""
    return tuple((look, words(look.area.legend)) for look in BANDS.values())
