"""Every rule, observation and measure: rows in, points, words, evidence and blame out; the cases are in cases/."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest

from reportgen.findings import tell
from reportgen.pipeline import speaker
from reportgen.records import CellRef, Phrase
from reportgen.score import measures, rules
from reportgen.score.look import Look
from reportgen.score.observations import OBSERVATIONS
from tests.score.cases import FILES, Case, look_of, read_cases

CASES = [pytest.param(case, id=f"{file.stem} {case.name}") for file in FILES for case in read_cases(file)]


@pytest.mark.parametrize("case", CASES)
def test_a_case_comes_out_as_worked_by_hand(case: Case) -> None:
    look = look_of(case)
    found, words = _tried(case, look)
    blame = [f"{one.code} {one.where.cell}".strip() for one in look.blame]
    assert blame == case.text.get("blame", [])
    if not blame:
        _same(found, case.text)
        assert [speaker("zh").say(one) for one in words] == case.text.get("words", [])
        if "en" in case.text:
            assert [speaker("en").say(one) for one in words] == case.text["en"]
    if "evidence" in case.text:
        assert [_place(ref) for ref in look.evidence] == case.text["evidence"].split()


@pytest.mark.parametrize("case", CASES)
def test_every_word_and_every_blame_can_be_said_in_three_languages(case: Case) -> None:
    look = look_of(case)
    _, words = _tried(case, look)
    for language in ("zh", "zh-Hant", "en"):
        said = list(speaker(language).all(words))  # type: ignore[arg-type]
        told = [tell(found, language) for found in look.blame]  # type: ignore[arg-type]
        for sentence in (*said, *(one.message for one in told), *(one.fix for one in told)):
            assert sentence
            assert not re.search(r"[{}]", sentence)


def test_every_kind_has_its_file_of_cases() -> None:
    kinds = {f"rule-{kind.kind}" for kind in rules.KINDS} | {f"measure-{kind.kind}" for kind in measures.KINDS}
    assert {file.stem for file in FILES} == kinds | {f"see-{seen.see}" for seen in OBSERVATIONS}


def _tried(case: Case, look: Look) -> tuple[dict[str, Any], tuple[Phrase, ...]]:
    if case.union == "rule":
        scored = case.tried.score(case.full, look)
        return {
            "points": scored.points,
            "missing": scored.missing,
            "doubles": scored.doubles,
            "flags": list(scored.flags),
        }, scored.because
    if case.union == "observation":
        seen = case.tried.seen(look)
        return {"count": seen.count, "missing": seen.missing, "doubles": seen.doubles}, seen.because
    value, words = case.tried.measure(look)
    return {"value": value}, words


def _same(found: dict[str, Any], expected: Any) -> None:
    for name, got in found.items():
        if name in ("points", "value"):
            wanted = expected[name]
            assert got == (None if wanted == "—" else Decimal(wanted)), name
        elif name == "count":
            assert got == expected[name], name
        elif name == "doubles":  # what is missing doubles, unless a case says otherwise
            assert got == expected.get(name, found["missing"]), name
        else:
            assert got == expected.get(name, type(got)()), name


def _place(ref: CellRef) -> str:
    return f"{ref.sheet}!{ref.cell}"
