"""The answer of one block as it is read: the same on the page, the card, the terminal and in files."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from planning.block_answer import BlockAnswer
from planning.case import Case
from planning.plan import Plan
from presentation.block.alternatives import alternative_lines
from presentation.block.glance import Glance, glances
from presentation.block.hazards import InScenario, hazard_grid
from presentation.block.legs import legs_of
from presentation.block.nearer import nearer_lines
from presentation.block.people import along_line, few_need_help, people_lines, staying_line, without_lines
from presentation.block.route_grid import route_grid
from presentation.block.routes import leg_head, leg_lines, way_lines
from presentation.grid import Grid
from presentation.ground_height import height_line
from presentation.helped_words import helped_without_texts
from presentation.names import district_title, town_name, ward_names
from presentation.plain_text import readable_text
from presentation.words import Words


@dataclass(frozen=True, slots=True)
class LegWords:
    """What is said to people who walk the same way: who they are, and lines on destination, way and time."""

    head: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class BlockSheet:
    """The answer of one block in words.

    Parameters
    ----------
    title, district
        Names of the block and of its district.
    people
        Who is there, who must leave, and why.
    legs
        One for people who walk the same way to the same place.
    glances
        What people must know before anything else.
    without, ways_out
        People without a place, and their ways out of the hazard area.
    helped
        Of people who walk with help and have no place: why, and what can be done, as districts tell it.
    staying
        People assumed to stay though they have a place; empty for nobody.
    along
        Whom to take along.
    routes
        The legs as a table; None where nobody walks.
    hazards
        The block in every scenario; None where that was not asked for.
    notes
        How the figures are to be read.
    height
        How high the ground lies; empty where it is not known.
    """

    title: str
    district: str
    people: tuple[str, ...]
    legs: tuple[LegWords, ...]
    glances: tuple[Glance, ...]
    without: tuple[str, ...]
    ways_out: tuple[str, ...]
    helped: tuple[str, ...]
    staying: str
    along: str
    routes: Grid | None
    hazards: Grid | None
    notes: tuple[str, ...]
    height: str

    @property
    def first(self) -> tuple[str, ...]:
        """What is read first: who is there, who must leave, who has no place to go, and what helps."""
        return (*self.people[:2], *self.without, *self.helped, *self.ways_out)

    @property
    def reasons(self) -> tuple[str, ...]:
        """The other people of the block, and why they must leave or may stay."""
        return self.people[2:]

    @property
    def last(self) -> tuple[str, ...]:
        """What is read after the ways."""
        return tuple(line for line in (self.staying, self.along, *self.notes, self.height) if line)


def block_title(case: Case, block_id: str, words: Words) -> str:
    """Return ward, town and number of a block."""
    row = case.city.blocks.loc[[block_id]].to_dict(orient="records")[0]
    ward = str(ward_names(case, words.language).loc[row["ward_code"]])
    town = town_name(case.city, str(row["town"]), words.language, ward_code=str(row["ward_code"]))
    number = block_id.rpartition("-")[2]
    return words("block.title", ward=ward, town=readable_text(town), block=number)


def block_sheet(
    case: Case,
    plan: Plan,
    answer: BlockAnswer,
    words: Words,
    *,
    scenarios: Sequence[InScenario] = (),
    waiting: str = "",
) -> BlockSheet:
    """Return the answer of one block in words.

    Parameters
    ----------
    case, plan, answer
        A case, its plan, and what it says of the block.
    words
        Words of the reader.
    scenarios
        The block in every scenario of the city; empty for none.
    waiting
        Said of a scenario without a plan.
    """
    legs = [
        LegWords(
            leg_head(case, plan, answer, leg, words),
            (
                *leg_lines(case, plan, leg, words, asked=bool(answer.seconds)),
                *nearer_lines(case, plan, leg, words),
                *(alternative_lines(case, leg, words) if answer.alternatives else ()),
            ),
        )
        for leg in legs_of(answer)
    ]
    shown = case.scenario.scenario_id
    return BlockSheet(
        title=block_title(case, answer.block_id, words),
        district=district_title(case, answer.district_id, words.language),
        people=tuple(people_lines(case, plan, answer, words)),
        legs=tuple(legs),
        glances=tuple(glances(case, plan, answer, words)),
        without=tuple(without_lines(case, plan, answer, words)),
        ways_out=tuple(way_lines(case, answer, words)),
        helped=tuple(helped_without_texts(case, plan, words, pd.Index([answer.block_id]))),
        staying=staying_line(case, plan, answer, words),
        along=along_line(answer, words),
        routes=route_grid(case, plan, answer, words),
        hazards=hazard_grid(scenarios, shown, words, waiting=waiting) if scenarios else None,
        notes=(words("block.note_counts"),) if few_need_help(case, answer) else (),
        height=height_line(case.city.blocks.loc[answer.block_id].to_dict(), words),
    )
