"""The month's finished papers as the post: who gets what, for deliver to write into letters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from reportgen.deliver.letters import Card, Office, Post
from reportgen.findings import is_error
from reportgen.pipeline.reckoning import Reckoned
from reportgen.pipeline.returning import Returned
from reportgen.publish.papers import Paper
from reportgen.publish.paths import safe
from reportgen.publish.view import CardView
from reportgen.records import Filed, Scorecard
from reportgen.settings import Settings
from reportgen.words import Language


def post_of(
    settings: Settings,
    reckoned: Reckoned,
    planned: Sequence[Paper],
    documents: Mapping[str, Filed],
    returned: Sequence[Returned],
    language: Language,
) -> Post:
    """`documents` are all of the month by path. A person gets the PDF alone; workbooks are for those who reconcile."""
    gathered = reckoned.gathered
    return Post(
        period=gathered.period,
        organisation=settings.organisation.name,
        templates=settings.paths.templates,
        mail=settings.mail,
        people=gathered.people,
        language=language,
        cards=_cards(reckoned, planned, documents),
        offices=tuple(_office(settings, reckoned, one.name, documents, returned) for one in settings.departments),
        company=_all(documents, "company."),
        finance=_all(documents, "finance/"),
    )


def _all(documents: Mapping[str, Filed], start: str) -> tuple[Filed, ...]:
    return tuple(document for path, document in documents.items() if path.startswith(start))


def _cards(reckoned: Reckoned, planned: Sequence[Paper], documents: Mapping[str, Filed]) -> tuple[Card, ...]:
    names = {scheme.id: scheme.name for scheme in reckoned.gathered.schemes}
    papers = {
        (paper.says.person_id, paper.says.department): documents[paper.path]
        for paper in planned
        if isinstance(paper.says, CardView) and paper.kind == "pdf"
    }
    own: defaultdict[tuple[str, str], list[Scorecard]] = defaultdict(list)
    for card in reckoned.result.cards:
        own[card.subject.id, card.subject.department].append(card)
    return tuple(
        Card(
            person=person,
            department=department,
            documents=(papers[person, department],) if (person, department) in papers else (),
            withheld=tuple(names[card.scheme] for card in cards if card.status == "withheld"),
        )
        for (person, department), cards in own.items()
    )


def _office(
    settings: Settings,
    reckoned: Reckoned,
    name: str,
    documents: Mapping[str, Filed],
    returned: Sequence[Returned],
) -> Office:
    declared = settings.department(name)
    own = [one for one in returned if one.department == name]
    marked = tuple(one.document for one in own if one.file and not one.why_not)
    forms = [
        dict(found.values)["form"]
        for found in reckoned.result.findings
        if found.department == name and found.code == "FORM_MISSING" and is_error(found)
    ]
    return Office(
        name=name,
        head=declared.head if declared else "",
        contact=declared.contact if declared else "",
        report=tuple(one for path, one in documents.items() if path.startswith(f"departments/{safe(name)}.")),
        returned=marked,
        findings=tuple(one.document for one in own if one.document not in marked),
        missing=tuple(dict.fromkeys(forms)),
    )
