"""The catalogue of findings and the source agree: every code is worded, every wording is used, values fit."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from reportgen.findings import CATALOGUE, tell
from reportgen.records import CellRef, Finding

PACKAGE = Path(__file__).parents[2] / "reportgen"
MAKERS = {"finding", "fault", "Refused", "Remark", "remark", "Finding"}
NOT_VALUES = {
    "concerns",
    "department",
    "table",
    "where",
    "sheet",
    "cell",
    "column",
    "accepted",
}  # places, and what is always given
# Values that the maker itself adds: look.fault names the column, intake/cells the column, what is there and what would do.
ADDED = {
    "fault": {"column"}, "remark": {"column", "found", "accepted"}, "Remark": {"column", "found", "accepted"},
    "finding": {"department"}, "Refused": set(), "Finding": set(),
}  # fmt: skip
CODE = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")


@cache
def trees() -> dict[Path, ast.Module]:
    return {file: ast.parse(file.read_text(encoding="utf-8")) for file in sorted(PACKAGE.rglob("*.py"))}


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """(place, maker, call) of everything that makes a finding."""
    for file, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in MAKERS and node.args:
                    yield f"{file.relative_to(PACKAGE)}:{node.lineno}", name, node


def codes_in(node: ast.AST) -> set[str]:
    """The codes that an argument can be: a text, or the texts of a choice between two."""
    if isinstance(node, ast.Constant):
        return {node.value} if isinstance(node.value, str) and CODE.fullmatch(node.value) else set()
    return codes_in(node.body) | codes_in(node.orelse) if isinstance(node, ast.IfExp) else set()


def texts() -> set[str]:
    """Every text of the package outside the catalogue: codes also travel through variables."""
    skipped = {PACKAGE / "findings", PACKAGE / "settings"}
    return {
        node.value
        for file, tree in trees().items()
        if not skipped & set(file.parents)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def worded(code: str) -> set[str]:
    _, words = CATALOGUE[code]
    return {name for both in words.values() for sentence in both for name in re.findall(r"{(\w+)}", sentence)}


def test_every_code_in_the_source_is_worded() -> None:
    unknown = [
        f"{place} {code}" for place, _, call in calls() for code in codes_in(call.args[0]) if code not in CATALOGUE
    ]
    assert unknown == []


def test_every_wording_is_used() -> None:
    assert set(CATALOGUE) - texts() == set()


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_both_languages_say_what_is_wrong_and_what_to_do(code: str) -> None:
    severity, words = CATALOGUE[code]
    assert severity in ("error", "warning", "note")
    assert {"zh", "en"} == set(words)
    zh, en = ({name for text in words[language] for name in re.findall(r"{(\w+)}", text)} for language in ("zh", "en"))
    assert zh == en
    assert all(text.strip() and not text.endswith(("。", ".")) for both in words.values() for text in both)


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_a_finding_is_said_in_three_languages(code: str) -> None:
    values = tuple((name, f"<{name}>") for name in sorted(worded(code) - {"department"}))
    found = Finding(code, CellRef("f", "s", "A1"), values, department="<department>")
    for language in ("zh", "zh-Hant", "en"):
        told = tell(found, language)  # type: ignore[arg-type]
        said = told.message + told.fix
        assert {f"<{name}>" for name in worded(code)} == set(re.findall(r"<\w+>", said))


def test_traditional_is_made_from_simplified() -> None:
    found = Finding("ROSTER_EMPTY", CellRef("f"))
    assert tell(found, "zh-Hant").message != tell(found, "zh").message


def test_every_value_that_a_sentence_needs_is_given() -> None:
    """As far as the source shows it: keywords of the call, none spread out of a mapping."""
    lacking = []
    for place, maker, call in calls():
        given = {keyword.arg for keyword in call.keywords}
        if None in given or maker == "Finding" or _more_by_position(maker, call):
            continue
        for code in codes_in(call.args[0]) & set(CATALOGUE):
            missing = worded(code) - ADDED[maker] - {str(name) for name in given}
            if missing:
                lacking.append(f"{place} {code}: {sorted(missing)}")
    assert lacking == []


def _more_by_position(maker: str, call: ast.Call) -> bool:
    """`Remark(code, values)` and the like hand their values over in a mapping."""
    return maker in ("Remark", "Finding") and len(call.args) > 1


def test_no_value_is_given_that_no_sentence_shows() -> None:
    """A value that no sentence shows is either useless or a misspelt placeholder."""
    useless: defaultdict[str, set[str]] = defaultdict(set)
    for place, _, call in calls():
        codes = codes_in(call.args[0]) & set(CATALOGUE)
        shown = set().union(*(worded(code) for code in codes)) if codes else set()
        for keyword in call.keywords:
            if codes and keyword.arg and keyword.arg not in shown | NOT_VALUES:
                useless[place].add(keyword.arg)
    assert dict(useless) == {}
