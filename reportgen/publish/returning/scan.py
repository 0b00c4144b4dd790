"""An XML part into the byte places of its elements, and edits of bytes at such places; expat.

Nothing is written anew from what was parsed: an edit puts our bytes between the department's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from reportgen.publish.returning.refusal import CannotMark, unusual
from reportgen.workbook import writable

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT: Final = "http://purl.oclc.org/ooxml/"

Edit: TypeAlias = tuple[int, int, bytes]  # from, to, what stands there instead

_TAG: Final = re.compile(rb"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_ATTRIBUTE: Final = re.compile(rb"\s+([^\s=]+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_ESCAPED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ENCODINGS: Final = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_TEXTS: Final = 10_000_000  # characters kept of one part


@dataclass(slots=True, eq=False)
class Element:
    """An element by its places in the part: `<` at start, behind the opening tag, `</`, behind the closing tag.

    `space` is its namespace, `attributes` are by local name, with the namespace and a line break before it when they
    have one. `texts` are kept only where a scan asks for them.
    """

    name: str
    space: str
    prefix: str
    attributes: dict[str, str]
    parent: Element | None
    start: int
    inner: int
    close: int = 0
    end: int = 0
    texts: list[str] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """`<a/>`."""
        return self.close == self.end

    @property
    def text(self) -> str:
        return "".join(self.texts)

    @property
    def relation(self) -> str:
        return self.attributes.get(f"{OFFICE}\nid", "")

    def tag(self, name: str) -> str:
        """A name with this element's own prefix."""
        return f"{self.prefix}:{name}" if self.prefix else name


@dataclass(frozen=True, slots=True)
class Scan:
    """A part's root, and the elements that were asked for in document order; `prefixes` of the root's namespaces."""

    part: str
    content: bytes
    root: Element
    elements: tuple[Element, ...]
    prefixes: Mapping[str, str]

    def named(self, name: str) -> list[Element]:
        return [one for one in self.elements if one.name == name]

    def top(self, name: str = "") -> list[Element]:
        """The root's own children."""
        return [one for one in self.elements if one.parent is self.root and name in ("", one.name)]

    def one(self, name: str) -> Element | None:
        """The root's child of this name, if any; two of them are unusual."""
        found = self.top(name)
        if len(found) > 1:
            raise unusual(self.part)
        return found[0] if found else None

    def bytes_of(self, element: Element) -> bytes:
        return self.content[element.start : element.end]


class _Handler:
    def __init__(self, part: str, content: bytes, deep: frozenset[str], rare: Mapping[str, tuple[str, ...]]) -> None:
        self.part, self.content = part, content
        self.kept: list[Element] = []
        self.prefixes: dict[str, str] = {}
        self.parser = expat.ParserCreate(namespace_separator="\n")
        self.parser.namespace_prefixes = True
        self._deep, self._rare = deep, rare
        self._known: dict[str, bool] = {}
        self._open: list[tuple[int, Element]] = []
        self._depth = self._characters = 0

    def namespace(self, prefix: str | None, uri: str) -> None:
        if not self.kept:
            self.prefixes.setdefault(uri, prefix or "")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > 2:
            wanted = self._known.get(name)
            if wanted is None:
                wanted = self._known[name] = _named(name)[1] in self._deep
            if not wanted:
                return
        space, local, prefix = _named(name)
        rare = self._rare.get(local)
        if rare is not None and not any(one in attributes for one in rare):
            return
        start = self.parser.CurrentByteIndex
        tag = _TAG.match(self.content, start)
        if tag is None:
            raise unusual(self.part)
        own = {key if "\n" not in key else "\n".join(key.split("\n")[:2]): value for key, value in attributes.items()}
        parent = self._open[-1][1] if self._open else None
        element = Element(local, space, prefix, own, parent, start, tag.end())
        self.kept.append(element)
        self._open.append((self._depth, element))

    def end(self, _name: str) -> None:
        if self._open and self._open[-1][0] == self._depth:
            _, element = self._open.pop()
            if self.content[element.inner - 2 : element.inner] == b"/>":
                element.close = element.end = element.inner
            else:
                element.close = self.parser.CurrentByteIndex
                element.end = self.content.index(b">", element.close) + 1
        self._depth -= 1

    def characters(self, text: str) -> None:
        self._characters += len(text)
        if self._characters > _TEXTS:
            raise CannotMark("big", part=self.part)
        if self._open and self._open[-1][0] == self._depth:
            self._open[-1][1].texts.append(text)


def _named(name: str) -> tuple[str, str, str]:
    """Namespace, local name and prefix of expat's triplet."""
    pieces = name.split("\n")
    return (pieces[0], pieces[1], pieces[2] if len(pieces) > 2 else "") if len(pieces) > 1 else ("", name, "")


def scan(
    part: str,
    content: bytes,
    deep: Iterable[str] = (),
    *,
    texts: bool = False,
    rare: Mapping[str, tuple[str, ...]] | None = None,
) -> Scan:
    """The root, its children, and at any depth the elements called `deep`.

    `rare` are elements of `deep` that are kept only with one of the attributes named. Raises CannotMark for what is
    not well-formed UTF-8, and for a DOCTYPE.
    """
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:4]:
        raise CannotMark("unsafe", part=part)
    handler = _Handler(part, content, frozenset(deep), rare or {})
    parser = handler.parser

    def refuse(*_: object) -> None:
        raise CannotMark("unsafe", part=part)

    def declared(_version: str, encoding: str | None, _standalone: int) -> None:
        if encoding is not None and encoding.lower() not in _ENCODINGS:
            refuse()

    parser.buffer_text = True
    parser.XmlDeclHandler = declared
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartNamespaceDeclHandler = handler.namespace
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    if texts:
        parser.CharacterDataHandler = handler.characters
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise unusual(part) from error
    return Scan(part, content, handler.kept[0], tuple(handler.kept[1:]), handler.prefixes)


def spliced(content: bytes, edits: Iterable[Edit]) -> bytes:
    """The part with its edits; several insertions at one place stay in the order given."""
    pieces, at = [], 0
    for start, end, new in sorted(edits, key=lambda edit: edit[0]):
        if start < at:
            raise ValueError("edits of a part overlap")
        pieces += [content[at:start], new]
        at = end
    return b"".join([*pieces, content[at:]])


def with_attribute(found: Scan, element: Element, name: str, value: str) -> Edit:
    """The edit that gives an attribute without prefix this value, whether or not it is there."""
    tag = found.content[element.start : element.inner]
    behind = element.start + 1 + len(element.tag(element.name).encode())
    for match in _ATTRIBUTE.finditer(tag, behind - element.start):
        if match[1] == name.encode():
            return (element.start + match.start(2), element.start + match.end(2), quoteattr(value).encode())
    return (behind, behind, f" {name}={quoteattr(value)}".encode())


def appended(found: Scan, element: Element, children: str) -> Edit:
    """The edit that adds children at the end of an element, also of an empty one."""
    if element.empty:
        tag = found.content[element.start : element.inner]
        opened = tag[:-2].rstrip() + b">"
        whole = opened + children.encode() + f"</{element.tag(element.name)}>".encode()
        return (element.start, element.end, whole)
    return (element.close, element.close, children.encode())


def stored(text: str) -> str:
    """A text as Office keeps it: nothing that it would read as something else (`_x0041_` is its way to write A)."""
    return _ESCAPED.sub("_x005F_", writable(text))


def xml_text(text: str) -> str:
    """A text of ours as it stands between tags."""
    return escape(stored(text))


def xml_attribute(text: str) -> str:
    """A value with its quotes."""
    return quoteattr(writable(text))
