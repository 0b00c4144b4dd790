"""The engine knows no scheme, no department and no sheet by name: what it knows of them stands in schemes and config."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
# Common words that our own papers have as headings and that some scheme calls a sheet by too.
HEADINGS = {"审核记录", "库存", "工作日"}


def declared() -> dict[str, str]:
    """Name -> what it is of: ids of schemes, departments with their aliases, names and titles of forms and tables."""
    found: dict[str, str] = {}
    for department in tomllib.loads((ROOT / "config.toml").read_text("utf-8"))["departments"]:
        found |= dict.fromkeys((department["name"], *department.get("aliases", ())), "department")
    for path in sorted((ROOT / "templates" / "schemes").glob("*.toml")):
        scheme = tomllib.loads(path.read_text("utf-8"))
        found[path.stem] = "scheme"
        for one in (*scheme.get("forms", ()), *scheme.get("tables", ())):
            found |= dict.fromkeys((one["name"], *one.get("titles", ())), "sheet")
    return found


def literals(path: Path) -> Iterator[tuple[int, str]]:
    """Texts of a module that are no docstrings, with their lines."""
    tree = ast.parse(path.read_text("utf-8"))
    docs = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


def test_no_name_of_a_scheme_a_department_or_a_sheet_stands_in_the_engine() -> None:
    names = declared()
    assert len(names) > 100
    found = [
        f"{path.relative_to(ROOT)}:{line} {text} ({names[text]})"
        for path in sorted((ROOT / "reportgen").rglob("*.py"))
        for line, text in literals(path)
        if text in names and text not in HEADINGS
    ]
    schemes = "|".join(re.escape(name) for name, what in names.items() if what == "scheme")
    found += [
        f"{path.relative_to(ROOT)}:{line} {text[:60]}"
        for path in sorted((ROOT / "reportgen").rglob("*.py"))
        for line, text in literals(path)
        if re.search(rf"\b({schemes})\b", text)
    ]
    assert found == []
