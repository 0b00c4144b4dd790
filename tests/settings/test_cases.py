"""Every mistake is shown by a tiny edit of a sound settings tree, with the report that a person gets for it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen.settings.catalogue import SENTENCES
from tests.settings.cases import FILES, Case, edited, read_cases, reported

CASES = [case for file in FILES for case in read_cases(file)]
# Shown in test_load.py: they are about whole files, not about a line that can be edited.
ELSEWHERE = {"NO_FILE", "NOT_READABLE", "NOT_UTF8", "VERSIONS_OVERLAP", "VERSIONS_GAP"}


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{at:03} {case.name}") for at, case in enumerate(CASES)])
def test_an_edit_is_reported_with_its_place_and_nothing_else_is(case: Case, tmp_path: Path) -> None:
    found = edited(case, tmp_path)
    assert [reported(mistake) for mistake in found] == list(case.expected)
    if case.name.isupper():
        assert case.name in {mistake.code for mistake in found}
    for mistake in found:
        for language in ("zh", "zh-Hant", "en"):
            assert not re.search(r"[{}]\w", mistake.message(language))  # type: ignore[arg-type]


def test_every_mistake_has_a_case() -> None:
    assert set(SENTENCES) - ELSEWHERE == {case.name for case in CASES if case.name.isupper()}


def test_both_languages_take_the_same_values() -> None:
    for words in SENTENCES.values():
        zh, en = (set(re.findall(r"{(\w+)}", words[language])) for language in ("zh", "en"))
        assert zh == en, words


def test_a_secret_is_never_shown(tmp_path: Path) -> None:
    case = next(case for case in CASES if case.name == "SECRET")
    assert "hunter2" in case.edits[0][1]
    assert all(
        "hunter2" not in mistake.text(language) for mistake in edited(case, tmp_path) for language in ("zh", "en")
    )
