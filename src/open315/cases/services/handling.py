"""The small verbs of handling: assign, note, evidence, supervise, override the competent body, mark a duplicate."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from open315.cases.models import Attachment, Case
from open315.cases.queries.visible import visible_to
from open315.cases.services import clocks
from open315.cases.services.verb import AlreadyDone, repeatable, said, step
from open315.cases.types import State, Verb
from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import InvalidInput, NotFound, Open315Error
from open315.core.uploads import services as uploads
from open315.org import queries as org

LEVELS = ("reminder", "yellow", "red")


@repeatable
def assign_case(case_id: int, *, account_id: int, actor: Actor, at: datetime, version: int | None = None) -> Case:
    """Give the case to an officer of the council or below. Giving it to whom it belongs already changes nothing."""
    with step(case_id, Verb.ASSIGN, actor=actor, at=at, version=version) as done:
        people = {each.pk: str(each) for each in org.accounts_with_role(actor, ("officer", "supervisor"))}
        if account_id not in people:
            raise InvalidInput(_("Choose an officer of your council."), field="account_id")
        if done.row.officer_id == account_id:
            raise AlreadyDone(done.row)
        done.row.officer_id = account_id
        done.say(to=account_id, to_name=people[account_id])
        return done.row


def assign_cases(
    case_ids: Sequence[int], *, account_id: int, actor: Actor, at: datetime
) -> tuple[list[Case], list[tuple[str, Open315Error]]]:
    """Give many cases to one officer: those that could be given, and (number, error) of the others."""
    done: list[Case] = []
    errors: list[tuple[str, Open315Error]] = []
    numbers = dict(visible_to(actor).filter(pk__in=case_ids).values_list("id", "number"))
    for case_id, number in sorted(numbers.items()):
        try:
            done.append(assign_case(case_id, account_id=account_id, actor=actor, at=at))
        except Open315Error as error:
            errors.append((number, error))
    return done, errors


def add_note(case_id: int, *, text: str, actor: Actor, at: datetime, version: int | None = None) -> Case:
    """A note for colleagues. Numbers and addresses in it are masked; the consumer never sees it."""
    with step(case_id, Verb.NOTE, actor=actor, at=at) as done:
        if not text.strip():
            raise InvalidInput(_("The note is empty."), field="text")
        done.row.has_note = True
        done.say(text=said(text))
        return done.row


def add_evidence(
    case_id: int,
    *,
    upload_ids: Sequence[UUID],
    note: str = "",
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> Case:
    """Attach received files to the case, unchanged."""
    with step(case_id, Verb.ADD_EVIDENCE, actor=actor, at=at) as done:
        if not upload_ids:
            raise InvalidInput(_("Choose at least one file."), field="evidence")
        uploads.claim(upload_ids, at=at)
        masked = said(note)[:200]
        Attachment.objects.bulk_create(
            Attachment(case=done.row, upload_id=each, added_by_kind=actor.kind, added_at=at, note=masked)
            for each in upload_ids
        )
        done.say(files=len(upload_ids), note=masked, public=True)
        return done.row


def supervise_case(
    case_id: int, *, level: str, reason: str, due_on: date, actor: Actor, at: datetime, version: int | None = None
) -> Case:
    """Supervise late work (督辦): a reminder, a yellow or a red card, with what is expected until when."""
    with step(case_id, Verb.SUPERVISE, actor=actor, at=at, version=version) as done:
        if level not in LEVELS:
            raise InvalidInput(_("Choose a reminder, a yellow or a red card."), field="level")
        if not reason.strip():
            raise InvalidInput(_("Say what is late and what is expected."), field="reason")
        if due_on < local_day(at):
            raise InvalidInput(_("This day has passed."), field="due_on")
        done.say(level=level, reason=said(reason), until=due_on.isoformat(), holder=done.row.holder_id)
        return done.row


def override_competence(
    case_id: int, *, organisation_id: int, reason: str, actor: Actor, at: datetime, version: int | None = None
) -> Case:
    """Name another competent body than the table did; the table's answer and the reason are kept."""
    with step(case_id, Verb.OVERRIDE_COMPETENCE, actor=actor, at=at, version=version) as done:
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
            "why": said(reason),
            "table": earlier,
        }
        done.say(to=body.pk, to_name=body.name, to_name_en=body.name_en, earlier=earlier, reason=said(reason))
        return done.row


@repeatable
def mark_duplicate(case_id: int, *, of_id: int, actor: Actor, at: datetime, version: int | None = None) -> Case:
    """This case repeats another: it ends here, counted once, linked to the other."""

    def same(case: Case) -> bool:
        return case.state == State.DUPLICATE and case.duplicate_of_id == of_id

    with step(case_id, Verb.MARK_DUPLICATE, actor=actor, at=at, version=version, same=same) as done:
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
