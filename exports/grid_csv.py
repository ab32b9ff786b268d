"""A table of words as CSV, with text guarded that a spreadsheet would take for a formula."""

import csv
import io

from presentation.grid import Grid
from presentation.plain_text import csv_text


def grid_csv(grid: Grid) -> bytes:
    """Return a table as CSV (UTF-8 with BOM, CR LF).

    Parameters
    ----------
    grid
        Table of words.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([csv_text(heading) for heading in grid.headings])
    writer.writerows([[csv_text(cell) for cell in row] for row in grid.rows])
    return stream.getvalue().encode("utf-8-sig")
