"""explain --table: the figures of a month table, each with the cells it stands on and its formula in words."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen import pipeline
from reportgen.cli.explain import Explanation, cell_values
from reportgen.cli.verbs import DONE, USAGE, Task
from reportgen.formula.evaluate import Desk
from reportgen.formula.telling import Telling
from reportgen.normal import key, suggest
from reportgen.pipeline import Reckoned
from reportgen.publish.results import table_json
from reportgen.records import Figure, Table
from reportgen.words import Speaker

INDENT = "  "


def explain_table(task: Task, reckoned: Reckoned) -> int:
    """The whole table, or with --row one of its rows."""
    tables = _meant(task, reckoned)
    if not tables:
        return USAGE
    speaker, row = pipeline.speaker(task.terminal.language), int(task.values.get("row", "0"))
    explanation = Explanation(task.terminal, speaker, reckoned, cell_values(reckoned))
    for table in tables:
        if row > len(table.rows):
            task.terminal.complain(task.terminal.word("no-row", table=table.title, row=row, count=len(table.rows)))
            return USAGE
        for line in _told(explanation, table, row):
            task.terminal.show(line)
    used = {ref for table in tables for line in table.rows for figure in line for ref in figure.evidence}
    task.terminal.result({
        "period": str(task.period),
        "tables": [table_json(table, speaker) for table in tables],
        "cells": {str(ref): explanation.values.get(ref, "") for ref in sorted(used)},
    })  # fmt: skip
    return DONE


def _meant(task: Task, reckoned: Reckoned) -> list[Table]:
    """The tables with that id or title; two schemes may use the same. None: which there are is told."""
    asked, tables = task.values["table"], reckoned.result.tables
    found = [one for one in tables if one.id == asked or key(one.title) == key(asked)]
    if not found:
        complain, word = task.terminal.complain, task.terminal.word
        known = "、".join(f"{one.title}（{one.id}）" for one in tables)
        complain(word("no-table", table=asked, known=known or "—"))
        if near := suggest(asked, [name for one in tables for name in (one.title, one.id)]):
            complain(word("did-you-mean", near=near))
    return found


def _told(explanation: Explanation, table: Table, only: int) -> Iterator[str]:
    word, speaker = explanation.terminal.word, explanation.speaker
    scheme = next(one for one in explanation.reckoned.gathered.schemes if one.id == table.scheme)
    yield word("explain-table", title=table.title, scheme=scheme.name, period=explanation.reckoned.result.period)
    for note in speaker.all(table.notes):
        yield f"{INDENT}{note}"
    desk = Desk({block.id: block for block in table.blocks})
    for number, row in enumerate(table.rows, 1):
        if only in (0, number):
            yield f"{INDENT}{word('explain-row', number=number)}"
            for column, figure in zip(table.columns, row, strict=True):
                yield from _figure(explanation, _head(speaker, column.name, column.unit), figure, desk)


def _head(speaker: Speaker, name: str, unit: str) -> str:
    return f"{name}（{unit}）" if unit and speaker.language != "en" else f"{name} ({unit})" if unit else name


def _figure(explanation: Explanation, name: str, figure: Figure, desk: Desk) -> Iterator[str]:
    word = explanation.terminal.word
    yield word(
        "explain-line", indent=INDENT * 2, name=name, points="—" if figure.value is None else figure.value, of=""
    )
    if figure.formula is not None and figure.value is not None:
        yield from explanation.formula(Telling(desk, explanation.speaker.say).lines(figure.formula), INDENT * 2)
    yield from explanation.cells(figure.evidence, INDENT * 2)
