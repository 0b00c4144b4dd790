"""How large and how deep a file that was handed in may be: the figures of config.toml's `[limits]`."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes, times in seconds, counts as they are; every figure is the largest that is still accepted.

    `inflated_bytes` and `entry_bytes` are counted while a package is being inflated, never taken from its own
    directory. `cells`, `rows`, `columns` and `box` look only at cells that hold a value, a formula or a string:
    a styled but empty cell at XFD1048576 is honest. `box` is rows x columns between the outermost of them.
    `quiet_seconds` is how long a file must have lain untouched before it is read; 0 turns the wait off.
    """

    file_bytes: int = 20 * MIB
    entries: int = 2_000
    entry_bytes: int = 64 * MIB
    inflated_bytes: int = 128 * MIB
    xml_depth: int = 32
    cells: int = 500_000
    rows: int = 100_000
    columns: int = 256
    box: int = 5_000_000
    merges: int = 10_000
    sheets: int = 64
    memory_bytes: int = 1024 * MIB
    cpu_seconds: int = 20
    wall_seconds: int = 60
    quiet_seconds: int = 5
