"""A numbered copy of the support list (避難行動要支援者名簿) on A4: personal, for one receiver."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from exports.a4_sheet import WIDTH, A4Sheet
from presentation.grid import Grid
from presentation.words import Words

#: Legal items, with their widths [mm]; the last takes what is left.
LIST_ITEMS = ("name", "born_on", "sex", "address", "phone", "reason", "needs")
_WIDTHS = (28, 20, 10, 44, 26, 30)


@dataclass(frozen=True, slots=True)
class ListCopy:
    """What a copy says of itself, and who stands on it.

    Parameters
    ----------
    number, district, receiver
        Number of the copy, name of the district, and who is given it.
    due_on
        By when it has to come back.
    people
        Cells of ``LIST_ITEMS`` of each person.
    """

    number: int
    district: str
    receiver: str
    due_on: dt.date
    people: Sequence[dict[str, str]] = field(repr=False)


def support_list_pdf(copy: ListCopy, *, account: str, at: dt.datetime, language: str) -> bytes:
    """Return the copy on A4; number, receiver and who printed it stand on every side.

    Parameters
    ----------
    copy
        The copy.
    account, at
        Who prints it, and when.
    language
        Language of the paper.
    """
    words = Words(language)
    named = words("paper_copy.named", number=copy.number, receiver=copy.receiver)
    mark = words("plan_sheet.mark", account=account, at=at.strftime("%Y-%m-%d %H:%M"))

    def head(sheet: A4Sheet, side: int) -> None:
        sheet.line(words("paper_copy.heading", district=copy.district), A4[1] - 20 * mm, 17)
        sheet.line(words.listed([named, mark]), A4[1] - 26.5 * mm, 9)
        sheet.band(words("paper_copy.due", day=copy.due_on.isoformat()), is_model=False)
        sheet.line(words("paper_copy.foot", side=side, named=named), 8 * mm, 7.5)

    sheet = A4Sheet(words("paper_copy.heading", district=copy.district), language, head)
    widths = [one * mm for one in _WIDTHS]
    grid = Grid(
        headings=tuple(words(f"plan_sheet.item.{key}") for key in LIST_ITEMS),
        rows=tuple(tuple(person[key] for key in LIST_ITEMS) for person in copy.people),
        numbers=tuple(False for _ in LIST_ITEMS),
        caption=words("paper_copy.caption", count=f"{len(copy.people):,}"),
        notes=(words("paper_copy.duty"),),
    )
    sheet.whole_table(grid, [*widths, WIDTH - sum(widths)])
    return sheet.finished(at.strftime("D:%Y%m%d%H%M%S+00'00'"))
