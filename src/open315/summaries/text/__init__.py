"""The summary as a council words it: edited, reviewed, signed, frozen, published (ADR 0126).

Who does the job: the secretary begins from what the facts say, rewords it for days, writes problems and next year by hand; a second person
of the council reads it against the figures, comments at a passage, sends it back or signs; what was signed is kept for ever, and perhaps put on
the web. `rules` says what a text may hold, `marks` what its marks stand for, `counting` what they come to, `findings` what does not hold in it,
`document` makes it a document, `services` has the verbs.
"""
