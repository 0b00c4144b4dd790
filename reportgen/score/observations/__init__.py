"""What can be seen in the rows: how often something occurred. Rules of faults are built from these.

An observation answers with a count, the words for it, and whether material was marked as not handed in at all
(未交), which is what doubling looks at. Each kind is a file here and serves every scheme that has such rows.
"""

from __future__ import annotations

from typing import TypeAlias

from reportgen.score.observations import below as _below
from reportgen.score.observations import case as _case
from reportgen.score.observations import excuse as _excuse
from reportgen.score.observations import lacking as _lacking
from reportgen.score.observations import late as _late
from reportgen.score.observations import marked as _marked
from reportgen.score.observations import missed as _missed
from reportgen.score.observations import outside as _outside
from reportgen.score.observations import quota as _quota
from reportgen.score.observations import repeat as _repeat
from reportgen.score.observations import short as _short
from reportgen.score.observations import stale as _stale
from reportgen.score.observations.below import Below
from reportgen.score.observations.case import Case
from reportgen.score.observations.lacking import Lacking
from reportgen.score.observations.late import Late
from reportgen.score.observations.marked import Marked
from reportgen.score.observations.missed import Missed
from reportgen.score.observations.outside import Outside
from reportgen.score.observations.quota import Quota
from reportgen.score.observations.repeat import Repeat
from reportgen.score.observations.short import Short
from reportgen.score.observations.stale import Stale

Observation: TypeAlias = Marked | Late | Short | Below | Repeat | Case | Missed | Quota | Lacking | Outside | Stale
OBSERVATIONS: tuple[type[Observation], ...] = (
    Marked, Late, Short, Below, Repeat, Case, Missed, Quota, Lacking, Outside, Stale,
)  # fmt: skip
WORDS = {
    **_marked.WORDS, **_late.WORDS, **_short.WORDS, **_below.WORDS, **_repeat.WORDS, **_excuse.WORDS, **_case.WORDS,
    **_missed.WORDS, **_quota.WORDS, **_lacking.WORDS, **_outside.WORDS, **_stale.WORDS,
}  # fmt: skip
