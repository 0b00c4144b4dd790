"""What is wrong in config.toml or a scheme file, with file, line and key; its words are in the catalogue."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.settings.catalogue import worded
from reportgen.settings.locate import Path
from reportgen.words import Language

SHOWN = 40  # characters of a value that was found


@dataclass(frozen=True, slots=True)
class Slip:
    """A mistake at a key path of one document, before the file says on which line that is."""

    path: Path
    code: str
    values: tuple[tuple[str, str], ...] = ()


def slip(path: Path, code: str, **values: object) -> Slip:
    return Slip(path, code, tuple((name, str(value)) for name, value in values.items()))


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """`line` counts from 1, 0 when the file itself is the trouble; `key` is written for people, "" for the file.

    `file` is the path below the folder of config.toml, with slashes on every system.
    """

    file: str
    line: int
    key: str
    code: str
    values: tuple[tuple[str, str], ...] = ()

    def message(self, language: Language = "zh") -> str:
        """What is wrong and what to do, in one of the three languages."""
        return worded(self.code, dict(self.values), language)

    def text(self, language: Language = "zh") -> str:
        """`file:line key: message`."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place} {self.key}: {self.message(language)}" if self.key else f"{place}: {self.message(language)}"


def known(found: str, names: Iterable[str]) -> dict[str, str]:
    """The values of a mistake about an unknown name: what was found, and the nearest or all that would do."""
    choices = tuple(dict.fromkeys(name for name in names if name))
    close = difflib.get_close_matches(found, choices, n=1, cutoff=0.7)
    return {"found": found, "nearest": close[0] if close else "", "known": "、".join(choices)}


def shown(value: object) -> str:
    """A value as it stands in the file, cut when long."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{ … }"
    if isinstance(value, list):
        return "[ … ]"
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
