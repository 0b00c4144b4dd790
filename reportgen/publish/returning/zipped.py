"""A workbook's bytes into its parts, and parts into a workbook's bytes; zipfile."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from typing import Final

from reportgen.publish.returning.refusal import CannotMark

PARTS: Final = 2_000
INFLATED: Final = 128 * 1024 * 1024  # bytes of all parts, counted while inflating
PART_BYTES: Final = 64 * 1024 * 1024
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can hold
_BAD: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError)


class Parts:
    """The parts of a package by name, in the order of the file; what is set is written in place of the original."""

    def __init__(self, content: bytes) -> None:
        if content[:4] != b"PK\x03\x04":
            raise CannotMark("closed")
        try:
            with zipfile.ZipFile(BytesIO(content)) as package:
                self._kinds = _listed(package)
                self._parts = _inflated(package)
        except _BAD as error:
            raise CannotMark("damaged", part="zip") from error
        self._names = {name.casefold() for name in self._parts}

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def __getitem__(self, name: str) -> bytes:
        if name not in self._parts:
            raise CannotMark("damaged", part=name)
        return self._parts[name]

    def __setitem__(self, name: str, content: bytes) -> None:
        self._parts[name] = content
        self._names.add(name.casefold())

    def names(self) -> list[str]:
        return list(self._parts)

    def free(self, pattern: str) -> str:
        """The first name of a pattern such as `xl/comments{}.xml` that no part has, without regard to case."""
        number = 1
        while pattern.format(number).casefold() in self._names:
            number += 1
        return pattern.format(number)

    def packed(self) -> bytes:
        """The workbook's bytes; the same parts give the same bytes."""
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w") as package:
            for name, content in self._parts.items():
                entry = zipfile.ZipInfo(name, _EPOCH)
                entry.compress_type = self._kinds.get(name, zipfile.ZIP_DEFLATED)
                entry.create_system = 0
                entry.external_attr = 0
                package.writestr(entry, content)
        return buffer.getvalue()


def _listed(package: zipfile.ZipFile) -> dict[str, int]:
    """How each part is compressed, once all names are known to be ordinary."""
    entries = package.infolist()
    if len(entries) > PARTS:
        raise CannotMark("big", part=str(len(entries)))
    kinds: dict[str, int] = {}
    folded: set[str] = set()
    for entry in entries:
        name = entry.orig_filename
        if entry.flag_bits & 1:
            raise CannotMark("closed")
        odd = "\\" in name or name.startswith("/") or ".." in name.split("/") or not name.isprintable()
        if odd or name.casefold() in folded:
            raise CannotMark("unsafe", part=name.encode("unicode_escape").decode("ascii"))
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise CannotMark("unsafe", part=name)
        folded.add(name.casefold())
        kinds[entry.filename] = entry.compress_type
    return kinds


def _inflated(package: zipfile.ZipFile) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    total = 0
    for entry in package.infolist():
        with package.open(entry) as stream:
            content = stream.read(PART_BYTES + 1)
            total += len(content)
            if len(content) > PART_BYTES or total > INFLATED:
                raise CannotMark("big", part=entry.filename)
        parts[entry.filename] = content
    return parts
