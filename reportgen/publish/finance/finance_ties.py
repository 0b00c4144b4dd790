"""What has to agree in finance's workbooks: pay, and the reconciliation currency by currency."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from reportgen.exact import total
from reportgen.publish.finance.pay_view import NONE, PayView
from reportgen.publish.table_view import RowView, TableView
from reportgen.publish.ties import Part, Side, Tie, amount

# A sum of the summary -> the part and the column whose lines add up to it.
LISTS: Mapping[str, tuple[str, str]] = {
    "settled": ("settled", "settled"),
    "open": ("open", "open"),
    "ambiguous": ("ambiguous", "left"),
    "unmatched": ("unmatched", "left"),
}
CURRENCY = "currency"

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PartView:
    """One table of the reconciliation with the ids of its columns."""

    part: str
    table: TableView
    columns: tuple[str, ...]

    @property
    def body(self) -> tuple[RowView, ...]:
        return tuple(row for row in self.table.rows if not row.total)

    def text(self, row: RowView, column: str) -> str:
        return row.cells[self.columns.index(column)].text

    def sum(self, column: str, currency: str) -> Decimal:
        """Of the lines in a currency."""
        own = (row for row in self.body if self.text(row, CURRENCY) == currency)
        return total(amount(self.text(row, column)) for row in own)


def pay_ties(view: PayView, words: Words) -> Iterator[Tie]:
    """Parts = whole = departments = bank list; who has a card is paid, withheld, or has no plan; change from last."""
    paid = Part(words["pay"], amount(view.total), "pay")
    whole = Side(words["pay"], (paid,))
    parts = [
        Part(name, amount(text), f"part/{at}")
        for at, (name, text) in enumerate(zip(view.part_names, view.part_sums, strict=True))
    ]
    names = dict.fromkeys(row.department for row in view.rows)
    each = [
        Part(name, total(amount(row.total) for row in view.rows if row.department == name), f"department/{name}")
        for name in names
    ]
    if view.rows:
        yield Tie(words["pay_parts"], Side(words["parts"], tuple(parts)), whole, words["yuan"], 2)
        yield Tie(words["pay_departments"], Side(words["departments"], tuple(each)), whole, words["yuan"], 2)
        if view.revision == 1:  # a corrected sheet has no list for the bank
            bank = Side(words["bank"], (Part(words["bank"], total(amount(row.total) for row in view.rows), "bank"),))
            yield Tie(words["pay_bank"], bank, whole, words["yuan"], 2)
    left = Side(words["with_card"], (Part(words["with_card"], Decimal(view.people)),))
    right = (
        Part(words["paid"], Decimal(len(view.rows)), "paid"),
        Part(words["withheld"], Decimal(len(view.unpaid)), "unpaid"),
        Part(words["no_plan"], Decimal(view.without_plan)),
    )
    yield Tie(words["pay_people"], left, Side(words["rows_split"], right), words["people"])
    if view.previous_total != NONE:
        last = Part(words["less_last"], -amount(view.previous_total), "less-last")
        changed = Side(words["change"], (Part(words["change"], amount(view.change_total), "change"),))
        yield Tie(words["pay_change"], Side(words["this_month"], (paid, last)), changed, words["yuan"], 2)


def reconciliation_ties(parts: Mapping[str, PartView], words: Words) -> Iterator[Tie]:
    """Per currency billed = settled + open, received = settled + unclaimed + without a claim, and the lines of each
    list = their sum in the summary."""
    summary = parts["summary"]
    for row in summary.body:
        currency = summary.text(row, CURRENCY)

        def part(column: str, row: RowView = row, currency: str = currency) -> Part:
            heading = summary.table.columns[summary.columns.index(column)].name
            return Part(heading, amount(summary.text(row, column)), f"summary/{currency}/{column}")

        def side(*columns: str) -> Side:
            made = tuple(map(part, columns))
            return Side(made[0].label if len(made) == 1 else words["rows_split"], made)

        unit = currency
        yield Tie(words["billed"].format(currency=currency), side("billed"), side("settled", "open"), unit, 2)
        received = side("matched", "ambiguous", "unmatched")
        yield Tie(words["received"].format(currency=currency), side("received"), received, unit, 2)
        for column, (id, of) in LISTS.items():
            if id in parts:
                lines = Part(parts[id].table.title, parts[id].sum(of, currency), f"list/{id}/{currency}")
                name = words["list"].format(currency=currency, list=parts[id].table.title)
                left = Side(words["sum_of_lines"], (lines,))
                yield Tie(name, left, Side(words["summary"], (part(column),)), unit, 2)
