"""The month as results.json: every figure as an exact string, stable ids, stated orders (contract: "results.json").

Orders: cards by scheme, role, 工号; components as in the scheme; findings by file, sheet, row, column.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from reportgen.findings import tell
from reportgen.records import (
    Component,
    Finding,
    Measured,
    MonthResult,
    Outlook,
    Pay,
    Phrase,
    ReviewStep,
    Scorecard,
    Spell,
    Table,
)
from reportgen.tenure import whole_month
from reportgen.words import Speaker

Json = dict[str, Any]


def results_json(result: MonthResult, speaker: Speaker) -> bytes:
    """UTF-8, two spaces, one trailing newline."""
    content = {
        "period": result.period,
        "scorecards": [card_json(card, speaker) for card in result.cards],
        "tables": [table_json(table, speaker) for table in result.tables],
        "findings": [finding_json(found, speaker) for found in result.findings],
    }
    return _written(content)


def card_json(card: Scorecard, speaker: Speaker) -> Json:
    subject = card.subject
    content: Json = {
        "scheme": card.scheme,
        "subject": {
            "kind": subject.kind,
            "id": subject.id,
            "name": subject.name,
            "department": subject.department,
            "role": subject.role,
        },
        "status": card.status,
    }
    blame = [found.key for found in card.blame]
    if card.status == "scored":
        content |= {"score": str(card.score), "grade": card.grade, "rank": card.rank, "of": card.of}
        content["previous"] = (
            {"period": card.previous[0], "score": str(card.previous[1])} if card.previous is not None else None
        )
        if card.outlook is not None:
            content["outlook"] = _outlook(card.outlook, speaker)
        if card.posting is not None and not whole_month(card.posting):
            content["in_post"] = [_spell(one) for one in card.posting.spells]
        content["components"] = [_component(root, speaker) for root in card.components]
        content["kpis"] = [_measured(measured, speaker) for measured in card.measures]
        content["review"] = [_step(step) for step in card.reviews]
        if card.pay is not None:
            content["pay"] = _pay(card.pay, speaker)
            blame += [found.key for found in card.pay.blame]
        blame += [found.key for measured in card.measures for found in measured.blame]
    content["flags"] = list(card.flags) if card.status == "scored" else []
    content["findings"] = list(dict.fromkeys(blame))
    return content


def _step(step: ReviewStep) -> Json:
    on = step.on.isoformat() if step.on else None
    return {"step": step.step, "by": step.by, "date": on, "verdict": step.verdict}


def _outlook(outlook: Outlook, speaker: Speaker) -> Json:
    """What lacks to the next grade; `next` and `lacking` are null for the best one."""
    return {
        "above": _text(outlook.above),
        "next": outlook.next or None,
        "lacking": _text(outlook.lacking),
        "alone": [
            {"item": one.item, "kind": one.kind, "name": one.name, "gain": str(one.gain)} for one in outlook.alone
        ],
        "because": _said(outlook.because, speaker),
    }


def _spell(spell: Spell) -> Json:
    return {
        "department": spell.department,
        "role": spell.role,
        "from": spell.first.isoformat(),
        "to": spell.last.isoformat(),
        "days": spell.days,
    }


def _component(part: Component, speaker: Speaker) -> Json:
    content: Json = {"id": part.id, "name": part.name}
    if part.weight is not None:
        content["weight"] = format(part.weight, "f")
    content |= {
        "raw": _text(part.raw),
        "counted": _text(part.counted),
        "out_of": format(part.out_of, "f"),
        "points": _text(part.points),
        "because": _said(part.because, speaker),
        "evidence": [str(ref) for ref in part.evidence],
        "components": [_component(child, speaker) for child in part.components],
    }
    return content


def _measured(measured: Measured, speaker: Speaker) -> Json:
    return {
        "id": measured.id,
        "name": measured.name,
        "value": _text(measured.value),
        "unit": measured.unit,
        "because": _said(measured.because, speaker),
        "evidence": [str(ref) for ref in measured.evidence],
    }


def _pay(pay: Pay, speaker: Speaker) -> Json:
    if pay.status == "withheld":
        return {"status": "withheld", "findings": [found.key for found in pay.blame]}
    return {
        "status": "scored",
        "total": _text(pay.total),
        "parts": [
            {
                "id": part.id,
                "name": part.name,
                "amount": _text(part.amount),
                "because": _said(part.because, speaker),
                "evidence": [str(ref) for ref in part.evidence],
            }
            for part in pay.parts
        ],
    }


def table_json(table: Table, speaker: Speaker) -> Json:
    return {
        "id": table.id,
        "scheme": table.scheme,
        "title": table.title,
        "status": table.status,
        "columns": [{"id": column.id, "name": column.name, "unit": column.unit} for column in table.columns],
        "rows": [
            [
                {"value": figure.value}
                | ({"evidence": [str(ref) for ref in figure.evidence]} if figure.evidence else {})
                for figure in row
            ]
            for row in table.rows
        ],
        "notes": [speaker.say(note) for note in table.notes],
    }


def finding_json(found: Finding, speaker: Speaker) -> Json:
    told = tell(found, speaker.language)
    return {
        "code": found.code,
        "severity": told.severity,
        "department": found.department,
        "file": found.where.file,
        "sheet": found.where.sheet,
        "cell": found.where.cell,
        "concerns": list(found.concerns),
        "message": told.message,
        "fix": told.fix,
    }


def _written(content: Json) -> bytes:
    """As JSON, word by word: the text of a month of many lines in one piece takes several times its size."""
    written = bytearray()
    for word in json.JSONEncoder(ensure_ascii=False, indent=2).iterencode(content):
        written += word.encode()
    return bytes(written + b"\n")


def _said(because: tuple[Phrase, ...], speaker: Speaker) -> str:
    return "；".join(speaker.all(because))


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def findings_json(result: MonthResult, speaker: Speaker) -> bytes:
    """The findings alone, for other programs."""
    content = {"period": result.period, "findings": [finding_json(found, speaker) for found in result.findings]}
    return _written(content)
