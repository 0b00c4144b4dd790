"""What is typed wrongly is answered in the reader's language, with what was probably meant."""

from __future__ import annotations

import pytest

from reportgen.cli import VERBS
from reportgen.cli.asking import Misunderstood, near_month, understand
from reportgen.cli.words import WORDS
from reportgen.period import Period
from tests.cli.call import asked


@pytest.mark.parametrize(
    ("words", "verb", "period"),
    [
        ([], "run", "last"),
        (["2026-10"], "run", "2026-10"),
        (["check"], "check", "last"),
        (["2026-10", "check"], "check", "2026-10"),
        (["--outputs", "check", "run", "2026-10"], "run", "2026-10"),
        (["--config=a.toml", "status", "last", "--json"], "status", "last"),
    ],
)
def test_verb_and_month_stand_in_any_order_between_the_options(words: list[str], verb: str, period: str) -> None:
    call = understand(words, tuple(VERBS))
    assert (call.verb, call.period) == (verb, period)


@pytest.mark.parametrize(
    ("words", "id", "near"),
    [
        (["chekc", "2026-10"], "usage-verb", "check"),
        (["EXPLAIN", "2026-10"], "usage-verb", "explain"),
        (["lst"], "usage-verb", "last"),
        (["--jsno"], "usage-option", "--json"),
        (["—json"], "usage-option", "--json"),
        (["explain", "2026-10", "--persons", "1001"], "usage-option", "--person"),
        (["run", "--json=yes"], "usage-switch", ""),
        (["run", "--outputs"], "usage-value", ""),
        (["run", "--outputs", "--json"], "usage-value", ""),
        (["run", "--lang", "zh-Hans"], "usage-choice", "zh-Hant"),
        (["run", "--workers", "0"], "usage-choice", ""),
        (["run", "--person", "1001"], "usage-elsewhere", ""),
        (["explain", "2026-10"], "usage-needed", ""),
        (["check", "2026-10", "2026-11"], "usage-words", ""),
    ],
)
def test_what_cannot_be_understood_is_named_with_what_was_meant(words: list[str], id: str, near: str) -> None:
    with pytest.raises(Misunderstood) as why:
        understand(words, tuple(VERBS))
    assert (why.value.id, why.value.near) == (id, near)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026/10", "2026-10"), ("202610", "2026-10"), ("2026-1", "2026-01"), ("2026年1月", "2026-01"),
        ("10月", "2026-10"), ("12月", "2025-12"), ("lats", "last"), ("2026-13", ""), ("13月", ""),
    ],
)  # fmt: skip
def test_a_month_written_otherwise_is_recognised_but_not_guessed(written: str, meant: str) -> None:
    assert near_month(written, Period(2026, 11)) == meant


def test_usage_errors_speak_chinese_unless_asked_otherwise() -> None:
    code, out, err = asked("chekc", "2026-10")
    assert (code, out) == (2, "")
    assert err.splitlines() == [
        f"没有“chekc”这个动作；可用：{'、'.join(VERBS)}",
        "是不是“check”？",
        "用法见：python run_month.py --help",
    ]
    assert "沒有“--jsno”這個選項" in asked("--jsno", "--lang", "zh-Hant")[2]
    assert "did you mean check?" in asked("chekc", "--lang=en")[2]


@pytest.mark.parametrize("language", ["zh", "zh-Hant", "en"])
def test_the_help_has_an_example_of_every_verb(language: str) -> None:
    code, out, err = asked("--help", "--lang", language)
    assert (code, err) == (0, "")
    for verb in VERBS:
        assert f"python run_month.py {verb} 2026-1" in out
        own = asked(verb, "--help", "--lang", language)
        assert own[0] == 0
        assert f"python run_month.py {verb} 2026-1" in own[1]
    assert ("usage" in out) == (language == "en")


def test_every_example_can_be_called() -> None:
    for verb in VERBS:
        for example in WORDS[f"example-{verb}"]["zh"].split("\n"):
            assert understand(example.split(), tuple(VERBS)).verb == verb
