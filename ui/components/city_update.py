"""都市データの更新: files in, what they are, what is said of them, then what would change; nothing is yet."""

import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from data.readers.recognise import Intake
from domain.faults import InputError
from planning.case import Case
from presentation.grid import Grid
from presentation.plain_text import markdown_text
from storage.store.reader import Reader
from ui import session
from ui.components import city_preview, downloads, frame, table, trouble
from ui.waiting import working
from use_cases.import_sizes import places_to_fill_in
from use_cases.try_files import (
    DATED_ALONE,
    GivenFile,
    KnownNames,
    SaidOfLayers,
    TriedFiles,
    look_at_files,
    try_files,
)

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

#: Environment variable with the largest file that is taken [MB], and what holds without it.
LIMIT_VARIABLE = "SONAE_UPLOAD_MB"
_LIMIT_MB, _MOST_MB = 200, 2000
_ENDINGS = [
    "zip", "csv", "txt", "xlsx", "xls", "geojson", "json", "gml", "xml", "shp", "dbf", "shx", "prj", "cpg",
    "pbf", "osm", "gpkg", "fgb", "parquet", "graphml", "tif", "tiff",
]  # fmt: skip
#: What the page keeps of files for their reader while it is there.
_KEPT = ("update.known", "update.said", "update.tried", "update.settled")
_WAIT_S = 0.5


def upload_limit_mb() -> int:
    """Return the largest file that is taken [MB]: ``SONAE_UPLOAD_MB`` within bounds, else 200."""
    said = os.environ.get(LIMIT_VARIABLE, "")
    return min(max(int(said), 1), _MOST_MB) if said.isascii() and said.isdigit() else _LIMIT_MB


def may_change(reader: Reader | None) -> bool:
    """Whether a reader may change the city: headquarters, or who works on her own machine."""
    return reader is None or reader.is_headquarters


def forget() -> None:
    """Keep nothing of files any longer."""
    session.forget(*_KEPT)


def show(case: Case | None, reader: Reader | None) -> None:
    """Draw the upload, and what it would change; nothing for whoever may not change the city.

    Parameters
    ----------
    case
        Case of the page; None where the city cannot be planned yet.
    reader
        Who asks; None on one's own machine.
    """
    if not may_change(reader):
        return
    words = session.words()
    frame.section(words("city_change.title"), "update")
    city_preview.show_flash()
    st.write(words("city_change.lead"))
    files = st.file_uploader(
        words("city_change.files", megabytes=upload_limit_mb()),
        type=_ENDINGS,
        accept_multiple_files=True,
        key=f"data.update.{session.kept('update.round') or 0}",
        max_upload_size=upload_limit_mb(),
    )
    _sheet()
    if not files:
        forget()
        return
    try:
        _steps(case, reader, files)
    except InputError as error:
        st.error(words("city_change.refused"))
        frame.bullets(trouble.lines(error, words.language))


def _sheet() -> None:
    """Draw the sheet of all places to fill in."""
    words, places = session.words(), session.bundle().places
    if places.empty:
        return
    with st.expander(words("city_change.sizes")):
        st.write(words("city_change.sizes_lead"))
        make = partial(places_to_fill_in, session.bundle(), "en" if words.language == "en" else "ja")
        label = words("city_change.sizes_file", places=len(places))
        downloads.button("sizes", "data", make, "sonae-capacities.xlsx", downloads.XLSX, label=label)


def _steps(case: Case | None, reader: Reader | None, files: "list[UploadedFile]") -> None:
    city = session.bundle()
    given = tuple(file.file_id for file in files)
    known = session.once("update.known", given, lambda: _looked(files))
    table.show(known_grid(known))
    if known.faults:
        frame.bullets(trouble.fault_lines(known.faults, session.language()))
    if not known.by_intake:
        st.warning(session.text("city_change.nothing_known"))
        return
    said = _ask(known)
    if said is not None:
        session.keep("update.said", (given, said))
    kept = session.kept("update.said")
    if kept is None or kept[0] != given:
        return
    key = (given, city.meta.bundle_hash, _frozen(kept[1]))
    tried = session.once("update.tried", key, lambda: _tried(files, kept[1]))
    city_preview.show(case, reader, tried)


def known_grid(known: KnownNames) -> Grid:
    """Return what each file is."""
    words = session.words()
    rows = [
        (name, words(f"city_change.intake.{intake}"))
        for intake, names in known.by_intake.items()
        for name in names
    ]
    rows += [(name, words("city_change.unused")) for name in known.unused]
    return Grid(
        headings=(words("city_change.file"), words("city_change.goes_into")),
        rows=tuple(rows),
        numbers=(False, False),
        caption=words("city_change.known"),
    )


def _ask(known: KnownNames) -> SaidOfLayers | None:
    """Draw the form of dates and terms; None until it is sent."""
    words = session.words()
    with st.form("data.update.said"):
        st.write(words("city_change.said_lead"))
        dates, terms, file_dates = {}, {}, {}
        for intake, names in known.by_intake.items():
            layer = words(f"city_change.intake.{intake}")
            left, right = st.columns(2)
            if intake in DATED_ALONE and len(names) > 1:
                for number, name in enumerate(names):
                    label = markdown_text(words("city_change.date", layer=name))
                    file_dates[name] = left.text_input(label, key=f"data.update.date.{intake}.{number}")
            else:
                dates[intake] = left.text_input(
                    words("city_change.date", layer=layer), key=f"data.update.date.{intake}"
                )
            terms[intake] = right.text_input(
                words("city_change.terms", layer=layer), key=f"data.update.terms.{intake}"
            )
        complete = Intake.PLACES in known.by_intake and st.checkbox(
            words("city_change.complete"),
            help=words("city_change.complete_help"),
            key="data.update.complete",
        )
        sent = st.form_submit_button(words("city_change.look"), type="primary")
    return SaidOfLayers(dates, file_dates, terms, complete) if sent else None


def _frozen(said: SaidOfLayers) -> tuple[object, ...]:
    def one(texts: Mapping[Intake, str]) -> tuple[tuple[str, str], ...]:
        return tuple(sorted((intake.value, text) for intake, text in texts.items()))

    of_files = tuple(sorted(said.file_dates.items()))
    return one(said.dates), of_files, one(said.terms), said.complete_places


def _given(files: "list[UploadedFile]") -> list[GivenFile]:
    return [GivenFile(file.name, file.getbuffer()) for file in files]


def _looked(files: "list[UploadedFile]") -> KnownNames:
    with _alone(), _progress(len(files)) as tell:
        return look_at_files(_given(files), tell)


def _tried(files: "list[UploadedFile]", said: SaidOfLayers) -> TriedFiles:
    with _alone(), _progress(len(files) + len(Intake)) as tell:
        return try_files(session.bundle(), _given(files), said, tell)


@st.cache_resource(show_spinner=False)
def _turn() -> threading.Lock:
    return threading.Lock()


@contextmanager
def _alone() -> Iterator[None]:
    """Read the files of one reader at a time; others wait, and see it."""
    if not _turn().acquire(blocking=False):
        with working(session.text("city_change.waiting")) as still_here:
            while not _turn().acquire(timeout=_WAIT_S):
                still_here()
    try:
        yield
    finally:
        _turn().release()


@contextmanager
def _progress(steps: int) -> Iterator["Tell"]:
    """Show a bar with the step that is done; it ends where the reader has chosen something else."""
    bar = st.progress(0.0)
    tell = Tell(bar, steps)
    yield tell
    bar.empty()


class Tell:
    """Moves a bar on with each step.

    Parameters
    ----------
    bar
        The bar.
    steps
        About how many steps there are.
    """

    def __init__(self, bar: "st.delta_generator.DeltaGenerator", steps: int) -> None:
        self._bar, self._steps, self._done = bar, steps, 0

    def __call__(self, step: str, name: str) -> None:
        """Show a step: its key below ``build_step.``, and a file."""
        said = markdown_text(session.text(f"build_step.{step}", name=name))
        self._bar.progress(min(self._done / self._steps, 1.0), text=said)
        self._done += 1
