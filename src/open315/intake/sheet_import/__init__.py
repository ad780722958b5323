"""Sheets of other systems become cases: upload, match columns, look at the first rows, run in the worker, row-by-row result.

In the order a row goes through them (ADR 0043, 0102):
`sheet_file`      a file → rows, by a child process (`core.foreign_files`)
`headings`        where the headings stand, also in two rows
`columns`         which column is what: fields, guessed from headings or remembered for the source
`guessing`        what the columns probably are: by headings, by the source's last sheet, by what stands below
`sheet_rows`      the rows below the headings
`cell_values`     what is written in a cell → text, moment, amount, place
`row_cells`       the cells of a row by what they are for
`coded_values`    what the words of coded columns mean, listed once (`value_forms`: as a person says it)
`row_reference`   what a row is known by
`consumer_columns`, `history_columns` what a row says of the consumer, and of the end of its case
`row_to_case`     a row → a `NewCase`, or what is wrong with which cell
`identity`        whether it is a case already, or bears the number of another
`doubts`          what to look at in the sheet before it is trusted
`preview`         the first rows, looked at before anything is stored
`pieces`          a thousand rows at once: checked, and made into what is to be stored
`helper_process`  the second process that prepares pieces of a large import
`importing`       the job: pieces written in order, each one commit
`result_file`     what became of each row, beside its cells; it can be corrected and come back
`withdrawing`     an import taken back as a whole: its cases hidden at once, then deleted in pieces
`showing`         how an import stands, in words
`services`, `queries`, `forms`, `views_staff`: the steps a person takes, and their pages.
"""
