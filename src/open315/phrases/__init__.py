"""Phrases (常用語): what an office writes again and again, with places for what the case knows (ADR 0155).

Who uses it: an officer with a form of a case or a message open. She unfolds the phrases below the field, reads each as it will stand with the
values of this case, presses one, and goes on writing. A supervisor keeps those of the body, everybody one's own.

It stands below the rooms whose pages write: `offering` is where those enter, with a question of a verb (`Worded`) or a field, and say what the
places are worth. `rules` reads a text, `services` has the verbs, `queries` the reads.
"""
