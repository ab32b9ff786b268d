"""Text of a bundle is text: never markup on a page, never a formula in a spreadsheet.

Names, sources and notices come from files that anybody may have written. One function here for each
kind of document; whoever writes such a document passes every text through it.
"""

import html
import re
import string

#: First characters that make a spreadsheet take text for a formula (half and full width).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

#: What no document can hold: control characters and halves of surrogate pairs.
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
#: What has no shape but turns the direction of the text after it, figures included.
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

#: Kanji with their reading in brackets, and hiragana before them.
_READ = re.compile("([ぁ-ゖ]*)([一-龠々ヶ]+)（([ぁ-ゖー]+)）")

# Markdown lets every ASCII punctuation mark be escaped. Links, arrows and emoji are found again in
# the text after the escapes are gone: an invisible word joiner before each mark keeps them apart.
_JOINER = "\N{WORD JOINER}"
# Some marks mean something only beside another, as the point behind the number of a list: there the joiner is
# enough. A screen reader is given the text of a label with its escapes, and would read each of them out.
_KEPT_APART = frozenset("!\"%'()+,-./;=?@")
_MARKDOWN = str.maketrans({
    mark: f"{_JOINER}{mark}" if mark in _KEPT_APART else f"{_JOINER}\\{mark}" for mark in string.punctuation
})  # fmt: skip


def readable_text(said: str) -> str:
    """Return a text that can be encoded and drawn: what is no character becomes 「�」.

    Marks that turn the direction of writing are left out.
    """
    if said.isascii() and said.isprintable():
        return said
    return _UNREADABLE.sub(_REPLACEMENT, _DIRECTIONS.sub("", said))


def markdown_text(said: str) -> str:
    """Return a text for a place that reads Markdown, such as the label of a button, on one line."""
    escaped = " ".join(readable_text(said).split()).translate(_MARKDOWN)
    # Nothing begins with a colon before a space.
    return escaped.replace(f"{_JOINER}\\: ", f"{_JOINER}: ")


def html_text(said: str) -> str:
    """Return a text for HTML; the ends of its lines are kept."""
    return html.escape(readable_text(said)).replace("\n", "<br>")


def without_readings(said: str) -> str:
    """Return a text without the readings that stand in brackets behind its kanji."""
    return _READ.sub(lambda found: found[1] + found[2], said)


def ruby_html(said: str) -> str:
    """Return a text for HTML with the readings in brackets set above their kanji as furigana.

    A name that holds hiragana, such as さつき野（さつきの）, has its reading above all of it.
    """
    return _READ.sub(_ruby, html_text(said))


def _ruby(found: re.Match[str]) -> str:
    before, kanji, reading = found.groups()
    # 道を通（とお）る: what stands before the kanji is part of the name only where it is read, too.
    is_whole = before and reading.startswith(before) and len(reading) > len(before)
    base, rest = (before + kanji, "") if is_whole else (kanji, before)
    return f"{rest}<ruby>{base}<rp>（</rp><rt>{reading}</rt><rp>）</rp></ruby>"


def is_formula_like(said: str) -> bool:
    """Whether a spreadsheet could take a text for a formula."""
    return said.startswith(_FORMULA_STARTS) or said.lstrip(" 　").startswith(_FORMULA_STARTS)


def csv_text(said: str) -> str:
    """Return a text for a CSV that spreadsheets open: an apostrophe stands before a formula."""
    plain = readable_text(said)
    return f"'{plain}" if is_formula_like(plain) else plain
