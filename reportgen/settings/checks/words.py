"""The words that a rule looks for are among the choices of the column it reads."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.score.rules.bands import Bands
from reportgen.score.rules.graded import Graded
from reportgen.score.rules.special import Special
from reportgen.settings.checks.names import twice
from reportgen.settings.draft import Draft
from reportgen.settings.locate import Path
from reportgen.settings.mistakes import Slip, known, slip
from reportgen.settings.references import Part, within
from reportgen.settle.outputs.tracked import Tracked
from reportgen.validate.kinds.filled_when import FilledWhen


def check(draft: Draft) -> Iterator[Slip]:
    for part in within(draft, "items"):
        rule = part.value
        if isinstance(rule, Graded):
            words = [((*part.path, "grades", at, "word"), band.word) for at, band in enumerate(rule.grades)]
            yield from twice(words)
            yield from _choices(draft, part, rule.severity, words)
        elif isinstance(rule, Special):
            yield from _choices(draft, part, rule.column, [((*part.path, "word"), rule.word)])
            nothing = [((*part.path, "nothing", at), word) for at, word in enumerate(rule.nothing)]
            yield from _choices(draft, part, rule.column, nothing)
        elif isinstance(rule, Bands):
            yield from _choices(draft, part, rule.column, [((*part.path, "words", word), word) for word in rule.words])
        not_applicable = getattr(rule, "not_applicable", "")
        column = rule.severity if isinstance(rule, Graded) else getattr(rule, "column", "")
        if not_applicable:
            yield from _choices(draft, part, column, [((*part.path, "not_applicable"), not_applicable)])

    for part in within(draft, "checks", "outputs"):
        one = part.value
        if isinstance(one, FilledWhen):
            yield from _choices(
                draft, part, one.when, [((*part.path, "words", at), word) for at, word in enumerate(one.words)]
            )
        elif isinstance(one, Tracked):
            reports = Part(one.reports, (*part.path, "reports"), one.reports.table)
            yield from _choices(draft, reports, one.reports.state, [((*part.path, "done"), one.done)])


def _choices(draft: Draft, part: Part, id: str, words: list[tuple[Path, str]]) -> Iterator[Slip]:
    table = draft.table(part.table)
    column = table.column(id) if table else None
    if column is None or not column.choices:
        return
    for path, word in words:
        if word not in column.choices:
            yield slip(path, "NOT_AMONG_CHOICES", column=column.name, **known(word, column.choices))
