"""Monthly assessment from departments' workbooks, in seven stages:

    forms     scheme + roster -> blank workbooks                     before the month
    intake    files -> rows that know their cells
    validate  rows -> findings
    merge     plan + actual -> matched lines
    score     lines + rules -> points that explain themselves
    settle    scores + history -> grades, ranks, pay, tables
    publish   results -> papers, index, figures, in one piece
pipeline/ puts them in order; cli/ is the door for people; ledger.py remembers what was published.
"""

__version__ = "0.1.0"
