"""Turns a page into a PDF; the one door to WeasyPrint.

A press holds what is the same for all documents: fonts, parsed style sheets, the closed door to the network. The
same page gives the same bytes on any day, in any process and in any order.
"""

from __future__ import annotations

import gc
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from reportgen.publish import harfbuzz
from reportgen.publish.fonts import Face, ReportFonts, prepare
from reportgen.publish.pages import render_page, style_sheet
from reportgen.publish.view import CardView

FAMILY = "Report Sans"  # what pages call the prepared fonts, whatever is installed

# Makes relative addresses absolute, so that they reach the fetcher and are refused by name.
_BASE = "https://page.invalid/"
_COMPRESSION = 6  # 9 takes a tenth of the time of a page for half a percent of its size


class RefusedAddress(Exception):
    """A page asks for something outside itself: a picture, a style sheet, a font. The message names what."""


@dataclass(slots=True)
class _Kit:
    """What the documents of one language share."""

    fonts: ReportFonts
    configuration: FontConfiguration
    base: weasyprint.CSS
    sheets: dict[str, weasyprint.CSS] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """A page of very many lines, laid out and not yet printed."""

    laid: weasyprint.Document

    def marks(self) -> tuple[frozenset[str], ...]:
        """The ids of what begins on each of its pages."""
        return tuple(frozenset(page.anchors) for page in self.laid.pages)

    def printed(self, first: int, last: int) -> bytes:
        """Pages `first` (from 0) up to before `last`, without the structure for screen readers."""
        chosen = self.laid.copy(self.laid.pages[first:last])
        with _collector_at_rest(first=True):
            content: bytes = chosen.write_pdf(finisher=_compress, pdf_identifier=b"0" * 32, pdf_tags=False)
        return content


class PdfPress:
    """Prints pages; one for each worker process. Close it, or use it in `with`, to remove its copies of the fonts."""

    def __init__(self, templates: Path, font_cache: Path, scratch: Path, *, tagged: bool = True) -> None:
        """Temporary files stay below `scratch`; prepared fonts are kept in `font_cache` from run to run.

        Raises SubsetterMissing when a library for it is not installed.
        """
        harfbuzz.libraries()
        self._templates, self._font_cache, self._scratch = templates, font_cache, scratch
        self._tagged = tagged
        self._fetcher = _ClosedDoor()
        self._kits: dict[str, _Kit] = {}

    def __enter__(self) -> PdfPress:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def warm_up(self, language: str) -> None:
        """For a worker process, before its first document: loads what stays, and takes it out of the collector's sight.

        Every document ends with a collection, which then looks at that document alone.
        """
        self._kit(language)
        _browser_sheet()
        gc.collect()
        gc.freeze()

    def close(self) -> None:
        self._kits.clear()
        gc.collect()  # a font configuration removes its folder when it is collected

    def card(self, view: CardView) -> bytes:
        """One person's scorecard."""
        return self.document("scorecard", {"language": view.language, "words": view.words, "card": view})

    def document(self, page: str, context: Mapping[str, object]) -> bytes:
        """The page filled with `context`, which has to hold `language` and `words`.

        Raises PageError when the template fails and RefusedAddress when the page wants anything from outside.
        """
        kit = self._kit(str(context["language"]))
        sheet = self._sheet(page, kit)
        markup = render_page(page, self._templates, **context)
        self._fetcher.refused.clear()
        with _collector_at_rest():
            content: bytes = _read(markup, self._fetcher).write_pdf(
                stylesheets=[kit.base, sheet],
                font_config=kit.configuration,
                finisher=_compress,
                pdf_identifier=sha256(markup.encode()).hexdigest()[:32].encode(),
                pdf_tags=self._tagged,
                presentational_hints=False,
            )
        self._fetcher.check(page)
        return content

    def part(self, page: str, context: Mapping[str, object], *, numbered: bool) -> Part:
        """The page laid out, of which some pages are then printed: without page numbers, or `numbered` with nothing
        else in the margin.

        Raises as `document` does.
        """
        kit = self._kit(str(context["language"]))
        empty = ("top-left", "top-right", "bottom-left") if numbered else ("bottom-center",)
        sheets = [kit.base, self._sheet(page, kit), _margins(*empty)]
        markup = render_page(page, self._templates, **context)
        self._fetcher.refused.clear()
        with _collector_at_rest(first=True):
            laid = _read(markup, self._fetcher).render(
                stylesheets=sheets, font_config=kit.configuration, presentational_hints=False
            )
        self._fetcher.check(page)
        return Part(laid)

    def fonts(self, language: str) -> ReportFonts:
        """The fonts that documents of this language are printed in, to ask which characters are missing."""
        return self._kit(language).fonts

    def faces(self, language: str) -> tuple[Path, ...]:
        """Where the prepared fonts lie, the regular weight first."""
        return tuple(face.path for face in self._kit(language).fonts.faces)

    def _kit(self, language: str) -> _Kit:
        if language not in self._kits:
            fonts = prepare(self._font_cache, language)
            configuration = FontConfiguration()
            with _temporary_files_in(self._scratch):
                base = weasyprint.CSS(
                    string=_base_sheet(fonts),
                    font_config=configuration,
                    url_fetcher=_ClosedDoor({_address(face): face.path for face in fonts.faces}),
                )
            self._kits[language] = _Kit(fonts, configuration, base)
        return self._kits[language]

    def _sheet(self, page: str, kit: _Kit) -> weasyprint.CSS:
        if page not in kit.sheets:
            self._fetcher.refused.clear()
            sheet = weasyprint.CSS(
                string=style_sheet(page, self._templates),
                base_url=_BASE,
                url_fetcher=self._fetcher,
                font_config=kit.configuration,
            )
            self._fetcher.check(page)
            kit.sheets[page] = sheet
        return kit.sheets[page]


def _base_sheet(fonts: ReportFonts) -> str:
    """The fonts of every page: the prepared ones, then the whole family for rarer characters."""
    faces = (
        f"@font-face {{ font-family: '{FAMILY}'; font-weight: {face.weight}; src: url('{_address(face)}') }}"
        for face in fonts.faces
    )
    families = f"font-family: '{FAMILY}', '{fonts.family}', sans-serif"
    return "\n".join((*faces, f"html {{ {families} }}", f"@page {{ {families} }}"))


def _address(face: Face) -> str:
    return face.path.resolve().as_uri()


class _ClosedDoor(URLFetcher):  # type: ignore[misc]
    """Gives out the files it was told of and refuses, and remembers, everything else."""

    def __init__(self, known: Mapping[str, Path] | None = None) -> None:
        super().__init__(allowed_protocols=())
        self.refused: list[str] = []
        self._known = dict(known or {})

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        if url in self._known:
            return URLFetcherResponse(url, self._known[url].read_bytes())
        self.refused.append(url)
        raise ValueError(f"refused: {url}")

    def check(self, page: str) -> None:
        if self.refused:
            named = ", ".join(dict.fromkeys(url.removeprefix(_BASE)[:200] for url in self.refused))
            raise RefusedAddress(
                f"page {page} asks for {named}; pages are printed without network and files, "
                "so nothing may be linked into a template"
            )


class _Page(weasyprint.HTML):  # type: ignore[misc]
    """A page read as XML, with a browser style sheet reduced to what pages use: half a page's reading time."""

    def __init__(self, root: ElementTree.Element, fetcher: URLFetcher) -> None:
        # The base class reads an empty page, whose tree is exchanged.
        super().__init__(string="", base_url=_BASE, url_fetcher=fetcher)
        empty: Any = vars(self)["wrapper_element"]
        self.wrapper_element = type(empty).from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[weasyprint.CSS]:
        return [_browser_sheet()]


def _read(markup: str, fetcher: URLFetcher) -> weasyprint.HTML:
    try:
        return _Page(ElementTree.fromstring(markup), fetcher)
    except ElementTree.ParseError:
        # An organisation's template may be good HTML and no XML; it only takes longer to read.
        return weasyprint.HTML(string=markup, base_url=_BASE, url_fetcher=fetcher)


@cache
def _margins(*empty: str) -> weasyprint.CSS:
    """Leaves these places of the margin empty."""
    return weasyprint.CSS(string=f"@page {{ {' '.join(f'@{one} {{ content: none }}' for one in empty)} }}")


@cache
def _browser_sheet() -> weasyprint.CSS:
    """WeasyPrint's own style sheet without list markers and notes: each costs a style for every element."""
    lines = (files("weasyprint.css") / "html5_ua.css").read_text("utf-8").splitlines()
    unused = ("::marker", "::footnote-", "::note-")
    return weasyprint.CSS(string="\n".join(line for line in lines if not line.startswith(unused)))


def _compress(document: weasyprint.Document, pdf: Any) -> None:
    """Compresses the streams, quicker than WeasyPrint would at its fixed level."""
    for thing in pdf.objects:
        if getattr(thing, "compress", False):
            thing.stream = [zlib.compress(b"\n".join(map(_stream_part, thing.stream)), _COMPRESSION)]
            thing.extra["Filter"] = "/FlateDecode"
            thing.compress = False


def _stream_part(part: Any) -> bytes:
    if isinstance(part, str):
        return part.encode("ascii")
    return part if isinstance(part, bytes) else bytes(part.data)


@contextmanager
def _collector_at_rest(first: bool = False) -> Iterator[None]:
    """A page makes a few hundred thousand objects: one collection after it is cheaper than dozens during it. `first`:
    the one is before it, so that what came before takes no memory."""
    running = gc.isenabled()
    gc.disable()
    if first:
        gc.collect()
    try:
        yield
    finally:
        if not first:
            gc.collect()
        if running:
            gc.enable()


@contextmanager
def _temporary_files_in(folder: Path) -> Iterator[None]:
    """Fonts are copied to the temporary folder; a worker that is killed must leave them where the run cleans up."""
    folder.mkdir(parents=True, exist_ok=True)
    before, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        yield
    finally:
        tempfile.tempdir = before
