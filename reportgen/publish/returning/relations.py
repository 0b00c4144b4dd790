"""What the parts of a package are, and how they point to each other: content types and relationships."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import Final

from reportgen.publish.returning.refusal import CannotMark, unusual
from reportgen.publish.returning.scan import OFFICE, STRICT, appended, scan, spliced, xml_attribute
from reportgen.publish.returning.zipped import Parts

TYPES: Final = "[Content_Types].xml"
RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class Relation:
    """`kind` is the end of the relationship's type, such as `comments`; `part` the target's name in the package."""

    id: str
    kind: str
    part: str
    external: bool


def rels_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relations(parts: Parts, part: str) -> dict[str, Relation]:
    """A part's relations by id."""
    name = rels_of(part)
    if name not in parts:
        return {}
    found: dict[str, Relation] = {}
    for one in scan(name, parts[name]).top("Relationship"):
        kind, target = one.attributes.get("Type", ""), one.attributes.get("Target", "")
        if kind.startswith(STRICT):
            raise CannotMark("strict")
        at = target.lstrip("/") if target.startswith("/") else posixpath.join(posixpath.dirname(part), target)
        external = one.attributes.get("TargetMode") == "External"
        id = one.attributes.get("Id", "")
        found[id] = Relation(id, kind.rpartition("/")[2], posixpath.normpath(at), external)
    return found


def of_kind(found: dict[str, Relation], kind: str, source: str) -> Relation | None:
    """The one relation of a kind, if any."""
    those = [one for one in found.values() if one.kind == kind]
    if len(those) > 1 or any(one.external for one in those):
        raise unusual(source)
    return those[0] if those else None


def relate(parts: Parts, source: str, kind: str, target: str) -> str:
    """Adds a relation from a part to another; its new id."""
    name = rels_of(source)
    known = relations(parts, source)
    number = len(known) + 1
    while f"rId{number}" in known:
        number += 1
    address = posixpath.relpath(target, posixpath.dirname(source))
    content = parts[name] if name in parts else f'{_HEAD}<Relationships xmlns="{RELATIONS}"/>'.encode()
    found = scan(name, content)
    tag = found.root.tag("Relationship")
    new = f'<{tag} Id="rId{number}" Type="{OFFICE}/{kind}" Target={xml_attribute(address)}/>'
    parts[name] = spliced(content, [appended(found, found.root, new)])
    return f"rId{number}"


def forget_relations(parts: Parts, source: str) -> None:
    """A part that we write anew points to nothing any more."""
    if rels_of(source) in parts:
        parts[rels_of(source)] = f'{_HEAD}<Relationships xmlns="{RELATIONS}"/>'.encode()


def declare(parts: Parts, part: str, kind: str) -> None:
    """Says what a new part is; a .vml part by its ending, as every office program does."""
    found = scan(TYPES, parts[TYPES])
    root = found.root
    if not part.endswith(".vml"):
        new = f"<{root.tag('Override')} PartName={xml_attribute('/' + part)} ContentType={xml_attribute(kind)}/>"
        parts[TYPES] = spliced(found.content, [appended(found, root, new)])
        return
    for one in found.top("Default"):
        if one.attributes.get("Extension", "").lower() == "vml":
            if one.attributes.get("ContentType", "").lower() != kind.lower():
                raise unusual(TYPES)
            return
    new = f'<{root.tag("Default")} Extension="vml" ContentType={xml_attribute(kind)}/>'
    parts[TYPES] = spliced(found.content, [(root.inner, root.inner, new.encode())])


def check_kind(parts: Parts) -> None:
    """Passes only what may be marked: no macros, no signature, no shared editing, not Strict."""
    found = scan(TYPES, parts[TYPES])
    kinds = [one.attributes.get("ContentType", "").lower() for one in found.top("Override")]
    names = [name.casefold() for name in parts.names()]
    if any("macroenabled" in kind or "vbaproject" in kind or "macrosheet" in kind for kind in kinds):
        raise CannotMark("macro")
    if any(name.rpartition("/")[2].startswith("vbaproject") for name in names):
        raise CannotMark("macro")
    if any(name.startswith("_xmlsignatures/") for name in names):
        raise CannotMark("signed")
    if any(name.startswith("xl/revisions/") for name in names):
        raise CannotMark("shared")
    if any("sheet.binary" in kind for kind in kinds):
        raise CannotMark("kind")
