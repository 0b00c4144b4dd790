"""Papers are in the staged folder when they are finished; what comes back from a worker is small, whatever was printed."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from reportgen.publish import papers
from reportgen.publish.card_live import without_formulas
from reportgen.publish.papers import Paper, Printed, Printer, Why, card_papers, print_papers
from tests.publish import cards
from tests.publish.sample_month import CREATED

TEMPLATES = Path(__file__).parents[2] / "templates"
PEOPLE = tuple(f"{number:04d}" for number in range(1, 5))


class Office:
    """An outputs folder; each run prints the workbooks of these people into a new staged folder."""

    def __init__(self, root: Path) -> None:
        self.root, self.runs = root, 0
        self.printer = Printer(TEMPLATES, root / ".fonts", root / ".scratch", "zh-Hans")
        self.published = root / "0"

    def run(self, *names: str, workers: int = 1, made_with: str = "program") -> list[Printed]:
        """`names` in the order of PEOPLE; what was staged counts as published afterwards."""
        views = [cards.card(person_id=id, person_name=name) for id, name in zip(PEOPLE, names, strict=False)]
        books = map(without_formulas, views)
        own = [
            one
            for one in card_papers(books, CREATED, made_with)
            if one.kind == "xlsx" and one.path.startswith("scorecards/")
        ]
        self.runs += 1
        staged = self.root / str(self.runs)
        (staged / ".unfinished").mkdir(parents=True)
        printed = list(print_papers(own, self.printer, self.before(), self.published, staged, workers))
        record = [
            {"path": one.document.path, "sha256": one.document.sha256, "content": one.content_key, "made_with": one.made_with}
            for one in printed
        ]  # fmt: skip
        (staged / "run.json").write_text(json.dumps(record), "utf-8")
        self.published = staged
        return printed

    def before(self) -> dict[str, dict[str, str]]:
        path = self.published / "run.json"
        return {one["path"]: one for one in json.loads(path.read_text("utf-8"))} if path.is_file() else {}


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(papers, "_warm_up", lambda printer: papers._CURRENT.__setitem__(slice(None), [printer]))
    return Office(tmp_path)


def whys(printed: list[Printed]) -> list[Why]:
    return [one.why for one in printed]


def test_a_printed_paper_is_a_file_and_a_small_record(office: Office) -> None:
    for one in office.run("王建国", "李秀英"):
        content = (office.published / one.document.path).read_bytes()
        assert one.document.file == office.published / one.document.path
        assert (one.document.sha256, one.document.size) == (sha256(content).hexdigest(), len(content))
        assert len(content) > 5_000
        assert len(pickle.dumps(one)) < 1_500
    assert not list((office.published / ".unfinished").iterdir())


def test_what_did_not_change_is_taken_over_byte_for_byte_and_the_rest_says_why(office: Office) -> None:
    first = office.run("王建国", "李秀英", "张伟")
    (office.published / first[2].document.path).write_bytes(b"PK altered")
    before = [one.document.content for one in first]
    second = office.run("王建国", "李秀兰", "张伟", "赵敏")
    assert whys(first) == ["new"] * 3
    assert whys(second) == ["unchanged", "new", "published file was altered", "new"]
    assert second[0].document.content == before[0]
    assert second[0].document.file.parent.parent.parent == office.root / "2"
    assert whys(office.run("王建国", made_with="another program")) == ["program, template or fonts changed"]


def test_a_paper_that_is_taken_over_is_a_copy(office: Office) -> None:
    """The older publication goes; and whoever has it open and saves it does not write into the new one."""
    [first] = office.run("王建国")
    [second] = office.run("王建国")
    first.document.file.write_bytes(b"saved again")
    assert sha256(second.document.content).hexdigest() == second.document.sha256 == first.document.sha256


def test_two_papers_of_one_path_are_a_fault_of_ours(office: Office) -> None:
    view = cards.card(person_id="0001")
    one = Paper("a.xlsx", view, "xlsx", CREATED, "x")
    with pytest.raises(ValueError, match="same path"):
        list(print_papers([one, replace(one, path="A.xlsx")], office.printer, {}, office.root, office.root, 1))
