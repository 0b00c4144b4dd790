"""The measure kinds: figures without points, one file each, of the same shape as the rule kinds."""

from reportgen.score.measures import aim as _aim
from reportgen.score.measures import commission as _commission
from reportgen.score.measures import completion as _completion
from reportgen.score.measures import growth as _growth
from reportgen.score.measures import money as _money
from reportgen.score.measures import operand as _operand
from reportgen.score.measures import ratio as _ratio
from reportgen.score.measures import total as _total

KINDS = (
    _aim.Aim, _commission.Commission, _completion.PlanCompletion, _growth.Growth, _money.Money, _ratio.Ratio,
    _total.Total,
)  # fmt: skip
WORDS = {
    **_aim.WORDS, **_commission.WORDS, **_operand.WORDS, **_completion.WORDS, **_growth.WORDS, **_money.WORDS,
    **_ratio.WORDS, **_total.WORDS,
}  # fmt: skip
