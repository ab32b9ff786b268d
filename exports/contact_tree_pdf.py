"""The contact tree (連絡網) of an organisation on A4: personal, marked with who printed it and when."""

import datetime as dt

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from exports.a4_sheet import WIDTH, A4Sheet
from presentation.grid import Grid
from presentation.words import Words

#: Widths of caller, squad, whom she calls, whom she tells; who stands in takes what is left [mm].
_WIDTHS = (30, 34, 62, 28)


def contact_tree_pdf(grid: Grid, organisation: str, *, account: str, at: dt.datetime, language: str) -> bytes:
    """Return the contact tree on A4.

    Parameters
    ----------
    grid
        ``presentation.contact_tree.contact_grid``.
    organisation
        Name of the organisation.
    account
        Who prints it.
    at
        When.
    language
        Language of the paper.

    Returns
    -------
    bytes
        The same content, account and time give the same bytes.
    """
    words = Words(language)
    mark = words("contact.mark", account=account, at=at.strftime("%Y-%m-%d %H:%M"))

    def head(sheet: A4Sheet, side: int) -> None:
        sheet.line(words("contact.heading", organisation=organisation), A4[1] - 20 * mm, 17)
        sheet.line(mark, A4[1] - 26.5 * mm, 9)
        sheet.band(words("contact.personal"), is_model=False)
        sheet.line(words("contact.foot", side=side, mark=mark), 8 * mm, 7.5)

    sheet = A4Sheet(words("contact.heading", organisation=organisation), language, head)
    widths = [one * mm for one in _WIDTHS]
    widths.append(WIDTH - sum(widths))
    sheet.whole_table(grid, widths)
    return sheet.finished(at.strftime("D:%Y%m%d%H%M%S+00'00'"))
