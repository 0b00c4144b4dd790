"""A letter's subject and body out of templates/mail/: plain text that an organisation may edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.records import LetterKind
from reportgen.templating import templates_in
from reportgen.words import Language, in_language


@dataclass(frozen=True, slots=True)
class Texts:
    subject: str
    body: str


def texts(kind: LetterKind, templates: Path, language: Language, context: Mapping[str, object]) -> Texts:
    """The texts of one letter; raises TemplateFault. English falls back to the Chinese template where it has none."""
    folder = templates_in(templates / "mail", escape=False)

    def filled(part: str) -> str:
        english = f"{kind}.en.{part}.j2"
        name = english if language == "en" and folder.has(english) else f"{kind}.{part}.j2"
        text = folder.fill(name, f"mail {kind}, {part}", context)
        return text if language == "en" else in_language({"zh": text}, language)

    lines = (line.rstrip() for line in filled("body").strip().split("\n"))
    return Texts(" ".join(filled("subject").split()), "\n".join(lines) + "\n")
