"""deliver: a month's papers -> letters in the outbox, and the gate that they have to pass before they leave.

letters    what goes to whom, or why it is held        eml        a message as the bytes that will leave
outbox     letters against what was mailed before      gate       those bytes opened again: the right person and month
rehearsal  what would go now, without sending anything
"""
