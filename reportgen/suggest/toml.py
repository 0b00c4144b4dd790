"""A proposal as scheme text: what is to be pasted, with a comment wherever something was not certain."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from unicodedata import category

from reportgen.records import Phrase
from reportgen.scheme import Column, Form
from reportgen.suggest.proposal import Asked, Fit, Laid, Proposal
from reportgen.suggest.words import WORDS
from reportgen.words import Language, Speaker

SHOWN = 6  # sheets that are named


def text_of(proposal: Proposal, language: Language) -> str:
    """The whole text. Comments are in the language; names are those of the workbook."""
    page = _Page(Speaker(language, WORDS))
    return "\n".join((*page.fits(proposal), *page.tables(proposal), *page.idle(proposal))) + "\n"


class _Page:
    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker

    def say(self, word: str, /, **values: object) -> str:
        return "# " + self._speaker.say(
            Phrase(word, tuple((name, one_line(str(value))) for name, value in values.items()))
        )

    def doubt(self, said: Phrase) -> str:
        return "# ？" + self._speaker.say(
            Phrase(said.id, tuple((name, one_line(value)) for name, value in said.values))
        )

    # ------------------------------------------------------------ known forms

    def fits(self, proposal: Proposal) -> Iterator[str]:
        forms = dict.fromkeys((fit.scheme, fit.form.name, fit.file) for fit in proposal.fits)
        for scheme, form, file in forms:
            yield self.say("fits", file=proposal.file, scheme=scheme, form=form, where=file)
        for fit in proposal.fits:
            yield from self._fit(fit)
        if proposal.fits:
            yield ""

    def _fit(self, fit: Fit) -> Iterator[str]:
        table = fit.table
        yield self.say("fit", sheet=fit.sheet, table=table.name, id=table.id, known=fit.known, of=fit.of)
        for one in fit.aliases:
            words = {"column": one.column.name, "id": one.column.id, "header": one.header, "cell": one.where.cell}
            yield self.say("alias" if one.sure else "alias-perhaps", **words)
            yield f"#     aliases = {listed((*one.column.aliases, one.header))}"
        for name, where in fit.unread:
            yield self.say("unread", name=name, cell=where.cell)
        for name in fit.lacking:
            yield self.say("lacking", name=name)
        if not (fit.aliases or fit.unread or fit.lacking):
            yield self.say("fit-whole")

    # ------------------------------------------------------------ proposed tables

    def tables(self, proposal: Proposal) -> Iterator[str]:
        if not proposal.tables:
            return
        yield self.say("head", file=proposal.file)
        yield self.say("head-paste")
        yield self.say("head-then")
        yield self.say("head-doubts")
        yield ""
        yield from self._form(proposal.form)
        for table in proposal.tables:
            yield ""
            yield from self._table(table)

    def _form(self, form: Form) -> Iterator[str]:
        yield "[[forms]]"
        yield f"id = {quoted(form.id)}"
        yield f"name = {quoted(form.name)}"
        yield f"due_day = {form.due_day}  {self.say('due')}"

    def _table(self, laid: Laid) -> Iterator[str]:
        table = laid.table
        named = "、".join(laid.sheets[:SHOWN]) + (" …" if len(laid.sheets) > SHOWN else "")
        yield self.say("table" if len(laid.sheets) == 1 else "table-sheets", name=table.name, sheets=named,
                       count=len(laid.sheets))  # fmt: skip
        yield from (self.doubt(one) for one in laid.doubts)
        yield "[[tables]]"
        yield f"id = {quoted(table.id)}"
        yield f"name = {quoted(table.name)}"
        yield f"form = {quoted(table.form)}"
        if table.titles:
            yield f"titles = {listed(table.titles)}"
        yield 'per = "list"'
        if table.person:
            yield f"person = {quoted(table.person)}"
        if table.key:
            yield f"key = {listed(table.key)}"
        if table.layout == "labels":
            yield f'layout = "labels"  {self.say("labels")}'
        if table.each_sheet:
            yield f"each_sheet = true  {self.say('each')}"
        yield "columns = ["
        for one in laid.columns:
            yield from self._column(one)
        yield "]"

    def _column(self, asked: Asked) -> Iterator[str]:
        yield from (f"  {self.doubt(one)}" for one in asked.doubts)
        yield f"  {column_text(asked.column)},"

    # ------------------------------------------------------------ the rest

    def idle(self, proposal: Proposal) -> Iterator[str]:
        if proposal.idle:
            yield ""
            yield self.say("idle", sheets="、".join(proposal.idle))


def column_text(column: Column) -> str:
    """A column in braces, without what is as it would be anyway."""
    parts = [f"id = {quoted(column.id)}", f"name = {quoted(column.name)}", f"type = {quoted(column.type)}"]
    if column.unit:
        parts.append(f"unit = {quoted(column.unit)}")
    if column.blank != "missing":
        parts.append(f"blank = {quoted(column.blank)}")
    if column.choices:
        parts.append(f"choices = {listed(column.choices)}")
    if column.value_at != "near":
        parts.append(f"value_at = {quoted(column.value_at)}")
    if column.optional:
        parts.append("optional = true")
    return "{ " + ", ".join(parts) + " }"


def quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes are a part of TOML's, but for DEL, which must be escaped."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def listed(texts: Sequence[str]) -> str:
    return "[" + ", ".join(quoted(text) for text in texts) + "]"


def one_line(text: str) -> str:
    """What a comment may hold: no line breaks and nothing that cannot be seen."""
    return " ".join("".join(" " if c.isspace() else c for c in text if c.isspace() or category(c)[0] != "C").split())
