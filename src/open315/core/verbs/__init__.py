"""Verbs: each thing that people do to an object of the register, declared once beside the function that does it (ADR 0016).

`declaration` says what a verb is, `who` whom it is for, `rules` where it leads, `policy` who may use it now, `step` what happens
around its own few lines, `faces` what people see of it, `questions` what it asks for and `forms` how that becomes a form, `checks`
that nothing was forgotten.
"""

from open315.core.verbs.declaration import Target, Verb
from open315.core.verbs.faces import Face, Letter, NoFace, Tell
from open315.core.verbs.registry import find, named, of_room
from open315.core.verbs.rules import RESUME, SAME, Workflow
from open315.core.verbs.types import YES, Decision

__all__ = [
    "RESUME",
    "SAME",
    "YES",
    "Decision",
    "Face",
    "Letter",
    "NoFace",
    "Target",
    "Tell",
    "Verb",
    "Workflow",
    "find",
    "named",
    "of_room",
]
