"""What the record of a month says that its documents must say: to be read back from their bytes (proofreading.py).

MonthResult ── card: whose it is, score, grade, rank, pay     report: the scores of those it ranks
            ── table: its lines     pay sheet: each person's sum, the total     reconciliation: the lines of its parts
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from reportgen.exact import total
from reportgen.publish.card_live import CardBook
from reportgen.publish.finance.pay_view import PayView
from reportgen.publish.finance.reconciliation_workbook import ReconciliationView
from reportgen.publish.group_live import GroupBook
from reportgen.publish.group_view import GroupView
from reportgen.publish.papers import Paper, TableSheet
from reportgen.publish.printed import printed
from reportgen.publish.view import CardView
from reportgen.records import Expected, Figure, MonthResult, SaidResult, Scorecard, Table

READ = 20_000  # lines of a table that are read back; of a longer one the first
Line = tuple[str, tuple[Decimal, ...]]


def expecting(planned: Iterable[Paper], result: MonthResult, rare: Iterable[str] = ()) -> tuple[Paper, ...]:
    """The papers with what the record says of them. `rare` are names with characters that no font has: those are not
    looked for."""
    scored: defaultdict[str, list[Scorecard]] = defaultdict(list)
    for card in result.cards:
        if card.status == "scored":
            scored[card.subject.id].append(card)
    record = _Record(result, scored, {table.id: table for table in result.tables}, frozenset(rare))
    return tuple(replace(paper, expected=record.of(said_by(paper))) for paper in planned)


def said_by(paper: Paper) -> object:
    """What stands on a paper, with formulas or without."""
    return paper.says.view if isinstance(paper.says, CardBook | GroupBook) else paper.says


@dataclass(frozen=True, slots=True)
class _Record:
    result: MonthResult
    scored: Mapping[str, Sequence[Scorecard]]
    tables: Mapping[str, Table]
    unread: Container[str]

    def of(self, says: object) -> Expected | None:
        """None for what is bound from other papers."""
        period = self.result.period
        match says:
            case CardView():
                cards = self.scored[says.person_id]
                subject = cards[0].subject
                own = tuple(map(_said, cards))
                return Expected(period, says.person_id, self._known(subject.name), self._known(subject.department), own)
            case GroupView():
                return Expected(period, "", "", self._known(says.name), people=self._ranked(says))
            case TableSheet():
                return Expected(period, "", "", "", lines=tuple(_lines(self.tables[says.view.id])))
            case PayView():
                lines = tuple(self._paid()) * (2 if says.revision == 1 else 1)  # the pay sheet, the bank list
                return Expected(period, "", "", "", lines=lines)
            case ReconciliationView():
                parts = (self.tables[part.table.id] for part in says.parts)
                return Expected(period, "", "", "", lines=tuple(line for part in parts for line in _lines(part)))
        return None

    def _known(self, name: str) -> str:
        return "" if name in self.unread else name

    def _ranked(self, view: GroupView) -> tuple[tuple[str, Decimal], ...]:
        ranked = [(section.scheme, section.role, row.id) for section in view.sections for row in section.ranking]
        once = Counter(id for *_, id in ranked)
        known = {card.key: card.score for cards in self.scored.values() for card in cards}
        return tuple((key[2], score) for key in ranked if once[key[2]] == 1 and (score := known.get(key)) is not None)

    def _paid(self) -> Iterator[Line]:
        """Who has a withheld card may wait for his pay: what the sheet says of him is not looked for."""
        pays: defaultdict[str, list[Decimal]] = defaultdict(list)
        for card in self.result.cards:
            if card.pay is not None and card.pay.total is not None:
                pays[card.subject.id].append(card.pay.total)
        waiting = {card.subject.id for card in self.result.cards if card.status == "withheld" or _unpaid(card)}
        yield from ((id, (total(own),)) for id, own in pays.items() if id not in waiting)


def _unpaid(card: Scorecard) -> bool:
    return card.pay is not None and card.pay.total is None


def _said(card: Scorecard) -> SaidResult:
    if card.score is None or card.rank is None:
        raise ValueError(f"a withheld card has no paper: {card.key}")
    pay = card.pay.total if card.pay is not None and card.pay.status == "scored" else None
    return SaidResult(card.score, card.grade or "", card.rank, card.of, pay)


def _lines(table: Table) -> Iterator[Line]:
    for row in table.rows[:READ]:
        words = "" if row[0].said else (row[0].value or "")
        numbers = tuple(number for one in row if (number := _number(one)) is not None)
        if numbers:
            yield words, numbers


def _number(figure: Figure) -> Decimal | None:
    """None for words, dates and what has no value."""
    found = None if figure.said else printed(figure.value or "")
    return found.value if found else None
