"""What changed on a card -> the text that the ledger keeps -> the mark 更正 and the rows on the card."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from reportgen.exact import money
from reportgen.pipeline.history.comparing import Change
from reportgen.publish.view import CardView, ChangeRow
from reportgen.words import Language, in_language

NONE = "—"
WORDS: Mapping[str, Mapping[str, str]] = {
    "revision": {"zh": "更正 第{number}版", "en": "Corrected, version {number}"},
    "reason": {"zh": "更正原因：{reason}", "en": "Reason for the correction: {reason}"},
    "status": {"zh": "考核单", "en": "card"},
    "name": {"zh": "姓名", "en": "name"},
    "department": {"zh": "部门", "en": "department"},
    "score": {"zh": "月度得分", "en": "score"},
    "grade": {"zh": "等级", "en": "grade"},
    "rank": {"zh": "名次", "en": "rank"},
    "previous": {"zh": "上月得分", "en": "score of the month before"},
    "pay": {"zh": "工资合计", "en": "pay"},
    "review": {"zh": "审核记录", "en": "review"},
    "flags": {"zh": "标记", "en": "flags"},
    "in_post": {"zh": "在岗", "en": "in post"},
    "raw": {"zh": "{name}（调整前）", "en": "{name} (before adjustments)"},
    "because": {"zh": "{name}的说明", "en": "reasons of {name}"},
    "in-scheme": {"zh": "{scheme}（{role}）{name}", "en": "{scheme} ({role}) {name}"},
    "scored": {"zh": "已出分", "en": "scored"},
    "withheld": {"zh": "暂缓", "en": "withheld"},
    "roster": {"zh": "花名册", "en": "roster"},
    "data": {"zh": "数据", "en": "data"},
    "rule": {"zh": "办法", "en": "rules"},
    "of-others": {"zh": "他人得分变动", "en": "other people's scores"},
}


def word(id: str, language: Language, **values: object) -> str:
    return in_language(WORDS[id], language).format(**values)


def figure_name(figure: str, name: str, language: Language) -> str:
    """What a figure is called: `name` for what has one of its own."""
    if not name:
        return word(figure, language)
    ending = figure.rpartition("/")[2]
    return word(ending, language, name=name) if ending in ("raw", "because") and "/" in figure else name


def figure_text(figure: str, value: str | None, language: Language) -> str:
    if value is None or value == "":
        return NONE
    if figure == "status" and value in WORDS:
        return word(value, language)
    return money(Decimal(value)) if _is_amount(figure) else value


def _is_amount(figure: str) -> bool:
    return figure.partition("/")[0] == "pay" and not figure.endswith("/because")


def causes_text(causes: Sequence[str], of_others: bool, language: Language) -> str:
    separator = ", " if language == "en" else "、"
    return word("of-others", language) if of_others else separator.join(word(one, language) for one in causes)


def shown(changes: Sequence[Change]) -> Iterator[Change]:
    """Those worth a row: not what only repeats a figure that has its own row, nor the reasons behind it."""
    moved = {(one.owner, one.figure) for one in changes}
    new = {one.owner for one in changes if one.figure == "status"}
    for one in changes:
        figure, _, ending = one.figure.rpartition("/")
        if ending in ("raw", "because") and (one.owner, figure) in moved:
            continue
        if one.owner in new and one.figure not in ("status", "score", "grade", "pay"):
            continue
        yield one


def content_of(changes: Iterable[Change], reason: str) -> str:
    """A person's changes as the ledger keeps them; the rows are worded when the card is printed."""
    rows = [
        {
            "scheme": one.owner.scheme,
            "role": one.owner.role,
            "figure": one.figure,
            "name": one.name,
            "before": one.before,
            "after": one.after,
            "causes": list(one.causes),
            "of_others": one.of_others,
        }
        for one in shown(tuple(changes))
    ]
    return json.dumps({"reason": reason, "rows": rows}, ensure_ascii=False)


def marked(view: CardView, revision: int, content: str, language: Language) -> CardView:
    """The card with its mark, the reason and the rows."""
    kept = json.loads(content)
    several = len(view.sections) > 1
    titles = {section.scheme: section.title for section in view.sections}
    return replace(
        view,
        revision=word("revision", language, number=revision),
        correction=word("reason", language, reason=kept["reason"]),
        changes=tuple(_row(row, titles if several else {}, language) for row in kept["rows"]),
    )


def _row(row: Mapping[str, Any], titles: Mapping[str, str], language: Language) -> ChangeRow:
    name = figure_name(row["figure"], row["name"], language)
    if titles:
        scheme = titles.get(row["scheme"], row["scheme"])
        name = word("in-scheme", language, scheme=scheme, role=row["role"], name=name)
    return ChangeRow(
        name=name,
        before=figure_text(row["figure"], row["before"], language),
        after=figure_text(row["figure"], row["after"], language),
        why=causes_text(row["causes"], row["of_others"], language),
    )
