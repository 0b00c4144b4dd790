"""Turns the installed fonts into the two weights that pages are printed in; the door to fontconfig and fontTools.

A page's bytes must not depend on whose characters happen to be in the run, so every page uses one fixed selection of
characters, cut once per font file and kept by its content. Rarer characters, as in names, come from the whole
installed fonts; what no font has is told, never printed as an empty box.
"""

from __future__ import annotations

import io
import struct
import subprocess
import tempfile
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.DefaultTable import DefaultTable

from reportgen.publish.harfbuzz import subset, version

_RECIPE = "1"  # changes whenever the same font file would be cut differently

_SIMPLIFIED = (
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Noto Sans SC",
    "Microsoft YaHei",
    "PingFang SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
)
_TRADITIONAL = ("Noto Sans CJK TC", "Source Han Sans TC", "Noto Sans TC", "Microsoft JhengHei", "PingFang TC")
_BOLD_ENOUGH = 180  # fontconfig's scale: demibold 180, bold 200


class FontsMissing(Exception):
    """The machine has no font with Chinese characters, or no fontconfig to find one."""


@dataclass(frozen=True, slots=True)
class FontFile:
    """One face of an installed font file."""

    path: Path
    index: int
    family: str


@dataclass(frozen=True, slots=True)
class Face:
    weight: int  # as in CSS: 400, 700
    path: Path


@dataclass(frozen=True, slots=True)
class ReportFonts:
    """The prepared faces of one language and the family that whole characters are taken from beside them."""

    faces: tuple[Face, ...]
    family: str

    def missing(self, text: str) -> str:
        """The characters of the text that neither these faces nor any installed font has, each once, in order."""
        covered = _covered(self.faces[0].path)
        rare = dict.fromkeys(character for character in text if ord(character) not in covered)
        return "".join(character for character in rare if not _invisible(character) and not _installed(character))


def prepare(kept: Path, language: str) -> ReportFonts:
    """The fonts for zh-Hans, zh-Hant or en, cut now or taken from the folder `kept`.

    Raises FontsMissing when there is no Chinese font, SubsetterMissing when there is nothing to cut it with.
    """
    regular, bold = _find(language)
    faces = [Face(400, _cut(regular, kept))]
    if bold is not None:
        faces.append(Face(700, _cut(bold, kept)))
    return ReportFonts(tuple(faces), regular.family)


def _find(language: str) -> tuple[FontFile, FontFile | None]:
    families = (*_TRADITIONAL, *_SIMPLIFIED) if language == "zh-Hant" else _SIMPLIFIED
    for family in families:
        regular = _match(f"{family}:weight=80:variable=false")
        if regular is not None and regular[0].family == family:
            bold = _match(f"{family}:weight=200:variable=false")
            if bold is not None and bold[0].family == family and bold[1] >= _BOLD_ENOUGH:
                return regular[0], bold[0]
            return regular[0], None
    other = _match(":lang=zh-cn:weight=80:variable=false:charset=4e2d")
    if other is not None and _installed("中"):
        return other[0], None
    raise FontsMissing("no Chinese font is installed (Debian and Ubuntu: apt-get install fonts-noto-cjk)")


def _match(pattern: str) -> tuple[FontFile, float] | None:
    """The installed face that fontconfig finds nearest, with its weight."""
    answer = _fontconfig("fc-match", "-f", "%{file}\n%{index}\n%{family[0]}\n%{weight}", pattern).split("\n")
    if len(answer) != 4 or not answer[0]:
        return None
    return FontFile(Path(answer[0]), int(answer[1]), answer[2]), float(answer[3])


def _fontconfig(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    except FileNotFoundError as error:
        raise FontsMissing(f"{command[0]} is not installed (Debian and Ubuntu: apt-get install fontconfig)") from error


def _cut(font: FontFile, kept: Path) -> Path:
    """The file of the fixed selection; made when the folder does not have it yet, whole or not at all."""
    wanted = fixed_characters()
    key = sha256(f"{_RECIPE} {version()} ".encode())
    key.update(font.path.read_bytes())
    key.update(struct.pack(f">{len(wanted) + 1}I", font.index, *wanted))
    target = kept / f"{key.hexdigest()[:32]}.otf"
    if not target.exists():
        content = _identity_numbers(subset(font.path, font.index, wanted))
        kept.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=kept, delete=False) as file:
            file.write(content)
        Path(file.name).replace(target)
    return target


def _identity_numbers(content: bytes) -> bytes:
    """The same font with every character id equal to its glyph's number.

    A PDF names glyphs by character id. Some viewers take that for the glyph's number and would print other
    characters than those that are copied out, so both have to be the same. The table of ids shrinks to one range,
    written over the old one in place.
    """
    font = TTFont(io.BytesIO(content), lazy=True, recalcTimestamp=False)
    if "CFF " not in font:
        return content
    top = font["CFF "].cff.topDictIndex[0]
    if "ROS" not in top.rawDict:
        return content
    table = bytearray(font.reader["CFF "])
    struct.pack_into(">BHH", table, top.rawDict["charset"], 2, 1, font["maxp"].numGlyphs - 2)
    copy = TTFont(io.BytesIO(content), lazy=True, recalcTimestamp=False)
    copy["CFF "] = DefaultTable("CFF ")
    copy["CFF "].data = bytes(table)
    result = io.BytesIO()
    copy.save(result, reorderTables=None)
    return result.getvalue()


@cache
def fixed_characters() -> tuple[int, ...]:
    """The selection: GB 2312, the common half of Big5, Latin, and the signs that office papers use."""
    signs = set("−–—…·•①②③④⑤⑥⑦⑧⑨⑩✓✔✗☑□■▲▼△▽◆◇●○★☆→←↑↓¥￥€£‰℃№×÷±≥≤≠≈∑Δμ²³㎡")
    latin = (range(0x20, 0x7F), range(0xA0, 0x100))
    marks = (range(0x2010, 0x2028), range(0x3000, 0x3040), range(0xFF01, 0xFF5F))
    chosen = {ord(sign) for sign in signs}.union(*latin, *marks)
    trail = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    chosen.update(_decoded("gb2312", range(0xA1, 0xF8), tuple(range(0xA1, 0xFF))))
    chosen.update(_decoded("big5", range(0xA1, 0xC7), trail))
    return tuple(sorted(chosen))


def _decoded(codec: str, leads: range, trails: tuple[int, ...]) -> Iterator[int]:
    for lead in leads:
        for trail in trails:
            character = bytes((lead, trail)).decode(codec, "ignore")
            if len(character) == 1:
                yield ord(character)


@cache
def _covered(face: Path) -> frozenset[int]:
    with TTFont(face, lazy=True) as font:
        return frozenset(font.getBestCmap())


def _invisible(character: str) -> bool:
    """Line ends and tabs, joiners and variation selectors: nothing would be printed for them anyway."""
    return (
        character in "\t\n\r"
        or unicodedata.category(character) == "Cf"
        or 0xFE00 <= ord(character) <= 0xFE0F
        or 0xE0100 <= ord(character) <= 0xE01EF
    )


@cache
def _installed(character: str) -> bool:
    """Whether an installed font draws the character as an outline; emoji pictures do not count."""
    code = f"{ord(character):x}"
    return bool(_fontconfig("fc-list", f":charset={code}:scalable=true:color=false", "family").strip())
