"""A department's own workbook with its problems marked, and nothing else of it changed.

    zipped ── earlier (an earlier return's marks come out) ── styles, sheet, notes, shapes, book, listing ── zipped

`annotate` leads through it. Each step puts bytes at a place that a scan found. Nothing of the department is parsed and
written again: every part is the bytes that were handed in, with ours in between.
"""
