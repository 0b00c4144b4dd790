"""The rules of the house, read from the source: size, doors to libraries, the clock, exceptions, exact figures.

Each table at the top is meant to be edited; an entry says why it is there.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "reportgen"

MODULE_LINES = 300
FUNCTION_LINES = 40

# "reportgen/module.py" or "reportgen/module.py:Class.function" -> why it may be longer. A line goes when its reason goes.
LONGER: dict[str, str] = {
    "reportgen/scheme.py": "all that a scheme file may hold stands in one file under one picture",
    "reportgen/records.py": "every record that crosses a stage stands in one file under one picture",
}

# Library -> the modules (or folders, with a slash at the end) that may import it.
DOORS: dict[str, tuple[str, ...]] = {
    "distributed": ("reportgen/workers.py",),
    "jinja2": ("reportgen/templating.py",),
    "openpyxl": ("reportgen/publish/returned.py",),
    "pandas": ("reportgen/merge/", "reportgen/settle/"),
    "pypdf": ("reportgen/publish/all_cards.py", "reportgen/publish/binding.py"),
    "pypdfium2": ("reportgen/deliver/documents.py",),
    "python_calamine": ("reportgen/intake/readers/",),
    "sqlite3": ("reportgen/ledger/",),
    "weasyprint": ("reportgen/publish/pdf.py",),
    "xlsxwriter": ("reportgen/workbook.py",),
}

# Only run_month.py reads the clock and the environment: the same inputs give the same bytes on any day, anywhere.
CLOCK_AND_ENVIRONMENT = {
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "datetime.date.today",
    "time.ctime",
    "time.gmtime",
    "time.localtime",
    "time.time",
    "time.time_ns",
    "os.environ",
    "os.environb",
    "os.getenv",
}
# "reportgen/module.py" -> why it may read them all the same.
MAY_READ_THEM: dict[str, str] = {}

# Where points, rates and money are worked out: no binary fractions, no round() (it rounds a tie to the even digit).
EXACT = ("reportgen/merge/", "reportgen/score/", "reportgen/settle/")
INEXACT_CALLS = ("float", "round")


# ---------------------------------------------------------------- reading the source


def modules() -> list[str]:
    return sorted(path.relative_to(ROOT).as_posix() for path in PACKAGE.rglob("*.py"))


@cache
def source(module: str) -> str:
    return (ROOT / module).read_text(encoding="utf-8")


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(source(module), module)


def functions(node: ast.AST, prefix: str = "") -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            yield prefix + child.name, child
            yield from functions(child, f"{prefix}{child.name}.")
        elif isinstance(child, ast.ClassDef):
            yield from functions(child, f"{prefix}{child.name}.")
        else:
            yield from functions(child, prefix)


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, without the docstring."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function, clean=False) is not None:
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def imported(node: ast.AST) -> dict[str, str]:
    """The local name of each import -> the dotted name it stands for."""
    names: dict[str, str] = {}
    for child in ast.walk(node):
        if isinstance(child, ast.Import):
            for alias in child.names:
                top = alias.name.split(".")[0]
                names[alias.asname or top] = alias.name if alias.asname else top
        elif isinstance(child, ast.ImportFrom) and child.module and child.level == 0:
            for alias in child.names:
                names[alias.asname or alias.name] = f"{child.module}.{alias.name}"
    return names


def libraries(node: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and top-level name of each import, wherever it stands in the module."""
    for child in ast.walk(node):
        if isinstance(child, ast.Import):
            yield from ((child.lineno, alias.name.split(".")[0]) for alias in child.names)
        elif isinstance(child, ast.ImportFrom) and child.module and child.level == 0:
            yield child.lineno, child.module.split(".")[0]


def dotted(node: ast.AST, names: dict[str, str]) -> str:
    """`dt.datetime.now` as the name it stands for; empty when it does not start at an imported name."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name) or node.id not in names:
        return ""
    return ".".join([names[node.id], *reversed(parts)])


def inside(module: str, places: tuple[str, ...]) -> bool:
    return any(module == place or (place.endswith("/") and module.startswith(place)) for place in places)


def complain(faults: list[str], rule: str) -> None:
    if faults:
        pytest.fail(rule + "\n  " + "\n  ".join(faults), pytrace=False)


# ---------------------------------------------------------------- the rules


def test_modules_stay_under_their_size() -> None:
    sizes = {module: len(source(module).splitlines()) for module in modules()}
    complain(
        [f"{module}: {size} lines" for module, size in sizes.items() if size >= MODULE_LINES and module not in LONGER],
        f"A module has under {MODULE_LINES} lines: split it by what changes together, or say in LONGER why not.",
    )


def test_functions_stay_under_their_size() -> None:
    faults = [
        f"{module}:{function.lineno} {name}: {length(function)} lines"
        for module in modules()
        for name, function in functions(tree(module))
        if length(function) >= FUNCTION_LINES and f"{module}:{name}" not in LONGER
    ]
    complain(
        faults,
        f"A function has under {FUNCTION_LINES} lines (docstring not counted): give its steps names, or say in LONGER why not.",
    )


def test_every_exception_to_a_size_is_still_needed() -> None:
    needed = {module for module in modules() if len(source(module).splitlines()) >= MODULE_LINES}
    needed |= {
        f"{module}:{name}"
        for module in modules()
        for name, function in functions(tree(module))
        if length(function) >= FUNCTION_LINES
    }
    complain(sorted(set(LONGER) - needed), "These have become short enough (or are gone): take them out of LONGER.")


def test_a_library_is_imported_only_at_its_doors() -> None:
    faults = [
        f"{module}:{line} imports {library}; its doors: {', '.join(DOORS[library])}"
        for module in modules()
        for line, library in libraries(tree(module))
        if library in DOORS and not inside(module, DOORS[library])
    ]
    complain(faults, "A library has one or two doors, so that it can be replaced: call the door, or widen DOORS.")


def test_only_the_entry_reads_the_clock_and_the_environment() -> None:
    faults: list[str] = []
    for module in modules():
        if module in MAY_READ_THEM:
            continue
        names = imported(tree(module))
        for node in ast.walk(tree(module)):
            if isinstance(node, ast.Attribute | ast.Name) and dotted(node, names) in CLOCK_AND_ENVIRONMENT:
                faults.append(f"{module}:{node.lineno} {dotted(node, names)}")
    complain(faults, "Time and environment are read in run_month.py and handed down as arguments.")


def test_no_exception_is_caught_that_was_not_thought_of() -> None:
    faults: list[str] = []
    for module in modules():
        for node in ast.walk(tree(module)):
            if not isinstance(node, ast.ExceptHandler):
                continue
            caught = (
                {"nothing named"}
                if node.type is None
                else {n.id for n in ast.walk(node.type) if isinstance(n, ast.Name)}
            )
            if broad := caught & {"nothing named", "Exception", "BaseException"}:
                faults.append(f"{module}:{node.lineno} except with {', '.join(sorted(broad))}")
    complain(faults, "A fault of ours that is swallowed publishes a wrong month: name the exception that is expected.")


def test_points_rates_and_money_are_worked_out_exactly() -> None:
    faults: list[str] = []
    for module in modules():
        if not inside(module, EXACT):
            continue
        for node in ast.walk(tree(module)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in INEXACT_CALLS:
                faults.append(f"{module}:{node.lineno} {node.func.id}(...)")
            elif isinstance(node, ast.Constant) and isinstance(node.value, float):
                faults.append(f"{module}:{node.lineno} {node.value!r}: write Decimal({str(node.value)!r})")
    complain(faults, "Points, rates and money are Decimal, rounded where the scheme declares it (reportgen/exact.py).")


def test_every_folder_of_the_package_is_a_package() -> None:
    folders = {(ROOT / module).parent for module in modules()}
    complain(
        sorted(str(folder.relative_to(ROOT)) for folder in folders if not (folder / "__init__.py").exists()),
        "Without an __init__.py the type checker and the import rules pass a folder by.",
    )


# ---------------------------------------------------------------- the lock files


def test_locked_packages_have_hashes_and_no_addresses() -> None:
    faults: list[str] = []
    for lock in ("requirements.lock", "requirements-dev.lock"):
        entries = re.split(r"(?m)^(?=\S)", (ROOT / lock).read_text(encoding="utf-8"))
        for entry in filter(None, entries):
            name = entry.split()[0]
            if "==" not in name or "--hash=sha256:" not in entry:
                faults.append(f"{lock}: {name} is not pinned with hashes")
            if "://" in entry or " @ " in entry:
                faults.append(f"{lock}: {name} names an address")
    complain(faults, "The lock files hold versions and hashes and nothing else; `make lock` writes them.")


def test_what_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    optional = project["dependency-groups"]["cluster"]
    requirements = (*project["project"]["dependencies"], *optional)
    declared = {re.split(r"[^A-Za-z0-9-]", requirement)[0] for requirement in requirements}
    provided_by = packages_distributions()
    faults = [
        f"{module}:{line} imports {library}"
        for module in [*modules(), "run_month.py"]
        for line, library in libraries(tree(module))
        if library != "reportgen" and library not in sys.stdlib_module_names
        if not declared & {name.lower().replace("_", "-") for name in provided_by.get(library, ())}
    ]
    complain(
        faults, "A library that is imported stands in pyproject.toml, not only among what another one brings along."
    )


def test_every_dependency_is_locked_and_explained() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    explained = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    faults: list[str] = []
    for lock, wanted in (
        ("requirements.lock", project["project"]["dependencies"]),
        ("requirements-dev.lock", project["dependency-groups"]["dev"]),
    ):
        versions = dict(re.findall(r"(?m)^([a-z0-9-]+)==(\S+)", (ROOT / lock).read_text(encoding="utf-8")))
        for name in (re.split(r"[^A-Za-z0-9-]", requirement)[0] for requirement in wanted):
            if name not in versions:
                faults.append(f"{name} is not in {lock}: run `make lock`")
            elif not re.search(rf"(?m)^\| `?{re.escape(name)}`? \| {re.escape(versions[name])} ", explained):
                faults.append(f"docs/dependencies.md has no row for {name} {versions[name]}")
    complain(faults, "A dependency is locked, and docs/dependencies.md says what it is for.")
