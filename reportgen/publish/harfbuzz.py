"""Turns a font file and a set of characters into a smaller font file; the door to the HarfBuzz subsetting library.

WeasyPrint cuts the fonts of every document with the same library, so a machine without it cannot print in time.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# The names on Linux, macOS and Windows.
_SHAPER = ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll")
_SUBSETTER = ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll")

# Horizontal text needs none of the vertical metrics.
_DROPPED_TABLES = ("BASE", "VORG", "vhea", "vmtx")
# Without `locl`: the face is chosen by language, so the other regions' forms would only double the file.
_KEPT_FEATURES = ("ccmp", "kern", "liga", "mark", "mkmk")

_READ_ONLY = 1  # hb_memory_mode_t: the bytes stay where they are
_DROP_TABLE_TAGS, _LAYOUT_FEATURE_TAGS = 3, 6  # hb_subset_sets_t
_NO_HINTING, _RETAIN_NUMBERS, _DESUBROUTINIZE, _NOTDEF_OUTLINE = 0x01, 0x02, 0x04, 0x40  # hb_subset_flags_t


class SubsetterMissing(Exception):
    """The machine lacks the HarfBuzz subsetting library."""


@dataclass(frozen=True, slots=True)
class _Libraries:
    shaper: ctypes.CDLL
    subsetter: ctypes.CDLL


def _open(names: tuple[str, ...]) -> ctypes.CDLL:
    for name in names:
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    raise SubsetterMissing(
        f"the library {names[0]} is not installed; without it a scorecard takes seconds instead of a fraction of one. "
        "Install HarfBuzz's subsetting library (Debian and Ubuntu: apt-get install libharfbuzz-subset0)."
    )


@cache
def libraries() -> _Libraries:
    """The libraries with their functions' types declared; raises SubsetterMissing."""
    shaper, subsetter = _open(_SHAPER), _open(_SUBSETTER)
    pointer, number = ctypes.c_void_p, ctypes.c_uint
    for library, name, arguments, result in (
        (shaper, "hb_blob_create_from_file_or_fail", [ctypes.c_char_p], pointer),
        (shaper, "hb_blob_create", [ctypes.c_char_p, number, ctypes.c_int, pointer, pointer], pointer),
        (shaper, "hb_blob_get_data", [pointer, ctypes.POINTER(number)], pointer),
        (shaper, "hb_blob_destroy", [pointer], None),
        (shaper, "hb_face_create", [pointer, number], pointer),
        (shaper, "hb_face_reference_blob", [pointer], pointer),
        (shaper, "hb_face_destroy", [pointer], None),
        (shaper, "hb_version_string", [], ctypes.c_char_p),
        (shaper, "hb_set_add", [pointer, number], None),
        (shaper, "hb_set_clear", [pointer], None),
        (subsetter, "hb_subset_input_create_or_fail", [], pointer),
        (subsetter, "hb_subset_input_destroy", [pointer], None),
        (subsetter, "hb_subset_input_unicode_set", [pointer], pointer),
        (subsetter, "hb_subset_input_glyph_set", [pointer], pointer),
        (subsetter, "hb_subset_input_set", [pointer, ctypes.c_int], pointer),
        (subsetter, "hb_subset_input_set_flags", [pointer, number], None),
        (subsetter, "hb_subset_or_fail", [pointer, pointer], pointer),
    ):
        function = getattr(library, name)
        function.argtypes, function.restype = arguments, result
    return _Libraries(shaper, subsetter)


def version() -> str:
    text: bytes = libraries().shaper.hb_version_string()
    return text.decode("ascii")


def subset(font: Path, index: int, characters: Iterable[int]) -> bytes:
    """The font reduced to these code points; raises OSError when HarfBuzz cannot read the file."""
    library = libraries()
    shaper, subsetter = library.shaper, library.subsetter
    file = shaper.hb_blob_create_from_file_or_fail(str(font).encode())
    if not file:
        raise OSError(f"the font file {font.name} cannot be read")
    face = shaper.hb_face_create(file, index)
    wish = subsetter.hb_subset_input_create_or_fail()
    _fill(shaper, subsetter.hb_subset_input_unicode_set(wish), characters)
    features = subsetter.hb_subset_input_set(wish, _LAYOUT_FEATURE_TAGS)
    shaper.hb_set_clear(features)
    _fill(shaper, features, map(_tag, _KEPT_FEATURES))
    _fill(shaper, subsetter.hb_subset_input_set(wish, _DROP_TABLE_TAGS), map(_tag, _DROPPED_TABLES))
    subsetter.hb_subset_input_set_flags(wish, _NO_HINTING | _DESUBROUTINIZE | _NOTDEF_OUTLINE)
    small = subsetter.hb_subset_or_fail(face, wish)
    subsetter.hb_subset_input_destroy(wish)
    shaper.hb_face_destroy(face)
    shaper.hb_blob_destroy(file)
    if not small:
        raise OSError(f"the font file {font.name} cannot be reduced")
    return _taken(shaper, small)


def keep_glyphs(font: bytes, glyphs: Iterable[int]) -> bytes:
    """The font with the outlines of these glyphs only, each under its old number, to be embedded into a document.

    Raises OSError when HarfBuzz cannot read the font.
    """
    library = libraries()
    shaper, subsetter = library.shaper, library.subsetter
    blob = shaper.hb_blob_create(font, len(font), _READ_ONLY, None, None)
    face = shaper.hb_face_create(blob, 0)
    wish = subsetter.hb_subset_input_create_or_fail()
    _fill(shaper, subsetter.hb_subset_input_glyph_set(wish), glyphs)
    _fill(shaper, subsetter.hb_subset_input_set(wish, _DROP_TABLE_TAGS), map(_tag, (*_DROPPED_TABLES, "GPOS", "GSUB")))
    flags = _NO_HINTING | _RETAIN_NUMBERS | _DESUBROUTINIZE | _NOTDEF_OUTLINE
    subsetter.hb_subset_input_set_flags(wish, flags)
    small = subsetter.hb_subset_or_fail(face, wish)
    subsetter.hb_subset_input_destroy(wish)
    shaper.hb_face_destroy(face)
    shaper.hb_blob_destroy(blob)
    if not small:
        raise OSError("a font of the documents cannot be reduced")
    return _taken(shaper, small)


def _taken(shaper: ctypes.CDLL, face: int) -> bytes:
    """The bytes of a face, which is given back to the library."""
    blob = shaper.hb_face_reference_blob(face)
    length = ctypes.c_uint()
    data = shaper.hb_blob_get_data(blob, ctypes.byref(length))
    content = ctypes.string_at(data, length.value)
    shaper.hb_blob_destroy(blob)
    shaper.hb_face_destroy(face)
    return content


def _fill(shaper: ctypes.CDLL, target: int, members: Iterable[int]) -> None:
    for member in members:
        shaper.hb_set_add(target, member)


def _tag(name: str) -> int:
    return int.from_bytes(name.encode("ascii"), "big")
