"""publish: the month's result -> documents, and into their place as one whole.

view (labels, order, rounding, once) ── pdf, workbook, index, results.json ── folder (fsync, exchange)
"""
