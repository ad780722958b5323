"""The states of a case and the way back. Which verb leads where is declared beside its function (`cases.services`). Pure."""

from open315.cases.types import OPEN_STATES, State
from open315.core.verbs.rules import Workflow

ROOM = "cases"
WORKFLOW = Workflow(
    states=frozenset(State),
    first=State.REGISTERED,
    open=OPEN_STATES,
    final=frozenset({State.WITHDRAWN}),
    brought=frozenset({State.ON_RECORD}),
    resumes_at={State.ANSWERED: State.ACCEPTED, State.DECLINATION_PROPOSED: State.REGISTERED},
)
