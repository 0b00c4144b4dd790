"""Templates that an organisation may edit -> text; the one door to Jinja2.

They run in a sandbox, know no undefined names and nothing outside their folder. Pages escape everything they are
given, mails are plain text and escape nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

__all__ = ["Context", "TemplateFault", "Templates", "pass_context", "templates_in"]

# What XML cannot hold. The sign in its place has a glyph, so that the reader sees that something stood there.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


class TemplateFault(Exception):
    """A template cannot be used; the message names what it is for and, where known, the line."""


class Templates:
    """The templates of one folder; made by `templates_in`."""

    def __init__(self, environment: ImmutableSandboxedEnvironment) -> None:
        self._environment = environment

    def has(self, name: str) -> bool:
        try:
            self._environment.get_template(name)
        except TemplateNotFound:
            return False
        except TemplateError:
            return True  # it is there; what is wrong with it is told where it is filled
        return True

    def fill(self, name: str, what: str, context: Mapping[str, object]) -> str:
        """The template filled; raises TemplateFault, with `what` in front of its message."""
        try:
            return self._environment.get_template(name).render(context)
        except TemplateSyntaxError as error:
            raise TemplateFault(f"{what}, {error.name}, line {error.lineno}: {error.message}") from error
        except TemplateError as error:
            raise TemplateFault(f"{what}: {error.message or type(error).__name__}") from error


@cache
def templates_in(
    folder: Path,
    *,
    escape: bool,
    filters: tuple[tuple[str, Callable[..., Any]], ...] = (),
    functions: tuple[tuple[str, Callable[..., Any]], ...] = (),
) -> Templates:
    """The templates below `folder`, with what they may call beside Jinja2's own."""
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folder),
        autoescape=escape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printable,
    )
    environment.filters |= dict(filters)
    environment.globals |= dict(functions)
    return Templates(environment)


def _printable(value: object) -> object:
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return _UNPRINTABLE.sub(_REPLACEMENT, value)
    return value
