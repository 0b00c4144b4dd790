"""run.json: what ran, with which inputs, rules, fonts and versions, why each paper was printed; counts add up."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from reportgen.findings import severity
from reportgen.publish.papers import Printed
from reportgen.records import Finished, History, MonthResult, Source

LIBRARIES = ("jinja2", "openpyxl", "pandas", "python-calamine", "weasyprint", "xlsxwriter", "fonttools", "opencc")


def versions() -> dict[str, str]:
    return {name: version(name) for name in LIBRARIES}


def tree_hash(folders: Iterable[Path], endings: Sequence[str]) -> str:
    """One hash over the files below some folders: what a program or a template is made of."""
    digest = sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in endings and path.is_file():
                digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
                digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run worked with and made: `revision` is the version of the month (from 2 on a correction), `rules` and
    `fonts` with their sha256, `others` the documents made anew."""

    revision: int
    result: MonthResult
    sources: Sequence[Source]
    history: History
    rules: Sequence[tuple[str, str]]
    fonts: Mapping[str, str]
    program: str
    printed: Sequence[Printed]
    others: Sequence[Finished]


def run_json(ran: Ran) -> bytes:
    """The record of the run. Nothing in it depends on the clock."""
    content: dict[str, Any] = {
        "period": ran.result.period,
        "revision": ran.revision,
        "program": ran.program,
        "versions": versions(),
        "fonts": dict(ran.fonts),
        "rules": [{"file": file, "sha256": digest} for file, digest in ran.rules],
        "inputs": [
            {
                "file": source.file,
                "sha256": source.sha256,
                "size": source.size,
                "scheme": source.scheme,
                "form": source.form,
                "department": source.department,
            }
            for source in ran.sources
        ],
        "earlier": [{"period": period, "results": digest} for period, digest in ran.history.published],
        "counts": _counts(ran),
        "documents": [_printed(one) for one in ran.printed]
        + [{"path": one.path, "sha256": one.sha256} for one in ran.others],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _counts(ran: Ran) -> dict[str, int]:
    """Inputs = used + not used, cards = scored + withheld, findings = errors + warnings + notes."""
    cards = [card.status for card in ran.result.cards]
    severities = [severity(found) for found in ran.result.findings]
    used = sum(bool(source.scheme) for source in ran.sources)
    return {
        "inputs": len(ran.sources),
        "inputs_used": used,
        "inputs_not_used": len(ran.sources) - used,
        "cards": len(cards),
        "scored": cards.count("scored"),
        "withheld": cards.count("withheld"),
        "findings": len(severities),
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
        "notes": severities.count("note"),
        "documents": len(ran.printed) + len(ran.others),
    }


def _printed(one: Printed) -> dict[str, str]:
    return {
        "path": one.document.path,
        "sha256": one.document.sha256,
        "content": one.content_key,
        "made_with": one.made_with,
        "why": one.why,
    }


def documents_before(folder: Path) -> dict[str, dict[str, str]]:
    """The documents of the last run.json by path; none when there is no readable one."""
    path = folder / "run.json"
    if not path.is_file():
        return {}
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return {}
    return {str(one.get("path", "")): one for one in content.get("documents", [])}
