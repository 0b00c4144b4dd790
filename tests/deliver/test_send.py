"""`send` without --live: what would go to whom, and why each letter may or may not go."""

from __future__ import annotations

import io
import json
import shutil
import socket
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from reportgen.cli import World, main
from reportgen.deliver.letters import Card, letters_for
from reportgen.deliver.outbox import fill
from reportgen.forms import write_roster
from reportgen.ledger import open_ledger
from reportgen.period import Period
from reportgen.publish.card_workbook import card_workbook
from reportgen.records import Document, MonthResult, phrase
from reportgen.settings import Settings, load
from tests.deliver.office import person, post
from tests.publish import cards as printed

TINY = Path(__file__).parents[1] / "settings" / "tiny"
OCTOBER = Period(2026, 10)
STAFF = (
    person("01001", "王建国", department="一部"),
    person("01002", "赵明远", department="一部"),
    person("01003", "李秀英", department="二部", email=""),
    person("01004", "刘洋", department="二部"),
)
MAIL = '\n[mail]\nfrom_address = "kaohe@example.com"\n'


def paper(id: str) -> Document:
    view = printed.salesperson(person_id=id, period="2026年10月")
    return Document(f"scorecards/x/{id}.xlsx", card_workbook(view, date(2026, 10, 1)))


class Office:
    """A folder with settings, roster, ledger and a filled outbox."""

    def __init__(self, root: Path) -> None:
        shutil.copytree(TINY, root, dirs_exist_ok=True)
        self.root, self.config = root, root / "config.toml"
        self.config.write_text(self.config.read_text("utf-8") + MAIL, "utf-8")
        (root / "inputs").mkdir()
        self.roster()

    def roster(self, *people: Any) -> None:
        book = write_roster(
            people or STAFF, OCTOBER, departments=("一部", "二部"), roles=("甲",), organisation="小公司"
        )
        (self.root / "inputs" / "花名册.xlsx").write_bytes(book.content)

    def settings(self) -> Settings:
        loaded = load(self.config)
        assert isinstance(loaded, Settings), loaded
        return loaded

    def fill(self) -> None:
        cards = [Card(person=one.id, department=one.department, documents=(paper(one.id),)) for one in STAFF[:3]]
        cards.append(Card(person="01004", department="二部", withheld=("小办法",)))
        settings = self.settings()
        month = post(people=STAFF, cards=tuple(cards), mail=settings.mail, organisation=settings.organisation.name)
        ledger = open_ledger(settings.paths.ledger)
        filled = fill(ledger, letters_for(month), OCTOBER, settings.paths.outputs / "2026-10" / "outbox")
        for document in filled.documents():
            path = settings.paths.outputs / "2026-10" / document.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(document.content)
        ledger.outbox.write(filled.changes)
        ledger.close()

    def approve(self, *owners: str) -> None:
        ledger = open_ledger(self.settings().paths.ledger)
        for row in ledger.outbox.letters("2026-10"):
            if row.owner in owners:
                ledger.outbox.approve(row.key, row.sha256, "许文静", "2026-11-08T09:00:00+08:00")
        ledger.close()

    def call(self, *arguments: str) -> tuple[int, str, str]:
        out, err = io.StringIO(), io.StringIO()
        world = World(datetime(2026, 11, 8, 4, tzinfo=UTC), 1, 1, out, err)
        code = main(["send", "2026-10", "--config", str(self.config), *arguments], world)
        return code, out.getvalue(), err.getvalue()

    def told(self) -> tuple[int, dict[str, Any]]:
        code, out, _ = self.call("--json")
        return code, json.loads(out)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    text = (TINY / "config.toml").read_text("utf-8")
    assert "limits" not in text
    made = Office(tmp_path)
    made.config.write_text(made.config.read_text("utf-8") + "\n[limits]\nquiet_seconds = 0\n", "utf-8")
    return made


@pytest.fixture(autouse=True)
def no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def only_here(self: socket.socket, address: Any) -> None:
        assert self.family == socket.AF_UNIX, "a socket was opened"  # what worker processes talk through
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", only_here)


def verdicts(told: dict[str, Any]) -> dict[str, tuple[str, list[str]]]:
    return {one["owner"]: (one["verdict"], [why["code"] for why in one["why"]]) for one in told["letters"]}


def test_every_letter_is_shown_with_its_verdict(office: Office) -> None:
    office.fill()
    office.approve("01001")
    code, told = office.told()
    assert code == told["exit"] == 8
    assert verdicts(told) == {
        "01001": ("ready", []),
        "01002": ("waiting", ["not-approved"]),
        "01003": ("held", ["address-missing"]),
        "01004": ("withheld", ["card-withheld"]),
    }
    assert told["counts"] == {"ready": 1, "waiting": 1, "sent": 0, "failed": 0, "withheld": 1, "held": 1}
    first = told["letters"][0]
    assert (first["address"], first["file"], first["approved"]) == (
        "p01001@example.com",
        "outbox/card_01001_1.eml",
        True,
    )
    assert told["dry_run"] is True


def test_it_is_said_in_words_without_names(office: Office) -> None:
    office.fill()
    code, out, _ = office.call()
    assert code == 8
    assert "考核单 01001 → 01001 p01001@example.com：待批准" in out
    assert "考核单 01003 → 01003 —：留存，须由人决定\n    花名册中工号 01003 没有邮箱；请补上" in out
    assert "邮件 4 封，可以发送 0，待批准 2，已发送 0，失败 0，暂缓 1，留存 1" in out
    assert "没有发送任何邮件" in out
    assert not any(one.name in out for one in STAFF)
    assert "held, a person must decide" in office.call("--lang", "en")[1]


def test_only_withheld_cards_are_no_decision_about_mail(office: Office) -> None:
    office.fill()
    ledger = open_ledger(office.settings().paths.ledger)
    ledger.outbox.move("2026-10/card/01003/1", "held", "sent", (phrase("gone"),))  # handed over on paper
    ledger.close()
    assert office.told()[0] == 3


def test_what_changed_since_the_run_is_held(office: Office) -> None:
    office.fill()
    office.approve("01001", "01002")
    office.roster(replace(STAFF[0], email="new@example.com"), replace(STAFF[1], left=date(2026, 11, 1)), *STAFF[2:])
    found = verdicts(office.told()[1])
    assert found["01001"][0] == found["01002"][0] == "held"
    assert "address-differs-from-roster" in found["01001"][1]
    assert "recipient-left" in found["01002"][1]


def test_an_altered_or_lost_file_is_held(office: Office) -> None:
    office.fill()
    folder = office.root / "outputs" / "2026-10" / "outbox"
    path = folder / "card_01001_1.eml"
    path.write_bytes(path.read_bytes().replace(b"p01001@", b"p01002@"))
    (folder / "card_01002_1.eml").unlink()
    found = verdicts(office.told()[1])
    assert found["01001"] == ("held", ["bytes-differ"])
    assert found["01002"] == ("held", ["file-missing"])


def test_an_empty_outbox_is_nothing_to_do(office: Office) -> None:
    assert office.told() == (5, {"period": "2026-10", "exit": 5, "letters": []})
    assert not office.settings().paths.ledger.exists()
    office.config.write_text((TINY / "config.toml").read_text("utf-8"), "utf-8")
    assert "没有 [mail] 一段" in office.call()[1]


def test_without_the_ledger_or_with_an_old_one_nothing_is_relied_on(office: Office) -> None:
    office.fill()
    results = office.root / "outputs" / "2026-10" / "results.json"
    results.write_text("{}", "utf-8")
    assert office.told()[0] == 7
    assert "台账与已公布的 2026-10 不一致" in office.call()[2]
    office.settings().paths.ledger.unlink()
    assert "台账不见了" in office.call()[2]


def test_a_published_month_is_relied_on(office: Office) -> None:
    office.fill()
    results = office.root / "outputs" / "2026-10" / "results.json"
    results.write_bytes(b"{}")
    from hashlib import sha256

    ledger = open_ledger(office.settings().paths.ledger)
    with ledger.publishing(MonthResult("2026-10", (), (), ()), sha256(b"{}").hexdigest()):
        pass
    ledger.close()
    assert office.told()[0] == 8


def test_sending_in_earnest_is_not_offered(office: Office) -> None:
    code, _, said = office.call("--live")
    assert code == 2
    assert "--live" in said
