"""Every department hands in every form and every table that its scheme asks it for; an optional form whole or not.

What was handed in and cannot be used is not missing: the finding that says why withholds what depends on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reportgen.records import CellRef, Finding, finding
from reportgen.validate.context import Handed


def check(handed: Handed) -> Iterator[Finding]:
    for department in handed.departments:
        for form in handed.scheme.forms:
            asked = handed.asked(form.id, department)
            present = {sheet.table: sheet for sheet in handed.sheets if sheet.department == department}
            missing = [one for one in asked if one.id not in present and (department, one.id) not in handed.in_doubt]
            here = [table for table in asked if table.id in present]
            if not missing or (form.optional and not here):
                continue
            found = finding(
                "TABLE_MISSING" if here else "FORM_MISSING",
                CellRef(present[here[0].id].ref.file if here else f"{department}_{form.name}"),
                department=department,
                sheet="、".join(table.name for table in missing),
                form=form.name,
                scheme=handed.scheme.name,
            )
            yield replace(found, tables=tuple(table.id for table in missing))
