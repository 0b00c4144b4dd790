"""What goes to whom: one letter, one recipient; what cannot go is held with its reason and never dropped."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from reportgen.deliver.addresses import is_address
from reportgen.deliver.letters import MONTHLY, REMINDERS, Card, Letter, letters_for, notes_on
from reportgen.deliver.words import WORDS
from reportgen.records import Document, Phrase
from reportgen.templating import TemplateFault
from reportgen.words import Speaker
from tests.deliver.office import DEPARTMENT, MAIL, PEOPLE, TEMPLATES, by_owner, cards, office, person, post, reasons

XLSX = Document("returned/张伟的表.xlsx", b"PK")


def test_a_card_goes_to_the_person_it_is_about_under_a_name_without_his_name() -> None:
    letters = letters_for(post())
    assert [(one.parcel.kind, one.parcel.owner) for one in letters] == [
        ("card", "1001"),
        ("card", "1002"),
        ("card", "1003"),
    ]
    message = letters[0].message
    assert message is not None
    assert (message.to, message.sender, message.reply_to) == (
        "p1001@example.com",
        "kaohe@example.com",
        "kaohe@example.com",
    )
    assert message.subject == "2026年10月绩效考核单"
    assert [one.path for one in message.attachments] == ["考核单_2026-10_1001.pdf"]
    assert message.attachments[0].content == cards("1001")[0].documents[0].content
    assert message.body.startswith("王建国，您好：\n\n现寄上您2026年10月的绩效考核单")
    assert "人力资源部（kaohe@example.com）" in message.body


def test_a_person_who_moved_gets_one_mail_with_both_papers() -> None:
    moved = (*cards("1001"), replace(cards("1001")[0], department="华东销售部"))
    [letter] = letters_for(post(cards=moved))
    assert [one.path for one in letter.parcel.documents] == ["考核单_2026-10_1001.pdf", "考核单_2026-10_1001_2.pdf"]
    assert letter.parcel.department == f"{DEPARTMENT}、华东销售部"


def test_head_leaders_finance_and_contact_get_theirs() -> None:
    full = post(
        offices=(office(returned=(XLSX,), findings=(Document("findings.xlsx", b"PK2"),)),),
        company=(Document("company.pdf", b"c"), Document("company.xlsx", b"x")),
        finance=(Document("finance/reconciliation.xlsx", b"r"), Document("finance/pay.xlsx", b"p")),
    )
    letters = [one for one in letters_for(full) if one.parcel.kind != "card"]
    assert [
        (one.parcel.kind, one.parcel.owner, one.parcel.recipient, [file.path for file in one.parcel.documents])
        for one in letters
    ] == [
        ("department", DEPARTMENT, "0021", [f"部门报告_2026-10_{DEPARTMENT}.pdf"]),
        ("company", "0001", "0001", ["公司报告_2026-10.pdf", "公司报告_2026-10.xlsx"]),
        ("finance", "0012", "0012", ["工资发放表_2026-10.xlsx", "往来对账_2026-10.xlsx"]),
        ("returned", DEPARTMENT, "1003", [f"退回_2026-10_{DEPARTMENT}.xlsx", f"问题清单_2026-10_{DEPARTMENT}.xlsx"]),
    ]


def test_who_leads_and_keeps_the_books_gets_a_letter_for_each() -> None:
    both = post(cards=(), mail=replace(MAIL, finance=("0001",)), company=(XLSX,), finance=(Document("pay.xlsx", b"p"),))
    assert [(one.parcel.kind, [file.path for file in one.parcel.documents]) for one in letters_for(both)] == [
        ("company", ["公司报告_2026-10.xlsx"]),
        ("finance", ["工资发放表_2026-10.xlsx"]),
    ]


def test_two_reconciliations_have_two_names_and_no_finance_workbook_is_no_letter() -> None:
    two = (Document("finance/reconciliation-a.xlsx", b"a"), Document("finance/reconciliation-b.xlsx", b"b"))
    [letter] = letters_for(post(cards=(), finance=two))
    assert [one.path for one in letter.parcel.documents] == ["往来对账_2026-10.xlsx", "往来对账_2026-10_2.xlsx"]
    assert letters_for(post(cards=())) == ()


def test_the_heads_letter_names_what_was_not_handed_in() -> None:
    def body(*missing: str, language: str = "zh") -> str:
        [letter] = letters_for(post(cards=(), offices=(office(missing=missing),), language=language))
        assert letter.message is not None
        return letter.message.body

    assert "尚未收到贵部门的下列资料" in body("业绩考核表")
    assert "　　业绩考核表\n" in body("业绩考核表")
    assert "尚未收到" not in body()
    assert "    业绩考核表\n" in body("业绩考核表", language="en")


def test_a_department_without_a_report_gets_none_by_mail() -> None:
    assert letters_for(post(cards=(), offices=(office(report=(), missing=("业绩考核表",)),))) == ()


def test_a_reminder_names_the_forms_and_goes_to_the_head_where_there_is_no_contact() -> None:
    late = post(offices=(office(contact="", missing=("业绩考核表", "计划表")),))
    [letter] = letters_for(late, REMINDERS)
    assert letter.message is not None
    assert (letter.parcel.recipient, letter.message.attachments) == ("0021", ())
    assert letter.message.subject == f"催报：2026年10月{DEPARTMENT}考核资料"
    assert "　　业绩考核表\n　　计划表\n" in letter.message.body


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "address-missing"),
        ("  ", "address-missing"),
        ("a@example.com;b@example.com", "address-several"),
        ("a@example.com b@example.com", "address-several"),
        ("a@example.com、b", "address-several"),
        ("王建国", "address-invalid"),
        ("王建国 <a@example.com>", "address-several"),
        ("a@example", "address-invalid"),
        ("a..b@example.com", "address-invalid"),
        ("a@exa_mple.com", "address-invalid"),
        ("p1002@example.com", "address-shared"),
        ("P1002@Example.com", "address-shared"),
    ],
)
def test_an_address_that_cannot_be_relied_on_holds_the_letter(written: str, reason: str) -> None:
    people = tuple(replace(one, email=written) if one.id == "1001" else one for one in PEOPLE)
    letter = by_owner(letters_for(post(people=people)))["1001"]
    assert reasons(letter) == [reason]
    assert (letter.message is None) == (reason != "address-shared")


def held(*people: object) -> list[str]:
    others = tuple(one for one in PEOPLE if one.id != "1001")
    return reasons(by_owner(letters_for(post(people=(*others, *people))))["1001"])


def test_who_left_or_is_unknown_or_has_two_addresses_is_held() -> None:
    here = person("1001", "王建国")
    assert held(here) == []
    assert held() == ["recipient-unknown"]
    assert held(replace(here, left=date(2026, 10, 31))) == ["recipient-left"]
    assert held(replace(here, left=date(2026, 11, 30))) == []
    assert held(replace(here, left=date(2026, 10, 9)), replace(here, joined=date(2026, 10, 10))) == []
    assert held(here, replace(here, email="other@example.com")) == ["address-differs"]
    assert held(replace(here, left=date(2026, 10, 9), email="old@example.com"), here) == []


def test_an_address_of_someone_who_left_may_be_given_to_another() -> None:
    left = person("9999", "某某", email="p1001@example.com", left=date(2026, 9, 30))
    assert held(person("1001", "王建国"), left) == []


def test_a_withheld_card_is_held_and_says_which() -> None:
    withheld = Card(person="1001", department=DEPARTMENT, withheld=("销售人员考核",))
    partly = replace(cards("1002")[0], withheld=("销售人员考核",))
    first, second = letters_for(post(cards=(withheld, partly)))
    assert (first.message, second.message) == (None, None)
    assert first.held[0].values == (("schemes", "销售人员考核"),)
    assert reasons(second) == ["card-withheld"]


def test_a_mail_that_servers_would_send_back_is_held() -> None:
    big = Card(person="1001", department=DEPARTMENT, documents=(Document("a.pdf", b"x" * 800_000),))
    [letter] = letters_for(post(cards=(big,), mail=replace(MAIL, largest_mb=1)))
    assert reasons(letter) == ["too-large"]
    assert letter.message is not None


def test_without_a_mail_section_nothing_is_written_and_a_note_says_so() -> None:
    assert letters_for(post(mail=None)) == ()
    assert notes_on(post(mail=None)) == (Phrase("mail-not-set"),)
    assert notes_on(post()) == ()


def test_a_department_without_head_or_contact_is_noted() -> None:
    bare = post(offices=(office(head="", contact="", returned=(XLSX,)),))
    assert [one.parcel.kind for one in letters_for(bare, ("department", "returned"))] == []
    assert [one.id for one in notes_on(bare)] == ["no-head", "no-contact"]


# ---------------------------------------------------------------- the words


def every_letter(language: str, correction: bool = False) -> dict[str, Letter]:
    full = post(
        language=language,
        offices=(office(returned=(XLSX,), missing=("计划表",)),),
        company=(XLSX,),
        finance=(Document("finance/pay.xlsx", b"p"),),
        revision=2 if correction else 1,
    )
    return {one.parcel.kind: one for one in letters_for(full, (*MONTHLY, *REMINDERS))}


@pytest.mark.parametrize("language", ["zh", "zh-Hant", "en"])
def test_subjects_hold_no_names_and_no_figures_and_texts_say_what_to_do_and_whom_to_ask(language: str) -> None:
    letters = every_letter(language)
    assert set(letters) == {*MONTHLY, *REMINDERS}
    for letter in letters.values():
        for message in (letter.message, letter.corrected):
            assert message is not None
            assert not any(one.name in message.subject for one in PEOPLE)
            bare = message.subject.replace("2026年10月", "").replace("2026-10", "")
            assert not re.search(r"\d", bare)
            assert "\n" not in message.subject
            assert MAIL.from_address in message.body
            assert "\n\n\n" not in message.body
            assert "{" not in message.body
            assert message.body.splitlines()[-1]


def test_a_corrected_version_says_so() -> None:
    letter = every_letter("zh", correction=True)["card"]
    first, again = letter.version(1), letter.version(2)
    assert first is not None
    assert again is not None
    assert again.subject == "（更正）2026年10月绩效考核单"
    assert "更正件" in again.body
    assert "更正" not in first.body


def test_traditional_and_english() -> None:
    hant, en = every_letter("zh-Hant")["card"].message, every_letter("en")["card"].message
    assert hant is not None
    assert en is not None
    assert hant.subject == "2026年10月績效考覈單"
    assert en.subject == "Your scorecard for 2026-10"
    assert [one.path for one in en.attachments] == ["scorecard_2026-10_1003.pdf"]


def test_a_template_cannot_reach_into_the_program_and_a_mistake_is_told(tmp_path: Path) -> None:
    for file in (TEMPLATES / "mail").iterdir():
        (tmp_path / "mail").mkdir(exist_ok=True)
        (tmp_path / "mail" / file.name).write_bytes(file.read_bytes())
    (tmp_path / "mail" / "card.body.j2").write_text("{{ name.__class__.__mro__ }}", encoding="utf-8")
    with pytest.raises(TemplateFault, match=r"mail card, body: .*unsafe"):
        letters_for(post(templates=tmp_path))


def test_an_unknown_name_in_a_template_is_told(tmp_path: Path) -> None:
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / "card.body.j2").write_text("{{ points }}", encoding="utf-8")
    with pytest.raises(TemplateFault, match="points"):
        letters_for(post(templates=tmp_path))


def test_plain_text_is_not_escaped() -> None:
    people = tuple(replace(one, name="A & B") if one.id == "1001" else one for one in PEOPLE)
    message = by_owner(letters_for(post(people=people)))["1001"].message
    assert message is not None
    assert message.body.startswith("A & B，")


@pytest.mark.parametrize("language", ["zh", "zh-Hant", "en"])
def test_every_reason_can_be_said(language: str) -> None:
    speaker = Speaker(language, WORDS)  # type: ignore[arg-type]
    for id, words in WORDS.items():
        zh, en = (set(re.findall(r"{(\w+)}", words[one])) for one in ("zh", "en"))
        assert zh == en, id
        assert speaker.say(Phrase(id, tuple((name, "x") for name in zh)))


@pytest.mark.parametrize("text", ["a@example.com", "a.b-c_d+e@mail.example.com.cn", "1@a.cn"])
def test_an_address(text: str) -> None:
    assert is_address(text)


@pytest.mark.parametrize(
    "text", ["", "a", "@", "a@b", "a@b.c\n", "a b@c.de", "a@b@c.de", "a" * 65 + "@b.cn", "a@-b.cn", "ａ@b.cn"]
)
def test_no_address(text: str) -> None:
    assert not is_address(text)
