"""Classifying: what a matter is about and what is wrong with it, in the words of the statistics.

Who does it: the clerk who reads a complaint whose writer said "an electric cat litter box" and was promised that the council would find the
heading; and the officer who sees, when the matter is over, that it stood under the wrong one. The writer's own words stay beside it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from open315.cases.models import Case
from open315.cases.policies import owner
from open315.cases.queries import choices
from open315.cases.rules.matter import matter_of
from open315.cases.services.splitting import trader_of
from open315.cases.services.verb import CASE
from open315.cases.types import OPEN_STATES, Channel, Kind, NewCase, State
from open315.core.access import Actor
from open315.core.errors import InvalidInput
from open315.core.verbs import Face, Verb
from open315.core.verbs.questions import Choice
from open315.core.verbs.step import step
from open315.law import codelists
from open315.law.queries import competence


def _entry(data: Mapping[str, Any]) -> Any:
    return (
        _("Classified: %(goods_words)s; %(nature_words)s") if data.get("nature") else _("Classified: %(goods_words)s")
    )


CLASSIFY = Verb(
    "classify",
    CASE,
    event="cases.classified",
    permission="cases:classify",
    who=owner,
    before=OPEN_STATES | {State.CLOSED},
    label=_("Classify"),
    help=_("Under which heading the statistics count it. The consumer's own words stay beside it."),
    entry=_entry,
    face=Face(
        place=188,
        questions=(
            Choice(
                name="goods",
                label=_("Goods or service"),
                choices=choices.goods,
                look="find",
                start=choices.likely_goods,
            ),
            Choice(
                name="nature",
                label=_("Nature"),
                choices=choices.natures,
                required=False,
                start=lambda asked: asked.row.nature,
            ),
        ),
    ),
)


@CLASSIFY
def classify_case(
    case_id: int, *, goods: str, nature: str = "", actor: Actor, at: datetime, version: int | None = None
) -> Case:
    """Say under which class of goods and which nature the case is counted; facts follow at once, archived summaries never.

    The table of competence is asked anew, as of the day of receipt, unless a person named another body. InvalidInput at its field
    for a code that is not in the list on the day of receipt, and where it stands like that already.
    """
    outcome = {"goods": goods, "nature": nature}
    with step(CLASSIFY, case_id, actor=actor, at=at, version=version, outcome=outcome) as done:
        case = done.row
        if goods not in codelists.codes("goods", on=case.received_on):
            raise InvalidInput(_("Choose one of the goods or services offered."), field="goods")
        if nature and nature not in codelists.codes("natures", on=case.received_on):
            raise InvalidInput(_("Choose one of the natures offered."), field="nature")
        if (goods, nature) == (case.goods, case.nature):
            raise InvalidInput(_("It is classified like that already."), field="goods")
        done.say(goods=goods, nature=nature, earlier_goods=case.goods, earlier_nature=case.nature)
        case.goods, case.nature = goods, nature
        _ask_who_is_competent(case)
        return case


def _ask_who_is_competent(case: Case) -> None:
    if "overridden_by" in case.competence:
        return
    found = competence.resolve(matter_of(_as_new(case)), on=case.received_on)
    case.competent_id, case.competence = found.organisation_id, found.as_data()


def _as_new(case: Case) -> NewCase:
    return NewCase(
        kind=Kind(case.kind),
        channel=Channel(case.channel),
        title=case.title,
        narrative=case.narrative,
        council_id=case.council_id,
        received_at=case.received_at,
        trader=trader_of(case),
        region_code=case.region_code,
        nature=case.nature,
        goods=case.goods,
    )
