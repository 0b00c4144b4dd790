"""Months that were published: kept with all that they were made from, compared, closed, corrected, tried out.

keeping      a publication's files and rules into the store ─ Edition
rescoring    an Edition ─ Reckoned, with the roster, the data or the rules of another day in their place
figures      results.json ─ figures by owner (card, table) and id
comparing    what was published, what comes out now ─ Change, split by cause
carrying     what a correction leaves to be paid ─ into the open month, exactly once
correcting   close, restate, and the run of a closed month
supposing    whatif
"""
