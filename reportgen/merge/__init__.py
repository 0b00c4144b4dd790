"""merge: planned rows and done rows -> lines, by key: matched, planned only, done but not planned.

The one stage where rows stand side by side in a pandas frame (an outer join over their keys); frames stay in here.
Several rows with one key on a side stay together in one line, so that nothing is lost and nothing is counted twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import pandas as pd

from reportgen import normal
from reportgen.records import ActualOnly, Finding, Line, Matched, PlanOnly, Row, finding
from reportgen.scheme import Merge, Scheme

Key = tuple[str, ...]


def merge_rows(scheme: Scheme, rows: Iterable[Row]) -> Mapping[tuple[str, str], tuple[Line, ...]]:
    """Every merge of the scheme, by (merge, 工号); lines in the order of the plan, unplanned ones after it."""
    lines: defaultdict[tuple[str, str], list[Line]] = defaultdict(list)
    apart = _apart(tuple(rows))
    for merge in scheme.merges:
        for by_table in apart:
            for line in match(merge, by_table[merge.plan.table], by_table[merge.actual.table]):
                lines[merge.id, line.rows[0].person].append(line)
    return {key: tuple(found) for key, found in lines.items()}


def _apart(rows: Sequence[Row]) -> tuple[Mapping[str, list[Row]], ...]:
    """The rows by table; those of people whom several departments report on (a transfer) apart for each department,
    so that what was planned in one is not held against what was done in another."""
    places: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows:
        places[row.person].add(row.department)
    groups: defaultdict[str, defaultdict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        moved = row.person and len(places[row.person]) > 1
        groups[row.department if moved else ""][row.table].append(row)
    return tuple(groups.values())


def one_sided(
    scheme: Scheme, lines: Mapping[tuple[str, str], tuple[Line, ...]], in_doubt: Collection[tuple[str, str]] = ()
) -> Iterator[Finding]:
    """Lines with one side only, at the cell that did not find its like: what was planned and has no result, what was
    done without a plan. They may be right; a slip of the pen in a key looks just the same. Nothing is said of a side
    that is `in_doubt` (table, department) as a whole: it has a finding of its own."""
    merges = {merge.id: merge for merge in scheme.merges}
    for (id, _), found in lines.items():
        for line in found:
            if isinstance(line, Matched):
                continue
            row = (line.plan if isinstance(line, PlanOnly) else line.actual)[0]
            merge = merges[id]
            other = merge.actual if isinstance(line, PlanOnly) else merge.plan
            if (other.table, row.department) in in_doubt:
                continue
            yield finding(
                "PLANNED_ONLY" if isinstance(line, PlanOnly) else "NOT_PLANNED",
                row.get(merge.key[-1]).ref,
                concerns=(row.person,) if row.person else (),
                department=row.department,
                found=" · ".join(str(row.get(column).value or "—") for column in merge.key),
                merge=merge.name,
            )


def match(merge: Merge, plan: Sequence[Row], actual: Sequence[Row]) -> tuple[Line, ...]:
    """One merge: the outer join of the two sides over the merge's key columns."""
    planned, done = _grouped(merge, plan), _grouped(merge, actual)
    joined = pd.merge(
        pd.DataFrame({"key": pd.Series(list(planned), dtype=object), "plan": range(len(planned))}),
        pd.DataFrame({"key": pd.Series(list(done), dtype=object), "actual": range(len(done))}),
        on="key",
        how="outer",
        sort=False,
        indicator=True,
    ).sort_values(["plan", "actual"], na_position="last", kind="stable")
    lines: list[Line] = []
    for key, side in zip(joined["key"], joined["_merge"], strict=True):
        if side == "both":
            lines.append(Matched(key, planned[key], done[key]))
        elif side == "left_only":
            lines.append(PlanOnly(key, planned[key]))
        else:
            lines.append(ActualOnly(key, done[key]))
    return tuple(lines)


def _grouped(merge: Merge, rows: Sequence[Row]) -> dict[Key, tuple[Row, ...]]:
    groups: defaultdict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        groups[tuple(_key(row, column) for column in merge.key)].append(row)
    return {key: tuple(found) for key, found in groups.items()}


def _key(row: Row, column: str) -> str:
    """How a cell of the key is compared: width, script and spaces do not make another product (轻卡K3, 輕卡Ｋ３)."""
    value = row.get(column).value
    return "" if value is None else normal.key(str(value))
