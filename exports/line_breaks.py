"""Where a text breaks into lines on paper: between Japanese letters, never within a number or a word."""

import re

#: Half-width columns of letters of 1 pt on 1 mm.
_COLUMNS_PER_MM = 5.55
#: Marks that begin no line, and marks that end none.
_CLOSING = "、。，．・：；）」』】〕］〉》ーっゃゅょッャュョ々"
_OPENING = "（「『【〔［〈《"
#: Narrowest last line of a text that is broken evenly.
_LEAST_COLUMNS = 6

#: Gaps at which no line breaks: a number is not parted from what it counts (「7 h 17 min」, “level 3”).
_JOINTS = re.compile(
    r"(?<=\d) (?=(?:h|min|km|m|s|people|persons|places)\b)|(?<=\d h) (?=\d)|(?<=level) (?=\d)"
)
#: Stands for such a gap while lines are broken; no text has it.
_JOINT = "\x01"


def joined(value: str, joint: str = "\u00a0") -> str:
    """Return a text with gaps at which no line breaks between a number and what it counts.

    Parameters
    ----------
    value
        The text.
    joint
        What stands for such a gap.
    """
    return _JOINTS.sub(joint, value)


def columns_of(width_mm: float, size_pt: float) -> float:
    """Return how many half-width columns fit into a width."""
    return width_mm * _COLUMNS_PER_MM / size_pt


def wrapped(value: str, limit: float) -> list[str]:
    """Return a text as lines of at most ``limit`` half-width columns.

    A run of ASCII letters goes to the next line whole, or from its last space or slash on, unless
    it is longer than a line. No line begins with a closing mark: the letter before it goes along.
    """
    lines, columns = [""], 0
    for character in joined(value, _JOINT):
        wide = 1 if character.isascii() else 2
        columns += wide
        if columns > limit:
            head, word = _without_last_word(lines[-1])
            if not character.isascii() or character.isspace() or not head:
                head, word = _with_closing(lines[-1], character)
            lines[-1:] = [head.rstrip(" ") if word else head, word]
            columns = columns_wide(word) + wide
            if character.isspace() and not word:
                # A gap between words is none at the beginning of a line.
                columns = 0
                continue
        lines[-1] += character
    return [line.replace(_JOINT, " ") for line in lines]


def wrapped_evenly(value: str, limit: float) -> list[str]:
    """Return a text as lines like ``wrapped``, the last of which is no single letter of a word."""
    lines = wrapped(value, limit)
    least = int(limit)
    while len(lines) > 1 and columns_wide(lines[-1]) < _LEAST_COLUMNS and least > limit / 2:
        least -= 1
        other = wrapped(value, least)
        if len(other) > len(lines):
            break
        lines = other
    return lines


def columns_wide(said: str) -> int:
    """Return the width of a text in half-width characters: what is not ASCII counts double."""
    return len(said) if said.isascii() else sum(1 if one.isascii() else 2 for one in said)


def _with_closing(line: str, character: str) -> tuple[str, str]:
    """Return a full line and what goes along with the letter that has no room in it."""
    cut = len(line)
    # A line of closing marks alone is not worth the trouble.
    while cut > 1 and (character in _CLOSING or line[cut - 1] in _OPENING):
        cut -= 1
        character = line[cut]
    if cut < len(line) and line[cut].isascii():
        # Letters and digits go along whole, or the mark goes alone.
        head, word = _without_last_word(line)
        return (head, word) if head else (line, "")
    if cut and line[cut - 1].isdigit() and line[cut - 1].isascii() and character not in _OPENING:
        # A number is not parted from what it counts, nor from the 約 before it.
        head, word = _without_last_word(line[:cut])
        while head and (head[-1] == "約" or head[-1] in _OPENING):
            head, word = head[:-1], head[-1] + word
        return (head, word + line[cut:]) if head else (line, "")
    return (line[:cut], line[cut:]) if cut > 1 else (line, "")


def _without_last_word(line: str) -> tuple[str, str]:
    """Return a line up to its last break, and the ASCII letters behind it."""
    start = len(line)
    while start and line[start - 1].isascii() and line[start - 1] not in " /":
        start -= 1
    return line[:start], line[start:]
