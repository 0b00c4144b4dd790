"""The example months with all departments and all schemes of config.toml, each read and reckoned once."""

from __future__ import annotations

from functools import cache

from reportgen.period import Period
from reportgen.pipeline.gathering import assemble
from reportgen.pipeline.reckoning import Reckoned, reckon
from reportgen.records import History
from reportgen.settings import Settings, load
from tests.months.month import ROOT, books_in


@cache
def settings() -> Settings:
    loaded = load(ROOT / "config.toml")
    assert isinstance(loaded, Settings), loaded
    return loaded


@cache
def reckoned(period: Period) -> Reckoned:
    """The month of everything under inputs/, without anything published before."""
    books = books_in(ROOT / "inputs", period, settings())
    return reckon(settings(), assemble(settings(), period, books), History(), lambda *_: None)
