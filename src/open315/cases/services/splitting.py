"""Splitting a letter: a complaint, a report and an enquiry in one paper are as many cases, each with its own rules (Order 121 Art 9)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.cases.models import Case, Identity, Party, TimelineEntry
from open315.cases.policies import owner
from open315.cases.queries import choices
from open315.cases.services.registration import register_case
from open315.cases.services.rows import who_did
from open315.cases.services.verb import CASE
from open315.cases.types import OPEN_STATES, Channel, ConsumerFacts, Kind, NewCase, PersonDetails, TraderRef
from open315.cases.vault import open_identity
from open315.core.access import Actor
from open315.core.errors import InvalidInput
from open315.core.verbs import Face, Verb
from open315.core.verbs.questions import Choice, Line, Several, Text
from open315.core.verbs.step import step


def _entry(data: Mapping[str, Any]) -> Any:
    if data.get("of_number"):
        return _("Split from case %(of_number)s")
    return _("Split: %(kind_words)s %(number)s was made of it")


SPLIT = Verb(
    "split",
    CASE,
    event="cases.split",
    permission="cases:mark_duplicate",
    who=owner,
    before=OPEN_STATES,
    label=_("Split"),
    help=_("A complaint, a report and an enquiry in one letter are handled apart, each as a case of its own."),
    entry=_entry,
    face=Face(
        place=195,
        questions=(
            Choice(name="kind", label=_("What else it holds"), choices=choices.other_kinds, look="buttons"),
            Line(name="title", label=_("In one sentence"), longest=60),
            Text(name="narrative", label=_("This part of the letter")),
            Several(name="claims", label=_("What is asked for"), choices=choices.claims, required=False),
        ),
    ),
)


@SPLIT
def split_case(
    case_id: int,
    *,
    kind: str,
    title: str,
    narrative: str,
    claims: Sequence[str] = (),
    actor: Actor,
    at: datetime,
    version: int | None = None,
) -> Case:
    """Make a case of another kind of a part of this one: same person, trader, place and day of receipt, own number and clocks.

    Both say where the other is; the person's details are sealed anew, so that one can be erased without the other. What a
    registration lacks is an InvalidInput at its field.
    """
    with step(SPLIT, case_id, actor=actor, at=at, version=version) as done:
        case = done.row
        if kind not in set(Kind) - {case.kind}:
            raise InvalidInput(_("Choose another kind than the case has."), field="kind")
        command = _part(case, Kind(kind), title.strip(), narrative.strip(), tuple(claims))
        made = register_case(command, actor=actor, at=at)
        Case.objects.filter(pk=made.case_id).update(split_from=case)
        _tell_the_part(made.case_id, case, actor, at)
        done.say(number=made.number, kind=kind, made=made.case_id)
        return case


def _part(case: Case, kind: Kind, title: str, narrative: str, claims: tuple[str, ...]) -> NewCase:
    party = Party.objects.filter(case=case, role="consumer").order_by("id").first()
    return NewCase(
        kind=kind,
        channel=Channel(case.channel),
        title=title,
        narrative=narrative,
        council_id=case.council_id,
        received_at=case.received_at,
        trader=trader_of(case),
        consumer=_person(party),
        consumer_facts=ConsumerFacts(party.age_band, party.gender, party.region_code) if party else ConsumerFacts(),
        region_code=case.region_code,
        occurred_on=case.occurred_on,
        nature=case.nature,
        goods=case.goods,
        goods_text=case.goods_text,
        claims=(claims or tuple(case.claims)) if kind is Kind.COMPLAINT else (),
        language=case.language,
    )


def trader_of(case: Case) -> TraderRef:
    """The trader of a case as a registration gives it."""
    trader = case.trader
    if trader is None:
        return TraderRef(name=case.trader_name)
    platform = trader.platform
    return TraderRef(
        trader_id=trader.pk,
        name=case.trader_name,
        kind=trader.kind,
        region_code=trader.region_id or "",
        platform_name=platform.name if platform else "",
        platform_region=(platform.region_id or "") if platform else "",
    )


def _person(party: Party | None) -> PersonDetails:
    row = Identity.objects.filter(pk=party.identity_id).first() if party and party.identity_id else None
    return open_identity(row) if row else PersonDetails()


def _tell_the_part(made: int, case: Case, actor: Actor, at: datetime) -> None:
    TimelineEntry.objects.create(
        case_id=made, at=at, verb=str(SPLIT.name), data={"of_number": case.number, "of": case.pk}, **who_did(actor)
    )
