"""A sheet as a table of a list's columns: what people leave to the eye is put into each cell.

Merged cells, 〃, a squad written once above its people, totals and notes below the table: each is
read as people mean it, and each is said by row, column and rule.
"""

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from community.roster_cells import BoolArray
from community.roster_changes import ReadingLog, ReadingRule
from community.roster_columns import (
    NeedsHelpColumn,
    RosterColumn,
    RosterForm,
    RosterKind,
    is_other_list,
    normal,
)
from community.roster_content import columns_by_content
from community.roster_header import SEARCHED, RosterHeader, find_header
from community.roster_mapping import ColumnMapping, MappedColumn, map_columns
from community.roster_marks import MarkLog, all_marks, marks_of
from community.roster_parts import join_parts
from community.roster_squad_in_role import read_squad_in_role
from community.roster_text import is_formula, tidy, unquoted
from community.roster_words import DITTO, read_squad
from domain.faults import Fault, sort_faults
from domain.sheet import Sheet
from domain.vocabulary import Severity

#: A note that begins like this marks an example row of the template.
EXAMPLE_NOTE = "記入例"
#: Words of a list of people who need help in a title.
_OTHER_TITLE = re.compile("避難行動要支援者|要援護者")
_TOTAL = re.compile(
    r"(総|小|合|班|部|組|ブロック)?計(\d+[人名]?)?|総数(\d+[人名]?)?|以上(\d+[人名]?)?|(総|小|合)計.{0,12}"
)
_REMARK = re.compile(r"^[※＊*■◆●・(（【]|^注\d*[:：)）]|^備考[:：]|作成|更新日|現在|[。]$")
#: A text alone in its row that is this long, and not under the names, is a remark.
_LONG = 15
_BRACKETS = "【】[]()（）<>■◆●○・※ "
_COUNT = re.compile(r"[\d.]+(?:人|名|世帯|戸|組織|団体|班|件)?")


@dataclass(frozen=True, slots=True, eq=False)
class RosterTable:
    """A list as a table.

    Parameters
    ----------
    cells
        One row a person; columns of the list that the file has; texts, tidied. Index ``line``.
    headers
        Header as written of each column of ``cells``.
    header
        Where the header stands; None where none was found.
    columns
        How each column of the file is read.
    readings
        What was read otherwise than written: ``line``, ``column``, ``rule``.
    faults
        What is wrong with the file and its columns; no cell's value is in them.
    marks
        Every fault of every row.
    """

    cells: pd.DataFrame
    headers: dict[str, str] = field(default_factory=dict)
    header: RosterHeader | None = None
    columns: tuple[MappedColumn, ...] = ()
    readings: pd.DataFrame = field(default_factory=lambda: ReadingLog().table())
    faults: tuple[Fault, ...] = ()
    marks: pd.DataFrame = field(default_factory=lambda: MarkLog().marks())


def read_table(sheet: Sheet, form: RosterForm, mapping: ColumnMapping | None = None) -> RosterTable:
    """Read a sheet as one of the two lists.

    Parameters
    ----------
    sheet
        The sheet.
    form
        Which list is expected; the other one is refused and none of it is read.
    mapping
        What a person said of the headers.

    Returns
    -------
    RosterTable
        No rows where the header is not found or a fault stands against reading.
    """
    nothing = pd.DataFrame(index=pd.Index([], dtype="int64", name="line"))
    header = find_header(sheet, form.headers)
    if _is_other(sheet, header, form):
        key = "roster_is_needs_help" if form.kind is RosterKind.MEMBERS else "roster_is_members"
        return RosterTable(nothing, faults=(Fault(key, file=sheet.file),))
    if header is None:
        if sheet.rows.empty:
            fault = Fault("table_empty", file=sheet.file)
            return RosterTable(nothing, faults=sheet.faults or (fault,))
        # The first lines may be persons, so that none of them is shown.
        fault = Fault("header_unknown", file=sheet.file, expected=", ".join(form.columns))
        return RosterTable(nothing, faults=(*sheet.faults, fault))
    sheet, header = join_parts(sheet, header, form)
    columns = map_columns(header, form, mapping or ColumnMapping())
    columns = columns_by_content(columns, sheet.rows[sheet.rows.index > header.lines[-1]], form)
    log = MarkLog()
    kept = _kept(columns, header, sheet.file, log)
    body = _Body(sheet, header, columns, kept, log, form.kind)
    cells = body.cells()
    if cells.empty:
        log.add(Fault("table_empty", file=sheet.file))
    headers = {name: columns[i].header for name, i in kept.items()}
    faults = sort_faults((*sheet.faults, *log.faults()))
    marks = all_marks([marks_of(sheet.faults), log.marks()])
    return RosterTable(cells, headers, header, columns, body.readings.table(), faults, marks)


def _is_other(sheet: Sheet, header: RosterHeader | None, form: RosterForm) -> bool:
    first = sheet.rows.iloc[:SEARCHED]
    if any(is_other_list(row, form) for row in first.itertuples(index=False)):
        return True
    if form.kind is not RosterKind.MEMBERS:
        return False
    titles = first.iloc[: header.rows_above if header is not None else 3]
    return any(_OTHER_TITLE.search(str(text)) for row in titles.itertuples(index=False) for text in row)


def _kept(columns: Sequence[MappedColumn], header: RosterHeader, file: str, log: MarkLog) -> dict[str, int]:
    """Return the position in ``columns`` of each column that is read, by its name; say what is not."""
    line = str(header.lines[0])
    at = Fault("title_rows", Severity.WARNING, file=file, row=line)
    if header.rows_above:
        log.add(replace(at, value=str(header.rows_above)))
    kept: dict[str, int] = {}
    for i, column in enumerate(columns):
        if not column.column:
            # A column that a person chose not to read is no news; one that nobody knows is.
            if not column.is_chosen:
                log.add(replace(at, key="roster_column_ignored", column=column.safe_header))
            continue
        if column.is_by_content:
            log.add(replace(at, key="roster_column_by_content", column=column.header, expected=column.column))
        if column.column in kept:
            first = columns[kept[column.column]]
            is_beside = normal(first.header) == normal(column.header)
            twice = replace(at, key="roster_side_by_side" if is_beside else "column_twice")
            log.add(replace(twice, severity=Severity.ERROR, column=column.header, expected=first.header))
        else:
            kept[column.column] = i
    return kept


class _Body:
    """The rows below the header, brought into the list's columns step by step.

    Parameters
    ----------
    sheet, header, columns
        The file.
    kept
        Position in ``columns`` of each column that is read.
    log
        Takes the faults.
    kind
        Which list it is.
    """

    def __init__(
        self,
        sheet: Sheet,
        header: RosterHeader,
        columns: Sequence[MappedColumn],
        kept: dict[str, int],
        log: MarkLog,
        kind: RosterKind,
    ) -> None:
        self.readings = ReadingLog()
        self._sheet, self._header, self._log, self._kind = sheet, header, log, kind
        below = sheet.rows.index > header.lines[-1]
        self._raw = sheet.rows[below]
        self._widths = sheet.widths[below]
        self._places = {name: columns[i].place - 1 for name, i in kept.items()}
        self._headers = {name: columns[i].header for name, i in kept.items()}
        self._name = NeedsHelpColumn.NAME.value

    def cells(self) -> pd.DataFrame:
        """Return the people of the list."""
        self._fill_merged()
        left_out = self._left_out()
        if not self._sheet.name:
            left_out = left_out | self._broken_width(~left_out)
        cells = self._raw.rename(columns={place: name for name, place in self._places.items()})
        cells = cells.loc[:, list(self._places)]
        cells = self._tidied(cells)
        if self._kind is RosterKind.MEMBERS:
            cells, left_out = self._sections(cells, left_out)
        cells = cells[~left_out]
        cells = self._without_examples(cells)
        cells = self._dittos(cells)
        if self._kind is RosterKind.MEMBERS:
            cells = self._squads_in_roles(cells)
        self._say_hidden(cells.index)
        return cells

    def _fill_merged(self) -> None:
        """Put the text of merged cells into each of their lines."""
        lines = self._raw.index.to_numpy(dtype=np.int64)
        by_place = {place: name for name, place in self._places.items()}
        filled: dict[Hashable, npt.NDArray[np.object_]] = {}
        for area in self._sheet.merged:
            name = by_place.get(area.first_column)
            first, last = np.searchsorted(lines, [area.first_line, area.last_line + 1])
            if name is None or last - first < 2 or lines[first] != area.first_line:
                continue
            cells = filled.setdefault(
                area.first_column, self._raw[area.first_column].to_numpy(dtype=object, copy=True)
            )
            empty = first + 1 + np.flatnonzero(cells[first + 1 : last] == "")
            if cells[first] and empty.size:
                cells[empty] = cells[first]
                self.readings.add(lines[empty], self._headers[name], ReadingRule.MERGED)
        texts = {place: pd.Series(cells, self._raw.index, "str") for place, cells in filled.items()}
        if texts:
            self._raw = pd.DataFrame({place: texts.get(place, self._raw[place]) for place in self._raw})

    def _left_out(self) -> BoolArray:
        """Return the rows that are no person, shape (n,), and say why of each."""
        raw, lines = self._raw, self._raw.index
        written = (raw != "").to_numpy(dtype=bool)
        filled = written.sum(axis=1)
        number = self._places.get(NeedsHelpColumn.NUMBER.value)
        named = self._is_filled(self._name)
        read = [place for name, place in self._places.items() if place != number]
        holds = written[:, read].any(axis=1) if read else np.zeros(len(raw), dtype=bool)
        again = filled >= 2
        for place, text in enumerate(self._header.texts):
            if place in raw and text:
                # A later page repeats the header; of two rows, the lower one stands in its own words.
                again &= (raw[place].map(normal) == normal(text)).to_numpy(dtype=bool) | (raw[place] == "")
        rules = {
            ReadingRule.REPEATED_HEADER: again,
            ReadingRule.TOTAL: self._suspects(~named | (filled <= 3), _is_total),
            ReadingRule.REMARK: self._suspects((filled == 1) & ~named, _is_remark)
            | self._suspects((filled == 1) & named, lambda texts: texts[0].startswith("※")),
            ReadingRule.NUMBER_ONLY: ~holds & self._suspects(filled == 1, lambda texts: texts[0].isdecimal()),
        }
        out = np.zeros(len(raw), dtype=bool)
        for rule, rows in rules.items():
            self.readings.add_where(lines, rows & ~out, "", rule)
            out |= rows
        return out

    def _is_filled(self, name: str) -> BoolArray:
        place = self._places.get(name)
        if place is None:
            return np.zeros(len(self._raw), dtype=bool)
        return (self._raw[place] != "").to_numpy(dtype=bool)

    def _suspects(self, rows: BoolArray, test: Callable[[Sequence[str]], bool]) -> BoolArray:
        """Return the rows among some whose texts pass a test, shape (n,)."""
        found = np.zeros(len(rows), dtype=bool)
        for i in np.flatnonzero(rows):
            texts = [text for text in self._raw.iloc[i] if text]
            found[i] = bool(texts) and test(texts)
        return found

    def _broken_width(self, people: BoolArray) -> BoolArray:
        """Refuse CSV records with more or fewer cells than the header, shape (n,)."""
        raw, at = self._raw, self._sheet.rows.index.get_loc(self._header.lines[0])
        width = int(self._sheet.widths[at])
        # An empty cell too many is what spreadsheets add; it is no fault.
        beyond = raw.columns[width:]
        broken = (self._widths < width) | (raw[beyond] != "").any(axis=1).to_numpy(dtype=bool)
        broken &= people
        lines = raw.index.to_numpy(dtype=np.int64)
        fault = Fault("row_width", file=self._sheet.file, expected=str(width))
        for i in np.flatnonzero(broken):
            self._log.add(replace(fault, value=str(self._widths[i])), [int(lines[i])])
        return broken

    def _tidied(self, cells: pd.DataFrame) -> pd.DataFrame:
        """Return the cells with usual widths; refuse those that a spreadsheet would compute."""
        done = {}
        for name in cells.columns:
            written = cells[name]
            texts = pd.unique(written)
            bare = {text: unquoted(text) for text in texts}
            plain = written.map({text: tidy(bare[text]) for text in texts}).astype(written.dtype)
            header = self._headers[name]
            quoted = written.isin([text for text in texts if bare[text] != text]).to_numpy(dtype=bool)
            self.readings.add_where(cells.index, quoted, header, ReadingRule.QUOTED)
            changed = (plain != written).to_numpy(dtype=bool) & ~quoted
            self.readings.add_where(cells.index, changed, header, ReadingRule.WIDTH)
            formula = plain.isin([text for text in pd.unique(plain) if is_formula(text)])
            if formula.any():
                lines = cells.index[formula.to_numpy(dtype=bool)].tolist()
                fault = Fault("cell_formula", file=self._sheet.file, column=header)
                self._log.add(fault, lines)
                plain = plain.mask(formula, "")
            done[name] = plain
        return pd.DataFrame(done, index=cells.index)

    def _sections(self, cells: pd.DataFrame, left_out: BoolArray) -> tuple[pd.DataFrame, BoolArray]:
        """Give people below a row that names a squad alone that squad, where theirs is empty.

        Returns the cells, and the rows that are left out, those of such rows included.
        """
        alone = np.flatnonzero((self._raw != "").to_numpy(dtype=bool).sum(axis=1) == 1)
        texts = {int(i): tidy("".join(self._raw.iloc[i])).strip(_BRACKETS) for i in alone}
        titles = {i: text for i, text in texts.items() if read_squad(text) is not None}
        if not titles:
            return cells, left_out
        heads = np.zeros(len(cells), dtype=bool)
        heads[list(titles)] = True
        self.readings.add_where(cells.index, heads & ~left_out, "", ReadingRule.SECTION)
        squad = pd.Series(titles, dtype="str").reindex(range(len(cells))).ffill().fillna("")
        squad.index = cells.index
        post = RosterColumn.POST.value
        own = cells[post] if post in cells else pd.Series("", index=cells.index, dtype="str")
        fill = (own.eq("") & squad.ne("")).to_numpy(dtype=bool) & ~left_out & ~heads
        self.readings.add_where(cells.index, fill, self._headers.get(post, post), ReadingRule.SECTION)
        return cells.assign(**{post: own.mask(fill, squad)}), left_out | heads

    def _without_examples(self, cells: pd.DataFrame) -> pd.DataFrame:
        if RosterColumn.NOTE not in cells:
            return cells
        example = cells[RosterColumn.NOTE].str.startswith(EXAMPLE_NOTE).to_numpy(dtype=bool)
        self.readings.add_where(cells.index, example, "", ReadingRule.EXAMPLE)
        lines = cells.index[example].tolist()
        if lines:
            column = self._headers[RosterColumn.NOTE]
            fault = Fault("roster_example_row", Severity.WARNING, file=self._sheet.file, column=column)
            self._log.add(fault, lines)
        return cells[~example]

    def _dittos(self, cells: pd.DataFrame) -> pd.DataFrame:
        """Read 〃 as the cell above; nobody is named by it, and above the first person there is none."""
        done = {}
        for name in cells.columns:
            texts = cells[name]
            marked = texts.isin(DITTO)
            if name in {self._name, NeedsHelpColumn.KANA.value} or not marked.any():
                done[name] = texts
                continue
            filled = texts.mask(marked).ffill()
            read = (marked & filled.notna()).to_numpy(dtype=bool)
            self.readings.add_where(cells.index, read, self._headers.get(name, name), ReadingRule.DITTO)
            done[name] = filled.where(filled.notna(), texts)
        return pd.DataFrame(done, index=cells.index)

    def _squads_in_roles(self, cells: pd.DataFrame) -> pd.DataFrame:
        """Take squad and role from a role that names both, where the squad is empty or the same."""
        role, post = RosterColumn.ROLE.value, RosterColumn.POST.value
        if role not in cells:
            return cells
        found = cells[role].map({text: read_squad_in_role(text) for text in pd.unique(cells[role])})
        own = cells[post] if post in cells else pd.Series("", index=cells.index, dtype="str")
        fits = np.array(
            [
                both is not None and (not squad or read_squad(squad) == read_squad(both.squad))
                for both, squad in zip(found, own, strict=True)
            ],
            dtype=bool,
        )
        if not fits.any():
            return cells
        squads = own.mask(own.eq("") & fits, found.map(lambda both: both.squad if both else ""))
        roles = cells[role].mask(fits, found.map(lambda both: both.role if both else ""))
        changed = (squads.ne(own) | roles.ne(cells[role])).to_numpy(dtype=bool)
        self.readings.add_where(cells.index, changed, self._headers[role], ReadingRule.SQUAD_IN_ROLE)
        return cells.assign(**{post: squads.astype("str"), role: roles.astype("str")})

    def _say_hidden(self, lines: "pd.Index[int]") -> None:
        hidden = sorted(self._sheet.hidden_lines & set(lines.tolist()))
        if hidden:
            fault = Fault("roster_hidden_rows", Severity.WARNING, file=self._sheet.file)
            self._log.add(fault, hidden)


def _is_total(texts: Sequence[str]) -> bool:
    """Whether a row is a total: a word for one, and beside it nothing but counts and words of squads."""
    words = [normal(text) for text in texts]
    found = [i for i, word in enumerate(words) if _TOTAL.fullmatch(word)]
    rest = [text for i, text in enumerate(words) if i not in found]
    return bool(found) and all(_COUNT.fullmatch(text) or read_squad(text) is not None for text in rest)


def _is_remark(texts: Sequence[str]) -> bool:
    text = texts[0].strip()
    is_long = len(text) >= _LONG or _REMARK.search(text) is not None
    return is_long and read_squad(text.strip(_BRACKETS)) is None
