"""The page that lists go in by: what a list would change, its commit, and how to take it back."""

from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st

from community.roster_counts import count_register
from community.roster_effect import apply_roster
from domain.registers import RegisterName
from messages.store_words import store_sentence
from planning.case import Case
from planning.changed_strength import with_strength
from planning.plan import Plan
from planning.strength import strength_by_area
from presentation.listed_squads import several_leaders_words
from presentation.names import district_names
from presentation.plain_text import markdown_text
from storage.store.commits import Committed
from storage.store.differences import Preview
from storage.store.errors import StaleError, StoreError
from storage.store.reader import Reader
from storage.store.remembered import Said
from storage.store.store import UploadedFile
from ui import session, shared
from ui.components import frame, table
from ui.components.upload_file import ReadList, this_year
from ui.view import roster
from ui.view.upload import cells_grid, counts_grid, person_words, rows_grid
from use_cases.commit_list import (
    ReadyList,
    commit_list,
    look_at_list,
    preview_list,
    ready_members,
    ready_needs_help,
    rows_after,
)
from use_cases.list_pairs import Pair, decided, in_place_of_held, pairs_with_held, pairs_within, saying
from use_cases.upload_roster import RosterUpload

_ROWS_SHOWN = 200
_PAIRS_ASKED = 20


def show_changes(case: Case, plan: Plan, reader: Reader | None, read: ReadList) -> None:
    """Draw the fourth and the fifth step."""
    words = session.words()
    frame.section(words("upload.step_changes"), "changes")
    try:
        _show(case, plan, reader, read)
    except StoreError as error:
        st.error(store_sentence(words.language, error.key, error.details))


def _show(case: Case, plan: Plan, reader: Reader | None, read: ReadList) -> None:
    words = session.words()
    said = _said(case, reader, read)
    ready = _within(case, reader, read, said)
    removes = st.checkbox(
        words(f"upload.removes_{read.which.kind}"), key="upload.removes", help=words("upload.removes_help")
    )
    key = (*read.key, tuple(sorted(said.items())), removes, session.kept("upload.looked"))
    ready, seen = session.once("upload.preview", key, lambda: _looked(reader, ready, said, removes=removes))
    if ready.register is RegisterName.MEMBERS and not removes and reader is not None:
        _ask_held(case, reader, read, said, seen)
    names = _names(case)
    table.show(counts_grid(seen, words))
    if len(seen.differences.removed) and not seen.removes:
        st.info(words("upload.part_of_list", count=f"{len(seen.differences.removed):,}"))
    if ready.register is RegisterName.MEMBERS:
        several = several_leaders_words(rows_after(ready, seen), names, words)
        if several:
            st.warning(several)
    _rows(seen, ready.register, names)
    if isinstance(read.result, RosterUpload) and _saved(read) is None:
        # Once it is saved, what stood before it is no longer what the city shows.
        _effect(case, plan, ready, seen, key)
    _commit(reader, read, ready, seen)


def _said(case: Case, reader: Reader | None, read: ReadList) -> dict[str, str]:
    """Return what was said of pairs of this list, now or with an earlier file."""
    kept = session.kept("upload.said")
    if kept is not None and kept[0] == (read.file.file_id, read.which):
        said: dict[str, str] = kept[1]
        return said
    if reader is None or not isinstance(read.result, RosterUpload):
        return {}
    return session.once(
        "upload.pairs",
        (read.file.file_id, read.which),
        lambda: shared.store().remembered.read(reader, Said.PAIRS, read.which.scope(case)),
    )


def _within(case: Case, reader: Reader | None, read: ReadList, said: Mapping[str, str]) -> ReadyList:
    """Ask about pairs of rows of the list, and return the list as it would go in."""
    words, result = session.words(), read.result
    city = session.bundle()
    if not isinstance(result, RosterUpload):
        return ready_needs_help(result, city, district_id=read.which.district_id)
    pairs = pairs_within(result.members, result.duplicates)
    members = result.members.rename(columns={"birth": "born_on"})

    def shown(pair: Pair) -> str:
        one, other = (person_words(members, line, words) for line in (pair.line, int(pair.other)))
        return session.text("upload.pair_within", line=pair.line, other=pair.other, one=one, name=other)

    _ask(case, reader, read, said, pairs, shown)
    answers = {(pair.line, int(pair.other)): same for pair, same in decided(pairs, said).items()}
    ready = ready_members(result, city, same_person=answers)
    if ready.left_out:
        lines = ", ".join(map(str, ready.left_out))
        st.caption(session.text("upload.left_out", lines=lines))
    return ready


def _looked(
    reader: Reader | None, ready: ReadyList, said: Mapping[str, str], *, removes: bool
) -> tuple[ReadyList, Preview]:
    """Return the list and what it would change; with who stands in it under a new spelling."""
    city = session.bundle()
    store = None if reader is None else shared.store()
    ready, seen = look_at_list(store, reader, city, ready, removes=removes)
    if removes or ready.register is not RegisterName.MEMBERS:
        return ready, seen
    pairs = pairs_with_held(seen.differences.added, seen.differences.removed)
    gone = {str(pair.other) for pair, same in decided(pairs, said).items() if same}
    if not gone:
        return ready, seen
    whole = in_place_of_held(ready, seen.differences.removed, gone)
    return whole, preview_list(store, reader, city, whole, removes=True)


def _ask_held(case: Case, reader: Reader, read: ReadList, said: Mapping[str, str], seen: Preview) -> None:
    """Ask about new rows that may be somebody whom the store holds under another spelling."""
    found = seen.differences
    pairs = pairs_with_held(found.added, found.removed)
    words = session.words()

    def shown(pair: Pair) -> str:
        one = person_words(found.added, pair.line, words)
        other = person_words(found.removed, str(pair.other), words)
        return session.text("upload.pair_held", line=pair.line, one=one, name=other)

    _ask(case, reader, read, said, pairs, shown)


def _ask(
    case: Case,
    reader: Reader | None,
    read: ReadList,
    said: Mapping[str, str],
    pairs: tuple[Pair, ...],
    shown: Callable[[Pair], str],
) -> None:
    """Draw the questions of pairs; what is said holds at once, and is remembered."""
    words = session.words()
    if not pairs:
        return
    answers = decided(pairs, said)
    st.write(words("upload.pairs_lead", count=f"{len(pairs) - len(answers):,}"))
    options = [None, True, False]
    with st.expander(words("upload.pairs", count=f"{len(pairs):,}"), expanded=len(answers) < len(pairs)):
        for pair in pairs[:_PAIRS_ASKED]:
            answer = st.radio(
                markdown_text(shown(pair)) + f" ({words(f'duplicate_reason.{pair.reason}')})",
                options,
                index=options.index(answers.get(pair)),
                key=f"upload.pair.{read.file.file_id}.{pair.line}.{pair.other}",
                format_func=lambda one: words(
                    f"upload.answer_{ {None: 'open', True: 'same', False: 'two'}[one] }"
                ),
                horizontal=True,
            )
            if answer != answers.get(pair):
                new = saying(said, pair, same=answer)
                session.keep("upload.said", ((read.file.file_id, read.which), new))
                if reader is not None:
                    shared.store().remembered.keep(reader, Said.PAIRS, read.which.scope(case), new)
                st.rerun()
        if len(pairs) > _PAIRS_ASKED:
            st.caption(words("screen.duplicate.more", count=len(pairs) - _PAIRS_ASKED))


def _names(case: Case) -> dict[str, str]:
    organisations = case.strength.organisations["name"]
    districts = district_names(case, session.words().language)
    return {str(key): str(name) for one in (organisations, districts) for key, name in one.items()}


def _rows(seen: Preview, register: RegisterName, names: Mapping[str, str]) -> None:
    """Draw who is added, changed and missing, to whoever may write the list."""
    words, found = session.words(), seen.differences
    missing = "removed" if seen.removes else "kept"
    for what, rows in (("added", found.added), (missing, found.removed)):
        if len(rows):
            with st.expander(
                words("upload.who", what=words(f"roster_change.{what}"), count=f"{len(rows):,}")
            ):
                table.show(rows_grid(rows, register, names, words, what=what, shown=_ROWS_SHOWN))
    if len(found.after):
        changed = words("roster_change.changed")
        with st.expander(words("upload.who", what=changed, count=f"{len(found.after):,}"), expanded=True):
            table.show(cells_grid(found, names, words, shown=_ROWS_SHOWN))


def _effect(case: Case, plan: Plan, ready: ReadyList, seen: Preview, key: tuple[object, ...]) -> None:
    """Draw squads and indicators of one district before and after."""
    words = session.words()

    def made() -> tuple[pd.DataFrame, Plan]:
        counts = count_register(rows_after(ready, seen), year=this_year())
        posts = apply_roster(case.strength.posts, case.strength.organisations, counts)
        after_case, after = with_strength(case, plan, case.strength.with_posts(posts))
        return strength_by_area(after_case), after

    squads, after = session.once("upload.effect", (*key, plan.key), made)
    names = district_names(case, words.language).to_dict()
    concerned = sorted({str(one) for one in ready.rows["district_id"]})
    district_id = concerned[0]
    if len(concerned) > 1:
        district_id = st.selectbox(
            words("upload.effect_district"),
            concerned,
            key="upload.effect_district",
            format_func=lambda one: names.get(one, one),
        )
    st.markdown(f"#### {markdown_text(names[district_id])}")
    table.show(roster.squads_grid(session.strength(case), squads, district_id, words))
    table.show(roster.indicators_grid(plan, after, district_id, words))


def _commit(reader: Reader | None, read: ReadList, ready: ReadyList, seen: Preview) -> None:
    """Draw the fifth step: commit, or why there is nothing to commit."""
    words = session.words()
    frame.section(words("upload.step_commit"), "commit")
    done = _saved(read)
    if done is not None:
        _done(reader, done)
        return
    if reader is None:
        st.info(words("upload.first_account"))
        st.page_link(session.page("account"), label=words("upload.to_account"))
        return
    if session.kept("upload.looked") is not None:
        st.warning(words("upload.looked_again"))
    if seen.changes_nothing:
        st.info(words("upload.nothing_changes"))
        return
    if seen.removes and len(seen.differences.removed):
        st.warning(words("upload.who_goes", count=f"{len(seen.differences.removed):,}"))
    if st.button(words("upload.commit"), type="primary", key="upload.commit"):
        file = UploadedFile(read.file.name, read.file.getvalue())
        try:
            committed = commit_list(shared.store(), reader, ready, seen, file=file)
        except StaleError as error:
            # What was shown is no longer what stands there: it is looked at again, and shown.
            session.keep("upload.looked", error.details["version"])
            st.rerun()
        session.forget("upload.looked")
        session.keep("upload.done", (read.key, committed))
        st.rerun()


def _saved(read: ReadList) -> Committed | None:
    """Return the commit of this very list; None while it is not saved."""
    done: tuple[object, Committed] | None = session.kept("upload.done")
    return None if done is None or done[0] != read.key else done[1]


def _done(reader: Reader | None, done: Committed) -> None:
    words = session.words()
    counts = {name: f"{getattr(done, name):,}" for name in ("added", "changed", "removed")}
    st.success(words("upload.done", version=done.version or "", **counts))
    with st.container(horizontal=True):
        st.page_link(
            session.page("district"),
            label=words("upload.to_district"),
            query_params=session.choices().to_query(),
        )
        st.page_link(
            session.page("readiness"),
            label=words("upload.to_readiness"),
            query_params=session.choices().to_query(),
        )
    if reader is not None and done.version is not None:
        undo_button(reader, done.version, "done")


def undo_button(reader: Reader, version: int, place: str) -> None:
    """Draw the button that takes a version back; it says what came of it."""
    words = session.words()
    if st.button(words("upload.undo", version=version), key=f"upload.undo.{place}"):
        try:
            shared.store().undo(reader, version)
        except StoreError as error:
            st.error(store_sentence(words.language, error.key, error.details))
            return
        session.forget("upload.done", "upload.preview", "upload.looked")
        session.keep("upload.flash", words("upload.undone", version=version))
        st.rerun()
