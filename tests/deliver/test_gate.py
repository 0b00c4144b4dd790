"""The gate: honest letters pass, and no mix-up does, however consistent the rest of the mail is with it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest

from reportgen.deliver import documents
from reportgen.deliver.documents import Said, said
from reportgen.deliver.eml import eml, message_id
from reportgen.deliver.gate import Reader, Register, check
from reportgen.deliver.letters import MONTHLY, REMINDERS, letters_for
from reportgen.deliver.outbox import fill
from reportgen.deliver.rehearsal import rehearse
from reportgen.ledger import open_ledger
from reportgen.ledger.outbox import LetterRow
from reportgen.publish.finance.pay_workbook import pay_workbook
from reportgen.publish.finance.reconciliation_workbook import reconciliation_workbook
from reportgen.publish.pdf import PdfPress
from reportgen.records import Document, Message
from tests.deliver.office import (
    DEPARTMENT,
    MAIL,
    OCTOBER,
    PEOPLE,
    TEMPLATES,
    cards,
    office,
    pdf,
    person,
    post,
    reader,
    register,
    report,
)
from tests.publish import cards as printed
from tests.publish.test_finance import reconciliation
from tests.publish.test_finance import view as payroll_view


def mailed(owner: str, to: str, *papers: bytes, **changes: object) -> tuple[LetterRow, bytes]:
    """A card's letter and its bytes; the ledger agrees with whatever stands in them."""
    names = [f"考核单_2026-10_{owner}{'' if number == 1 else f'_{number}'}.pdf" for number in range(1, len(papers) + 1)]
    attached = tuple(Document(name, content) for name, content in zip(names, papers, strict=True))
    message = Message(
        MAIL.from_address, "人力资源部", MAIL.from_address, to, "2026年10月绩效考核单", "您好：\n", attached
    )
    message = replace(message, **{key: value for key, value in changes.items() if hasattr(message, key)})  # type: ignore[arg-type]
    row = LetterRow(
        period="2026-10", kind="card", owner=owner, revision=1, recipient=owner, department=DEPARTMENT, address=to
    )
    row = replace(row, **{key: value for key, value in changes.items() if hasattr(row, key)})  # type: ignore[arg-type]
    content = eml(message, row.key)
    hashes = tuple((one.path, sha256(one.content).hexdigest()) for one in message.attachments)
    return (
        replace(row, message_id=message_id(message, row.key), sha256=sha256(content).hexdigest(), documents=hashes),
        content,
    )


def why(row: LetterRow, content: bytes, register: Register = register(), reader: Reader = reader) -> list[str]:  # noqa: B008
    return [one.id for one in check(row, content, register, reader)]


def test_an_honest_letter_passes() -> None:
    assert why(*mailed("1001", "p1001@example.com", pdf("1001"))) == []
    assert why(*mailed("1001", "p1001@example.com", pdf("1001"), pdf("1001", extra="二"))) == []


@pytest.mark.parametrize(
    ("letter", "reasons"),
    [
        (mailed("1001", "p1001@example.com", pdf("1002")), ["other-person", "address-differs-from-roster"]),
        (mailed("1001", "p1001@example.com", pdf("1001"), pdf("1002")), ["other-person", "address-differs-from-roster"]),
        (mailed("1001", "p1002@example.com", pdf("1001")), ["address-differs-from-roster", "address-differs-from-roster"]),
        (mailed("1002", "p1001@example.com", pdf("1001")), ["address-differs-from-roster", "other-person"]),
        (mailed("1001", "p1001@example.com", pdf("9999")), ["other-person", "address-differs-from-roster"]),
        (mailed("1001", "p1001@example.com", pdf("1001", "2026-09")), ["other-month"]),
        (mailed("1001", "p1001@example.com", pdf("1001", extra="期间：2026年9月")), ["other-month"]),
        (mailed("1001", "p1001@example.com", b"%PDF nothing"), ["page-without-id", "month-not-found"]),
        (mailed("1001", "p1001@example.com"), ["no-document"]),
        (mailed("1001", "p1001@example.com", pdf("1001"), recipient="1002"), ["recipient-differs", "address-differs-from-roster"]),
        (mailed("1001", "p1001@example.com", pdf("1001"), sender="other@example.com"), ["sender-differs"]),
        (mailed("1001", "p1001@example.com", pdf("1001"), subject="王建国考核单"), ["name-in-subject"]),
        (mailed("1001", "p1001@example.com", pdf("1001"), subject="张伟的考核单"), ["name-in-subject"]),
        (mailed("1001", "p1001@example.com", pdf("1001"), subject="2026年10月考核单 86.60"), ["figure-in-subject"]),
        (mailed("1001", "p1001@example.com", pdf("1001"), subject="2026年10月考核单 ８６"), ["figure-in-subject"]),
        (mailed("1001", "p1001@example.com", pdf("1001"), subject="2026年9月考核单"), ["figure-in-subject"]),
        (mailed("1001", "p1001@example.com", pdf("1001"), subject="考核单 1001"), ["figure-in-subject"]),
        (mailed("1001", "p1001@example.com", pdf("1001"), subject=""), ["subject-empty"]),
        (mailed("1001", "p1001@example.com", pdf("1001"), body="您得了 86.60"), ["figure-in-body"]),
        (mailed("1001", "p1001@example.com", pdf("1001"), body="您得了 86 分"), ["figure-in-body"]),
        (mailed("1001", "p1001@example.com", pdf("1001"), body="工资 7,608 元"), ["figure-in-body"]),
        (mailed("1001", "p1001@example.com", pdf("1001"), body="内线 8012，2026年10月，第 2 版，请在 5 分钟内"), []),
        (mailed("1001", "p1001@example.com", attachments=(Document("王建国.pdf", pdf("1001")),)), ["name-in-attachment"]),
    ],
)  # fmt: skip
def test_a_letter_is_held_because(letter: tuple[LetterRow, bytes], reasons: list[str]) -> None:
    assert why(*letter) == reasons


def test_who_left_meanwhile_is_held() -> None:
    people = tuple(replace(one, left=date(2026, 11, 5)) if one.id == "1001" else one for one in PEOPLE)
    letter = mailed("1001", "p1001@example.com", pdf("1001"))
    assert why(*letter, register(people, date(2026, 11, 4))) == []
    assert "recipient-left" in why(*letter, register(people, date(2026, 11, 5)))


def test_an_address_that_changed_on_the_roster_is_held() -> None:
    people = tuple(replace(one, email="new@example.com") if one.id == "1001" else one for one in PEOPLE)
    assert set(why(*mailed("1001", "p1001@example.com", pdf("1001")), register(people))) == {
        "address-differs-from-roster"
    }


@pytest.mark.parametrize(
    "extra",
    [b"Cc: b@example.com\r\n", b"Bcc: b@example.com\r\n", b"To: b@example.com\r\n", b"Resent-To: b@example.com\r\n"],
)
def test_a_second_recipient_is_held_even_when_the_ledger_knows_these_bytes(extra: bytes) -> None:
    row, content = mailed("1001", "p1001@example.com", pdf("1001"))
    for changed in (
        extra + content,
        content.replace(b"To: p1001@example.com", b"To: p1001@example.com, b@example.com"),
    ):
        assert why(replace(row, sha256=sha256(changed).hexdigest()), changed) == ["not-one-recipient"]


def test_a_name_that_is_also_the_department_is_no_name_in_the_subject() -> None:
    people = (*PEOPLE, person("7777", "华北"))
    letter = mailed("1001", "p1001@example.com", pdf("1001"), subject=f"2026年10月{DEPARTMENT}考核单")
    assert why(*letter, register(people)) == []


# ---------------------------------------------------------------- departments, company, returned


def through_the_outbox(
    tmp_path: Path, register: Register, reader: Reader = reader, **changes: object
) -> dict[str, list[str]]:
    """Kind/owner -> the gate's reasons, for a month filled as it is in earnest."""
    ledger = open_ledger(tmp_path / "ledger.sqlite3")
    try:
        letters = letters_for(post(**changes), (*MONTHLY, *REMINDERS))
        filled = fill(ledger, letters, OCTOBER, tmp_path / "none", (*MONTHLY, *REMINDERS))
        ledger.outbox.write(filled.changes)
        files = {one.path.removeprefix("outbox/"): one.content for one in filled.documents()}
        return {
            f"{row.kind}/{row.owner}": why(row, files[row.file], register, reader)
            for row in ledger.outbox.letters("2026-10")
            if row.file
        }
    finally:
        ledger.close()


BACK = office(returned=(Document("a.pdf", b"%PDF own workbook"),), missing=("计划表",))


def test_every_kind_passes_as_it_is_composed(tmp_path: Path) -> None:
    company, finance = (Document("c.pdf", report("公司")),), (Document("finance/pay.xlsx", report("工资")),)
    found = through_the_outbox(tmp_path, register(), offices=(BACK,), company=company, finance=finance)
    assert found == {
        "card/1001": [], "card/1002": [], "card/1003": [], "company/0001": [], f"department/{DEPARTMENT}": [],
        "finance/0012": [], f"reminder/{DEPARTMENT}": [], f"returned/{DEPARTMENT}": [],
    }  # fmt: skip


def test_a_report_of_another_department_is_held(tmp_path: Path) -> None:
    wrong = replace(
        BACK, report=(Document("x.pdf", report("华东销售部")),), returned=(Document("a.pdf", report("华东销售部")),)
    )
    found = through_the_outbox(tmp_path, register(), cards=(), offices=(wrong,))
    assert found[f"department/{DEPARTMENT}"] == ["other-department"]
    assert found[f"returned/{DEPARTMENT}"] == ["other-department"]


def test_a_report_without_department_or_of_another_month_is_held(tmp_path: Path) -> None:
    nobody = replace(BACK, report=(Document("x.pdf", report("", "2026-09")),))
    found = through_the_outbox(tmp_path, register(), cards=(), offices=(nobody,))
    assert found[f"department/{DEPARTMENT}"] == ["department-not-found", "other-month"]


def test_recipients_that_config_no_longer_names_are_held(tmp_path: Path) -> None:
    other = register(heads={DEPARTMENT: "1001"}, contacts={DEPARTMENT: ""}, company=frozenset(), finance=frozenset())
    company, finance = (Document("c.pdf", report("公司")),), (Document("finance/pay.xlsx", report("工资")),)
    found = through_the_outbox(tmp_path, other, cards=(), offices=(BACK,), company=company, finance=finance)
    assert {key.split("/")[0] for key in found} == {"department", "company", "finance", "returned", "reminder"}
    assert set(map(tuple, found.values())) == {("recipient-differs",)}


def test_finance_gets_no_letter_of_the_leaders_and_they_none_of_finance(tmp_path: Path) -> None:
    swapped = register(company=frozenset({"0012"}), finance=frozenset({"0001"}))
    company, finance = (Document("c.pdf", report("公司")),), (Document("finance/pay.xlsx", report("工资")),)
    found = through_the_outbox(tmp_path, swapped, cards=(), company=company, finance=finance)
    assert found == {"company/0001": ["recipient-differs"], "finance/0012": ["recipient-differs"]}


def test_real_finance_workbooks_pass_and_of_another_month_or_unreadable_are_held(tmp_path: Path) -> None:
    pay, reconciled = payroll_view(), reconciliation()
    good = pay_workbook(pay, date(2026, 10, 1)), reconciliation_workbook(reconciled, date(2026, 10, 1))
    old = pay_workbook(replace(pay, period="2026年9月", period_id="2026-09"), date(2026, 9, 1))

    def found(number: int, *books: bytes) -> list[str]:
        names = ("finance/pay.xlsx", "finance/reconciliation.xlsx")
        papers = tuple(Document(name, book) for name, book in zip(names, books, strict=True))
        (tmp_path / str(number)).mkdir()
        reasons = through_the_outbox(tmp_path / str(number), register(), documents.read, cards=(), finance=papers)
        return reasons["finance/0012"]

    assert found(1, *good) == []
    assert found(2, old, good[1]) == ["other-month"]
    assert found(3, good[0], good[1][:400]) == ["document-unreadable"]


# ---------------------------------------------------------------- swapped pairs

STAFF = tuple(person(f"{number:04d}", f"员工{number}号") for number in range(40))
BOOK = register(STAFF)


@cache
def text(id: str, month: str) -> bytes:
    return pdf(id, month)


def swapped(chance: random.Random) -> tuple[str, LetterRow, bytes]:
    """One of the mix-ups, with a ledger that believes in it where a ledger can."""
    one, other = (f"{number:04d}" for number in chance.sample(range(len(STAFF)), 2))
    mine, theirs = f"p{one}@example.com", f"p{other}@example.com"
    case = chance.choice(["pdf", "pdf beside", "address", "both", "month", "byte", "recipient", "id in text"])
    if case == "pdf":
        return case, *mailed(one, mine, text(other, "2026-10"))
    if case == "pdf beside":
        return case, *mailed(one, mine, text(one, "2026-10"), text(other, "2026-10"))
    if case == "address":
        return case, *mailed(one, theirs, text(one, "2026-10"))
    if case == "both":
        return case, *mailed(one, theirs, text(other, "2026-10"))
    if case == "month":
        month = chance.choice(["2026-09", "2026-11", "2025-10", "2026-01"])
        return case, *mailed(one, mine, text(one, month))
    if case == "recipient":
        return case, *mailed(one, theirs, text(other, "2026-10"), recipient=other)
    if case == "id in text":
        return case, *mailed(one, mine, text(one, "2026-10") + f" 工号 {other}".encode())
    row, content = mailed(one, mine, text(one, "2026-10"))
    place = chance.randrange(len(content))
    return case, row, content[:place] + bytes([content[place] ^ chance.randrange(1, 256)]) + content[place + 1 :]


@pytest.mark.parametrize("part", range(4))
def test_of_ten_thousand_mix_ups_none_passes(part: int) -> None:
    chance = random.Random(20261108 + part)
    passed: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    fast: Callable[[str, bytes], Said] = cache(reader)
    for _ in range(2_500):
        case, row, content = swapped(chance)
        seen[case] += 1
        passed[case] += not check(row, content, BOOK, fast)
    assert +passed == Counter()
    assert min(seen.values()) > 250
    assert len(seen) == 8


def test_and_every_honest_one_does() -> None:
    assert [one.id for one in STAFF if why(*mailed(one.id, one.email, pdf(one.id)), BOOK)] == []


# ---------------------------------------------------------------- real PDFs


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PdfPress]:
    folder = tmp_path_factory.mktemp("press")
    with PdfPress(TEMPLATES, folder / "fonts", folder / "scratch") as made:
        yield made


@pytest.fixture(scope="module")
def papers(press: PdfPress) -> dict[tuple[str, str], bytes]:
    """(工号, month) -> a real card."""
    made = {}
    for id, month in (("01001", "2026-10"), ("01002", "2026-10"), ("02017", "2026-10"), ("01001", "2026-09")):
        period = f"{month[:4]}年{int(month[5:])}月"
        view = {"01001": printed.salesperson, "01002": printed.manager, "02017": printed.service}[id](
            period=period, period_id=month, title=f"{period}考核单"
        )
        made[id, month] = press.card(view)
    return made


REAL = (person("01001", "王建国"), person("01002", "赵明远"), person("02017", "欧阳㛃"))


def test_real_cards_pass_to_their_owners_and_to_nobody_else(papers: dict[tuple[str, str], bytes]) -> None:
    book = register(REAL)
    fast = cache(documents.read)
    for one in REAL:
        for (id, month), paper in papers.items():
            found = why(*mailed(one.id, one.email, paper), book, fast)
            assert (found == []) == (id == one.id and month == "2026-10"), (one.id, id, month, found)
            for other in REAL:
                if other.id != one.id:
                    assert why(*mailed(one.id, other.email, paper), book, fast)


def test_a_real_card_with_a_page_of_another_is_held(papers: dict[tuple[str, str], bytes]) -> None:
    from io import BytesIO

    from pypdf import PdfReader, PdfWriter

    mixed = PdfWriter()
    mixed.add_page(PdfReader(BytesIO(papers["01001", "2026-10"])).pages[0])
    mixed.add_page(PdfReader(BytesIO(papers["01002", "2026-10"])).pages[-1])
    buffer = BytesIO()
    mixed.write(buffer)
    found = why(*mailed("01001", "p01001@example.com", buffer.getvalue()), register(REAL), documents.read)
    assert "other-person" in found


@pytest.mark.parametrize(("language", "period"), [("zh-Hant", "2026年10月"), ("en", "2026-10")])
def test_real_cards_in_other_languages_pass(press: PdfPress, language: str, period: str) -> None:
    paper = press.card(printed.salesperson(language=language, period=period, title=f"{period} Scorecard"))
    assert why(*mailed("01001", "p01001@example.com", paper), register(REAL), documents.read) == []


def test_a_damaged_pdf_is_held_and_no_fault(papers: dict[tuple[str, str], bytes]) -> None:
    chance = random.Random(7)
    whole = papers["01001", "2026-10"]
    for content in (b"", b"%PDF-1.7", whole[:5000], whole[len(whole) // 2 :], b"PK\x03\x04"):
        assert why(*mailed("01001", "p01001@example.com", content), register(REAL), documents.read)
    for _ in range(15):
        place = chance.randrange(len(whole) - 200)
        content = whole[:place] + bytes(chance.randrange(256) for _ in range(200)) + whole[place + 200 :]
        why(*mailed("01001", "p01001@example.com", content), register(REAL), documents.read)


# ---------------------------------------------------------------- the rehearsal


def test_a_rehearsal_says_of_every_letter_whether_it_may_go(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path / "ledger.sqlite3")
    withheld = replace(cards("1003")[0], documents=(), withheld=("销售人员考核",))
    filled = fill(
        ledger, letters_for(post(cards=(*cards("1001", "1002", "0021"), withheld))), OCTOBER, tmp_path / "none"
    )
    ledger.outbox.write(filled.changes)
    for document in filled.documents():
        (tmp_path / "outbox").mkdir(exist_ok=True)
        (tmp_path / document.path).write_bytes(document.content)
    row = ledger.outbox.letters("2026-10")[1]
    assert row.owner == "1001"
    ledger.outbox.approve(row.key, row.sha256, "许文静", "2026-11-08")
    (tmp_path / "outbox" / "card_0021_1.eml").unlink()
    rows = ledger.outbox.letters("2026-10")
    ledger.close()
    found = list(rehearse(rows, tmp_path / "outbox", register()))
    assert [(one.key.split("/")[2], one.state, [reason.id for reason in one.why]) for one in found] == [
        ("0021", "held", ["file-missing"]),
        ("1001", "held", ["document-unreadable"]),  # these stand for PDFs and are none
        ("1002", "held", ["document-unreadable"]),
        ("1003", "held", ["card-withheld"]),
    ]


def test_the_reader_is_the_one_that_people_wrote_these_texts_for() -> None:
    assert said(("姓名 某 工号 01001 考核期间 2026年10月\n工号：01001",)).pages == (frozenset({"01001"}),)
    assert said(("工號 A-12 考核期間 2026年1月",)).months == {"2026-01"}
    assert said(("Staff no. 临12 Period 2026-10",)).pages == (frozenset({"临12"}),)
    assert said(("某公司 2026年10月考核单　工号 7",)).months == {"2026-10"}
    assert said(("x",), ("2026-10, 01001",)).months == {"2026-10"}
    assert said(("审核 2026-11-03",)).months == frozenset()
