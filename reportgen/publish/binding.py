"""A PDF that is written object by object; of what is written it keeps the place in the file, and no more.

Card.pages ── copy: each object that is referred to, once ── PdfFile.write: the same object never twice ── finish
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from io import BytesIO
from typing import Any

from pypdf import PdfReader
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

# Department -> its people, each with the page to begin at.
Outline = Mapping[str, Sequence[tuple[str, IndirectObject]]]


class SparseReader(PdfReader):
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

    def close(self) -> None:
        """Forgets what was read: its objects know their reader, so that they would wait for the collector."""
        self.resolved_objects.clear()
        self.flattened_pages = None
        self._streams.clear()
        self.stream.close()
        super().close()


def _opened(stream: Any) -> tuple[BytesIO, dict[int, int]]:
    """What an object stream holds, and where each of its objects begins."""
    content: bytes = stream.get_data()
    first = int(stream["/First"])
    pairs = [int(word) for word in content[:first].split()]
    return BytesIO(content), {id: first + place for id, place in zip(pairs[::2], pairs[1::2], strict=True)}


class PdfFile:
    """The file as far as it is written."""

    def __init__(self) -> None:
        self.file = BytesIO()
        self.file.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        self.offsets: list[int] = []  # of the objects from 1; 0 while an object is not written
        self.known: dict[bytes, IndirectObject] = {}  # hash of an object's bytes -> where it stands

    def reserve(self) -> IndirectObject:
        """The place of an object that is written later."""
        self.offsets.append(0)
        return IndirectObject(len(self.offsets), 0, None)

    def write(self, thing: PdfObject, place: IndirectObject | None = None) -> IndirectObject:
        """Where the object stands: at `place`, or wherever the same object was written before."""
        buffer = BytesIO()
        thing.write_to_stream(buffer)
        content = buffer.getvalue()
        if place is None:
            digest = sha256(content).digest()
            if digest in self.known:
                return self.known[digest]
            place = self.known[digest] = self.reserve()
        self.offsets[place.idnum - 1] = self.file.tell()
        self.file.write(b"%d 0 obj\n%s\nendobj\n" % (place.idnum, content))
        return place

    def copy(self, thing: Any, places: dict[int, IndirectObject]) -> Any:
        """The same with all that it refers to written; `places` are the card's objects that have theirs already."""
        if isinstance(thing, IndirectObject):
            if thing.idnum not in places:
                places[thing.idnum] = self.write(self.copy(thing.get_object(), places))
            return places[thing.idnum]
        if isinstance(thing, DictionaryObject):
            for key in list(thing):
                thing[NameObject(key)] = self.copy(thing.raw_get(key), places)
        elif isinstance(thing, ArrayObject):
            thing[:] = [self.copy(part, places) for part in list.__iter__(thing)]
        return thing

    def finish(self, root: IndirectObject, info: IndirectObject, identifier: bytes) -> bytes:
        """The whole file, with the table of where everything stands. `identifier` is that of the document."""
        if 0 in self.offsets:
            raise ValueError(f"object {self.offsets.index(0) + 1} was never written")
        size = len(self.offsets) + 1
        mark = ByteStringObject(identifier)
        trailer = dictionary(Size=size, Root=root, Info=info, ID=ArrayObject([mark, mark]))
        table = self.file.tell()
        self.file.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
        self.file.writelines(b"%010d 00000 n \n" % offset for offset in self.offsets)
        self.file.write(b"trailer\n")
        trailer.write_to_stream(self.file)
        self.file.write(b"\nstartxref\n%d\n%%%%EOF\n" % table)
        return self.file.getvalue()

    def outline(self, outline: Outline) -> IndirectObject:
        """Departments with their people below them, all unfolded."""
        root = self.reserve()
        departments = [self.reserve() for _ in outline]
        for at, (name, people) in enumerate(outline.items()):
            below = [self.reserve() for _ in people]
            for number, (person, page) in enumerate(people):
                self.write(_bookmark(person, page, departments[at], below, number), below[number])
            own = _bookmark(name, people[0][1], root, departments, at)
            own.update(dictionary(First=below[0], Last=below[-1], Count=len(below)))
            self.write(own, departments[at])
        shown = len(departments) + sum(map(len, outline.values()))
        whole = dictionary(Type="/Outlines", Count=shown)
        if departments:
            whole.update(dictionary(First=departments[0], Last=departments[-1]))
        return self.write(whole, root)


def _bookmark(
    title: str, page: IndirectObject, parent: IndirectObject, row: Sequence[IndirectObject], at: int
) -> DictionaryObject:
    """The one at this place of a row of bookmarks; a click shows the whole page."""
    mark = dictionary(Title=TextStringObject(title), Parent=parent, Dest=ArrayObject([page, NameObject("/Fit")]))
    if at:
        mark.update(dictionary(Prev=row[at - 1]))
    if at + 1 < len(row):
        mark.update(dictionary(Next=row[at + 1]))
    return mark


def dictionary(**entries: PdfObject | str | int) -> DictionaryObject:
    """A text stands for a name, as "/Page"."""
    made = DictionaryObject()
    for key, value in entries.items():
        thing = NumberObject(value) if isinstance(value, int) else value
        made[NameObject(f"/{key}")] = thing if isinstance(thing, PdfObject) else NameObject(thing)
    return made


def stream(content: bytes, entries: Mapping[str, NameObject]) -> DictionaryObject:
    """Compressed."""
    made = DecodedStreamObject()
    made.set_data(content)
    for key, value in entries.items():
        made[NameObject(key)] = value
    return made.flate_encode()
