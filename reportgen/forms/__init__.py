"""Scheme and roster into the blank workbooks that departments fill in, before the month.

layout (what a form holds) ── cells (how a column looks and what it accepts) ── sheet, guide, stamp ── book
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from reportgen.forms.book import file_name, form_bytes
from reportgen.forms.layout import Carried, plan_form, tables_of
from reportgen.forms.roster import write_roster
from reportgen.period import Period
from reportgen.records import Document, Person
from reportgen.scheme import Form, Scheme
from reportgen.tenure import at_work
from reportgen.words import Language

__all__ = ["Carried", "forms_for", "write_form", "write_roster"]

NOTHING: Carried = MappingProxyType({})


def write_form(
    scheme: Scheme,
    form: Form,
    department: str,
    people: Sequence[Person],
    period: Period,
    lang: Language = "zh",
    *,
    carried: Carried = NOTHING,
) -> Document:
    """The blank workbook of one form for one department and month.

    `people` are the department's rows of the roster; who was not in post in the month, or on
    long leave all of it, is left out. `carried` are
    lines by table id that a list starts with, such as last month's unfinished items. ValueError when none of the
    form's tables concerns the department.
    """
    plan = plan_form(scheme, form, department, people, period, lang, carried)
    if not plan.sheets:
        raise ValueError(f"form {form.id} of {scheme.id} asks nothing of this department")
    return Document(file_name((department, form.name, str(period))), form_bytes(plan))


def forms_for(
    scheme: Scheme,
    departments: Mapping[str, Sequence[Person]],
    period: Period,
    lang: Language = "zh",
    *,
    carried: Mapping[str, Carried] = MappingProxyType({}),
) -> tuple[Document, ...]:
    """Every form of the scheme for every department that it concerns; `carried` by department."""
    documents: list[Document] = []
    for department, people in departments.items():
        for form in scheme.forms:
            if not tables_of(scheme, form, at_work(people, period)):
                continue
            rows = carried.get(department, NOTHING)
            written = write_form(scheme, form, department, people, period, lang=lang, carried=rows)
            taken = [document.path for document in documents]
            name = file_name((department, form.name, str(period)), taken)
            documents.append(Document(name, written.content))
    return tuple(documents)
