"""Turns a page's template and its view into markup; the one door to Jinja2.

An organisation edits these templates, so they run in a sandbox, escape everything and know no undefined names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reportgen.publish import chart
from reportgen.publish.view import ItemRow

LONGEST_CELL = 1000  # characters; more belongs into the workbook, and one unbroken cell gets slow to lay out

# What XML cannot hold. The sign in its place has a glyph, so that the reader sees that something stood there.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


class PageError(Exception):
    """A page's template cannot be used; the message names the page and, where known, the line."""


def render_page(name: str, templates: Path, /, **context: object) -> str:
    """The markup of the page `templates`/pages/`name`; raises PageError."""
    try:
        return _environment(templates).get_template(f"{name}/page.html.j2").render(context)
    except TemplateSyntaxError as error:
        raise PageError(f"page {name}, {error.name}, line {error.lineno}: {error.message}") from error
    except TemplateError as error:
        raise PageError(f"page {name}: {error.message or type(error).__name__}") from error


def style_sheet(name: str, templates: Path) -> str:
    """The page's own style sheet."""
    return (templates / "pages" / name / "page.css").read_text(encoding="utf-8")


@cache
def _environment(templates: Path) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(templates / "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printable,
    )
    environment.filters |= {"shown": _shown, "weakest": _weakest}
    environment.globals |= {"trend_chart": chart.trend, "share_chart": _share_chart}
    return environment


def _printable(value: object) -> object:
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return _UNPRINTABLE.sub(_REPLACEMENT, value)
    return value


@pass_context
def _shown(context: Context, text: str | Sequence[str]) -> str:
    """A cell's text, several reasons on lines of their own, cut with a hint where it is too long for a page."""
    whole = text if isinstance(text, str) else "\n".join(text)
    if len(whole) <= LONGEST_CELL:
        return whole
    return whole[:LONGEST_CELL] + str(context["words"]["rest_in_workbook"])


def _weakest(items: Sequence[ItemRow], most: int) -> list[ItemRow]:
    """The items that lost most of their points, at most so many, in the page's order.

    An item stands for its parts, a component only where it has no items.
    """
    known = [item for item, below in zip(items, (*items[1:], None), strict=True) if _stands_alone(item, below)]
    # A stable sort: among equals the earlier one stays.
    places = sorted(range(len(known)), key=lambda place: known[place].share or 0)[:most]
    return [known[place] for place in sorted(places)]


def _stands_alone(item: ItemRow, below: ItemRow | None) -> bool:
    childless = below is None or below.level <= item.level
    return item.share is not None and (item.level == 1 or (item.level == 0 and childless))


def _share_chart(items: Sequence[ItemRow], title: str) -> str:
    return chart.shares([item.share for item in items if item.share is not None], title)
