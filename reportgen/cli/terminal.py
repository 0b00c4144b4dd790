"""Where the command line speaks: results on stdout, progress on stderr, a bar only on a terminal."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, TextIO

from tqdm import tqdm

from reportgen.cli.words import WORDS
from reportgen.words import Language, in_language


@dataclass(slots=True)
class Terminal:
    """`as_json`: what is said is left out, and one object is shown in the end."""

    out: TextIO
    err: TextIO
    language: Language
    quiet: bool = False
    as_json: bool = False
    _bars: dict[str, tqdm[Any]] = field(default_factory=dict)

    def word(self, id: str, **values: object) -> str:
        return in_language(WORDS[id], self.language).format(**values)

    def say(self, id: str, **values: object) -> None:
        if not self.as_json:
            print(self.word(id, **values), file=self.out)

    def show(self, text: str) -> None:
        if not self.as_json:
            print(text, file=self.out)

    def complain(self, text: str) -> None:
        print(text, file=self.err)

    def result(self, content: dict[str, Any]) -> None:
        if self.as_json:
            print(json.dumps(content, ensure_ascii=False), file=self.out)

    def progress(self, stage: str, done: int, of: int) -> None:
        """A bar per stage on a terminal; nothing in a log."""
        if self.quiet or not self.err.isatty():
            return
        bar = self._bars.get(stage)
        if bar is None:
            bar = tqdm(total=of, desc=self.word(stage), file=self.err, leave=False, ncols=60)
            self._bars[stage] = bar
        bar.update(done - bar.n)
        if done >= of:
            bar.close()
            del self._bars[stage]
