"""Parts of the page of one block: search, answer, map, every scenario."""

from functools import partial

import streamlit as st

from exports.file_names import plan_file_name
from planning.block_answer import BlockAnswer
from planning.case import Case
from planning.plan import Plan
from presentation.block.hazards import hazard_grid
from presentation.block.search import Town, block_at, find_block, find_towns
from presentation.block.sheet import BlockSheet, block_sheet
from presentation.local_names import has_readings
from presentation.map_layers.block import NEAR_LAYER, block_bounds, block_layers, sign_key
from presentation.map_layers.build import map_notes
from presentation.plain_text import markdown_text
from ui import block_choice, session
from ui.components import downloads, evidence, frame, table
from ui.components import map as city_map
from ui.maps import corners
from ui.maps.served import serve
from use_cases.block_cards import card_blocks

#: Most towns that are offered at once.
_OFFERED = 30
_OF_OTHERS = frozenset({"flow", "flow-arrows", "unserved", "unserved-districts", "margin"})


def search() -> Town | None:
    """Draw the search by names, then the towns found and the blocks of the one that is chosen: return it."""
    words, index = session.words(), block_choice.index()
    st.text_input(
        words("screen.block.ask"), key="block.ask", placeholder=words("screen.block.ask_hint"),
        help=None, max_chars=60, on_change=_take_id,
    )  # fmt: skip
    is_read = has_readings(session.bundle())
    st.caption(words("screen.block.ask_note_read" if is_read else "screen.block.ask_note"))
    asked = str(session.value_of("block.ask") or "")
    block_id = session.choices().block_id
    towns = find_towns(index, asked, limit=_OFFERED + 1) if asked.strip() else _own_town(block_id)
    if asked.strip() and not towns and block_id != asked.strip():
        frame.nothing(words("screen.block.nothing", asked=asked))
    if len(towns) > _OFFERED:
        st.caption(words("screen.block.more", count=_OFFERED))
    return _choose(towns[:_OFFERED], block_id) if towns else None


def show(case: Case, plan: Plan, town: Town | None) -> None:
    """Draw the answer of the chosen block and its map; where none is chosen the map alone, at the town."""
    words, block_id = session.words(), session.choices().block_id
    if block_id not in case.city.blocks.index:
        frame.nothing(words("screen.block.choose"))
        _map(case, plan, None, town)
        return
    answer = block_choice.answer(case, plan, block_id)
    sheet = block_sheet(case, plan, answer, words)
    st.header(markdown_text(sheet.title), anchor=False)
    left, right = st.columns([1, 1], gap="medium")
    with left:
        _answer(sheet)
    with right:
        _map(case, plan, answer, town)
    if sheet.routes is not None:
        table.show(sheet.routes)
        evidence.show(case, plan, "block")
    _downloads(case, plan, block_id)
    # Last: the plans of all scenarios may have to be read from disk, and the answer does not wait for them.
    frame.section(words("screen.block.hazards"), "hazards")
    rows, shown = block_choice.everywhere(block_id), case.scenario.scenario_id
    table.show(hazard_grid(rows, shown, words, waiting=words("block.not_ready")))


def _downloads(case: Case, plan: Plan, block_id: str) -> None:
    """Draw the buttons for the card of the block on A5 and A4, and the cards of its district."""
    words, district = session.words(), str(case.city.blocks["district_id"].loc[block_id])
    frame.section(words("screen.download.title"), "files")
    with st.container(horizontal=True):
        for paper, key in (("a5", "card_a5"), ("a4", "card_a4")):
            name = plan_file_name(case, plan, block_id, f"card-{paper}", extension="pdf")
            make = block_choice.cards(case, plan, (block_id,), paper)
            downloads.button(key, "block", make, name, downloads.PDF)
        blocks = card_blocks(case, plan, block_id)
        if blocks:
            name = plan_file_name(case, plan, district, "cards-a5", extension="pdf")
            make = block_choice.cards(case, plan, blocks, "a5")
            label = words("screen.block.district_cards", count=f"{len(blocks):,}")
            downloads.button("cards", "block", make, name, downloads.PDF, label=label)
    st.caption(words("screen.block.cards_note"))


def _answer(sheet: BlockSheet) -> None:
    words = session.words()
    glances = [glance.line(words) for glance in sheet.glances]
    if glances:
        frame.sentences(glances, strong=True)
    # Where nobody must leave, it is this that is read first.
    frame.sentences(list(sheet.first), strong=not glances)
    if sheet.reasons:
        frame.sentences(list(sheet.reasons))
    for leg in sheet.legs:
        frame.sentences([leg.head], strong=True)
        frame.bullets(list(leg.lines))
    if sheet.last:
        frame.sentences(list(sheet.last))
    st.page_link(session.page("district"), label=words("screen.block.to_district"))


def _map(case: Case, plan: Plan, answer: BlockAnswer | None, town: Town | None) -> None:
    words, store = session.words(), session.layer_store()
    # The routes of everybody else would hide those of the block.
    layers = [layer for layer in session.map_layers(case, plan) if layer.data["id"] not in _OF_OTHERS]
    focus = None
    if answer is None and town is not None:
        layers.append(session.near_layer(case, plan, town.block_ids))
        focus = {"bounds": corners.town_bounds(case, town.block_ids)}
    if answer is not None:
        of_district = case.city.blocks["district_id"] == answer.district_id
        layers.append(session.near_layer(case, plan, tuple(map(str, case.city.blocks.index[of_district]))))
        layers += [serve(layer, store) for layer in block_layers(case, answer, words)]
        focus = {"bounds": block_bounds(case, answer)}
    city_map.show(
        layers, session.concerned_bounds(case, plan),
        key="map.block", focus=focus, notes=map_notes(case, words), height_px=620,
        press=city_map.Press(partial(_take_press, case), anywhere=True),
    )  # fmt: skip
    if answer is not None:
        st.caption(markdown_text(sign_key(case, answer, words)))
    st.caption(words("screen.block.press"))
    st.caption(words("screen.map.day_elsewhere"))
    if session.kept("block.missed"):
        st.caption(words("screen.block.none_here"))


def _take_press(case: Case, clicked: city_map.Clicked) -> None:
    is_block = clicked.layer_id == NEAR_LAYER
    found = clicked.item_id if is_block else block_at(case.city, *clicked.at) if clicked.at else ""
    session.keep("block.missed", value=not found)
    if found:
        block_choice.choose(found)


def _own_town(block_id: str) -> list[Town]:
    return [town for town in block_choice.index().towns if block_id and block_id in town.block_ids]


def _choose(towns: list[Town], block_id: str) -> Town:
    words = session.words()
    labels = {f"{town.ward_code} {town.name}": town for town in towns}
    own = next((key for key, town in labels.items() if block_id in town.block_ids), None)
    kept = session.value_of("block.town")
    chosen = own if own is not None else kept if kept in labels else next(iter(labels))
    left, right = st.columns([2, 1])
    with left:
        st.selectbox(
            words("screen.block.towns"), list(labels), key=session.bind("block.town", chosen),
            format_func=lambda key: labels[key].label, on_change=_take_town,
        )  # fmt: skip
    town = labels[chosen]
    with right:
        st.selectbox(
            words("screen.block.blocks"), list(town.block_ids), index=None,
            key=session.bind("block.block", block_id if block_id in town.block_ids else None),
            format_func=lambda block: block.rpartition("-")[2], placeholder=words("screen.block.blocks_hint"),
            on_change=_take_block,
        )  # fmt: skip
    return town


def _take_id() -> None:
    """Go to the block at once where its number, or a town of one block, was written."""
    asked = str(session.value_of("block.ask") or "")
    found, towns = find_block(session.bundle(), block_choice.index(), asked)
    if found:
        block_choice.choose(found)
    elif towns:
        session.choose(block_id="")


def _take_town() -> None:
    session.choose(block_id="")


def _take_block() -> None:
    chosen = session.value_of("block.block")
    if chosen:
        block_choice.choose(str(chosen))
