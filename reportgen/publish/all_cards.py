"""All cards of a month bound into one PDF to print and sign, with bookmarks.

single PDFs ── one after the other: pages, and what they show ── outline: department -> person
            ── one font for all: every card carries its own selection of the same prepared fonts, and they would
               be four fifths of the file; glyphs keep their numbers, so one selection serves all cards

A card's objects are written and forgotten before the next card is read: a thousand cards take little more memory than
ten. What is the same in many cards is written once; it is known by its hash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, NumberObject, TextStringObject

from reportgen.publish.binding import PdfFile, SparseReader, dictionary, stream
from reportgen.publish.harfbuzz import keep_glyphs

PREPARED = "Report-Sans"  # what the prepared fonts are called in a document, behind the mark of the selection

_MAPPED = re.compile(rb"^<([0-9a-fA-F]{4})> (<[0-9a-fA-F]+>)$", re.MULTILINE)
# What a page does not take along: its place in the card, and the structure for screen readers.
_STAYS_BEHIND = ("/Parent", "/StructParents", "/Tabs")
_FILLED_IN = ("/DescendantFonts", "/FontDescriptor", "/FontFile3", "/ToUnicode", "/W")
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


def bind(cards: CardSet, faces: Sequence[Path]) -> bytes:
    """One PDF of all cards. The same cards give the same bytes; its properties name no person.

    `faces` are the prepared fonts that the cards were printed in, the regular weight first.
    """
    binder = _Binder(faces)
    for leaf in cards.leaves:
        binder.add(leaf)
    return binder.finished(cards, sha256("".join(leaf.sha256 for leaf in cards.leaves).encode()).digest()[:16])


def join(parts: Sequence[bytes], numbers: bytes, cards: CardSet, faces: Sequence[Path]) -> bytes:
    """One PDF of the parts of a document, page by page with what stands on the pages of `numbers` written over them.
    `cards` tells its title, author and language."""
    binder = _Binder(faces)
    with closing(SparseReader(numbers)) as over:
        numbered = iter(binder.over(over))
        for part in parts:
            with closing(SparseReader(part)) as card:
                binder.take(card, {_number(page): binder.file.reserve() for page in card.pages}, numbered)
    digest = sha256(b"".join(sha256(part).digest() for part in (*parts, numbers)))
    return binder.finished(cards, digest.digest()[:16])


@dataclass(slots=True)
class _Shared:
    """The one font that stands for the cards' selections of a prepared font; its parts are the first one's."""

    place: IndirectObject
    font: DictionaryObject
    descendant: DictionaryObject
    descriptor: DictionaryObject
    texts: dict[int, bytes] = field(default_factory=dict)  # glyph -> what is copied out for it
    widths: dict[int, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Over:
    """What stands on a page that is written over another one, and the fonts it is in."""

    contents: IndirectObject
    fonts: DictionaryObject


class _Binder:
    def __init__(self, faces: Sequence[Path]) -> None:
        self.faces = faces
        self.file = PdfFile()
        self.fonts: dict[str, _Shared] = {}
        self.tree = self.file.reserve()
        self.pages: list[IndirectObject] = []
        self.outline: dict[str, list[tuple[str, IndirectObject]]] = {}

    def add(self, leaf: Leaf) -> None:
        """The card's pages, and its name in the outline."""
        with closing(SparseReader(leaf.file.read_bytes())) as card:
            self._add(leaf, card)

    def _add(self, leaf: Leaf, card: SparseReader) -> None:
        numbers = [_number(page) for page in card.pages]
        places = {number: self.file.reserve() for number in numbers}
        self.outline.setdefault(leaf.department, []).append((leaf.person, places[numbers[0]]))
        self.take(card, places)

    def take(self, card: SparseReader, places: dict[int, IndirectObject], over: Iterator[_Over] | None = None) -> None:
        """Its pages, which have their `places`; `over` is written upon them, one after the other."""
        numbers = [_number(page) for page in card.pages]
        for page in card.pages:
            self._share_fonts(page, places)
        resources = [_resources(page) for page in card.pages]
        for page, number, held in zip(card.pages, numbers, resources, strict=True):
            kept = DictionaryObject({key: page.raw_get(key) for key in page if key not in _STAYS_BEHIND})
            shown: Any = self.file.copy(kept, places)
            if over is not None:
                self._write_over(shown, *held, next(over))
            shown[NameObject("/Parent")] = self.tree
            self.pages.append(self.file.write(shown, places[number]))

    def over(self, numbers: SparseReader) -> list[_Over]:
        """What stands on its pages, to be written over others."""
        places: dict[int, IndirectObject] = {}
        fonts = {}
        for page in numbers.pages:
            self._share_fonts(page, places)
            own = _resources(page)[1]
            fonts[id(own)] = own
        for own in fonts.values():
            self.file.copy(own, places)
        every = DictionaryObject({name: font for own in fonts.values() for name, font in own.items()})
        return [_Over(self.file.copy(page.raw_get("/Contents"), places), every) for page in numbers.pages]

    def _write_over(self, shown: Any, resources: Any, fonts: Any, over: _Over) -> None:
        """Another page's text upon a page whose parts are copied already; fonts of one name are the same prepared
        one."""
        if any(name in fonts and fonts.raw_get(name) != over.fonts.raw_get(name) for name in over.fonts):
            raise ValueError("two fonts of one name on a page")
        both = DictionaryObject(resources)
        both[NameObject("/Font")] = DictionaryObject({name: over.fonts.raw_get(name) for name in over.fonts} | fonts)
        shown[NameObject("/Resources")] = both
        before, after = self.file.write(stream(b"q\n", {})), self.file.write(stream(b"\nQ\n", {}))
        shown[NameObject("/Contents")] = ArrayObject([before, shown.raw_get("/Contents"), after, over.contents])

    def _share_fonts(self, page: Any, places: dict[int, IndirectObject]) -> None:
        """Puts the shared font in the place of the card's own selection of a prepared one."""
        _, fonts = _resources(page)
        for name in fonts:
            reference = fonts.raw_get(name)
            font = reference.get_object()
            base = str(font["/BaseFont"])
            if reference.idnum in places or not base.partition("+")[2].startswith(PREPARED):
                continue  # done on an earlier page; or a rarer character's font, whole or cut by itself
            if base not in self.fonts:
                self.fonts[base] = _Shared(self.file.reserve(), *(self._plain(part, places) for part in _parts(font)))
            one = self.fonts[base]
            texts = {int(glyph, 16): text for glyph, text in _MAPPED.findall(font["/ToUnicode"].get_data())}
            if any(one.texts.get(glyph, text) != text for glyph, text in texts.items()):
                continue  # a number that stands for two characters, which no font has: the card keeps its own
            one.texts |= texts
            one.widths |= dict(_widths(_parts(font)[1]["/W"].get_object()))
            places[reference.idnum] = one.place

    def _plain(self, part: Any, places: dict[int, IndirectObject]) -> DictionaryObject:
        """A part of a font without what is filled in for all cards together."""
        kept = DictionaryObject({key: part.raw_get(key) for key in part if key not in _FILLED_IN})
        copied: DictionaryObject = self.file.copy(kept, places)
        return copied

    def finished(self, cards: CardSet, identifier: bytes) -> bytes:
        """With what all cards share, and the outline."""
        for base, one in sorted(self.fonts.items()):
            self._fill(one, self.faces[-1] if base.endswith("-Bold") else self.faces[0])
        write = self.file.write
        write(dictionary(Type="/Pages", Kids=ArrayObject(self.pages), Count=len(self.pages)), self.tree)
        root = dictionary(Type="/Catalog", Pages=self.tree)
        if self.outline:
            root.update(dictionary(Outlines=self.file.outline(self.outline), PageMode="/UseOutlines"))
        root.update(dictionary(Lang=TextStringObject(cards.language)))
        info = dictionary(Title=TextStringObject(cards.title), Author=TextStringObject(cards.author))
        return self.file.finish(write(root), write(info), identifier)

    def _fill(self, one: _Shared, face: Path) -> None:
        """The shared font's outlines, widths and characters: those of all cards together."""
        subtype = {"/Subtype": NameObject("/OpenType")}
        program = self.file.write(stream(keep_glyphs(face.read_bytes(), one.texts), subtype))
        one.descriptor[NameObject("/FontFile3")] = program
        one.descendant[NameObject("/FontDescriptor")] = self.file.write(one.descriptor)
        one.descendant[NameObject("/W")] = ArrayObject(
            part for glyph in sorted(one.widths) for part in (NumberObject(glyph), ArrayObject([one.widths[glyph]]))
        )
        one.font[NameObject("/DescendantFonts")] = ArrayObject([self.file.write(one.descendant)])
        one.font[NameObject("/ToUnicode")] = self.file.write(stream(_character_map(one.texts), {}))
        self.file.write(one.font, one.place)


def _resources(page: Any) -> tuple[Any, Any]:
    """What a page uses, and the fonts among it. To be asked before they are copied: these know their file no more."""
    resources = page["/Resources"].get_object()
    return resources, resources.get("/Font", DictionaryObject()).get_object()


def _number(thing: Any) -> int:
    """The number of an object in the file that it was read from."""
    number: int = thing.indirect_reference.idnum
    return number


def _parts(font: Any) -> tuple[Any, Any, Any]:
    """A font of two bytes a glyph: itself, its descendant, the descendant's descriptor."""
    descendant = font["/DescendantFonts"][0].get_object()
    return font, descendant, descendant["/FontDescriptor"].get_object()


def _widths(array: Sequence[Any]) -> Iterator[tuple[int, Any]]:
    """Glyph and width from `first [width width ...] first [...]`."""
    for first, run in zip(array[::2], array[1::2], strict=True):
        yield from ((int(first) + place, width) for place, width in enumerate(run))


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
