"""The parts of an OOXML package that stand around its sheets: types, relations, workbook, styles, shared strings."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from reportgen.intake.formats import GENERAL, NumberFormat, built_in, custom
from reportgen.intake.package import Walk
from reportgen.intake.refusal import damaged

TRUE = frozenset({"1", "true", "on"})


class ContentTypes(Walk):
    """Which kinds of content the package declares."""

    def __init__(self, part: str, depth_limit: int) -> None:
        super().__init__(part, depth_limit)
        self.types: set[str] = set()

    def open(self, name: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("ContentType", "").lower()
        if (
            name == "Override" or "vbaproject" not in kind
        ):  # a default alone is no macro: some programs declare it always
            self.types.add(kind)

    @property
    def macros(self) -> bool:
        return any("macroenabled" in kind or "vbaproject" in kind for kind in self.types)

    @property
    def binary(self) -> bool:
        return any("sheet.binary" in kind for kind in self.types)


@dataclass(frozen=True, slots=True)
class Relation:
    kind: str
    target: str
    external: bool

    def part(self, base: str) -> str:
        """The part's name in the package; a relative target starts at folder `base`."""
        if self.target.startswith("/"):
            return posixpath.normpath(self.target.lstrip("/"))
        return posixpath.normpath(posixpath.join(base, self.target))


class Relations(Walk):
    """A part's relations by id."""

    def __init__(self, part: str, depth_limit: int) -> None:
        super().__init__(part, depth_limit)
        self.by_id: dict[str, Relation] = {}

    def open(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            self.by_id[attributes.get("Id", "")] = Relation(
                attributes.get("Type", "").rpartition("/")[2],
                attributes.get("Target", ""),
                attributes.get("TargetMode") == "External",
            )


@dataclass(frozen=True, slots=True)
class SheetEntry:
    name: str
    relation: str
    hidden: bool


class Workbook(Walk):
    """The sheets in their order, the date system, and whether this is Strict OOXML."""

    def __init__(self, part: str, depth_limit: int) -> None:
        super().__init__(part, depth_limit)
        self.sheets: list[SheetEntry] = []
        self.date1904 = False
        self.strict = False

    def open(self, name: str, attributes: dict[str, str]) -> None:
        if name == "workbook":
            self.strict = any("purl.oclc.org/ooxml" in value for value in attributes.values())
        elif name == "workbookPr":
            self.date1904 = attributes.get("date1904", "") in TRUE
        elif name == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append(SheetEntry(attributes.get("name", ""), relation, hidden))


class Styles(Walk):
    """The number format of every cell style, by the style's index."""

    def __init__(self, part: str, depth_limit: int) -> None:
        super().__init__(part, depth_limit)
        self._section = ""
        self._codes: dict[int, str] = {}
        self._ids: list[int] = []

    def open(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("numFmts", "cellXfs"):
            self._section = name
        elif name == "numFmt" and self._section == "numFmts":
            self._codes[self._id(attributes)] = attributes.get("formatCode", "")
        elif name == "xf" and self._section == "cellXfs":
            self._ids.append(self._id(attributes))

    def close(self, name: str) -> None:
        if name == self._section:
            self._section = ""

    def _id(self, attributes: dict[str, str]) -> int:
        text = attributes.get("numFmtId", "0")
        if not (text.isascii() and text.isdigit() and len(text) < 10):
            raise damaged("number_format", self.part)
        return int(text)

    def formats(self) -> dict[str, NumberFormat]:
        """By the text of a cell's `s` attribute; what is not in it is general."""
        known = {id: custom(code) for id, code in self._codes.items()}
        return {"": GENERAL} | {str(index): known.get(id) or built_in(id) for index, id in enumerate(self._ids)}


class SharedStrings(Walk):
    """How many shared strings there are, and which of them show nothing."""

    def __init__(self, part: str, depth_limit: int) -> None:
        super().__init__(part, depth_limit)
        self.count = 0
        self.empty: set[int] = set()
        self._phonetic = False
        self._filled = False

    def open(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self._filled = False
        elif name == "rPh":
            self._phonetic = True
        elif name == "t":
            self.chars = []

    def close(self, name: str) -> None:
        if name == "t" and self.chars is not None:
            if not self._phonetic and "".join(self.chars).strip():
                self._filled = True
            self.chars = None
        elif name == "rPh":
            self._phonetic = False
        elif name == "si":
            if not self._filled:
                self.empty.add(self.count)
            self.count += 1
