"""`[mail]` of config.toml: who sends, and who gets what is about the whole company. Passwords never stand there."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """`from_address` also gives the domain of every Message-ID; answers go to `reply_to`, to the sender when it is "".

    `leaders` and `finance` are 工号; their addresses stand on the roster and nowhere else. `largest_mb` is the size
    in MB of a finished mail above which it is held, because servers would send it back.
    """

    from_address: str
    from_name: str = ""
    reply_to: str = ""
    leaders: tuple[str, ...] = ()
    finance: tuple[str, ...] = ()
    largest_mb: int = 20

    @property
    def answers_to(self) -> str:
        return self.reply_to or self.from_address
