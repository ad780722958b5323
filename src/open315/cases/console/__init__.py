"""The console's faces of the case room.

A clerk empties the inbox: filter, read in the right pane, assign. An officer works "mine by due date": open the case, see
what the clock says, choose the next verb (one key), fill in two or three fields, done. A supervisor sees proposals waiting
for the second signature and late work. A liaison sees only what was referred to her body.

`verbs.py` is the table verb → form → service; there is one page and one address a verb, so a verb can be linked to.
"""
