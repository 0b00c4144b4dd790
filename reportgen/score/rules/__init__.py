"""The rule kinds: one file each, a frozen dataclass whose fields are its settings, with its value and its words."""

from reportgen.score import observations as _observe
from reportgen.score import saying as _saying
from reportgen.score.rules import attendance as _attendance
from reportgen.score.rules import bands as _bands
from reportgen.score.rules import completion as _completion
from reportgen.score.rules import deduct as _deduct
from reportgen.score.rules import frequency as _frequency
from reportgen.score.rules import graded as _graded
from reportgen.score.rules import manual as _manual
from reportgen.score.rules import passing as _passing
from reportgen.score.rules import special as _special
from reportgen.score.rules import timeliness as _timeliness
from reportgen.score.rules import veto as _veto

KINDS = (
    _attendance.Attendance,
    _bands.Bands,
    _completion.Completion,
    _deduct.Deduct,
    _frequency.Frequency,
    _graded.Graded,
    _manual.Manual,
    _passing.Passing,
    _special.Special,
    _timeliness.Timeliness,
    _veto.Veto,
)
WORDS = (
    _observe.WORDS
    | _saying.WORDS
    | _attendance.WORDS
    | _bands.WORDS
    | _completion.WORDS
    | _deduct.WORDS
    | _frequency.WORDS
    | _graded.WORDS
    | _manual.WORDS
    | _passing.WORDS
    | _special.WORDS
    | _timeliness.WORDS
    | _veto.WORDS
)
