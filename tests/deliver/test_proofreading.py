"""A document that says something else than the record is found, whatever it is that differs; others pass."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from email.message import EmailMessage
from hashlib import sha256

import pytest

from reportgen.deliver.documents import said
from reportgen.deliver.proofreading import (
    GRADE_LABELS,
    RANK_LABELS,
    SCORE_LABELS,
    TOTAL_LABELS,
    disagreements,
    mail_disagreements,
    of_pdf,
)
from reportgen.publish.labels import SCORECARD_WORDS
from reportgen.records import Document, Expected, SaidResult
from reportgen.workbook import open_workbook

TRUE = Expected(
    "2026-10", "3008", "唐小军", "售后服务部", (SaidResult(Decimal("88.30"), "良好", 4, 8, Decimal("7608.00")),)
)
PAGE = """2026年10月考核单
姓名 唐小军 工号 3008 考核期间 2026年10月
部门 售后服
务部 岗位 现场服务代表
月度得分 等级 名次 上月得分 较上月
88.30 良好 4 / 8 98.60 −10.30
日常工作 100 85.00
绩效工资 合计 7,608.00"""


def found(text: str, record: Expected = TRUE) -> list[str]:
    return [one.what for one in of_pdf(record, said((text,)))]


def test_the_labels_are_those_of_the_pages() -> None:
    for known, name in ((SCORE_LABELS, "score"), (GRADE_LABELS, "grade"), (RANK_LABELS, "rank"), (TOTAL_LABELS, "total")):  # fmt: skip
        assert set(known) == set(SCORECARD_WORDS[name].values())


def test_a_page_that_says_what_the_record_says_passes() -> None:
    assert found(PAGE) == []


@pytest.mark.parametrize(
    ("right", "wrong", "what"),
    [
        ("88.30 良好", "88.80 良好", "said-score"),
        ("88.30 良好", "8.30 良好", "said-score"),
        ("88.30 良好", "188.30 良好", "said-score"),
        ("88.30 良好", "88.30 合格", "said-score"),
        ("88.30 良好", "−88.30 良好", "said-score"),
        ("4 / 8", "4 / 9", "said-rank"),
        ("7,608.00", "7,680.00", "said-pay"),
        ("7,608.00", "608.00", "said-pay"),
        ("唐小军", "唐小车", "said-name"),
        ("工号 3008", "工号 3003", "said-id"),
        ("售后服", "销售服", "said-department"),
        ("考核期间 2026年10月", "考核期间 2026年9月", "said-month"),
    ],
)
def test_what_differs_is_named(right: str, wrong: str, what: str) -> None:
    assert right in PAGE
    assert found(PAGE.replace(right, wrong)) == [what]


def test_the_right_score_in_another_place_does_not_hide_a_wrong_one() -> None:
    assert found(PAGE.replace("88.30 良好", "88.80 良好") + "\n上月 88.30 94.40") == ["said-score"]


def test_a_page_may_look_different() -> None:
    other = (
        "考核期间 2026年10月 工号 3008\n唐小军 售后服务部\n得分：88.30（等级：良好）　第 4/8 名\n合计（元）：7608.00"
    )
    assert found(other) == []


def test_somebody_without_grade_and_pay() -> None:
    assert (
        found(PAGE.replace("良好", "—"), replace(TRUE, results=(SaidResult(Decimal("88.30"), "", 4, 8, None),))) == []
    )


REPORT = Expected("2026-10", "", "", "售后服务部", people=(("3001", Decimal("100.00")), ("8", Decimal("92.50"))))
RANKING = "售后服务部 考核期间 2026年10月\n1 1 / 8 3001 马超群 第001部 100.00 优秀 98.60\n2 2 / 8 8 张伟 92.50 优秀"


def test_a_report_is_held_against_everyone_whom_it_ranks() -> None:
    assert found(RANKING, REPORT) == []
    assert found(RANKING.replace("100.00", "98.60"), REPORT) == ["said-score"]
    assert found(RANKING.replace("3001", "3002"), REPORT) == ["said-score"]


# ---------------------------------------------------------------- workbooks


def workbook(*rows: tuple[object, ...], title: str = "2026-10") -> Document:
    with open_workbook(date(2026, 10, 1), title=title) as book:
        sheet = book.sheet("考核单")
        for at, row in enumerate(rows):
            for column, held in enumerate(row):
                if isinstance(held, Decimal):
                    sheet.formula(at, column, "=1+1", held)
                elif held:
                    sheet.text(at, column, str(held))
    return Document("a.xlsx", book.content)


ROWS: tuple[tuple[object, ...], ...] = (
    ("姓名", "工号", "部门"),
    ("唐小军", "3008", "售后服务部"),
    ("月度得分", "等级", "", "名次"),
    (Decimal("88.30"), "良好", "", "4 / 8"),
    ("合计", Decimal("7608.00")),
)


@pytest.mark.parametrize(
    ("row", "column", "value", "what"),
    [
        (3, 0, Decimal("88.31"), "said-score"),
        (3, 1, "优秀", "said-score"),
        (3, 3, "5 / 8", "said-score"),
        (4, 1, Decimal("7608.01"), "said-pay"),
        (1, 0, "唐小车", "said-name"),
        (1, 1, "3009", "said-id"),
        (1, 2, "别部", "said-department"),
    ],
)
def test_a_workbook_is_read_where_its_titles_say(row: int, column: int, value: object, what: str) -> None:
    assert disagreements(TRUE, workbook(*ROWS)) == ()
    changed = [list(one) for one in ROWS]
    changed[row][column] = value
    assert [one.what for one in disagreements(TRUE, workbook(*map(tuple, changed)))] == [what]


def test_what_cannot_be_opened_is_not_published() -> None:
    assert [one.what for one in disagreements(TRUE, Document("a.pdf", b"%PDF"))] == ["said-document"]
    assert [one.what for one in disagreements(TRUE, Document("a.xlsx", b"PK"))] == ["said-document"]


# ---------------------------------------------------------------- mails


def mail(subject: str, body: str, attached: bytes = b"%PDF") -> bytes:
    made = EmailMessage()
    made["Subject"] = subject
    made.set_content(body)
    made.add_attachment(attached, maintype="application", subtype="pdf", filename="a.pdf")
    return made.as_bytes()


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (mail("2026年10月考核单", "唐小军，您好：\n2026年10月"), []),
        (mail("2026年10月考核单", "您好：\n请找高磊"), []),  # no name in the greeting, and one in the text
        (mail("2026年9月考核单", "唐小军，您好："), ["said-month"]),
        (mail("2026年10月考核单", "唐小军，您好：\n2026-09"), ["said-month"]),
        (mail("考核单", "唐小军，您好："), ["said-month"]),
        (mail("2026年10月考核单", "\n高磊，您好："), ["said-name"]),
        (mail("2026年10月考核单", "唐小军，您好：", b"%PDX"), ["said-attachments"]),
    ],
)
def test_a_mail_names_its_month_its_reader_and_what_was_published(content: bytes, what: list[str]) -> None:
    names, documents = frozenset({"唐小军", "高磊"}), {"a.pdf": sha256(b"%PDF").hexdigest()}
    assert [one.what for one in mail_disagreements(content, "2026-10", "唐小军", names, documents)] == what
