"""The live side of a report's workbook: the formula of every figure that it shows, by the key that its row names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from string import Formatter

from reportgen.formula import (
    Area,
    At,
    Block,
    BlockLine,
    Expr,
    Field,
    Head,
    Lines,
    Named,
    Word,
    call,
    minus,
    same,
    when,
)
from reportgen.formula.flat import Workings, flat
from reportgen.publish.group_figures import (
    NONE,
    average_formula,
    lost_by_item,
    median_formula,
    share_columns,
    signed_formula,
)
from reportgen.publish.group_inputs import People, people
from reportgen.publish.group_labels import GROUP_WORDS
from reportgen.publish.group_lines import Earlier, earlier, figures, figures_before, items
from reportgen.publish.group_past import Reporting, Scope, past
from reportgen.publish.group_sums import areas_of, between, due, lost_columns, scored, summed
from reportgen.publish.group_view import GroupView, RoleSection, UnitRow
from reportgen.records import phrase
from reportgen.scheme import Scheme

Kind = tuple[str, str]  # scheme, role


@dataclass(frozen=True, slots=True)
class GroupBook:
    """What a report's workbook holds."""

    view: GroupView
    workings: Workings


def without_formulas(view: GroupView) -> GroupBook:
    """A report's workbook of figures alone."""
    return GroupBook(view, Workings((), (), (), ()))


def group_book(reporting: Reporting, view: GroupView) -> GroupBook:
    making = _Making(reporting, view.name if view.kind == "department" else "", view.name)
    making.all(view)
    return GroupBook(view, flat(making.figures, making.blocks.values(), reporting.paper.speaker.say))


@dataclass(slots=True)
class _Making:
    """`department`: "" for the company."""

    reporting: Reporting
    department: str
    name: str
    people: dict[Kind, People] = field(default_factory=dict)
    blocks: dict[str, Block] = field(default_factory=dict)
    figures: list[Named] = field(default_factory=list)
    before: Earlier = field(init=False)

    def all(self, view: GroupView) -> None:
        for section in view.sections:
            kind = (section.scheme, section.role)
            own = people(self.reporting, Scope(self.department, *kind), _names(self.reporting, view))
            self.people[kind] = own
            self.blocks[own.block.id] = own.block
        self.before = earlier(self.reporting, self.department)
        self.blocks["before"] = self.before.block
        self.head(Scope().key, view.name, None)
        self.units(view.units, None)
        for section in view.sections:
            self.section(section)

    def add(self, key: str, where: str, word: str, expr: Expr) -> Named:
        label = phrase("live-group", where=where, what=self.reporting.word(word))
        self.figures.append(Named(key, label, expr))
        return self.figures[-1]

    # ---------------------------------------------------- counts, averages, extremes

    def head(
        self, base: str, where: str, kind: Kind | None, units: tuple[str, ...] | None = None, compared: bool = True
    ) -> None:
        """The figures over some people: of one scheme and role, or all; of the departments `units`, or all."""
        own = [one for key, one in self.people.items() if kind in (None, key)]
        cards = self.add(f"{base}/due", where, "due", due(own, units))
        known = self.add(f"{base}/scored", where, "scored", scored(own, units))
        self.add(f"{base}/withheld", where, "withheld", minus(cards, known))
        mean = self.add(f"{base}/average", where, "average", average_formula(summed(own, units), known))
        self.add(f"{base}/counted", where, "counted", self.counted(known, cards))
        areas = areas_of(own, units)
        if areas:
            for word, function in (("best", "greatest"), ("lowest", "smallest")):
                extreme = when(same(known, 0), NONE, call(function, *areas))
                self.add(f"{base}/{word}", where, word, extreme)
        last = self.earlier(kind, self.reporting.paper.history.last, units)
        if not last or not compared:
            return
        previous = self.add(f"{base}/previous", where, "previous", self.mean_of(last))
        self.add(f"{base}/counted-before", where, "counted", self.counted_of(last))
        self.add(f"{base}/change", where, "change", signed_formula(mean, previous))

    def earlier(self, kind: Kind | None, month: str, units: tuple[str, ...] | None = None) -> list[tuple[int, int]]:
        """The lines of a month; of the whole report also those of roles that nobody has any more."""
        return [
            span
            for (scheme, role, when_, department), span in self.before.spans.items()
            if kind in (None, (scheme, role)) and when_ == month and (units is None or department in units)
        ]

    def mean_of(self, spans: Iterable[tuple[int, int]]) -> Expr:
        areas = [Area("before", "score", *span) for span in spans]
        return average_formula(call("sum", *areas), call("numbers", *areas))

    def counted_of(self, spans: Sequence[tuple[int, int]]) -> Expr:
        scores = [Area("before", "score", *span) for span in spans]
        ids = [Area("before", "id", *span) for span in spans]
        return self.counted(call("numbers", *scores), call("cells", *ids))

    def counted(self, n: Expr, m: Expr) -> Expr:
        """`6 / 7 人` in the report's language."""
        found: list[Expr] = []
        for text, name, _, _ in Formatter().parse(GROUP_WORDS["people"][self.reporting.language]):
            found += [Word(text)] if text else []
            found += [{"n": n, "m": m}[name]] if name else []
        return call("join", *found)

    def units(self, rows: Sequence[UnitRow], kind: Kind | None) -> None:
        for row in rows:
            if row.live:
                self.head(row.live, row.name, kind, row.over or None, row.previous != NONE)

    # ---------------------------------------------------- one scheme and role

    def section(self, section: RoleSection) -> None:
        kind, where = (section.scheme, section.role), f"{section.title}　{section.role}"
        scope = Scope(self.department, *kind)
        scheme, own = self.reporting.paper.schemes[section.scheme], self.people[kind]
        self.head(scope.key, where, kind)
        self.units(section.units, kind)
        self.ranking(section, own)
        self.grades(section, scheme, own, kind)
        for month in section.months:
            spans = self.earlier(kind, month.period)
            if month.period == self.reporting.result.period:
                mean = average_formula(summed([own], None), scored([own], None))
                self.add(f"{month.live}/average", f"{where} {month.period}", "average", mean)
                self.add(f"{month.live}/counted", f"{where} {month.period}", "counted",
                         self.counted(scored([own], None), due([own], None)))  # fmt: skip
            elif spans:
                self.add(f"{month.live}/average", f"{where} {month.period}", "average", self.mean_of(spans))
                self.add(f"{month.live}/counted", f"{where} {month.period}", "counted", self.counted_of(spans))
        self.lost(section, scope, scheme)
        self.kpis(section, scope, scheme)

    def ranking(self, section: RoleSection, own: People) -> None:
        id = own.block.id
        all_of = call("numbers", Area(id, own.score))
        for row in section.ranking:
            at = own.at[row.id]
            shown: list[tuple[str, str, Expr]] = [
                ("score", "score", At(id, own.score, at)), ("grade", "grade", At(id, own.grade, at)),
                ("rank", "rank", At(id, own.rank, at)),
            ]  # fmt: skip
            place = (At(id, "overall", at), At(id, "of", at)) if self.department else (At(id, own.rank, at), all_of)
            shown.append(("overall", "overall", call("join", place[0], " / ", place[1])))
            if row.previous != NONE:
                shown += [("previous", "last_month", At(id, "previous", at)),
                          ("change", "change", At(id, own.change, at))]  # fmt: skip
            for name, word, expr in shown:
                self.add(f"{row.live}/{name}", f"{row.name}（{section.role}）", word, expr)

    def grades(self, section: RoleSection, scheme: Scheme, own: People, kind: Kind) -> None:
        if not section.grades:
            return
        scope, id = f"{section.title}　{section.role}", f"grades/{'/'.join(kind)}"
        least = {one.name: one.least for one in scheme.grades}
        bounds = [least.get(row.name) for row in section.grades]
        lines = tuple(
            BlockLine((row.name, bound, bounds[at - 1] if at else None), (None, None, None))
            for at, (row, bound) in enumerate(zip(section.grades, bounds, strict=True))
        )
        word = self.reporting.word
        heads = (Head("grade", word("grade"), "text", key=True), Head("least", word("least"), "number"),
                 Head("below", word("below"), "number"))  # fmt: skip
        self.blocks[id] = Block(id, f"{scope}　{word('grades_block')}", heads, lines)
        count = Lines(id, "", phrase("live-people"), call("alike", Area(own.block.id, own.grade), Field("grade")))
        share = share_columns(id, "", count)
        spans = self.earlier(kind, self.reporting.paper.history.last)
        areas = [Area("before", "score", *span) for span in spans]
        then = Lines(id, "", phrase("live-people-before"), between(areas)) if areas else None
        for at, row in enumerate(section.grades):
            self.add(f"{row.live}/count", f"{scope} {row.name}", "count", At(id, count, at))
            self.add(f"{row.live}/share", f"{scope} {row.name}", "share", At(id, share, at))
            if then is not None and row.count_before:
                self.add(f"{row.live}/count-before", f"{scope} {row.name}", "count_before", At(id, then, at))

    def lost(self, section: RoleSection, scope: Scope, scheme: Scheme) -> None:
        if not section.lost:
            return
        own, id = items(self.reporting, scope), f"lost/{scope.scheme}/{scope.role}"
        self.blocks[own.block.id] = own.block
        cards = [card for card in scope.cards(self.reporting.result) if card.score is not None]
        sums = lost_by_item(scheme, cards)
        where = f"{section.title}　{section.role}"
        heads = (Head("item", self.reporting.word("item_id"), "text", key=True),
                 Head("title", self.reporting.word("item"), "text", key=True))  # fmt: skip
        lines = tuple(BlockLine((one.id, one.name), (None, None)) for one in sums)
        self.blocks[id] = Block(id, f"{where}　{self.reporting.word('lost_block')}", heads, lines)
        shown = lost_columns(id, own.block.id, own.lost, own.counted)
        for at, row in enumerate(section.lost):
            for name, word in (("rank", "lost_rank"), ("lost", "lost_points"), ("average", "lost_average"),
                               ("counted", "lost_counted"), ("share", "lost_share")):  # fmt: skip
                self.add(f"{row.live}/{name}", f"{where} {row.name}", word, At(id, shown[name], at))
            counted = self.counted(At(id, shown["people"], at), At(id, shown["of"], at))
            self.add(f"{row.live}/people", f"{where} {row.name}", "lost_people", counted)

    def kpis(self, section: RoleSection, scope: Scope, scheme: Scheme) -> None:
        people_due = call("cells", Area(self.people[section.scheme, section.role].block.id, "id"))
        before = past(self.reporting, scope)
        for row in section.kpis:
            kpi = next(one for one in scheme.kpis if one.id == row.id)
            own = figures(self.reporting, scope, kpi)
            if not own.block.lines:
                continue
            self.blocks[own.block.id] = own.block
            where, area = f"{section.title}　{section.role} {row.name}", Area(own.block.id, own.shown)
            counted = call("numbers", area)
            self.add(f"{row.live}/counted", where, "counted", self.counted(counted, people_due))
            if row.total not in ("", NONE):
                self.add(f"{row.live}/total", where, "total", call("sum", area))
            mean = average_formula(call("sum", area), counted, kpi.digits)
            self.add(f"{row.live}/average", where, "kpi_average", mean)
            self.add(f"{row.live}/median", where, "median", median_formula(area, kpi.digits))
            then = figures_before(self.reporting, scope, kpi, before.months.get(before.last, {}))
            if then.block.lines:
                self.blocks[then.block.id] = then.block
                area = Area(then.block.id, then.shown)
                mean = average_formula(call("sum", area), call("numbers", area), kpi.digits)
                self.add(f"{row.live}/previous", where, "kpi_previous", mean)


def _names(reporting: Reporting, view: GroupView) -> tuple[str, ...]:
    """Departments in the order of the settings, then those that only cards know."""
    known = dict.fromkeys([*reporting.departments, *(card.subject.department for card in reporting.result.cards)])
    return tuple(known)
