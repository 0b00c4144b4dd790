"""Shapes -> tables with types, keys and doubts: read once to see the cells, once more by what is proposed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportgen.findings import is_error
from reportgen.intake.grid import Grid
from reportgen.intake.whole import Labelled
from reportgen.normal import key
from reportgen.records import Finding, Phrase, phrase
from reportgen.scheme import Column, Form, Table
from reportgen.suggest.ids import id_for, is_name, is_whose
from reportgen.suggest.judge import Known
from reportgen.suggest.keys import key_of
from reportgen.suggest.proposal import Asked, Laid
from reportgen.suggest.reading import Read, cells_of, read_by
from reportgen.suggest.shapes import Named, Shape, plain_name
from reportgen.suggest.types import Guess, Sample, guess

TOLD = 3  # cells of a column that are named when they cannot be read
OF_EVERY_OFFICE = ("备注", "说明", "附注")


def tables_for(form: Form, shapes: Sequence[Shape], grids: Sequence[Grid], known: Known) -> tuple[Laid, ...]:
    names: list[str] = []
    bare: list[Table] = []
    for shape in shapes:
        names.append(_name(shape, form, names, known))
        bare.append(_bare(form, shape, names[-1], [table.id for table in bare]))
    first = read_by(form, bare, grids, known.period)
    guesses = [_guesses(table, shape, first, grids, known) for table, shape in zip(bare, shapes, strict=True)]
    typed = [_typed(table, shape, first, own) for table, shape, own in zip(bare, shapes, guesses, strict=True)]
    named = [_person_by_roster(table, own) for table, own in zip(typed, guesses, strict=True)]
    typed, guesses = [table for table, _ in named], [own for _, own in named]
    again = read_by(form, typed, grids, known.period)
    return tuple(_laid(table, shape, again, own) for table, shape, own in zip(typed, shapes, guesses, strict=True))


# ---------------------------------------------------------------- before the cells are seen


def _name(shape: Shape, form: Form, taken: Sequence[str], known: Known) -> str:
    """The sheet's name where it says something, else the title, else the form's name; each once."""
    own = plain_name(shape.grids[0].sheet.name, known) if len(shape.grids) == 1 else ""
    offered = [name for name in (shape.title, own, form.name) if name]
    free = next((name for name in offered if name not in taken), "")
    return free or next(name for number in range(2, 1000) if (name := f"{offered[0]}{number}") not in taken)


def _bare(form: Form, shape: Shape, name: str, taken: Sequence[str]) -> Table:
    """The table with all columns as text."""
    columns = list(_columns(shape))
    person = next((column.id for column in columns if column.id == "person"), "")
    titles = tuple(dict.fromkeys(title for title in (shape.title,) if title and title != name))
    return Table(
        id=id_for(name, taken),
        name=name,
        form=form.id,
        per="list",
        person=person,
        titles=titles,
        columns=tuple(columns),
        layout="labels" if shape.labels else "rows",
        each_sheet=shape.each,
    )


def _columns(shape: Shape) -> Iterator[Column]:
    named = [*shape.beside, *shape.heads]
    if shape.each and not any(is_whose(one.name) for one in named):
        named = [Named("工号", every=False), *named]
    taken: list[str] = []
    for one in sorted(named, key=lambda each: not (shape.each and (is_whose(each.name) or is_name(each.name)))):
        person, called = is_whose(one.name) and "person" not in taken, is_name(one.name) and "name" not in taken
        id = id_for(one.name, taken, person=person, called=called)
        taken.append(id)
        may_lack = not one.every or key(one.name) in {key(word) for word in OF_EVERY_OFFICE}
        yield Column(id=id, name=one.name, type="text", value_at="below" if one.below else "near",
                     optional=may_lack and id not in ("person", "name"))  # fmt: skip


# ---------------------------------------------------------------- with the cells


def _guesses(table: Table, shape: Shape, read: Read, grids: Sequence[Grid], known: Known) -> dict[str, Guess]:
    units = {key(one.name): one.unit for one in (*shape.heads, *shape.beside)}
    behind = {id: label.unit for _, located in read.of(table.id) if isinstance(located, Labelled)
              for id, label in located.found.items() if label.unit}  # fmt: skip
    found = {}
    for column in table.columns:
        cells = cells_of(read, table.id, column.id, grids)
        said = units.get(key(column.name), "") or behind.get(column.id, "")
        sample = Sample(column.name, said, shape.line_unit, cells)
        guessed = Guess("id") if table.each_sheet and column.id == "person" else guess(sample, known)
        if guessed.type == "name" and column.id != "name":
            people = () if table.person else (phrase("doubt-people"),)
            guessed = replace(guessed, type="text", doubts=(*guessed.doubts, *people))
        found[column.id] = guessed
    return found


def _person_by_roster(table: Table, guesses: dict[str, Guess]) -> tuple[Table, dict[str, Guess]]:
    """A column with nothing but 工号 of the roster says whom a line is about, whatever it is called."""
    own = [id for id, one in guesses.items() if one.type == "id" and id != "person"]
    if table.person or len(own) != 1:
        return table, guesses
    columns = tuple(replace(one, id="person") if one.id == own[0] else one for one in table.columns)
    renamed = {"person" if id == own[0] else id: one for id, one in guesses.items()}
    return replace(table, columns=columns, person="person"), renamed


def _typed(table: Table, shape: Shape, read: Read, guesses: dict[str, Guess]) -> Table:
    below = {id for _, located in read.of(table.id) if isinstance(located, Labelled)
             for id, label in located.found.items() if label.at[0] > label.place[0]}  # fmt: skip
    columns = []
    for column in table.columns:
        own = guesses[column.id]
        said = column.value_at
        if said == "near" and shape.labels and column.id in below:
            said = "right"  # what stands to its right looks like a label
        columns.append(replace(column, type=own.type, unit=own.unit, choices=own.choices, value_at=said))
    person = table.person if guesses.get(table.person, Guess("text")).type == "id" else ""
    if not table.each_sheet and not _on_most_lines(table, read):
        person = ""
    return replace(table, columns=tuple(columns), person=person, each_sheet=table.each_sheet and bool(person))


def _on_most_lines(table: Table, read: Read) -> bool:
    """Whether the column of the 工号 is filled in: a line says whom it is about, or it is not about a person."""
    lines = [row.get(table.person).state for row in read.rows(table.id)]
    return 4 * lines.count("ok") >= 3 * len(lines)


def _laid(table: Table, shape: Shape, read: Read, guesses: dict[str, Guess]) -> Laid:
    rows = tuple(read.rows(table.id))
    odd = _odd(table, read)
    columns = []
    for column in table.columns:
        entries = [row.get(column.id) for row in rows]
        sure = bool(rows) and all(entry.state == "ok" and not entry.empty for entry in entries)
        whose = column.id == table.person
        required = whose or (sure and not column.optional)
        doubts = (*guesses[column.id].doubts, *odd.get(column.id, ()))
        columns.append(Asked(replace(column, blank="error" if required else "missing"), doubts))
    made = replace(table, columns=tuple(one.column for one in columns))
    keys, doubts = key_of(made, read)
    found = [sheet for sheet, _ in read.of(table.id)]
    sheets = tuple(dict.fromkeys(sheet.ref.sheet for sheet in found if sheet.rows or not rows))
    seen = {sheet.ref.sheet for sheet in found}
    unread = [grid.sheet.name for grid in shape.grids if grid.sheet.name not in seen]
    lost = (phrase("doubt-not-found", sheets="、".join(unread)),) if unread else ()
    nobody = () if table.person else _nobody(table)
    return Laid(replace(made, key=keys), sheets, tuple(columns), (*shape.doubts, *doubts, *nobody, *lost))


def _nobody(table: Table) -> tuple[Phrase, ...]:
    """A table with names and without 工号."""
    return (phrase("doubt-no-id"),) if any(column.id == "name" for column in table.columns) else ()


def _odd(table: Table, read: Read) -> dict[str, tuple[Phrase, ...]]:
    """By column, the cells that the proposed type does not read."""
    cells: dict[str, list[str]] = {}
    errors: dict[object, Finding] = {one.where: one for one in read.findings if is_error(one)}
    for row in read.rows(table.id):
        for id, entry in row.entries.items():
            if entry.state == "bad" and entry.ref.cell and entry.ref in errors:
                found = dict(errors[entry.ref].values).get("found", "")
                cells.setdefault(id, []).append(f"{entry.ref.sheet}!{entry.ref.cell}“{found}”")
    return {
        id: (phrase("doubt-cells", count=len(found), cells="、".join(found[:TOLD])),) for id, found in cells.items()
    }
