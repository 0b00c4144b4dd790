"""The help: every verb with an example, in the language of the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from reportgen.cli.asking import OPTIONS
from reportgen.cli.words import WORDS
from reportgen.words import Language, in_language

PROGRAM = "python run_month.py"
LEFT = 24  # columns of what is explained


def help_text(verb: str, verbs: Sequence[str], language: Language) -> str:
    """About one verb, or with "" about the program."""

    def word(id: str) -> str:
        return in_language(WORDS[id], language)

    lines = _verb_help(verb, word) if verb else _whole_help(verbs, word)
    return "\n".join(lines)


def _whole_help(verbs: Sequence[str], word: Callable[[str], str]) -> Iterator[str]:
    yield f"{word('help-usage')}{PROGRAM} [{word('help-a-verb')}] [{word('help-a-month')}] [{word('help-options')}]"
    yield word("help")
    yield f"\n{word('help-verbs')}"
    for verb in verbs:
        yield _line(verb, word(f"help-{verb}"))
        yield from (_line("", f"{PROGRAM} {example}") for example in word(f"example-{verb}").split("\n"))
    yield f"\n{word('help-a-month')}："
    yield _line("2026-10 | last", word("help-period"))
    yield f"\n{word('help-common')}"
    yield from _options((), word)
    yield f"\n{word('help-more')}"


def _verb_help(verb: str, word: Callable[[str], str]) -> Iterator[str]:
    own = [option for option in OPTIONS if verb in option.verbs]
    needed = "".join(f" {option.written}" for option in own if option.needed)
    yield f"{word('help-usage')}{PROGRAM} {verb} [{word('help-a-month')}]{needed} [{word('help-options')}]"
    yield word(f"help-{verb}")
    yield f"\n{word('help-examples')}"
    yield from (f"  {PROGRAM} {example}" for example in word(f"example-{verb}").split("\n"))
    yield f"\n{word('help-options-head')}"
    yield _line("2026-10 | last", word("help-period"))
    yield from _options((verb,), word)
    yield from _options((), word)


def _options(verbs: Iterable[str], word: Callable[[str], str]) -> Iterator[str]:
    wanted = set(verbs)
    for option in OPTIONS:
        if wanted & set(option.verbs) or not (wanted or option.verbs):
            yield _line(option.written, word(f"help-{option.id}"))


def _line(left: str, right: str) -> str:
    return f"  {left:<{LEFT}}{right}" if len(left) < LEFT else f"  {left}\n  {'':<{LEFT}}{right}"
