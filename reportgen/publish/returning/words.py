"""What stands in a workbook that is given back: the list's words and the notes', in zh and en (zh-Hant from zh)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reportgen.words import Language, in_language

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "title": {"zh": "问题清单", "en": "Findings"},
    "intro": {
        "zh": "共有 {count} 处要看：{counts}。有问题的单元格标了底色并带批注；点“单元格”一列可以跳到那里。"
        "改好后保存，把这个文件重新交上来即可，本表不必删除。",
        "en": "{count} findings: {counts}. Their cells are coloured and carry a note; click in the column Cell to go"
        " there. Mend them, save, and hand this file in again; this sheet need not be deleted.",
    },
    "count": {"zh": "{severity} {count}", "en": "{severity} {count}"},
    "between": {"zh": "、", "en": ", "},
    "severity": {"zh": "级别", "en": "Severity"},
    "sheet": {"zh": "工作表", "en": "Sheet"},
    "cell": {"zh": "单元格", "en": "Cell"},
    "message": {"zh": "问题", "en": "What is wrong"},
    "do": {"zh": "处理办法", "en": "What to do"},
    "whole-sheet": {"zh": "整张表", "en": "whole sheet"},
    "whole-file": {"zh": "整个文件", "en": "whole file"},
    "hidden": {"zh": "{sheet}（隐藏）", "en": "{sheet} (hidden)"},
    "elsewhere": {"zh": "{place}（其他文件）", "en": "{place} (another file)"},
    "rest": {"zh": "还有 {count} 处，见总的问题清单。", "en": "{count} more are in the complete list of findings."},
    "marker": {"zh": "【问题清单】", "en": "[Findings]"},
    "fix": {"zh": "处理办法：{fix}", "en": "What to do: {fix}"},
    "more": {"zh": "……还有 {count} 处，见“问题清单”表", "en": "... {count} more, see the sheet Findings"},
    "page": {"zh": "第 &P 页 共 &N 页", "en": "Page &P of &N"},
}  # fmt: skip
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "zh-Hant", "en")


def say(id: str, language: Language, **values: str) -> str:
    return in_language(WORDS[id], language).format(**values)


def marker(language: Language) -> str:
    """What each of our notes begins with, by which it is known again after the file was saved elsewhere."""
    return say("marker", language)
