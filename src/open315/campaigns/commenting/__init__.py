"""Comments of the standing committee at a paragraph of a version of the plan (ADR 0132).

Who does the job: the secretariat keeps a version and sends it to the committee. A member gets a notice, reads on a phone, and says at the section
or measure what is wrong there. The secretary sees that beside the paragraph, answers it, settles it, or makes it a numbered requirement,
which keeps where it came from. While it is unanswered its author can withdraw it. It stays with its version: on the page of a later one, what
was said earlier stands at the same paragraph, with whether that was changed since. `services` has the verbs, `queries` the reads, `rules`
what became of a paragraph.
"""
