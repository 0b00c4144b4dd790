"""Whatever a kind calls its settings, the table of references knows what they name."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_type_hints

import pytest

from reportgen.score import measures, rules
from reportgen.score.observations import OBSERVATIONS
from reportgen.settings.references import meaning
from reportgen.settle import outputs
from reportgen.validate import kinds


def inside(cls: Any) -> set[type]:
    """A dataclass and those in its fields."""
    found = {cls}
    for hint in get_type_hints(cls).values():
        for part in (hint, *get_args(hint), *(deep for one in get_args(hint) for deep in get_args(one))):
            if isinstance(part, type) and is_dataclass(part) and part not in found:
                found |= inside(part)
    return found


KINDS = sorted(
    {
        part
        for kind in (*rules.KINDS, *measures.KINDS, *OBSERVATIONS, *outputs.KINDS, *kinds.KINDS)
        for part in inside(kind)
    },
    key=str,
)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_text_setting_of_a_kind_has_a_meaning(kind: Any) -> None:
    hints = get_type_hints(kind)
    unknown = [one.name for one in fields(kind) if hints[one.name] is str and not meaning(kind.__name__, one.name)]
    assert unknown == [], f"say in reportgen/settings/references.py what these settings of {kind.__name__} name"


def test_kinds_inside_kinds_are_found() -> None:
    assert {"Fault", "Due", "Operand", "SeverityBand", "Step"} <= {kind.__name__ for kind in KINDS}
