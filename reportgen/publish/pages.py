"""Turns a page's template and its view into markup.

An organisation edits these templates, so they run in a sandbox, escape everything and know no undefined names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from reportgen.publish import chart
from reportgen.publish.view import ItemRow
from reportgen.templating import Context, TemplateFault, Templates, pass_context, templates_in

LONGEST_CELL = 1000  # characters; more belongs into the workbook, and one unbroken cell gets slow to lay out
NOTHING = Decimal(0)

_IMPORT = re.compile(r'^@import "([^"]+)";$', re.M)

PageError = TemplateFault  # a page's template cannot be used; the message names the page and, where known, the line


def render_page(name: str, templates: Path, /, **context: object) -> str:
    """The markup of the page `templates`/pages/`name`; raises PageError."""
    return _pages(templates).fill(f"{name}/page.html.j2", f"page {name}", context)


def style_sheet(name: str, templates: Path) -> str:
    """The page's style sheet, with the sheets beside it that it takes with `@import "../paper.css";` in their place."""
    pages = (templates / "pages").resolve()
    return _with_imports(pages / name / "page.css", pages, ())


def _with_imports(path: Path, pages: Path, above: tuple[Path, ...]) -> str:
    """Raises PageError for a sheet that is not there, lies outside the pages, or takes itself."""
    if path in above or not path.is_relative_to(pages) or not path.is_file():
        raise PageError(
            f"style sheet {path.parent.name}/{path.name}: not there, outside {pages.name}/, or takes itself"
        )

    def taken(found: re.Match[str]) -> str:
        return _with_imports((path.parent / found[1]).resolve(), pages, (*above, path))

    return _IMPORT.sub(taken, path.read_text(encoding="utf-8"))


def _pages(templates: Path) -> Templates:
    return templates_in(
        templates / "pages",
        escape=True,
        filters=(("shown", _shown), ("weakest", _weakest)),
        functions=(("trend_chart", chart.trend), ("share_chart", _share_chart)),
    )


@pass_context
def _shown(context: Context, text: str | Sequence[str]) -> str:
    """A cell's text, several reasons on lines of their own, cut with a hint where it is too long for a page."""
    whole = text if isinstance(text, str) else "\n".join(text)
    if len(whole) <= LONGEST_CELL:
        return whole
    return whole[:LONGEST_CELL] + str(context["words"]["rest_in_workbook"])


def _weakest(items: Sequence[ItemRow], most: int) -> list[ItemRow]:
    """The items that cost points, at most so many, the dearest first; of the same cost in the page's order.

    An item stands for its parts, a component only where it has no items.
    """
    known = [item for item, below in zip(items, (*items[1:], None), strict=True) if _stands_alone(item, below)]
    return sorted((item for item in known if item.cost > 0), key=lambda item: -item.cost)[:most]


def _stands_alone(item: ItemRow, below: ItemRow | None) -> bool:
    """Below a part of the month, what would stand at the top is one deeper."""
    childless = below is None or below.level <= item.level
    level = item.level - bool(item.part)
    return item.kind != "part" and (level == 1 or (level == 0 and childless))


def _share_chart(items: Sequence[ItemRow], title: str) -> str:
    """What was reached of each; of a special deduction there is nothing to reach."""
    return chart.shares([item.share or NOTHING for item in items], title)
