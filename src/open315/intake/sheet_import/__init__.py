"""Sheets of other systems become cases: upload, match columns, look at the first rows, run in the worker, row-by-row result.

`reading` opens XLSX, XLS and CSV in any encoding met in the field; `values` reads dates and amounts; `columns` knows the
fields and guesses them from headings; `conversion` makes a row a `NewCase` or says what is wrong with which cell;
`services` are the steps, `running` the restart-safe work, `results` the file that says what became of each row (ADR 0043).
"""
