"""What is proposed for a workbook: a form with its tables, and what was not certain about them."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.records import CellRef, Phrase
from reportgen.scheme import Column, Form, Table


@dataclass(frozen=True, slots=True)
class Asked:
    """A column of a proposed table with what was not certain about it."""

    column: Column
    doubts: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Laid:
    """A proposed table: on which sheets it stands, its columns, what was not certain."""

    table: Table
    sheets: tuple[str, ...]
    columns: tuple[Asked, ...]
    doubts: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Alias:
    """A header of the workbook for a column of a known table; `sure`: they read alike, not only by elimination."""

    column: Column
    header: str
    where: CellRef
    sure: bool


@dataclass(frozen=True, slots=True)
class Fit:
    """A sheet that a known table fits: how many of its headers are known, what would make the others known, which
    headers stay unread, and which columns that must be there are not."""

    scheme: str
    file: str
    form: Form
    table: Table
    sheet: str
    known: int
    of: int
    aliases: tuple[Alias, ...]
    unread: tuple[tuple[str, CellRef], ...]
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """`fits`: sheets of known tables; `tables`: what is proposed anew for all other sheets. `idle` are sheets with
    content on which nothing was found."""

    file: str
    form: Form
    tables: tuple[Laid, ...] = ()
    fits: tuple[Fit, ...] = ()
    idle: tuple[str, ...] = ()
