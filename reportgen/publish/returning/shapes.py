"""The shapes in which Excel, WPS and LibreOffice show notes: a drawing in VML, made or extended."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from reportgen.publish.returning.plan import Mark, Place, place_of
from reportgen.publish.returning.refusal import unusual
from reportgen.publish.returning.scan import Edit, Element, Scan, scan, spliced
from reportgen.workbook import lines_of

_SPACES: Final = {
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "urn:schemas-microsoft-com:office:excel": "x",
}
_KIND: Final = "_x0000_t202"
_SHAPE_TYPE: Final = (
    f'<v:shapetype id="{_KIND}" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_NUMBER: Final = re.compile(r"_x0000_s([0-9]{1,9})")
_COLUMNS, _LINE, _WIDTH, _HIGHEST = 46, 17, 320, 420  # half-width characters of a line; pixels
_LAST_ROW, _LAST_COLUMN = 1_048_575, 16_383


class Sizes:
    """How wide and high a sheet's columns and rows are, in pixels; a hidden one is 0."""

    def __init__(self, found: Scan) -> None:
        format = found.one("sheetFormatPr")
        own = format.attributes if format is not None else {}
        self._width = _pixels(own.get("defaultColWidth"), 7, 5, 69)
        self._height = _pixels(own.get("defaultRowHeight"), 4 / 3, 0, 18)
        self._columns = [
            (int(one.attributes["min"]), int(one.attributes["max"]), _size(one, "width", 7, 5, self._width))
            for one in found.named("col")
            if one.attributes.get("min", "").isdigit() and one.attributes.get("max", "").isdigit()
        ]
        self._rows = {
            int(one.attributes["r"]): _size(one, "ht", 4 / 3, 0, self._height)
            for one in found.named("row")
            if one.attributes.get("r", "").isdigit()
        }

    def column(self, index: int) -> int:
        return next((size for first, last, size in self._columns if first <= index + 1 <= last), self._width)

    def row(self, index: int) -> int:
        return self._rows.get(index + 1, self._height)


def _size(element: Element, name: str, factor: float, more: int, default: int) -> int:
    if element.attributes.get("hidden", "") in ("1", "true"):
        return 0
    return _pixels(element.attributes.get(name), factor, more, default)


def _pixels(size: str | None, factor: float, more: int, default: int) -> int:
    if size is None or not re.fullmatch(r"[0-9]{1,4}(\.[0-9]+)?", size, re.ASCII):
        return default
    return int(float(size) * factor + more)


def _declared() -> str:
    return " ".join(f'xmlns:{prefix}="{uri}"' for uri, prefix in _SPACES.items())


def empty_drawing(number: int) -> bytes:
    """A drawing without shapes; `number` keeps the ids of its shapes apart from other drawings'."""
    return (
        f'<xml {_declared()}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{number}"/></o:shapelayout>'
        f"{_SHAPE_TYPE}</xml>"
    ).encode()


def scan_drawing(part: str, content: bytes) -> Scan:
    return scan(part, content, ("ClientData", "Row", "Column", "Anchor", "idmap"), texts=True)


def with_shapes(part: str, content: bytes, sizes: Sizes, marks: Sequence[Mark], longer: Mapping[Place, str]) -> bytes:
    """The drawing with a shape for each mark, behind those that are there; notes that became `longer` get room."""
    found = scan_drawing(part, content)
    if found.root.empty:
        raise unusual(part)
    used = [int(match[1]) for one in found.top() if (match := _NUMBER.search(one.attributes.get("id", "")))]
    layout = next((one.attributes.get("data", "") for one in found.named("idmap")), "1")
    first = max([*used, 1024 * int(layout) if layout.isdigit() and len(layout) < 6 else 1024]) + 1
    known = any(one.attributes.get("id") == _KIND for one in found.top("shapetype"))
    new = ("" if known else _SHAPE_TYPE) + "".join(
        _shape(number, mark, sizes) for number, mark in enumerate(marks, first)
    )
    if any(found.prefixes.get(uri) != prefix for uri, prefix in _SPACES.items()):
        new = re.sub(r"<(v:shape(?:type)?) ", rf"<\1 {_declared()} ", new)  # the part has other prefixes than ours
    return spliced(content, [*_roomier(found, sizes, longer), (found.root.close, found.root.close, new.encode())])


def _roomier(found: Scan, sizes: Sizes, longer: Mapping[Place, str]) -> Iterator[Edit]:
    for data, place in _notes(found):
        anchor = next((one for one in found.named("Anchor") if one.parent is data and not one.empty), None)
        if place in longer and anchor is not None:
            yield (anchor.inner, anchor.close, _anchor(place, _height(longer[place]), sizes).encode())


def _notes(found: Scan) -> Iterator[tuple[Element, Place]]:
    """What is said of each note's shape, and the cell that it belongs to."""
    inside: dict[int, dict[str, str]] = {}
    for one in found.elements:
        if one.name in ("Row", "Column") and one.parent is not None:
            inside.setdefault(id(one.parent), {})[one.name] = one.text.strip()
    for data in found.named("ClientData"):
        own = inside.get(id(data), {})
        if data.attributes.get("ObjectType") == "Note":
            yield data, Place(_index(own.get("Row")), _index(own.get("Column")))


def _height(text: str) -> int:
    return min(_HIGHEST, lines_of(text, _COLUMNS) * _LINE + 14)


def _shape(number: int, mark: Mark, sizes: Sizes) -> str:
    place = mark.place
    height = _height(mark.note)
    return (
        f'<v:shape id="_x0000_s{number}" type="#{_KIND}" style="position:absolute;margin-left:80pt;margin-top:5pt;'
        f'width:{_WIDTH * 3 // 4}pt;height:{height * 3 // 4}pt;z-index:{number % 1024};visibility:hidden"'
        ' fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{_anchor(place, height, sizes)}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{place.row}</x:Row><x:Column>{place.column}</x:Column></x:ClientData></v:shape>"
    )


def _anchor(place: Place, height: int, sizes: Sizes) -> str:
    """Beside the cell: left column, pixels into it, top row, pixels, right column, pixels, bottom row, pixels."""
    left, top = min(place.column + 1, _LAST_COLUMN), max(place.row - 1, 0)
    right, into_column = left, 15 + _WIDTH
    while right < _LAST_COLUMN and into_column > sizes.column(right):
        into_column -= sizes.column(right)
        right += 1
    bottom, into_row = top, 4 + height
    while bottom < _LAST_ROW and into_row > sizes.row(bottom):
        into_row -= sizes.row(bottom)
        bottom += 1
    return f"{left}, 15, {top}, 4, {right}, {into_column}, {bottom}, {into_row}"


def without_shapes(part: str, content: bytes, places: set[Place]) -> bytes:
    """The drawing without the notes of these cells."""
    found = scan_drawing(part, content)
    shapes = [data.parent for data, place in _notes(found) if place in places]
    return spliced(content, [(one.start, one.end, b"") for one in shapes if one is not None and one.name == "shape"])


def _index(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() else -1


def places_of(cells: set[str]) -> set[Place]:
    return {place for cell in cells if (place := place_of(cell)) is not None}
