"""TOML text to the line on which every key path stands, which tomllib (the parser proper) does not tell.

A path is a tuple of keys and of positions in lists, counted from 0: `("items", 3, "rule", "faults", 1, "take")`.
The scanner is meant for text that tomllib has accepted; so it looks for places only and judges nothing.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]

_BARE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


def lines_of(text: str) -> dict[Path, int]:
    """The line (from 1) of every table, key and list element of a valid TOML text."""
    return _Scanner(text).document()


def nearest_line(lines: Mapping[Path, int], path: Path) -> int:
    """The line of `path`, or of the nearest path above it that stands in the file; 1 when there is none."""
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


class _Scanner:
    """Walks through the text once; `at` is the position of the next character."""

    def __init__(self, text: str) -> None:
        self.text = text.replace("\r\n", "\n")
        self.at = 0
        self.breaks = [i for i, char in enumerate(self.text) if char == "\n"]
        self.lines: dict[Path, int] = {}
        self.tables: dict[Path, int] = {}  # an array of tables -> how many of its tables were seen

    def document(self) -> dict[Path, int]:
        base: Path = ()
        self._skip()
        while self.at < len(self.text):
            if self._peek() == "[":
                base = self._header()
            else:
                self._pair(base)
            self._skip()
        return self.lines

    def _peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def _skip(self, also: str = "") -> None:
        """Over blanks, line ends, comments and the characters of `also`."""
        while self.at < len(self.text):
            char = self.text[self.at]
            if char == "#":
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end
            elif char in " \t\n" or char in also:
                self.at += 1
            else:
                return

    def _blanks(self) -> None:
        while self._peek() in (" ", "\t"):
            self.at += 1

    def _note(self, path: Path) -> None:
        """This line for `path`, and for whatever stands above it and has no line yet."""
        line = bisect_right(self.breaks, self.at - 1) + 1
        for depth in range(1, len(path) + 1):
            self.lines.setdefault(path[:depth], line)

    def _header(self) -> Path:
        """`[a.b]` or `[[a.b]]`: the path that the keys below it belong to."""
        double = self.text.startswith("[[", self.at)
        self.at += 2 if double else 1
        keys = self._keys()
        path: Path = ()
        for depth, key in enumerate(keys):
            path = (*path, key)
            if double and depth == len(keys) - 1:
                self._note(path)
                self.tables[path] = self.tables.get(path, 0) + 1
            if path in self.tables:
                path = (*path, self.tables[path] - 1)
        self._note(path)
        self.at += 2 if double else 1
        return path

    def _keys(self) -> tuple[str, ...]:
        """A key with its dots, up to the character behind it."""
        keys = []
        while True:
            self._blanks()
            keys.append(self._key())
            self._blanks()
            if self._peek() != ".":
                return tuple(keys)
            self.at += 1

    def _key(self) -> str:
        start = self.at
        if self._peek() in ('"', "'"):
            self._string()
            key = tomllib.loads("key = " + self.text[start : self.at])["key"]
            return str(key)
        while self._peek() in _BARE and self.at < len(self.text):
            self.at += 1
        return self.text[start : self.at]

    def _pair(self, base: Path) -> None:
        start = self.at
        path = (*base, *self._keys())
        behind, self.at = self.at, start
        self._note(path)
        self.at = behind + 1  # the equals sign
        self._blanks()
        self._value(path)

    def _value(self, path: Path) -> None:
        opening = self._peek()
        if opening in ('"', "'"):
            self._string()
        elif opening == "[":
            self._list(path)
        elif opening == "{":
            self._inline_table(path)
        else:
            while self.at < len(self.text) and self._peek() not in ",]}#\n":
                self.at += 1

    def _list(self, path: Path) -> None:
        self.at += 1
        index = 0
        self._skip()
        while self._peek() != "]":
            self._note((*path, index))
            self._value((*path, index))
            index += 1
            self._skip(",")
        self.at += 1

    def _inline_table(self, path: Path) -> None:
        self.at += 1
        self._skip()
        while self._peek() != "}":
            self._pair(path)
            self._skip(",")
        self.at += 1

    def _string(self) -> None:
        """Over a string of any of the four kinds; three quotes may be preceded by one or two of their own."""
        quote = self._peek()
        fence = quote * 3 if self.text.startswith(quote * 3, self.at) else quote
        self.at += len(fence)
        while not self.text.startswith(fence, self.at):
            self.at += 2 if quote == '"' and self._peek() == "\\" else 1
        self.at += len(fence)
        while len(fence) == 3 and self._peek() == quote:
            self.at += 1
