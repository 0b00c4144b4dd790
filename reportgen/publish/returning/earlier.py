"""What an earlier return has left in a workbook, taken out again: a department mends the marked copy and hands it in,
and what is mended must not stay marked."""

from __future__ import annotations

from reportgen.publish.returning.book import SheetPart
from reportgen.publish.returning.notes import comments_in, kept_run, scan_comments
from reportgen.publish.returning.relations import of_kind, relations
from reportgen.publish.returning.scan import Edit, Scan, scan, spliced
from reportgen.publish.returning.shapes import places_of, without_shapes
from reportgen.publish.returning.sheet import SIGNED
from reportgen.publish.returning.words import LANGUAGES, marker
from reportgen.publish.returning.zipped import Parts

LISTED = "reportgen:list"  # signs the sheet with the list


def own_list(parts: Parts, sheets: tuple[SheetPart, ...]) -> SheetPart | None:
    """The sheet with the list of an earlier return."""
    for sheet in sheets:
        if sheet.has_cells and LISTED.encode() in parts[sheet.part]:
            found = scan(sheet.part, parts[sheet.part])
            if any(LISTED.encode() in found.bytes_of(one) for one in found.top("conditionalFormatting")):
                return sheet
    return None


def clear(parts: Parts, sheets: tuple[SheetPart, ...]) -> None:
    """Takes our marks and notes out of all sheets; whatever is not ours stays as it is."""
    for sheet in sheets:
        if not sheet.has_cells:
            continue
        if SIGNED.encode() in parts[sheet.part]:
            found = scan(sheet.part, parts[sheet.part], ("cfRule",))
            parts[sheet.part] = spliced(found.content, _formats(found))
        comments = of_kind(relations(parts, sheet.part), "comments", sheet.part)
        if comments is not None:
            _clear_notes(parts, sheet.part, comments.part)


def _formats(found: Scan) -> list[Edit]:
    """Our rules, and each conditional format in which nothing else is left."""
    edits: list[Edit] = []
    for outer in found.top("conditionalFormatting"):
        rules = [one for one in found.named("cfRule") if one.parent is outer]
        ours = [one for one in rules if SIGNED.encode() in found.bytes_of(one)]
        if ours and len(ours) == len(rules):
            edits.append((outer.start, outer.end, b""))
        else:
            edits += [(one.start, one.end, b"") for one in ours]
    return edits


def _clear_notes(parts: Parts, source: str, part: str) -> None:
    markers = [marker(language) for language in LANGUAGES]
    found = scan_comments(part, parts[part])
    edits: list[Edit] = []
    gone: set[str] = set()
    for cell, comment in comments_in(found).items():
        starts = [at for one in markers if (at := comment.text.find(one)) >= 0]
        if not starts:
            continue
        theirs, body = comment.text[: min(starts)].rstrip(), comment.body
        if theirs:
            tag = body.tag("text")
            whole = f"<{tag}>{kept_run(found.root, theirs)}</{tag}>"
            edits.append((body.start, body.end, whole.encode()))
        else:
            edits.append((comment.element.start, comment.element.end, b""))
            gone.add(cell)
    parts[part] = spliced(found.content, edits)
    for relation in relations(parts, source).values():
        if relation.kind == "vmlDrawing" and gone:
            parts[relation.part] = without_shapes(relation.part, parts[relation.part], places_of(gone))
