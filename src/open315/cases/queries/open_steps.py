"""Which steps are open to a person on a case."""

from open315.cases.models import Case
from open315.cases.queries.case_file import CaseFile
from open315.cases.rules.workflow import ROOM
from open315.core import verbs
from open315.core.access import Actor
from open315.core.verbs import policy


def available_verbs(actor: Actor, file: CaseFile) -> set[str]:
    """The verbs the person may use on the case as it stands, for the buttons; the verb itself asks again."""
    return {each.name for each in verbs.of_room(ROOM) if _is_open(each, actor, file)}


def _is_open(verb: verbs.Verb[Case], actor: Actor, file: CaseFile) -> bool:
    return verb.before is not None and verb.offered(file) and policy.decide(verb, actor, file.case).allowed
