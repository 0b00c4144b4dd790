"""Workbooks recalculated by LibreOffice: every result in them is broken first, so that none can come back unseen.

LibreOffice keeps the results that a file carries unless its profile says otherwise (OOXMLRecalcMode 0: always).
"""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.proof.sheets import parts

PROGRAM = shutil.which("soffice")
AT_ONCE = 150  # files of one process
SECONDS_EACH = 10

_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>{mode}</value></prop>
</item></oor:items>"""
ALWAYS, NEVER = 0, 1

_RESULT = re.compile(r"(<c [^>]*>)(<f>[^<]*</f>|<f/>)(?:<v>[^<]*</v>|<v/>)?(</c>)")
_CELL = r'<c r="{address}"([^>]*?)(?:/>|>.*?</c>)'


def broken(source: Path, target: Path, typed: Mapping[tuple[str, str], str] | None = None) -> int:
    """Writes the workbook with every formula's result replaced by nonsense; how many there were. `typed`: (sheet,
    address) -> what is typed into a cell, as the XML of its inside and its type (`number`, `text`)."""
    count = 0

    def nonsense(found: re.Match[str]) -> str:
        nonlocal count
        count += 1
        value = "WRONG" if 't="' in found[1] else "987654321"
        return f"{found[1]}{found[2]}<v>{value}</v>{found[3]}"

    with zipfile.ZipFile(source) as package, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        names = {part: name for name, part in parts(package)}
        for item in package.infolist():
            content = package.read(item)
            if item.filename in names:
                text = _RESULT.sub(nonsense, content.decode().replace(' t="b"', ' t="str"'))
                assert text.count("<f>") + text.count("<f/>") == len(_RESULT.findall(text)), source
                for (sheet, address), value in (typed or {}).items():
                    if sheet == names[item.filename]:
                        text = _typed(text, address, value)
                content = text.encode()
            copy.writestr(item, content)
    return count


def _typed(text: str, address: str, inside: str) -> str:
    """The cell with another content; its look stays."""

    def cell(found: re.Match[str]) -> str:
        look = re.sub(r' t="\w+"', "", found[1])
        kind = ' t="inlineStr"' if inside.startswith("<is>") else ""
        return f'<c r="{address}"{look}{kind}>{inside}</c>'

    text, done = re.subn(_CELL.format(address=address), cell, text, count=1)
    assert done == 1, address
    return text


def recalculated(files: Sequence[Path], work: Path, mode: int = ALWAYS) -> list[Path]:
    """The files as LibreOffice saves them after it has worked out every formula. They need different names."""
    assert PROGRAM, "LibreOffice is not installed"
    profile = work / f"profile-{mode}"
    settings = profile / "user" / "registrymodifications.xcu"
    if not settings.exists():
        settings.parent.mkdir(parents=True)
        settings.write_text(_PROFILE.format(mode=mode), "utf-8")
    target = work / f"recalculated-{mode}"
    for first in range(0, len(files), AT_ONCE):
        some = files[first : first + AT_ONCE]
        command = [PROGRAM, "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", "xlsx"]
        command += ["--outdir", str(target), *map(str, some)]
        subprocess.run(command, check=True, capture_output=True, timeout=60 + SECONDS_EACH * len(some))
    done = [target / file.name for file in files]
    missing = [file.name for file in done if not file.exists()]
    assert not missing, missing
    return done
