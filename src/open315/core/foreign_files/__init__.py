"""Reading what others made: sheets, documents, web pages, pictures. Never in the process that serves pages (ADR 0100).

A file that came from outside is opened by a child process that lives for this one file. Before it looks at the first byte it
gives up what it does not need (`limits`): memory, processor time, files, sockets, other processes. What it has read comes back
as lines of JSON (`frames`) that `reading` takes apart; if the child is ended by a limit, that is a sentence like any other.

`types`      what is read, and what may be wrong with it
`kinds`      what a file is, by its bytes
`readers`    one module a format; pure, and free of Django, so that a child starts quickly
`limits`     what the child may use
`frames`     how rows travel
`child`      the child itself
`reading`    our side: start it, take what it says, end it
`wording`    what went wrong, and what is doubtful, in words for people

Who needs rows asks `reading.look` (the first rows of every sheet, and what is doubtful) or `reading.rows` (all of one). Call them
outside transactions: a file can take a minute.
"""
