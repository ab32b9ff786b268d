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

# Markdown lets every ASCII punctuation mark be escaped. Links, arrows and emoji are found again in
# the text after the escapes are gone: an invisible word joiner before each mark keeps them apart.
_JOINER = "\N{WORD JOINER}"
_MARKDOWN = str.maketrans({mark: f"{_JOINER}\\{mark}" for mark in string.punctuation})


def readable_text(said: str) -> str:
    """Return a text that can be encoded and drawn: what is no character becomes 「�」.

    Marks that turn the direction of writing are left out.
    """
    return _UNREADABLE.sub(_REPLACEMENT, _DIRECTIONS.sub("", said))


def markdown_text(said: str) -> str:
    """Return a text for a place that reads Markdown, such as the label of a button, on one line."""
    return " ".join(readable_text(said).split()).translate(_MARKDOWN)


def html_text(said: str) -> str:
    """Return a text for HTML; the ends of its lines are kept."""
    return html.escape(readable_text(said)).replace("\n", "<br>")


def is_formula_like(said: str) -> bool:
    """Whether a spreadsheet could take a text for a formula."""
    return said.startswith(_FORMULA_STARTS) or said.lstrip(" 　").startswith(_FORMULA_STARTS)


def csv_text(said: str) -> str:
    """Return a text for a CSV that spreadsheets open: an apostrophe stands before a formula."""
    plain = readable_text(said)
    return f"'{plain}" if is_formula_like(plain) else plain
