"""Why a workbook does not get its marks: the exception that stops the work, and its words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from reportgen.words import Language, in_language

# Said after the department's name and file; the list of findings goes to the department all the same.
WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "kind": {"zh": "只有 .xlsx 工作簿可以标注", "en": "only .xlsx workbooks can be marked"},
    "nothing": {"zh": "没有要标注的问题", "en": "there is nothing to mark"},
    "closed": {"zh": "文件设有打开密码，或不是 .xlsx 的内容", "en": "it has a password, or is not an .xlsx inside"},
    "damaged": {"zh": "文件内部损坏（{part}）", "en": "it is damaged inside ({part})"},
    "unsafe": {"zh": "文件内部有不应有的内容（{part}）", "en": "it holds what does not belong there ({part})"},
    "macro": {"zh": "工作簿带有宏", "en": "it has macros"},
    "signed": {"zh": "工作簿有数字签名，改动会使签名失效", "en": "it is signed, and a mark would break the signature"},
    "shared": {"zh": "工作簿正在共享编辑（带修订记录）", "en": "it is shared and keeps a record of changes"},
    "strict": {
        "zh": "文件是“Strict Open XML”格式，请另存为普通的 .xlsx",
        "en": "it is Strict Open XML; save it as an ordinary .xlsx",
    },
    "unusual": {"zh": "文件的内部结构不常见，不能保证标注后仍能打开（{part}）",
                "en": "its structure is unusual; a marked copy might not open ({part})"},
    "threads": {"zh": "工作表“{sheet}”的 {cell} 有新式批注（会话），不能再加批注",
                "en": "{cell} of sheet {sheet} carries a threaded comment; a note cannot be added"},
    "big": {"zh": "文件太大，无法标注（{part}）", "en": "it is too big to be marked ({part})"},
    "unread": {"zh": "标注后无法复核，没有采用（{what}）", "en": "the marked copy could not be checked ({what})"},
    "check": {"zh": "标注后复核不一致，没有采用（{what}）", "en": "the marked copy did not pass its check ({what})"},
}  # fmt: skip


class CannotMark(Exception):
    """The workbook cannot be marked for certain without harm; `reason` is a key of WORDS."""

    def __init__(self, reason: str, **values: str) -> None:
        super().__init__(reason)
        self.reason, self.values = reason, values

    def told(self, language: Language) -> str:
        return in_language(WORDS[self.reason], language).format(**self.values)


def unusual(part: str) -> CannotMark:
    return CannotMark("unusual", part=part)
