"""The shape of an entry of the catalogue."""

from collections.abc import Mapping
from typing import TypeAlias

from reportgen.records import Severity

Worded: TypeAlias = Mapping[str, tuple[str, str]]  # language -> (what is wrong, how to mend it)
Entry: TypeAlias = tuple[Severity, Worded]
