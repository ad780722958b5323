"""The small verbs of handling: assign, note, evidence, supervise, override the competent body, mark a duplicate."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from open315.cases.models import Case
from open315.cases.policies import owner, owner_or_consumer, staff
from open315.cases.queries import choices, recipients
from open315.cases.queries.phrase_values import phrase_values
from open315.cases.queries.visible import visible_to
from open315.cases.services import clocks
from open315.cases.services.attaching import attach
from open315.cases.services.attention import mention
from open315.cases.services.verb import CASE
from open315.cases.types import OPEN_STATES, State
from open315.cases.vault import said
from open315.cases.wording import LEVELS
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import Conflict, InvalidInput, NotFound, Open315Error
from open315.core.verbs import Face, Tell, Verb
from open315.core.verbs.questions import Choice, Day, Line, Text
from open315.core.verbs.step import step
from open315.org import queries as org
from open315.phrases.offering import Worded
from open315.phrases.types import Use

ASSIGN = Verb(
    "assign",
    CASE,
    event="cases.assigned",
    permission="cases:assign",
    who=owner,
    before=OPEN_STATES,
    label=_("Assign"),
    help=_("Who is to handle it."),
    entry=lambda data: _("Assigned to %(to_name)s") if data.get("to") else _("Assigned to nobody"),
    inward=True,
    face=Face(
        place=110,
        main=True,
        key="g",
        questions=(
            Choice(
                name="account_id",
                label=_("To whom"),
                choices=choices.officers_with_loads,
                coerce=int,
            ),
        ),
    ),
    tells=Tell(_("Case %(number)s was given to you."), recipients.given_to),
)


@ASSIGN
def assign_case(
    case_id: int, *, account_id: int | None, actor: Actor, at: datetime, version: int | None = None
) -> Case:
    """Give the case to an officer of the council or below; None takes it from whoever has it.

    Giving it to whom it belongs already changes nothing.
    """
    outcome = {"officer_id": account_id}
    with step(ASSIGN, case_id, actor=actor, at=at, version=version, outcome=outcome) as done:
        people = {each.pk: str(each) for each in org.accounts_with_role(actor, ("officer", "supervisor"))}
        if account_id is not None and account_id not in people:
            raise InvalidInput(_("Choose an officer of your council."), field="account_id")
        if done.row.officer_id == account_id:
            done.leave()
        earlier = done.row.officer_id
        done.row.officer_id = account_id
        done.say(to=account_id, to_name="" if account_id is None else people[account_id], earlier=earlier)
        return done.row


Outcomes = tuple[list[Case], list[tuple[str, Open315Error]]]
"""The cases to which it was done, and (number, error) of the others."""


def assign_cases(case_ids: Sequence[int], *, account_id: int, actor: Actor, at: datetime) -> Outcomes:
    """Give many cases to one officer: those that could be given, and (number, error) of the others."""
    return one_by_one(case_ids, actor, lambda case_id: assign_case(case_id, account_id=account_id, actor=actor, at=at))


def do_to_many(
    verb: Verb[Case],
    seen: Mapping[int, int],
    arguments: Mapping[str, Any],
    *,
    actor: Actor,
    at: datetime,
) -> Outcomes:
    """Do one verb with the same arguments to many cases: those to which it could be done, and (number, error) of the others.

    `seen` holds the version in which each was seen: whatever happened to a case since then, by whatever verb, keeps it out.
    """
    now = dict(Case.objects.filter(pk__in=seen).values_list("pk", "version"))

    def act(case_id: int) -> Case:
        if now[case_id] != seen[case_id]:
            raise Conflict(CASE.stale)
        return verb.function(case_id, **arguments, actor=actor, at=at, version=seen[case_id])

    return one_by_one(list(seen), actor, act)


def one_by_one(case_ids: Sequence[int], actor: Actor, act: Callable[[int], Case]) -> Outcomes:
    """Do something to many cases that the actor sees, in the order of their coming."""
    done: list[Case] = []
    errors: list[tuple[str, Open315Error]] = []
    numbers = dict(visible_to(actor).filter(pk__in=case_ids).values_list("id", "number"))
    for case_id, number in sorted(numbers.items()):
        try:
            done.append(act(case_id))
        except Open315Error as error:
            errors.append((number, error))
    return done, errors


NOTED = Worded(name="text", label=_("Note"), use=Use.NOTE, values=phrase_values)
NOTE = Verb(
    "note",
    CASE,
    event="cases.noted",
    permission="cases:note",
    who=staff,
    before=frozenset(State),
    label=_("Note"),
    help=_("For colleagues; the consumer does not see it. @ and a name or log-in tells a colleague."),
    entry=lambda data: _("Note, told: %(told_names)s") if data.get("told") else _("Note"),
    tells=Tell(_("Case %(number)s: a note names you."), recipients.told_by_note),
    inward=True,
    face=Face(place=120, main=True, key="m", questions=(NOTED,)),
)


@NOTE
def add_note(case_id: int, *, text: str, actor: Actor, at: datetime, version: int | None = None) -> Case:
    """A note for colleagues. Numbers and addresses in it are masked; the consumer never sees it. Colleagues it names are told."""
    with step(NOTE, case_id, actor=actor, at=at) as done:
        if not text.strip():
            raise InvalidInput(_("The note is empty."), field="text")
        done.row.has_note = True
        named = mention(done.row, text, actor, at)
        told: dict[str, Any] = (
            {"told": [pk for pk, _name in named], "told_names": [name for _pk, name in named]} if named else {}
        )
        done.say(text=said(done.row, text), **told)
        return done.row


ADD_EVIDENCE = Verb(
    "add_evidence",
    CASE,
    event="cases.evidence_added",
    permission="cases:note",
    who=owner_or_consumer,
    before=OPEN_STATES,
    label=_("Add evidence"),
    help=_("Files are kept exactly as they came."),
    entry=lambda data: _("Evidence added (%(files)s)") if data.get("files") else _("A few words added"),
    face=Face(
        place=130,
        key="e",
        questions=(Line(name="note", label=_("What it shows"), required=False, longest=200),),
        takes_files=True,
    ),
    tells=Tell(_("Case %(number)s: the consumer added evidence."), recipients.officer_after_consumer),
)


@ADD_EVIDENCE
def add_evidence(
    case_id: int,
    *,
    upload_ids: Sequence[UUID],
    note: str = "",
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> Case:
    """Attach received files to the case, unchanged; or only say something more (`note`). InvalidInput for neither."""
    with step(ADD_EVIDENCE, case_id, actor=actor, at=at) as done:
        if not upload_ids and not note.strip():
            raise InvalidInput(_("Choose at least one file, or write what you want to add."), field="evidence")
        masked = said(done.row, note)
        attach(done.row, upload_ids, note=masked, actor=actor, at=at)
        done.say(files=len(upload_ids), note=masked, public=True)
        return done.row


SUPERVISE = Verb(
    "supervise",
    CASE,
    event="cases.supervised",
    permission="cases:supervise",
    who=owner,
    before=OPEN_STATES,
    label=_("Supervise"),
    help=_("The officer and her body are told."),
    entry=_("Supervision: %(level_words)s, until %(until)s"),
    inward=True,
    face=Face(
        place=160,
        questions=(
            Choice(name="level", label=_("Level"), choices=lambda _asked: LEVELS.items()),
            Text(name="reason", label=_("What is late, and what is expected")),
            Day(name="due_on", label=_("Until")),
        ),
    ),
    tells=Tell(
        _("Case %(number)s is supervised; something is expected until %(until)s."),
        recipients.everybody_responsible,
        "bad",
    ),
)


@SUPERVISE
def supervise_case(
    case_id: int, *, level: str, reason: str, due_on: date, actor: Actor, at: datetime, version: int | None = None
) -> Case:
    """Supervise late work (督辦): a reminder, a yellow or a red card, with what is expected until when."""
    with step(SUPERVISE, case_id, actor=actor, at=at, version=version) as done:
        if level not in LEVELS:
            raise InvalidInput(_("Choose a reminder, a yellow or a red card."), field="level")
        if not reason.strip():
            raise InvalidInput(_("Say what is late and what is expected."), field="reason")
        if due_on < local_day(at):
            raise InvalidInput(_("This day has passed."), field="due_on")
        done.say(level=level, reason=said(done.row, reason), until=due_on.isoformat(), holder=done.row.holder_id)
        return done.row


OVERRIDE_COMPETENCE = Verb(
    "override_competence",
    CASE,
    event="cases.competence_overridden",
    permission="cases:override_competence",
    who=owner,
    before=OPEN_STATES,
    label=_("Other competent body"),
    help=_("The rule table named another; your reason is kept."),
    entry=_("Competent body changed to %(to_name)s"),
    face=Face(
        place=200,
        questions=(
            Choice(name="organisation_id", label=_("Competent body"), choices=choices.bodies, coerce=int, look="find"),
            Text(name="reason", label=_("Why the table does not fit here")),
        ),
    ),
)


@OVERRIDE_COMPETENCE
def override_competence(
    case_id: int, *, organisation_id: int, reason: str, actor: Actor, at: datetime, version: int | None = None
) -> Case:
    """Name another competent body than the table did; the table's answer and the reason are kept."""
    with step(OVERRIDE_COMPETENCE, case_id, actor=actor, at=at, version=version) as done:
        body = org.body_by_id(organisation_id)
        if body is None:
            raise InvalidInput(_("Choose a body that exists."), field="organisation_id")
        if not reason.strip():
            raise InvalidInput(_("Say why the table does not fit."), field="reason")
        earlier = done.row.competent_id
        done.row.competent_id = body.pk
        done.row.competence = {
            **done.row.competence,
            "overridden_by": actor.account_id,
            "why": said(done.row, reason),
            "table": earlier,
        }
        done.say(to=body.pk, to_name=body.names.as_data(), earlier=earlier, reason=said(done.row, reason))
        return done.row


MARK_DUPLICATE = Verb(
    "mark_duplicate",
    CASE,
    event="cases.marked_duplicate",
    permission="cases:mark_duplicate",
    who=owner,
    before={State.REGISTERED, State.ACCEPTED},
    to=State.DUPLICATE,
    remembers=True,
    label=_("Mark as duplicate"),
    help=_("It is counted once; both stay linked."),
    entry=_("Duplicate of %(of_number)s"),
    face=Face(
        place=190,
        questions=(
            Line(
                name="of_number",
                argument="of_id",
                label=_("Number of the case it repeats"),
                longest=32,
                answer=choices.case_of_number,
            ),
        ),
    ),
)


@MARK_DUPLICATE
def mark_duplicate(case_id: int, *, of_id: int, actor: Actor, at: datetime, version: int | None = None) -> Case:
    """This case repeats another: it ends here, counted once, linked to the other."""
    outcome = {"duplicate_of_id": of_id}
    with step(MARK_DUPLICATE, case_id, actor=actor, at=at, version=version, outcome=outcome) as done:
        original = visible_to(actor).filter(pk=of_id).first()
        if original is None:
            raise NotFound(_("No such case."))
        if original.pk == done.row.pk or original.duplicate_of_id:
            raise InvalidInput(
                _("Choose the first case of the matter, not this one or another duplicate."), field="of_number"
            )
        done.row.duplicate_of = original
        done.move()
        done.row.closed_at, done.row.closed_on = at, local_day(at)
        clocks.end_all(done.row, at=at)
        done.say(of=original.pk, of_number=original.number, public=True)
        return done.row
