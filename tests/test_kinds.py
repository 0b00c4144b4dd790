"""The tables of kinds and the folders agree; every kind has a name and words in both languages."""

from __future__ import annotations

import dataclasses
import re
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from reportgen import settle
from reportgen.pipeline import WORDS
from reportgen.score import measures, observations, rules
from reportgen.settle import outputs
from reportgen.validate import kinds

FOLDERS = {"rules": rules, "measures": measures, "outputs": outputs, "checks": kinds}
METHODS = {"rules": "score", "measures": "measure", "outputs": "tabulate", "checks": "look"}
HELPERS = {
    "measures": {"operand"},
    "checks": {"seen"},
    "outputs": {
        "accounts",
        "adding",
        "columns",
        "days",
        "grants",
        "grouping",
        "month",
        "person_days",
        "ranked",
        "rate_formulas",
        "row_groups",
        "summary_formulas",
        "summed",
        "tree_formulas",
        "worked",
        "wording",
    },
}  # what several kinds of the folder stand on


ROOT = Path(rules.__path__[0]).parents[1]
WORDED = [
    ROOT / "publish" / "card_live.py",
    ROOT / "publish" / "group_live.py",
    ROOT / "publish" / "group_lines.py",
    ROOT / "publish" / "group_inputs.py",
    ROOT / "publish" / "group_sums.py",
    ROOT / "publish" / "group_phrases.py",
    ROOT / "publish" / "group_figures.py",
    ROOT / "publish" / "table_live.py",
    ROOT / "pipeline" / "history" / "carrying.py",
    ROOT / "pipeline" / "yearly.py",
    ROOT / "formula" / "telling.py",
]  # beside score and settle


def files(folder: str) -> list[ModuleType]:
    path = Path(FOLDERS[folder].__path__[0])
    names = {file.stem for file in path.glob("*.py")} - {"__init__"} - HELPERS.get(folder, set())
    return [import_module(f"{FOLDERS[folder].__name__}.{name}") for name in sorted(names)]


@pytest.mark.parametrize("folder", FOLDERS)
def test_files_and_table_agree(folder: str) -> None:
    kinds = FOLDERS[folder].KINDS
    assert sorted(kind.__module__ for kind in kinds) == [file.__name__ for file in files(folder)]


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_kind_is_a_frozen_dataclass_with_a_name_of_its_own(folder: str) -> None:
    kinds = FOLDERS[folder].KINDS
    names = [kind.kind for kind in kinds]
    assert len(names) == len(set(names))
    for kind in kinds:
        assert dataclasses.is_dataclass(kind)
        assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
        assert isinstance(kind.kind, str)
        assert callable(getattr(kind, METHODS[folder]))


@pytest.mark.parametrize("folder", ["rules", "measures"])
def test_every_file_has_words_and_they_reach_the_speaker(folder: str) -> None:
    for file in files(folder):
        assert file.WORDS, file.__name__
        assert file.WORDS.items() <= WORDS.items(), file.__name__


def test_words_of_observations_and_settling_reach_the_speaker() -> None:
    assert observations.WORDS.items() <= WORDS.items()
    assert settle.WORDS.items() <= WORDS.items()


def test_every_sentence_is_in_both_languages_with_the_same_values() -> None:
    for id, words in WORDS.items():
        assert set(words) == {"zh", "en"}, id
        zh, en = (set(re.findall(r"{(\w+)}", words[language])) for language in ("zh", "en"))
        assert zh == en, id


def sources() -> list[ModuleType]:
    """Every module that words phrases of its own; a package that only gathers them is none."""
    root = Path(rules.__path__[0]).parents[1]
    files = [*(root / "score").rglob("*.py"), *(root / "settle").rglob("*.py"), *WORDED]
    names = [".".join(("reportgen", *file.relative_to(root).with_suffix("").parts)) for file in files]
    own = [import_module(name) for name, file in zip(names, files, strict=True) if '"zh": ' in file.read_text("utf-8")]
    return [module for module in own if hasattr(module, "WORDS") and not hasattr(module, "__path__")]


def test_no_sentence_is_worded_twice() -> None:
    """An id that two files use would silently take the later words."""
    worded: dict[str, object] = {}
    for source in sources():
        for id, words in source.WORDS.items():
            assert worded.setdefault(id, words) == words, f"{source.__name__}: {id}"


def test_every_phrase_in_the_source_is_worded_and_every_word_is_used() -> None:
    root = Path(rules.__path__[0]).parents[1]
    files = [*(root / "score").rglob("*.py"), *(root / "settle").rglob("*.py"), *WORDED]
    source = "\n".join(file.read_text(encoding="utf-8") for file in files)
    used = set(re.findall(r"phrase\(\s*\"([a-z-]+)\"", source))
    assert used - set(WORDS) == set()
    short = re.findall(r"column\(\s*\"([a-z-]+)\"", source)  # group reports name their columns without "live-"
    used |= {f"live-{id}" for id in short if f"live-{id}" in WORDS}
    built = [re.sub(r"{\w+}", "[a-z_]+", id) for id in re.findall(r"phrase\(\s*f\"([a-z{}-]+)\"", source)]
    elsewhere = re.sub(r'"[a-z_-]+": {', "", source)
    unused = {id for id in set(WORDS) - used if f'"{id}"' not in elsewhere}
    assert {id for id in unused if not any(re.fullmatch(pattern, id) for pattern in built)} == set()


def test_the_values_of_a_phrase_are_those_of_its_sentence() -> None:
    """As far as the source shows them: keyword names after the id, when none are spread."""
    root = Path(rules.__path__[0]).parents[1]
    for folder in ("score", "settle"):
        for file in (root / folder).rglob("*.py"):
            for id, given in re.findall(
                r"phrase\(\s*\"([a-z-]+)\",?((?:[^()]|\([^()]*\))*)\)", file.read_text("utf-8")
            ):
                wanted = set(re.findall(r"{(\w+)}", WORDS[id]["zh"]))
                if "**" not in given:
                    assert wanted <= set(re.findall(r"(\w+)=", given)), f"{file.name}: {id}"
