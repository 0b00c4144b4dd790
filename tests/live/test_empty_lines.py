"""The empty lines below a list, which are there to be filled in, add nothing to what a formula counts."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from reportgen.formula import Block, BlockLine, Num
from reportgen.formula.evaluate import Desk as Evaluating
from reportgen.score.desk import Desk
from tests.score.cases import FILES, Case, look_of, read_cases

NEW = ("see-case", "see-missed", "see-quota", "rule-veto", "rule-pass-rate", "measure-money")
CASES = [
    pytest.param(case, id=f"{file.stem} {case.name}")
    for file in FILES
    if file.stem in NEW
    for case in read_cases(file)
    if "blame" not in case.text
]


def with_empty_lines(block: Block) -> Block:
    """The lines with the spare ones written out."""
    empty = BlockLine((None,) * len(block.heads), (None,) * len(block.heads))
    return replace(block, lines=(*block.lines, *(empty,) * block.spare))


@pytest.mark.parametrize("case", CASES)
def test_a_formula_gives_what_the_rule_gives_with_empty_lines_below(case: Case) -> None:
    blocks: dict[str, Block] = {}
    desk = Desk(look_of(case), "s", "x", blocks)
    tried: Any = case.tried
    if case.union == "rule":
        expr, wanted = tried.formula(Num(case.full), desk), tried.score(case.full, look_of(case)).points
    elif case.union == "observation":
        expr, wanted = tried.formula(desk), Decimal(tried.seen(look_of(case)).count)
    else:
        expr, wanted = tried.formula(desk), tried.measure(look_of(case))[0]
    assert Evaluating({id: with_empty_lines(one) for id, one in blocks.items()}).value(expr) == wanted
