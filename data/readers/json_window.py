"""The values of a JSON text one after the other, in a window of the file: nothing is read as a whole."""

import json
import re
from typing import IO, Any

from data.readers.json_positions import Positions

_CHUNK = 1 << 20
#: Longest value: all of one class along a large river [bytes], and longest of which Python makes objects.
_LONGEST, _LONGEST_PLAIN = 400_000_000, 60_000_000
#: From this length on a list of positions is left as it stands [bytes].
_LONG = 1_500
#: Lists and tables in one another.
_DEPTH = 100

_SPACE = re.compile(rb"[ \t\r\n]*+")
_TOKEN = re.compile(rb'["{}\[\]]')
_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_SCALAR = re.compile(rb"[^\s,\]}]++")
_LIST_FOLLOWS = re.compile(rb"[ \t\r\n]*+:[ \t\r\n]*+(?=\[)")
_COORDINATES = b'"coordinates"'
_BOM = b"\xef\xbb\xbf"
_MARK = "\x00positions "


class _TooShortError(Exception):
    """The window ends within a value."""


class JsonWindow:
    """Takes signs and values from a file.

    Parameters
    ----------
    stream
        File in UTF-8, opened for bytes.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._at = stream, 0
        self._held = stream.read(_CHUNK)
        self._is_whole = False
        if self._held.startswith(_BOM):
            self._at = len(_BOM)

    def sign(self) -> str:
        """Return the next sign that is no space, not taken; empty at the end."""
        while True:
            space = _SPACE.match(self._held, self._at)
            self._at = self._at if space is None else space.end()
            if self._at < len(self._held):
                return chr(self._held[self._at])
            if not self._more(_CHUNK):
                return ""

    def take(self, sign: str) -> None:
        """Take one sign that must come.

        Raises
        ------
        ValueError
            When another comes.
        """
        if self.sign() != sign:
            raise ValueError(sign)
        self._at += 1

    def value(self) -> Any:
        """Take the next value; long lists of coordinates in it are ``Positions``.

        Raises
        ------
        ValueError
            When there is none, it is cut, too long or too deep.
        """
        self.sign()
        length = _CHUNK
        while True:
            try:
                end, lists = self._span()
            except _TooShortError as error:
                if not self._more(length):
                    raise ValueError("cut") from error
                length *= 2
            else:
                break
        begin, self._at = self._at, end
        return _parsed(self._held, begin, end, lists)

    def _more(self, length: int) -> bool:
        """Read on; False where nothing is left."""
        if self._is_whole:
            return False
        read = self._stream.read(length)
        self._is_whole = not read
        self._held = self._held[self._at :] + read
        self._at = 0
        if len(self._held) > _LONGEST:
            raise ValueError("a value without end")
        return bool(read)

    def _span(self) -> tuple[int, list[tuple[int, int]]]:
        """Return where the next value ends, and where long lists of coordinates stand in it."""
        held, at = self._held, self._at
        if at >= len(held):
            raise _TooShortError
        if held[at : at + 1] not in {b"{", b"["}:
            return self._single(at), []
        lists: list[tuple[int, int]] = []
        depth = 0
        while True:
            token = _TOKEN.search(held, at)
            if token is None:
                raise _TooShortError
            at = token.end()
            sign = token.group()
            if sign == b'"':
                at = self._text_end(token.start())
                if held[token.start() : at] == _COORDINATES:
                    at = self._list_end(at, lists)
            elif sign in b"{[":
                depth += 1
                if depth > _DEPTH:
                    raise ValueError("too deep")
            else:
                depth -= 1
                if not depth:
                    return at, lists

    def _single(self, at: int) -> int:
        """Return where a text, a number or a word ends."""
        if self._held[at : at + 1] == b'"':
            return self._text_end(at)
        found = _SCALAR.match(self._held, at)
        if found is None:
            raise ValueError("no value")
        # A number at the very end may go on.
        if found.end() == len(self._held) and not self._is_whole:
            raise _TooShortError
        return found.end()

    def _text_end(self, at: int) -> int:
        found = _STRING.match(self._held, at)
        if found is None:
            raise _TooShortError
        return found.end()

    def _list_end(self, at: int, lists: list[tuple[int, int]]) -> int:
        """Return where the list behind a key of coordinates ends; a long one is noted.

        No list of numbers holds a brace or a quotation mark: the first of them lies behind it.
        """
        found = _LIST_FOLLOWS.match(self._held, at)
        if found is None:
            return at
        begin = found.end()
        brace = self._held.find(b"}", begin)
        quote = self._held.find(b'"', begin, None if brace < 0 else brace)
        if brace < 0 and quote < 0:
            raise _TooShortError
        end = begin + len(self._held[begin : quote if quote >= 0 else brace].rstrip(b" \t\r\n,"))
        if end - begin < _LONG or not Positions(self._held[begin:end]).is_sound:
            return at
        lists.append((begin, end))
        return end


def _parsed(held: bytes, begin: int, end: int, lists: list[tuple[int, int]]) -> Any:
    """Return a value; lists that are left as they stand are put back where they belong."""
    pieces, at = [], begin
    for number, (first, last) in enumerate(lists):
        pieces += [held[at:first], json.dumps(f"{_MARK}{number}").encode()]
        at = last
    pieces.append(held[at:end])
    if sum(map(len, pieces)) > _LONGEST_PLAIN:
        raise ValueError("too long")
    value = json.loads(b"".join(pieces).decode("utf-8"))
    return _with_lists(value, [Positions(held[first:last]) for first, last in lists]) if lists else value


def _with_lists(value: Any, lists: list[Positions]) -> Any:
    if isinstance(value, dict):
        return {key: _with_lists(one, lists) for key, one in value.items()}
    if isinstance(value, list):
        return [_with_lists(one, lists) for one in value]
    if isinstance(value, str) and value.startswith(_MARK):
        number = value.removeprefix(_MARK)
        return lists[int(number)] if number.isdigit() and int(number) < len(lists) else value
    return value
