"""The examples in templates/schemes/ come out as worked by hand."""

from __future__ import annotations

import pytest

from reportgen.example import Example
from reportgen.scheme import Scheme
from tests.schemes.examples import examples, results, settings

CASES = [
    pytest.param(scheme, example, id=f"{scheme.id} {scheme.since} {example.name}") for scheme, example in examples()
]


@pytest.mark.parametrize(("scheme", "example"), CASES)
def test_an_example_comes_out_as_worked_by_hand(scheme: Scheme, example: Example) -> None:
    assert results(scheme, example) == dict(example.expect), example.arithmetic


def test_every_scheme_has_examples_for_all_that_it_scores() -> None:
    lacking = [
        f"{scheme.file}: {part}"
        for scheme in settings().schemes
        for part in _scored(scheme)
        if not any(part in example.expect or part in {name.split(".")[1] for name in example.expect if "." in name}
                   for example in scheme.examples)
    ]  # fmt: skip
    assert lacking == []


def _scored(scheme: Scheme) -> list[str]:
    """Items with a rule or a gate, KPIs, parts of the pay, month tables: by id."""
    ids = [item.id for item in scheme.items if item.rule or item.gate]
    ids += [kpi.id for kpi in scheme.kpis] + [part.id for plan in scheme.pays for part in plan.parts]
    return ids + [output.id for output in scheme.outputs]


def test_names_of_examples_are_told_apart() -> None:
    for scheme in settings().schemes:
        names = [example.name for example in scheme.examples]
        assert len(names) == len(set(names)), scheme.file
