"""Every department hands in every form and every table that its scheme asks it for."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.records import CellRef, Finding, finding
from reportgen.validate.context import Handed


def check(handed: Handed) -> Iterator[Finding]:
    for department, people in handed.departments.items():
        for form in handed.scheme.forms:
            tables = [table for table in handed.scheme.tables if table.form == form.id]
            asked = [table for table in tables if not table.roles or any(one.role in table.roles for one in people)]
            if not any(table.roles for table in asked) and any(table.roles for table in tables):
                continue  # the form is about people whom this department does not have
            present = {sheet.table: sheet for sheet in handed.sheets if sheet.department == department}
            here = [table for table in asked if table.id in present]
            for table in asked:
                if table.id in present:
                    continue
                code = "TABLE_MISSING" if here else "FORM_MISSING"
                where = CellRef(present[here[0].id].ref.file) if here else CellRef(f"{department}_{form.name}")
                yield finding(
                    code, where, department=department, table=table.id, sheet=table.name, form=form.name,
                    scheme=handed.scheme.name,
                )  # fmt: skip
