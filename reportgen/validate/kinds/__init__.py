"""The kinds of checks that a scheme declares under `[[checks]]`, one file each: what must hold over several lines or
tables. Each serves any table: hours, customers, costs, indicators.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from reportgen.records import CellRef, Finding, Lock, Row
from reportgen.scheme import Scheme
from reportgen.validate.context import Handed
from reportgen.validate.kinds.approved import Approved
from reportgen.validate.kinds.belongs import Belongs
from reportgen.validate.kinds.ceiling import Ceiling
from reportgen.validate.kinds.chain import Chain
from reportgen.validate.kinds.filled_when import FilledWhen
from reportgen.validate.kinds.known import Known
from reportgen.validate.kinds.locked import Locked
from reportgen.validate.kinds.seen import Seen
from reportgen.validate.kinds.sum_limit import SumLimit
from reportgen.validate.kinds.tree import Tree
from reportgen.validate.kinds.window import Window

KINDS = (SumLimit, Window, Known, Tree, Approved, Locked, Belongs, Chain, Ceiling, FilledWhen)


@dataclass(frozen=True, slots=True)
class Examined:
    """`refused`: where the rows stand that are left out."""

    findings: tuple[Finding, ...]
    refused: frozenset[CellRef]


def examine(handed: Handed, rows: Iterable[Row]) -> Examined:
    """The scheme's own checks over the rows that can be used; each sees what the ones before it left."""
    by_table: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_table[row.table].append(row)
    seen = Seen(handed, by_table)
    found: dict[Finding, None] = {}
    refused: set[CellRef] = set()
    for check in handed.scheme.checks:
        judged = list(check.look(seen))
        found |= dict.fromkeys(one.finding for one in judged)
        away = {one.refused.ref: one.refused.table for one in judged if one.refused is not None}
        for table in set(away.values()):
            by_table[table] = [row for row in by_table[table] if row.ref not in away]
        refused |= set(away)
    return Examined(tuple(found), frozenset(refused))


def locks(scheme: Scheme, rows: Sequence[Row], doubtful: Collection[CellRef]) -> Iterator[Lock]:
    """The lines that are locked when the month is published with these rows."""
    for check in scheme.checks:
        if isinstance(check, Locked):
            yield from check.locks(scheme.id, (row for row in rows if row.table == check.table), doubtful)
