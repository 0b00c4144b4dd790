"""All cards of a month bound into one PDF to print and sign, with bookmarks; the one door to pypdf.

single PDFs ── pages one behind the other, each card on pages of its own ── outline: department -> person
            ── one font for all: every card carries its own selection of the same prepared fonts, and they would
               be four fifths of the file; glyphs keep their numbers, so one selection serves all cards
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
    read_object,
)

from reportgen.publish.harfbuzz import keep_glyphs

PREPARED = "Report-Sans"  # what the prepared fonts are called in a document, behind the mark of the selection

_MAPPED = re.compile(rb"^<([0-9a-fA-F]{4})> (<[0-9a-fA-F]+>)$", re.MULTILINE)
_MAPPED_AT_ONCE = 100  # lines of one block of a character map, by its specification


@dataclass(frozen=True, slots=True)
class Leaf:
    """One card as it was printed, and the names it is found by in the outline; its text is its hash, not its file."""

    department: str
    person: str
    path: str
    sha256: str
    file: Path = field(repr=False)


@dataclass(frozen=True, slots=True)
class CardSet:
    """All cards in the order they are bound; the title names no person."""

    title: str
    author: str
    language: str
    leaves: tuple[Leaf, ...]


@dataclass(slots=True)
class _Shared:
    """The one font that stands for the cards' selections of a prepared font."""

    font: IndirectObject
    texts: dict[int, bytes] = field(default_factory=dict)  # glyph -> what is copied out for it
    widths: dict[int, Any] = field(default_factory=dict)


class _Sparse(PdfReader):
    """Reads what is asked for and no more: most of a card is its structure for screen readers, which is not bound.

    The base class reads every object of a stream together with the first one.
    """

    def __init__(self, content: bytes) -> None:
        super().__init__(BytesIO(content))
        self._streams: dict[int, tuple[BytesIO, dict[int, int]]] = {}

    def _get_object_from_stream(self, indirect_reference: IndirectObject) -> PdfObject:
        number, _ = self.xref_objStm[indirect_reference.idnum]
        if number not in self._streams:
            self._streams[number] = _opened(IndirectObject(number, 0, self).get_object())
        content, places = self._streams[number]
        content.seek(places[indirect_reference.idnum])
        found: PdfObject = read_object(content, self)
        self.cache_indirect_object(0, indirect_reference.idnum, found)
        return found


def _opened(stream: Any) -> tuple[BytesIO, dict[int, int]]:
    """What an object stream holds, and where each of its objects begins."""
    content: bytes = stream.get_data()
    first = int(stream["/First"])
    pairs = [int(word) for word in content[:first].split()]
    return BytesIO(content), {id: first + place for id, place in zip(pairs[::2], pairs[1::2], strict=True)}


def bind(cards: CardSet, faces: Sequence[Path]) -> bytes:
    """One PDF of all cards. The same cards give the same bytes; its properties name no person.

    `faces` are the prepared fonts that the cards were printed in, the regular weight first.
    """
    writer = PdfWriter()
    departments: dict[str, Any] = {}
    for leaf in cards.leaves:
        first = len(writer.pages)
        writer.append(_Sparse(leaf.file.read_bytes()), import_outline=False)
        if leaf.department not in departments:
            departments[leaf.department] = writer.add_outline_item(title=leaf.department, page_number=first)
        writer.add_outline_item(title=leaf.person, page_number=first, parent=departments[leaf.department])
    _share_fonts(writer, faces)
    writer.compress_identical_objects(remove_duplicates=True, remove_unreferenced=True)
    writer.metadata = {"/Title": cards.title, "/Author": cards.author}
    writer.root_object[NameObject("/Lang")] = TextStringObject(cards.language)
    writer.root_object[NameObject("/PageMode")] = NameObject("/UseOutlines")
    digest = sha256("".join(leaf.sha256 for leaf in cards.leaves).encode()).digest()[:16]
    writer._ID = ArrayObject([ByteStringObject(digest), ByteStringObject(digest)])
    result = BytesIO()
    writer.write(result)
    return result.getvalue()


def _share_fonts(writer: PdfWriter, faces: Sequence[Path]) -> None:
    """Exchanges the cards' own selections of the prepared fonts for one selection of each."""
    shared: dict[str, _Shared] = {}
    for page in writer.pages:
        page.pop("/StructParents", None)  # the structure of the single documents does not come along
        resources: Any = page["/Resources"].get_object()
        fonts: Any = resources.get("/Font", DictionaryObject()).get_object()
        for name, reference in list(fonts.items()):
            font: Any = reference.get_object()
            base = str(font["/BaseFont"])
            if not base.partition("+")[2].startswith(PREPARED):
                continue  # a rarer character's font, whole or cut by itself
            one = shared.setdefault(base, _Shared(reference))
            texts = {int(glyph, 16): text for glyph, text in _MAPPED.findall(font["/ToUnicode"].get_data())}
            if any(one.texts.get(glyph, text) != text for glyph, text in texts.items()):
                continue  # a number that stands for two characters, which no font has: the card keeps its own
            one.texts |= texts
            one.widths |= dict(_widths(_descendant(font)["/W"].get_object()))
            fonts[NameObject(name)] = one.font
            if reference != one.font:
                _take_apart(font)
    for base, one in sorted(shared.items()):
        _fill(writer, one, faces[-1] if base.endswith("-Bold") else faces[0])


def _take_apart(font: Any) -> None:
    """Nothing of the font refers to anything any more, so that all of it is left out of the file."""
    descendant = _descendant(font)
    for part in (descendant["/FontDescriptor"].get_object(), descendant, font):
        part.clear()


def _descendant(font: Any) -> Any:
    return font["/DescendantFonts"][0].get_object()


def _widths(array: Sequence[Any]) -> Iterator[tuple[int, Any]]:
    """Glyph and width from `first [width width ...] first [...]`."""
    for first, run in zip(array[::2], array[1::2], strict=True):
        yield from ((int(first) + place, width) for place, width in enumerate(run))


def _fill(writer: PdfWriter, one: _Shared, face: Path) -> None:
    """The shared font's outlines, widths and characters: those of all cards together."""
    font: Any = one.font.get_object()
    descendant = _descendant(font)
    descriptor = descendant["/FontDescriptor"].get_object()
    font[NameObject("/ToUnicode")] = writer._add_object(_stream(_character_map(one.texts), {}))
    program = keep_glyphs(face.read_bytes(), one.texts)
    subtype = {"/Subtype": NameObject("/OpenType")}
    descriptor[NameObject("/FontFile3")] = writer._add_object(_stream(program, subtype))
    descendant[NameObject("/W")] = ArrayObject(
        part for glyph in sorted(one.widths) for part in (NumberObject(glyph), ArrayObject([one.widths[glyph]]))
    )


def _stream(content: bytes, entries: Mapping[str, NameObject]) -> DictionaryObject:
    stream = DecodedStreamObject()
    stream.set_data(content)
    for key, value in entries.items():
        stream[NameObject(key)] = value
    return stream.flate_encode()


def _character_map(texts: Mapping[int, bytes]) -> bytes:
    """What is copied out for each glyph, as a CMap."""
    lines = [b"<%04x> %s" % (glyph, texts[glyph]) for glyph in sorted(texts)]
    blocks = [lines[first : first + _MAPPED_AT_ONCE] for first in range(0, len(lines), _MAPPED_AT_ONCE)]
    return b"\n".join(
        (
            b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap",
            b"/CIDSystemInfo\n<< /Registry (Adobe)\n/Ordering (UCS)\n/Supplement 0\n>> def",
            b"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def",
            b"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange",
            *(b"%d beginbfchar\n%s\nendbfchar" % (len(block), b"\n".join(block)) for block in blocks),
            b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend",
        )
    )
