"""Month tables: lines as handed in, a 合计 that foots, and never a missing figure as nothing."""

from __future__ import annotations

from decimal import Decimal

from reportgen.period import Period
from reportgen.records import CellRef, Entry, Finding, Measured, Row, Table, finding
from reportgen.scheme import Output, OutputFigure, Scheme
from reportgen.score.measures.operand import Operand
from reportgen.score.measures.total import Total
from reportgen.settle.outputs.columns import OutputColumn
from reportgen.settle.outputs.figures import Figures
from reportgen.settle.outputs.lines import Lines
from reportgen.settle.outputs.month import MonthSheets

OUTPUT = Output(
    id="o",
    title="渠道",
    show=Lines(
        table="t",
        columns=(
            OutputColumn(id="channel", name="渠道", column="channel"),
            OutputColumn(id="sales", name="销售", column="sales", foot="sum"),
            OutputColumn(id="got", name="回款", column="got", foot="sum"),
            OutputColumn(id="rate", name="率", rate=("got", "sales"), foot="rate"),
        ),
    ),
)
SCHEME = Scheme(id="s", name="s", since="2026-01", source="", forms=(), tables=())


def month(rows: tuple[Row, ...] = (), blame: tuple[Finding, ...] = (), values: tuple[str | None, ...] = ()) -> MonthSheets:
    def measured(figure: OutputFigure) -> Measured:
        value = values[int(figure.id)]
        return Measured(figure.id, figure.name, None if value is None else Decimal(value), "元", 2)

    doubts = {("t", "一部"): blame, ("t", ""): blame}
    return MonthSheets(SCHEME, Period(2026, 10), {("t", ""): rows}, doubts, frozenset({"t"}), measured)


def row(number: int, text: str) -> Row:
    """`直销 100 80`; `?` cannot be read, `-` is blank."""
    entries = {}
    for column, word in zip(("channel", "sales", "got"), text.split(), strict=True):
        value = None if word in "?-" else word if column == "channel" else Decimal(word)
        state = {"?": "bad", "-": "blank"}.get(word, "ok")
        entries[column] = Entry(value, CellRef("f", "t", f"{column}{number}"), state)  # type: ignore[arg-type]
    return Row("t", "一部", "", entries, CellRef("f", "t", f"A{number}"))


def table(*lines: str, blame: tuple[Finding, ...] = ()) -> Table:
    return OUTPUT.show.tabulate(OUTPUT, month(tuple(row(number, line) for number, line in enumerate(lines, 2)), blame))


def shown(made: Table) -> list[str]:
    return [" ".join(figure.value or "—" for figure in line) for line in made.rows]


def test_lines_rates_and_a_total_that_foots() -> None:
    made = table("直销 1149189 801476", "经销 182413 203039", "集团业务 213412 105061")
    assert shown(made) == [
        "直销 1149189.00 801476.00 69.74",
        "经销 182413.00 203039.00 111.31",
        "集团业务 213412.00 105061.00 49.23",
        "合计 1545014.00 1109576.00 71.82",
    ]
    assert (made.status, made.notes) == ("complete", ())


def test_every_figure_knows_its_cells() -> None:
    made = table("直销 100 80", "经销 50 20")
    cells = [[ref.cell for ref in figure.evidence] for figure in made.rows[-1]]
    assert cells == [[], ["sales2", "sales3"], ["got2", "got3"], ["got2", "got3", "sales2", "sales3"]]
    assert [ref.cell for ref in made.rows[0][3].evidence] == ["got2", "sales2"]


def test_a_figure_that_cannot_be_read_makes_the_table_partial_and_leaves_its_total_out() -> None:
    made = table("直销 100 80", "经销 50 ?")
    assert shown(made) == ["直销 100.00 80.00 80.00", "经销 50.00 — —", "合计 150.00 — —"]
    assert made.status == "partial"
    assert [dict(note.values) for note in made.notes] == [{"good": "1", "all": "2"}]


def test_a_blank_figure_is_not_nothing() -> None:
    made = table("直销 - 80")
    assert (shown(made), made.status) == (["直销 — 80.00 —", "合计 — 80.00 —"], "partial")


def test_nothing_sold_has_no_rate_and_lacks_nothing() -> None:
    made = table("旧账 0 30", "直销 100 80")
    assert shown(made) == ["旧账 0.00 30.00 —", "直销 100.00 80.00 80.00", "合计 100.00 110.00 110.00"]
    assert (made.status, made.notes) == ("complete", ())


def test_a_table_in_doubt_shows_no_totals() -> None:
    made = table("直销 100 80", blame=(finding("ROW_TWICE", CellRef("f")),))
    assert (shown(made), made.status) == (["直销 100.00 80.00 80.00", "合计 — — —"], "partial")


def test_no_lines_is_no_table() -> None:
    made = table()
    assert (made.status, made.rows) == ("withheld", ())
    assert [column.id for column in made.columns] == ["channel", "sales", "got", "rate"]


def figures(*values: str | None) -> Table:
    total = Total(sum=Operand(table="t", column="got"))
    show = Figures(figures=tuple(OutputFigure(id=str(at), name=f"指标{at}", measure=total) for at in range(len(values))))
    return show.tabulate(Output(id="o", title="合计", show=show), month(values=values))


def test_figures_say_how_many_of_them_there_are() -> None:
    assert shown(figures("1.00", "2.00")) == ["指标0 1.00 元", "指标1 2.00 元"]
    assert (figures("1.00", "2.00").status, figures("1.00", "2.00").notes) == ("complete", ())
    partial = figures("1.00", None)
    assert (shown(partial)[1], partial.status) == ("指标1 — 元", "partial")
    assert [dict(note.values) for note in partial.notes] == [{"good": "1", "all": "2"}]
    assert figures(None).status == "withheld"
