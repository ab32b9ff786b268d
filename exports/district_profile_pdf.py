"""The 校区カルテ on paper: A4, front and back, for a meeting of the district."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import NamedTuple

import pandas as pd
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from exports.a4_sheet import BOTTOM, GAP, HALF, MARGIN, NOTE, TITLE, WIDTH, A4Sheet
from exports.fonts import missing_characters
from planning.block_ground import BlockGround, block_ground
from planning.case import Case
from planning.plan import Plan
from presentation.answers import judged_by
from presentation.district_profile.profile import DistrictProfile, build_profile
from presentation.district_profile.strength import DistrictStrength, build_strength
from presentation.district_profile.ways_out import lines_out_of_area
from presentation.grid import Grid
from presentation.heading import (
    changed_line,
    clock_zero,
    data_date,
    data_notice,
    document_date,
    preset_text,
    source_lines,
)
from presentation.held_words import left_out_lines
from presentation.isolation_words import district_lines
from presentation.names import scenario_name
from presentation.provenance import notice_texts
from presentation.words import Words

_RIGHT = MARGIN + HALF + GAP
#: Kept free below a table for the remarks that follow it.
_RESERVED = 12 * mm
#: Sides that are aimed at.
_SIDES = 2
#: Sizes of the sources [pt], the one tried first; room for the second is kept below other tables.
#: Smaller letters would not be read: what has no room then goes to a side of its own.
_SOURCE_SIZES = (7.0, 6.5)
_SOURCES_PT = _SOURCE_SIZES[1]
_LAYERS = (
    "districts", "blocks", "streets", "places", "hazards", "organisations", "posts", "district_facts",
)  # fmt: skip
_PLACE_WIDTHS = [9 * mm, 44 * mm, 32 * mm, 19 * mm, 18 * mm, 18 * mm, WIDTH - 140 * mm]
_SQUADS = ("squad", "posts_needed", "posts_filled", "posts_over_75", "has_leader", "has_deputy")
_GAPS = ("rank", "indicator", "value", "target_value", "unit", "cause", "next_action", "owner")
_GAP_WIDTHS = [9 * mm, 33 * mm, 15 * mm, 13 * mm, 14 * mm, 19 * mm, WIDTH - 124 * mm, 21 * mm]
_DEBTS = ("debt_item", "debt_missing", "debt_owner", "debt_persons")
#: Rows of them on paper.
_DEBTS_SET = 3
_ORGANISATION = ("households_covered", "drills", "drill_participants", "district_plan", "open_at_night")


def district_profile_pdf(
    case: Case,
    plan: Plan,
    district_id: str,
    language: str,
    concerned: pd.DataFrame,
    *,
    ground: Callable[[], BlockGround] | None = None,
    isolation: Callable[[], Sequence[str]] | None = None,
) -> bytes:
    """Return the 校区カルテ of a district: A4, two sides; the same plan gives the same bytes.

    A district with so many destinations, weak points or sources that two sides cannot hold them has a
    third; each side says how many there are.

    Parameters
    ----------
    case, plan
        Inputs and results.
    district_id
        District of the city.
    language
        Language of the paper.
    concerned
        Persons concerned by district (rows) and scenario id (columns).
    ground
        Returns the network under the plan where it is at hand; else it is made where it is needed.
    isolation
        Returns what the people of the district hang on, in words, where it is at hand.

    Raises
    ------
    KeyError
        When the city has no such district.
    """
    words = Words(language)
    # The head of each side says when the clock starts.
    profile = build_profile(case, plan, district_id, words, concerned, names_start=False)
    below = cache(ground or partial(block_ground, case, plan))
    said = _Said(
        lines_out_of_area(case, plan, district_id, words, below),
        isolation() if isolation else district_lines(case, plan, district_id, words, below()),
        build_strength(case, plan, district_id, words),
    )
    profile_on_paper = partial(_set, profile, said, case, plan, words)
    told = _SIDES
    sheet = profile_on_paper(sides=told)
    is_long = sheet.side > _SIDES
    if is_long:
        told += 1
        sheet = profile_on_paper(sides=told, is_long=True)
    # How many sides there are is known at the end only.
    if sheet.side != told:
        sheet = profile_on_paper(sides=sheet.side, is_long=is_long)
    return sheet.finished(document_date(plan).strftime("D:%Y%m%d%H%M%S+00'00'"))


class _Said(NamedTuple):
    """What is said beside the figures: ways out of the area, what people hang on, and the strength."""

    ways_out: Sequence[str]
    isolation: Sequence[str]
    strength: DistrictStrength


def _set(
    profile: DistrictProfile,
    said: _Said,
    case: Case,
    plan: Plan,
    words: Words,
    *,
    sides: int,
    is_long: bool = False,
) -> A4Sheet:
    """Return all sides as they are set; each says that there are ``sides``.

    ``is_long``: two do not hold everything, so that the second keeps no room for the sources.
    """

    def head(sheet: A4Sheet, side: int) -> None:
        _draw_head(sheet, words("export.side", side=side, sides=sides), profile, case, plan, words)

    sheet = A4Sheet(words("export.district_profile.title"), words.language, head)
    sheet.canvas.setSubject(words("export.generated_by"))
    paper = _Paper(sheet, profile, said, case, plan, words)
    rest = paper.front()
    sheet.turn()
    paper.further_sides(paper.back(rest, is_long=is_long))
    paper.sources()
    return sheet


class _Paper:
    """Says what stands where on the sides."""

    def __init__(
        self, sheet: A4Sheet, profile: DistrictProfile, said: _Said, case: Case, plan: Plan, words: Words
    ) -> None:
        self.sheet, self.profile, self.said = sheet, profile, said
        self.case, self.plan, self.words = case, plan, words
        places = profile.places
        self.listed = replace(places.grid, rows=places.grid.rows[: places.listed])
        self.other_places = len(places.grid.rows) - places.listed
        self.set_places = 0
        #: Weak points that the second side has no room for.
        self.gaps_left = said.strength.weak_points.picked(_GAPS)

    def front(self) -> Grid:
        """Set the answer, the people and their hazards, places; return the places without room."""
        sheet, profile, words = self.sheet, self.profile, self.words
        sheet.sentence(changed_line(self.case, words.language), 8.5)
        sheet.sentence(profile.answer[0], 11)
        for said in self.said.ways_out:
            sheet.sentence(said, 8.5)
        for said in (*profile.answer[1:], *self.said.isolation):
            sheet.note(said)
        if len(self.said.isolation) > 1:
            # Ways are counted at most: whoever holds the paper has no caption to look at.
            sheet.note(words("isolation.note"))
        top = sheet.y
        sheet.facts(profile.hazards, share=0.7)
        sheet.facts(profile.needs, share=0.7)
        left_end, sheet.y = sheet.y, top
        strong = [words("ledger.unserved"), words(f"ledger.not_in_time{judged_by(self.case, self.plan)}")]
        sheet.facts(profile.ledger, left=_RIGHT, share=0.74, strong=strong)
        sheet.facts(profile.residents, left=_RIGHT)
        sheet.y = min(left_end, sheet.y)
        notes = [*self._place_notes(), *profile.needs.notes, *profile.ledger.notes]
        rest = self._places(self.listed, "", BOTTOM + sheet.note_height(notes) + NOTE)
        if rest.rows:
            sheet.note(words("export.district_profile.rows_overleaf", count=len(rest.rows)))
        for said in notes:
            sheet.note(said)
        return rest

    def back(self, rest: Grid, *, is_long: bool) -> Grid:
        """Set limits and dangers, organisation, weak points, more places; return places left."""
        sheet = self.sheet
        top = sheet.y
        self._limits()
        left_end, sheet.y = sheet.y, top
        self._strength()
        sheet.y = min(left_end, sheet.y)
        self._several_organisations()
        # The sources of a long one have a side of their own.
        self._weak_points(BOTTOM + (NOTE if is_long else _RESERVED))
        # Weak points that go on overleaf are not parted by places.
        if rest.rows and not self.gaps_left.rows:
            room = 0.0 if is_long else self._source_room()
            rest = self._places(
                rest, "export.district_profile.section_places_continued", BOTTOM + room + TITLE + NOTE
            )
            if not is_long:
                rest = self._counted(rest)
        return rest

    def further_sides(self, rest: Grid) -> None:
        """Set what the second side could not hold; places that a paper may leave out fill the room left."""
        if not rest.rows and not self.gaps_left.rows:
            return
        self.sheet.turn()
        if self.gaps_left.rows:
            self._weak_points(BOTTOM + NOTE)
        continued = "export.district_profile.section_places_continued"
        while rest.rows and self.set_places < self.profile.places.kept:
            left = self._places(rest, continued, BOTTOM + NOTE)
            if left.rows and self.set_places < self.profile.places.kept:
                self.sheet.turn()
            rest = left
        if rest.rows:
            rest = self._places(rest, continued, BOTTOM + self._source_room() + TITLE + NOTE)
        self._counted(rest)

    def _weak_points(self, floor: float) -> None:
        """Set weak points down to ``floor``, and keep those without room."""
        title = self.words("export.district_profile.section_weak_points")
        self.gaps_left = self.sheet.table(self.gaps_left, _GAP_WIDTHS, title=title, floor=floor)

    def _source_room(self) -> float:
        return self.sheet.height(self._source_text(is_brief=True), _SOURCES_PT)

    def _counted(self, rest: Grid) -> Grid:
        """Say how many places the paper leaves out; return those that it may not leave out."""
        if not rest.rows or self.set_places < self.profile.places.kept:
            return rest
        self.sheet.note(self.words("export.district_profile.more_places", count=len(rest.rows)))
        return replace(rest, rows=())

    def _debts(self) -> None:
        """Set what a call would tell of the district on the right, most people first; the rest is counted."""
        debts = self.said.strength.debts.picked(_DEBTS)
        if not debts.rows:
            return
        rows = tuple(
            (self.words("export.district_profile.debt", item=item, missing=missing, owner=owner), persons)
            for item, missing, owner, persons in debts.rows[:_DEBTS_SET]
        )
        title = self.words("export.district_profile.section_debts")
        self.sheet.facts(Grid(("", ""), rows, (False, True), caption=title), left=_RIGHT, share=0.78)
        if more := len(debts.rows) - len(rows):
            said = self.words("export.district_profile.more_debts", count=more)
            self.sheet.note(said, left=_RIGHT, width=HALF)

    def _limits(self) -> None:
        """Set by when people must have left, what is closed, and the facilities, on the left."""
        sheet, profile = self.sheet, self.profile
        if profile.limits is not None:
            self._times(profile.limits)
        if profile.no_limits:
            sheet.heading(self.words("profile.limits"), width=HALF)
            sheet.note(profile.no_limits, width=HALF)
        if profile.dangers is not None:
            sheet.facts(profile.dangers, share=0.4)
            for note in profile.dangers.notes:
                sheet.note(note, width=HALF)
        sheet.note(profile.facilities, width=HALF)

    def _times(self, grid: Grid, *, left: float = MARGIN) -> None:
        """Set a table of times with its notes."""
        self.sheet.facts(grid, left=left, share=0.52)
        for note in grid.notes:
            self.sheet.note(note, left=left, width=HALF)

    def _strength(self) -> None:
        """Set the organisations of the district, what is not known, and the latest of all limits, right."""
        words = self.words
        grid = self.said.strength.organisation
        if self._are_several:
            self._beside_organisations()
            return
        if not grid.rows:
            self.sheet.heading(words("export.district_profile.section_organisation"), _RIGHT, HALF)
            self.sheet.note(words("export.not_surveyed"), left=_RIGHT, width=HALF)
        chosen = grid.picked(_ORGANISATION)
        for (name,), row in zip(grid.picked(("organisation",)).rows, chosen.rows, strict=True):
            pairs = zip(chosen.headings, row, strict=True)
            rows = ((words("export.column.organisation"), name), *pairs)
            title = words("export.district_profile.section_organisation")
            self.sheet.facts(Grid(("", ""), rows, (False, True), caption=title), left=_RIGHT)
        squads = self.said.strength.squads.picked(_SQUADS)
        self.sheet.facts(
            replace(squads, caption=words("export.district_profile.section_squads")), left=_RIGHT, share=0.3
        )
        for said in self.said.strength.list_notes:
            self.sheet.note(said, left=_RIGHT, width=HALF)
        self._beside_organisations()

    def _beside_organisations(self) -> None:
        """Set what is not known and the latest of all limits, right."""
        self._debts()
        if self.profile.reach is not None:
            self._times(self.profile.reach, left=_RIGHT)

    @property
    def _are_several(self) -> bool:
        return len(self.said.strength.organisation.rows) > 1

    def _several_organisations(self) -> None:
        """Set several organisations of a district over the whole width, on as many sides as it takes.

        Half of a side holds one organisation: of two, the squads of the second ran into the foot.
        """
        if not self._are_several:
            return
        words, name = self.words, ("organisation",)
        organisations = self.said.strength.organisation.picked((*name, *_ORGANISATION))
        squads = self.said.strength.squads.picked((*name, *_SQUADS))
        for section, grid, notes in (
            ("section_organisation", organisations, ()),
            ("section_squads", squads, self.said.strength.list_notes),
        ):
            first = 50 * mm
            others = len(grid.headings) - 1
            widths = [first, *[(WIDTH - first) / others] * others]
            caption = words(f"export.district_profile.{section}")
            self.sheet.whole_table(replace(grid, caption=caption, notes=notes), widths)

    def _places(self, grid: Grid, title: str, floor: float) -> Grid:
        rest = self.sheet.table(grid, _PLACE_WIDTHS, title=self.words(title) if title else "", floor=floor)
        self.set_places += len(grid.rows) - len(rest.rows)
        return rest

    def _place_notes(self) -> list[str]:
        notes = list(
            self.listed.notes if self.listed.rows else [self.words("export.district_profile.no_places")]
        )
        if self.other_places:
            notes.append(self.words("export.district_profile.other_places", count=self.other_places))
        return notes

    def _source_text(self, *, is_brief: bool = False) -> str:
        """Return sources and remarks; the brief ones say where the terms stand."""
        words = self.words
        lines = source_lines(self.plan, _LAYERS, words.language, with_licence=not is_brief)
        notes = left_out_lines(self.case.city, self.case.strength, words)
        notes += [words("export.sheet_note"), words("export.white_note")]
        notes += notice_texts(self.plan.provenance, words.language)
        if is_brief:
            notes.append(words("export.district_profile.terms_elsewhere"))
        missing = missing_characters(_cells(self.listed, self.said.strength.organisation))
        if missing:
            notes.append(words("export.missing_characters", codes=", ".join(missing)))
        # Short remarks one after another: a line each would take a side of their own.
        remarks = " ".join(note.replace("\n", " ") for note in notes)
        return " ".join([*lines, remarks]) if is_brief else "\n".join([*lines, remarks])

    def sources(self) -> None:
        """Set the sources, small or brief where they must be, on a side of their own where nothing helps."""
        sheet = self.sheet
        tried = [(self._source_text(is_brief=brief), pt) for brief in (False, True) for pt in _SOURCE_SIZES]
        room = sheet.y - BOTTOM - TITLE
        fits = [(said, pt) for said, pt in tried if sheet.height(said, pt) <= room]
        if not fits:
            sheet.turn()
        said, points = (fits or tried)[0]
        sheet.heading(self.words("export.district_profile.section_sources"))
        sheet.set(sheet.text(said, points), MARGIN)


def _draw_head(
    sheet: A4Sheet, side: str, profile: DistrictProfile, case: Case, plan: Plan, words: Words
) -> None:
    language = words.language
    sheet.line(words("export.district_profile.heading", district=profile.title), A4[1] - 20 * mm, 17)
    parts = [
        scenario_name(case, language),
        words(f"day_time.{case.scenario.day_time}"),
        words("export.clock_line", clock=clock_zero(case, language)),
        preset_text(case, language, named=False),
        words("export.map_date", date=data_date(plan)),
    ]
    sheet.line(words.listed(parts), A4[1] - 26.5 * mm, 9)
    sheet.band(data_notice(plan, language), is_model=plan.is_model)
    sheet.line(words("export.district_profile.foot", side=side), 8 * mm, 7.5)


def _cells(*grids: Grid) -> Sequence[str]:
    return [cell for grid in grids for row in grid.rows for cell in row]
