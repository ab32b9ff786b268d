"""Districts of each ward by band, in one hazard."""

from collections import Counter

from domain.vocabulary import ReadinessBand
from planning.case import Case
from presentation.grid import Grid
from presentation.names import city_name, ward_names
from presentation.readiness_matrix.matrix import DISTRICT, Matrix
from presentation.styles.readiness import BANDS
from presentation.words import Words


def count_grid(case: Case, matrix: Matrix, column_id: str, words: Words) -> Grid:
    """Return how many districts of each ward, and of all that are shown, have which band.

    Parameters
    ----------
    case
        Any case of the city.
    matrix
        The matrix, with the districts that are to be counted.
    column_id
        Hazard.
    words
        Words of the reader.
    """
    at = [column.column_id for column in matrix.columns].index(column_id)
    districts = [row for row in matrix.rows if row.level == DISTRICT and row.cells[at].band is not None]
    counts = Counter((row.ward_code, row.cells[at].band) for row in districts)
    bands = [band for band in ReadinessBand if any(found is band for _, found in counts)]
    shown = {row.ward_code for row in districts}
    rows = [
        (str(name), *(str(counts[str(code), band]) for band in bands))
        for code, name in ward_names(case, words.language).items()
        if str(code) in shown
    ]
    total = (city_name(case, words.language), *(
        str(sum(count for (_, found), count in counts.items() if found is band)) for band in bands
    ))  # fmt: skip
    return Grid(
        headings=(
            words("export.column.ward"),
            *(f"{BANDS[band].sign} {words(f'readiness_band.{band}')}" for band in bands),
        ),
        rows=(*rows, total) if len(rows) > 1 else tuple(rows),
        numbers=(False, *(True for _ in bands)),
        caption=words("matrix.count_caption", hazard=matrix.columns[at].heading),
        total=len(rows) > 1,
    )
