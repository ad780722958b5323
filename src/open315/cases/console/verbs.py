"""The table verb → words, form, service. A new verb is a line here, and nothing else in the console."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.cases import services
from open315.cases.console import forms
from open315.cases.types import Verb


@dataclass(frozen=True, slots=True)
class VerbFace:
    """How a verb looks: its button, key, tone, what it asks for, and the service that does it."""

    verb: Verb
    label: Any
    help: Any
    form: type[forms.VerbForm]
    service: Callable[..., Any]
    key: str = ""
    kind: str = "secondary"
    takes_files: bool = False


FACES: dict[Verb, VerbFace] = {
    face.verb: face
    for face in (
        VerbFace(
            Verb.ACCEPT, _("Accept"), _("The council takes the case; the clock for handling begins."),
            forms.AcceptForm, services.accept_case, "a", "primary",
        ),
        VerbFace(
            Verb.PROPOSE_DECLINATION, _("Decline"), _("You propose not to accept; a second person confirms before anybody is told."),
            forms.DeclineForm, services.propose_declination, "d",
        ),
        VerbFace(
            Verb.CONFIRM_DECLINATION, _("Confirm the refusal"), _("The consumer is told the grounds and the other routes the law names."),
            forms.PlainForm, services.confirm_declination, "a", "primary",
        ),
        VerbFace(
            Verb.REJECT_DECLINATION, _("Send back"), _("The case returns to the officer."),
            forms.ReasonForm, services.reject_declination, "b",
        ),
        VerbFace(
            Verb.REFER, _("Refer"), _("Another body handles it; it acknowledges, answers, refuses or returns it."),
            forms.ReferForm, services.refer_case, "r",
        ),
        VerbFace(
            Verb.ACKNOWLEDGE_REFERRAL, _("Acknowledge"), _("Your body has received the case and takes it on."),
            forms.PlainForm, services.acknowledge_referral, "a", "primary",
        ),
        VerbFace(
            Verb.ANSWER_REFERRAL, _("Answer"), _("The council receives your answer."),
            forms.ReplyForm, services.answer_referral, "w", "primary",
        ),
        VerbFace(
            Verb.REFUSE_REFERRAL, _("Refuse"), _("Your body is not competent; the case goes back with your reason."),
            forms.ReasonForm, services.refuse_referral,
        ),
        VerbFace(
            Verb.RETURN_REFERRAL, _("Return"), _("The case goes back to the council, which decides anew. It is never forwarded onwards."),
            forms.ReasonForm, services.return_referral,
        ),
        VerbFace(Verb.CLOSE, _("Close"), _("State the result and what was recovered."), forms.CloseForm, services.close_case, "c", "primary"),
        VerbFace(Verb.NOTE, _("Note"), _("For colleagues; the consumer does not see it."), forms.NoteForm, services.add_note, "m"),
        VerbFace(Verb.ASSIGN, _("Assign"), _("Who is to handle it."), forms.AssignForm, services.assign_case, "g"),
        VerbFace(
            Verb.ADD_EVIDENCE, _("Add evidence"), _("Files are kept exactly as they came."),
            forms.EvidenceForm, services.add_evidence, "e", takes_files=True,
        ),
        VerbFace(
            Verb.PAUSE_CLOCK, _("Pause the clock"), _("Only on the grounds the law names."), forms.PauseForm, services.pause_clock,
        ),
        VerbFace(Verb.RESUME_CLOCK, _("Resume the clock"), _("The days of the pause are not counted."), forms.PlainForm, services.resume_clock),
        VerbFace(Verb.SUPERVISE, _("Supervise"), _("The officer and her body are told."), forms.SuperviseForm, services.supervise_case),
        VerbFace(Verb.REOPEN, _("Reopen"), _("The case goes on where it stood."), forms.ReasonForm, services.reopen_case),
        VerbFace(Verb.WITHDRAW, _("Withdraw"), _("On the consumer's word."), forms.ReasonForm, services.withdraw_case),
        VerbFace(
            Verb.MARK_DUPLICATE, _("Mark as duplicate"), _("It is counted once; both stay linked."),
            forms.DuplicateForm, services.mark_duplicate,
        ),
        VerbFace(
            Verb.OVERRIDE_COMPETENCE, _("Other competent body"), _("The rule table named another; your reason is kept."),
            forms.CompetenceForm, services.override_competence,
        ),
        VerbFace(
            Verb.UNMASK, _("Show personal data"), _("Contact and original wording, shown once on the next page."),
            forms.UnmaskForm, services.unmask_identity, "u",
        ),
        VerbFace(
            Verb.ERASE_IDENTITY, _("Erase the identity"), _("Name, contact and original wording are gone for good; the case and its figures stay."),
            forms.PartyReasonForm, services.erase_identity, kind="danger",
        ),
    )
}  # fmt: skip

MAIN = (
    Verb.ACCEPT, Verb.CONFIRM_DECLINATION, Verb.ACKNOWLEDGE_REFERRAL, Verb.ANSWER_REFERRAL, Verb.CLOSE,
    Verb.PROPOSE_DECLINATION, Verb.REJECT_DECLINATION, Verb.REFER, Verb.REFUSE_REFERRAL, Verb.RETURN_REFERRAL,
    Verb.ASSIGN, Verb.NOTE,
)  # fmt: skip
"""Shown as buttons, in this order; the rest is behind "More"."""


def faces(verbs: set[Verb]) -> dict[str, Any]:
    """The verbs a person may use now, as templates take them: `main` buttons, `more` behind a menu, `unmask` beside what is masked."""
    return {
        "main": [FACES[verb] for verb in MAIN if verb in verbs],
        "more": [face for verb, face in FACES.items() if verb in verbs and verb not in MAIN],
        "unmask": FACES[Verb.UNMASK] if Verb.UNMASK in verbs else None,
    }
