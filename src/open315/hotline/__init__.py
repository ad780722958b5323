"""The hotline (熱線): the numbers people ring, whose they are, and what became of each call (ADR 0161).

Who does the job: a clerk with a receiver at one ear. She sees on which line it rings and who rang before, says what the call was about in two
fields, and either it is settled on the telephone, or the desk's form opens with line and number filled in. Whoever rang in vain is rung back.
In the evening the next shift finds what is open.

It stands above `inbox` and `intake`, at whose desk cases are written. A call is no case: it is counted once, in the register, and the two are
never added. `rules` has what a call is made of, `services` the verbs, `queries` the reads, `vault` the numbers of callers.
"""
