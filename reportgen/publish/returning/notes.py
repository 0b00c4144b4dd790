"""Notes on a sheet's cells: the comments part, where one is extended or made, and the drawing that shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from reportgen.publish.returning import shapes
from reportgen.publish.returning.plan import Mark
from reportgen.publish.returning.refusal import CannotMark, unusual
from reportgen.publish.returning.relations import Relation, declare, of_kind, relate, relations
from reportgen.publish.returning.scan import (
    MAIN,
    Edit,
    Element,
    Scan,
    appended,
    scan,
    spliced,
    stored,
    xml_text,
)
from reportgen.publish.returning.sheet import legacy_drawing
from reportgen.publish.returning.zipped import Parts
from reportgen.workbook import FONT

AUTHOR: Final = "reportgen"
_DEEP: Final = ("author", "comment", "text", "t", "r", "rPh", "phoneticPr")
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment that is there: its element, the element of its text, and the text in plain words."""

    element: Element
    body: Element
    text: str


def add_notes(parts: Parts, name: str, sheet: Scan, marks: Sequence[Mark]) -> list[Edit]:
    """Gives the marked cells of a sheet their notes; what is to be edited in the sheet itself for that.

    A comment of the department stays and ours follows it.
    """
    source = sheet.part
    wanted = [mark for mark in marks if mark.note]
    if not wanted:
        return []
    found = relations(parts, source)
    _check_threads(parts, name, found, wanted)
    comments, drawing = of_kind(found, "comments", source), _drawing(sheet, found)
    if comments is not None and drawing is None:
        raise unusual(comments.part)
    there: dict[str, Comment] = {}
    if comments is None:
        part = parts.free("xl/comments{}.xml")
        parts[part] = f'{_HEAD}<comments xmlns="{MAIN}"><authors/><commentList/></comments>'.encode()
        relate(parts, source, "comments", part)
        declare(parts, part, _TYPE)
    else:
        part = comments.part
        there = comments_in(scan_comments(part, parts[part]))
    new = [mark for mark in wanted if str(mark.place) not in there]
    longer = {mark.place: f"{there[cell].text}\n\n{mark.note}" for mark in wanted if (cell := str(mark.place)) in there}
    parts[part] = _extended(scan_comments(part, parts[part]), wanted)
    edits: list[Edit] = []
    if drawing is None:
        canvas = parts.free("xl/drawings/vmlDrawing{}.vml")
        parts[canvas] = shapes.empty_drawing(int(canvas.removesuffix(".vml").rpartition("Drawing")[2]))
        edits.append(legacy_drawing(sheet, relate(parts, source, "vmlDrawing", canvas)))
        declare(parts, canvas, _DRAWING_TYPE)
    else:
        canvas = drawing.part
    parts[canvas] = shapes.with_shapes(canvas, parts[canvas], shapes.Sizes(sheet), new, longer)
    return edits


def _drawing(found: Scan, targets: Mapping[str, Relation]) -> Relation | None:
    """The drawing that a sheet names for its notes and controls."""
    element = found.one("legacyDrawing")
    if element is None:
        return None
    drawing = targets.get(element.relation)
    if drawing is None or drawing.kind != "vmlDrawing" or drawing.external:
        raise unusual(found.part)
    return drawing


def _check_threads(parts: Parts, name: str, found: Mapping[str, Relation], wanted: Sequence[Mark]) -> None:
    """A conversation's plain copy among the notes is written anew by Excel: what we add there would be lost."""
    cells = {str(mark.place) for mark in wanted}
    for relation in found.values():
        if relation.kind == "threadedComment" and not relation.external:
            for one in scan(relation.part, parts[relation.part]).top("threadedComment"):
                if one.attributes.get("ref") in cells:
                    raise CannotMark("threads", sheet=name, cell=one.attributes["ref"])


def scan_comments(part: str, content: bytes) -> Scan:
    found = scan(part, content, _DEEP, texts=True)
    if (found.root.space, found.root.name) != (MAIN, "comments"):
        raise unusual(part)
    return found


def comments_in(found: Scan) -> dict[str, Comment]:
    """The comments by their cells; two on one cell are unusual."""
    comments: dict[str, Comment] = {}
    bodies = {id(one.parent): one for one in found.named("text")}
    texts: dict[int, list[str]] = {}
    for one in found.named("t"):
        holder = one.parent
        if holder is not None and holder.name == "r":
            holder = holder.parent
        if holder is not None and holder.name == "text":
            texts.setdefault(id(holder), []).append(one.text)
    for element in found.named("comment"):
        cell, body = element.attributes.get("ref", ""), bodies.get(id(element))
        if body is None or cell in comments:
            raise unusual(found.part)
        comments[cell] = Comment(element, body, "".join(texts.get(id(body), ())))
    return comments


def _extended(found: Scan, marks: Sequence[Mark]) -> bytes:
    authors, listed = found.one("authors"), found.one("commentList")
    if authors is None or listed is None:
        raise unusual(found.part)
    names = [one for one in found.named("author") if one.parent is authors]
    ours = next((at for at, one in enumerate(names) if one.text == AUTHOR), len(names))
    there = comments_in(found)
    edits: list[Edit] = []
    if ours == len(names):
        tag = found.root.tag("author")
        edits.append(appended(found, authors, f"<{tag}>{AUTHOR}</{tag}>"))
    new = []
    for mark in marks:
        own = there.get(str(mark.place))
        if own is None:
            comment, text = found.root.tag("comment"), found.root.tag("text")
            runs = note_runs(found.root, mark.note)
            new.append(f'<{comment} ref="{mark.place}" authorId="{ours}"><{text}>{runs}</{text}></{comment}>')
        else:
            edits += _continued(found, own, mark.note)
    return spliced(found.content, [*edits, appended(found, listed, "".join(new))])


def _continued(found: Scan, own: Comment, note: str) -> list[Edit]:
    """Our note behind the department's words, in the same comment: a cell has only one."""
    pieces = [one for one in found.elements if one.parent is own.body and one.name in ("t", "r")]
    run = found.root.tag("r")
    edits: list[Edit] = []
    for one in pieces:
        if one.name == "t":
            edits += [(one.start, one.start, f"<{run}>".encode()), (one.end, one.end, f"</{run}>".encode())]
    runs = note_runs(found.root, note, before="\n\n" if own.text else "")
    if not pieces:
        phonetic = [one for one in found.elements if one.parent is own.body]
        if phonetic:
            raise unusual(found.part)
        return [appended(found, own.body, runs)]
    return [*edits, (pieces[-1].end, pieces[-1].end, runs.encode())]


def note_runs(root: Element, note: str, before: str = "") -> str:
    """A note's text: its first line bold, the rest as it is."""
    head, _, rest = note.partition("\n")
    return _run(root, xml_text(f"{before}{head}\n"), "<s:b/>") + kept_run(root, stored(rest))


def kept_run(root: Element, text: str) -> str:
    """A text that is already as Office keeps it."""
    return _run(root, escape(text), "")


def _run(root: Element, inside: str, weight: str) -> str:
    prefix = f"{root.prefix}:" if root.prefix else ""
    run = (
        f'<s:r><s:rPr>{weight}<s:sz val="9"/><s:color rgb="FF1F2933"/><s:rFont val="{FONT}"/><s:family val="2"/>'
        '<s:charset val="134"/></s:rPr><s:t xml:space="preserve">'
    )
    return f"{run}{inside}</s:t></s:r>".replace("<s:", f"<{prefix}").replace("</s:", f"</{prefix}")
