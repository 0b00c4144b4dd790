"""year: a quarter or a year from what its months published."""

from __future__ import annotations

from reportgen import pipeline
from reportgen.cli.verbs import DONE, NOTHING, WITHHELD, Task, locked, shown
from reportgen.period import Span
from reportgen.pipeline.yearly import NothingPublished, publish_span


def year(task: Task) -> int:
    """Ends with 3 when someone's figure is withheld, as a month does."""
    span, say = Span.parse(task.values["span"]), task.terminal.say
    speaker = pipeline.speaker(task.running.language)
    with locked(task):
        try:
            made = publish_span(task.settings, span, task.running.now, task.running.workers, speaker)
        except NothingPublished:
            say("year-none", span=span)
            task.terminal.result({"span": str(span), "exit": NOTHING, "months": []})
            return NOTHING
    scores = [one for result in made.results for one in result.scores]
    withheld = [one for one in scores if one.score is None]
    months = "、".join(month for month, _ in made.months)
    say("year-done", span=span, months=months, scored=len(scores) - len(withheld), withheld=len(withheld))
    told = pipeline.speaker(task.terminal.language)
    for one in withheld:
        say("year-withheld", person=one.person.id, name=one.person.name, why="；".join(told.all(one.why)))
    say("year-where", folder=shown(made.folder / "tables"))
    code = WITHHELD if withheld else DONE
    task.terminal.result({"span": str(span), "exit": code, "months": [month for month, _ in made.months],
                          "folder": str(made.folder), "scored": len(scores) - len(withheld),
                          "withheld": [one.person.id for one in withheld]})  # fmt: skip
    return code
