"""Every field of a case, by every door into the database and out again to every place that shows it.

`table.py` says by hand what is given where, what is kept and what is shown; `doors.py` goes in, `places.py` reads what is shown.
"""
