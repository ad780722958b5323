"""The pages of figures: the overview of boards, the rows behind each figure, their file; the chapters of a document in order.

Nothing here knows what is counted: rooms declare facts, rows, units, dimensions and boards in `core.facts` (ADR 0063). Entry
points: `overview`, `listing`.
"""
