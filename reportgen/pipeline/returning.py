"""returned/: each workbook with errors goes back to its department, its own cells marked; else the list alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.pipeline.reckoning import Reckoned
from reportgen.publish.finding_view import FindingView
from reportgen.publish.findings_workbook import findings_workbook
from reportgen.publish.overview import Overview
from reportgen.publish.paths import safe, unique
from reportgen.publish.returned import returned_workbook
from reportgen.records import Document, Source
from reportgen.settings import Settings

# Not sent back as a list: a form that is missing is asked for by a reminder; a file in use is closed where it is read.
OURS = ("FORM_MISSING", "FILE_BUSY")


@dataclass(frozen=True, slots=True)
class Returned:
    """What goes back to a department. `why_not` says why it is the list alone, "" when the workbook is marked."""

    department: str
    file: str
    document: Document
    why_not: str


def returned(
    settings: Settings, reckoned: Reckoned, overview: Overview, rows: tuple[FindingView, ...]
) -> Iterator[Returned]:
    """One document for every workbook with an error in it, in the order of the files; and for every department that
    erred without a workbook to mark, its list."""
    taken: set[str] = set()
    told: set[str] = set()
    for source in reckoned.gathered.sources:
        own = tuple(row for row in rows if row.file == source.file)
        if not source.department or not any(row.severity == "error" for row in own):
            continue
        told.add(source.department)
        yield _one(settings, reckoned, overview, source, own, taken)
    for department in overview.departments:
        own = tuple(row for row in rows if row.department == department and row.code not in OURS)
        if department not in told and any(row.severity == "error" for row in own):
            stem = unique(f"returned/{safe(department)}_{reckoned.result.period}", taken)
            yield Returned(department, "", Document(f"{stem}.xlsx", _list(reckoned, overview, own)), "")


def _one(
    settings: Settings,
    reckoned: Reckoned,
    overview: Overview,
    source: Source,
    own: tuple[FindingView, ...],
    taken: set[str],
) -> Returned:
    """The name is made of the department and its forms: no name from outside becomes part of a path."""
    forms = {form.id: form.name for scheme in reckoned.gathered.schemes for form in scheme.forms}
    named = "_".join(forms.get(form, form) for form in source.form.split("、"))
    stem = unique(f"returned/{safe(f'{source.department}_{named}_{reckoned.result.period}')}", taken)
    original = (settings.paths.outputs / ".snapshots" / source.sha256).read_bytes()
    marked = returned_workbook(original, source.file, own, language=overview.speaker.language)
    content = marked.content if marked.content is not None else _list(reckoned, overview, own)
    return Returned(source.department, source.file, Document(f"{stem}.xlsx", content), marked.why_not)


def _list(reckoned: Reckoned, overview: Overview, own: tuple[FindingView, ...]) -> bytes:
    return findings_workbook(
        own,
        organisation=overview.organisation,
        period=overview.period_text,
        language=overview.page_language,
        created=reckoned.gathered.period.first,
    )
