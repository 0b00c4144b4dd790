"""A zip package opened as if it meant harm: names checked, bytes counted while inflating, XML parsed by expat."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Final
from xml.parsers import expat

from reportgen.intake.limits import Limits
from reportgen.intake.refusal import Refused, damaged, over_limit, unsafe

_CHUNK: Final = 512 * 1024
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCODINGS: Final = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_BAD_ZIP: Final = (zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError, ValueError, OSError)


class Walk:
    """What looks at one XML part. `open` and `close` get names without prefix; set `chars` to [] to collect text."""

    def __init__(self, part: str, depth_limit: int) -> None:
        self.part = part
        self.chars: list[str] | None = None
        self._depth = 0
        self._depth_limit = depth_limit

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > self._depth_limit:
            raise unsafe("depth", self.part)
        self.open(name if ":" not in name else name.rpartition(":")[2], attributes)

    def end(self, name: str) -> None:
        self._depth -= 1
        self.close(name if ":" not in name else name.rpartition(":")[2])

    def text(self, characters: str) -> None:
        if self.chars is not None:
            self.chars.append(characters)

    def odd(self, *_: object) -> None:
        """A comment, CDATA or instruction inside a value: readers disagree about what the value then is."""
        if self.chars is not None:
            raise unsafe("cdata", self.part)

    def open(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def close(self, name: str) -> None:
        """An element ends."""


class Package:
    """The entries of a zip package by their case-folded names. Every entry is inflated once, and counted."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._limits = limits
        self._inflated = 0
        self._unseen: dict[str, zipfile.ZipInfo] = {}
        _check_directory_size(path, limits)
        try:
            self._zip = zipfile.ZipFile(path)
        except _BAD_ZIP as error:
            raise damaged("zip", "") from error
        try:
            self.entries: Mapping[str, zipfile.ZipInfo] = self._checked()
        except Refused:
            self._zip.close()
            raise
        self._unseen.update(self.entries)

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self.entries

    def _checked(self) -> dict[str, zipfile.ZipInfo]:
        infos = self._zip.infolist()
        if len(infos) > self._limits.entries:
            raise over_limit("entries", len(infos), self._limits.entries)
        entries: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            name = info.orig_filename
            shown = name.encode("unicode_escape").decode("ascii")
            if _odd_name(name):
                raise unsafe("entry_name", shown)
            if name.casefold() in entries:
                raise unsafe("entry_twice", shown)
            if info.flag_bits & 1:
                raise Refused("FILE_ENCRYPTED")
            if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise unsafe("compression", shown)
            entries[name.casefold()] = info
        return entries

    def chunks(self, name: str) -> Iterator[bytes]:
        """An entry's bytes, counted against the limits as they come.

        Raises `Refused` when the entry is missing, damaged, or larger than is accepted.
        """
        info = self._unseen.pop(name.casefold(), None)
        if info is None:
            raise damaged("part_missing", name)
        size = 0
        try:
            with self._zip.open(info) as stream:
                while chunk := stream.read(_CHUNK):
                    size += len(chunk)
                    self._count(size, len(chunk))
                    yield chunk
        except _BAD_ZIP as error:
            raise damaged("zip", name) from error

    def _count(self, size: int, more: int) -> None:
        self._inflated += more
        if size > self._limits.entry_bytes:
            raise over_limit("entry_bytes", size, self._limits.entry_bytes)
        if self._inflated > self._limits.inflated_bytes:
            raise over_limit("inflated_bytes", self._inflated, self._limits.inflated_bytes)

    def walk(self, name: str, walk: Walk) -> None:
        """Leads `walk` over an XML part. No DOCTYPE, no entities, UTF-8 only, bounded depth, well-formed."""
        parser = _parser(walk)
        first = True
        try:
            for chunk in self.chunks(name):
                if first and _utf16(chunk):
                    raise unsafe("encoding", name)
                first = False
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise damaged("xml", name) from error

    def walk_rest(self) -> None:
        """Inflates what nobody asked for: XML parts are checked, everything is counted.

        A part that no reader opens (a drawing, a theme) may be malformed: the values do not depend on it.
        """
        for name in sorted(self._unseen):
            if not name.endswith((".xml", ".rels")):
                for _ in self.chunks(name):
                    pass
                continue
            try:
                self.walk(name, Walk(name, self._limits.xml_depth))
            except Refused as refused:
                if refused.values.get("reason") != "xml":
                    raise


def _parser(walk: Walk) -> expat.XMLParserType:
    def doctype(*_: object) -> None:
        raise unsafe("doctype", walk.part)

    def declaration(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in _ENCODINGS:
            raise unsafe("encoding", walk.part)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = doctype
    parser.EntityDeclHandler = doctype
    parser.XmlDeclHandler = declaration
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CharacterDataHandler = walk.text
    parser.CommentHandler = walk.odd
    parser.StartCdataSectionHandler = walk.odd
    parser.ProcessingInstructionHandler = walk.odd
    return parser


def _utf16(head: bytes) -> bool:
    return head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in head[:4]


def _odd_name(name: str) -> bool:
    parts = name.removesuffix("/").split("/")
    return (
        "\\" in name
        or ":" in name
        or any(part in ("", ".", "..") for part in parts)
        or any(not character.isprintable() for character in name)
    )


def _check_directory_size(path: Path, limits: Limits) -> None:
    """Refuses a package whose directory is far larger than its allowed entries need, before it is parsed."""
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise too_big(size, limits)
    with path.open("rb") as stream:
        stream.seek(max(0, size - 65_557))
        tail = stream.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) - end < 22:
        return
    entries, directory = struct.unpack_from("<H I", tail, end + 10)[0], struct.unpack_from("<I", tail, end + 12)[0]
    if directory != 0xFFFFFFFF and directory > limits.entries * 1024:
        raise over_limit("entries", entries, limits.entries)


def too_big(size: int, limits: Limits) -> Refused:
    mib = 1024 * 1024
    return Refused("FILE_TOO_BIG", size=f"{size / mib:.1f} MiB", limit=f"{limits.file_bytes / mib:g} MiB")


def sniff(path: Path) -> None:
    """Passes a zip package; says of anything else what it is. Raises `Refused`."""
    with path.open("rb") as stream:
        head = stream.read(8)
        if head[:4] == b"PK\x03\x04":
            return
        if head != _OLE:
            raise Refused("FILE_NOT_WORKBOOK", reason="empty" if not head else "content")
        content = head + stream.read()
    # An OLE compound file names its streams in UTF-16LE; the names alone tell what it holds.
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Refused("FILE_ENCRYPTED")
    if any(stream_name.encode("utf-16-le") in content for stream_name in ("Workbook", "Book")):
        raise Refused("FILE_XLS")
    raise Refused("FILE_NOT_WORKBOOK", reason="content")
