"""What explain says of two people of the example month, as files beside this one: 1002 (material missing twice, the
deduction doubles) and 3003 (a special deduction). `python -m tests.cli.explained` writes them anew."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from tests.cli.call import Call

FOLDER = Path(__file__).parent / "explained"
CASES = {
    f"{name}.{language}.txt": ("explain", "2026-10", *words, "--lang", language)
    for name, words in {
        "1002": ("--person", "1002"),
        "3003": ("--person", "3003"),
    }.items()
    for language in ("zh", "zh-Hant", "en")
}


def said(outputs: Path, name: str) -> str:
    call = Call(outputs, *CASES[name])
    assert call.code == 0, call.complained
    return call.said


if __name__ == "__main__":
    with TemporaryDirectory() as temporary:
        assert Call(Path(temporary), "run", "2026-09").code == 0
        FOLDER.mkdir(exist_ok=True)
        for case in CASES:
            (FOLDER / case).write_text(said(Path(temporary), case), "utf-8")
