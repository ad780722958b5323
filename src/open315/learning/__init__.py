"""What the house learns from its own handled cases: for a text, the kind, heading and nature that cases with such words had (ADR 0160).

Who does the job: a clerk reads a message and has to say what it is, under which of forty headings it belongs, and what is wrong with the goods.
She knows; but the fifth time in an hour she would rather confirm than look for it. So the page of a message names the three likeliest with a share
and the words they were known by, and the desk's form begins with the first where it is likely enough. Nothing is ever decided without her.

The administrator has it taught, looks at how well it does on cases it was not shown, and takes it into use or out of it. Texts are the masked words
of cases; a group of signs counts from five cases on, so that no name and no number of one person is ever in a model.

`rules` turn a text into groups of signs and these into shares, without any library; `fitting` finds the weights, with scikit-learn (the list
`learning` of the packages, which a small install can do without); `teaching` is the long work; `services` the verbs; `queries` what others ask.
"""
