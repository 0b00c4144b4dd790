"""No one rates himself. A rater may be written by name or by 工号; a namesake is asked for by 工号."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.records import Finding, finding
from reportgen.validate.context import Handed


def check(handed: Handed) -> Iterator[Finding]:
    for sheet in handed.sheets:
        table = handed.scheme.table(sheet.table)
        raters = [column for column in table.columns if column.type == "rater"]
        for row in sheet.rows if raters else ():
            person = next(iter(handed.in_post.get(row.person, ())), None)
            if person is None:
                continue
            for column in raters:
                written = row.held(column.id).value
                if written == person.id or written == person.name:
                    namesakes = [one for one in handed.named[person.name] if one.id != person.id]
                    doubtful = bool(namesakes) and written == person.name
                    yield finding(
                        "RATER_NAMESAKE" if doubtful else "RATES_ONESELF",
                        row.get(column.id).ref,
                        concerns=(person.id,),
                        department=sheet.department,
                        table="" if doubtful else table.id,
                        column=column.name,
                        found=str(written),
                    )
