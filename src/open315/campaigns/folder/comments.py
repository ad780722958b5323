"""The sheet of what members of the standing committee said at paragraphs of a plan, and what became of it.

Accounts do not travel: who said it is told as a member with a number, the same for all that one person said.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override, pgettext_lazy

from open315.campaigns.commenting import services
from open315.campaigns.folder.subject import acting_in, actors_of, campaign_in, campaigns_of, sheet
from open315.campaigns.models import Campaign, PlanComment, PlanVersion, Requirement
from open315.campaigns.plan import queries
from open315.campaigns.plan.content import HEAD, Content, Item, content_from
from open315.campaigns.types import CommentSaid, CommentState
from open315.core.access import Actor
from open315.core.errors import InvalidInput
from open315.core.folders import Bringing, Column, Form
from open315.core.folders.sheets import Values
from open315.core.text import letters

NO_VERSION = gettext_lazy("This plan has no version for this purpose. Versions stand in sheets before.")
NO_PART = gettext_lazy("There is no such section or measure in this version; leave it empty for the plan as a whole.")
NO_REQUIREMENT = gettext_lazy("Say which requirement was made of it, by its number.")
MEASURE_IN = " / "
"""Between the title of a section and that of a measure in it."""


def bring_comment(values: Values, bringing: Bringing) -> bool:
    """A comment at a version; the same words of the same member at the same part are left as they are."""
    campaign, actor = campaign_in(bringing, values), acting_in(bringing, values)
    version = campaign.versions.filter(why=values["version"]).order_by("-number").first()
    if version is None:
        raise InvalidInput(NO_VERSION, field="version")
    bringing.about = version
    if _is_there(campaign, values):
        return False
    bringing.about = services.bring_comment(version.pk, _said(version, values, bringing), actor=actor, at=bringing.at)
    return True


def _said(version: PlanVersion, values: Values, bringing: Bringing) -> CommentSaid:
    requirement: Requirement | None = None
    if values["state"] == CommentState.TAKEN_UP.value:
        if values["requirement"] is None:
            raise InvalidInput(NO_REQUIREMENT, field="requirement")
        name = f"{values['council']} {values['requirement']}"
        requirement = bringing.find("requirement", name, column="requirement")
    return CommentSaid(
        key=HEAD if values["is_gone"] else _key(version, values["part"]),
        text=values["text"],
        said_by=values["said_by"],
        said_at=values["part"] if values["is_gone"] else "",
        written_at=values["written_at"] or bringing.at,
        state=values["state"] or CommentState.OPEN.value,
        answer=values["answer"],
        answered_at=values["answered_at"],
        closed_at=values["closed_at"],
        requirement_id=requirement.pk if requirement else None,
    )


def _key(version: PlanVersion, part: str) -> str:
    content = content_from(version.content)
    found = next((item.key for item in content if letters(_part(content, item)) == letters(part)), None)
    if found is None:
        raise InvalidInput(NO_PART, field="part")
    return found


def _part(content: Content, item: Item) -> str:
    """What a part is called: nothing for the plan as a whole, the title of a section, that of a measure behind its section's."""
    if item.kind == HEAD:
        return ""
    above = next((each for each in content if each.key == item.parent and each.kind != HEAD), None)
    return MEASURE_IN.join([*([above.fields["title"]] if above else []), item.fields["title"]])


def _is_there(campaign: Campaign, values: Values) -> bool:
    """By the part's name, the words, and who said it, in whichever language the folder was given out."""
    asked = (letters(values["part"]), values["text"], letters(values["said_by"]))
    rows = _of(campaign)
    for row, number in zip(rows, _members(rows), strict=True):
        if asked[:2] == (letters(_called(row)), row.text) and asked[2] in _names(row, number):
            return True
    return False


def _of(campaign: Campaign) -> list[PlanComment]:
    rows = PlanComment.objects.filter(plan_version__campaign=campaign).select_related("plan_version", "requirement")
    return list(rows.order_by("written_at", "pk"))


def _members(rows: Iterable[PlanComment]) -> list[int]:
    """The number of the member of each comment, in the order in which they first spoke; 0 for whom nobody knows any more."""
    known: dict[int, int] = {}
    return [known.setdefault(row.written_by_id, len(known) + 1) if row.written_by_id else 0 for row in rows]


def _names(row: PlanComment, number: int) -> set[str]:
    if not number:
        return {letters(row.said_by)}
    found = set()
    for code, _name in settings.LANGUAGES:
        with override(code):
            found.add(letters(_label(row, number)))
    return found


def _label(row: PlanComment, number: int) -> str:
    return _("Member %(n)s") % {"n": number} if number else row.said_by


def _called(row: PlanComment) -> str:
    """What the part is called at which it was said."""
    if row.said_at:
        return row.said_at
    content = content_from(row.plan_version.content)
    item = next((each for each in content if each.key == row.key), None)
    return _part(content, item) if item else ""


def give_comments(actor: Actor, campaign_id: int) -> Iterator[Values]:
    """What was said at any version, told at the last one, which travels; where that has no such part any more, it says so."""
    for campaign, acting in actors_of(actor, campaigns_of(actor, campaign_id)):
        version = next(iter(queries.versions_of(acting, campaign.pk)), None)
        rows = _of(campaign)
        if version is None:
            continue
        keys = {item.key for item in content_from(version.content)}
        for row, number in zip(rows, _members(rows), strict=True):
            yield {
                "council": campaign.council.name,
                "version": version.why,
                "part": _called(row),
                "is_gone": bool(row.said_at) or row.key not in keys,
                "text": row.text,
                "said_by": _label(row, number),
                "written_at": row.written_at,
                "state": row.state,
                "answer": row.answer,
                "answered_at": row.answered_at,
                "closed_at": row.closed_at,
                "requirement": row.requirement.number if row.requirement else None,
            }


def _states() -> dict[str, Any]:
    return dict(PlanComment.State.choices)


COMMENTS = sheet(
    "comments",
    gettext_lazy("Comments of the committee"),
    69,
    (
        Column("version", gettext_lazy("What the version is for"), needed=True),
        Column("part", gettext_lazy("Section or measure")),
        Column("is_gone", gettext_lazy("Not in this version any more"), Form.YES),
        Column("text", pgettext_lazy("comment", "Comment"), needed=True),
        Column("said_by", gettext_lazy("Said by")),
        Column("written_at", gettext_lazy("Written on"), Form.MOMENT),
        Column("state", gettext_lazy("State"), Form.CODE, codes=_states),
        Column("answer", gettext_lazy("Answer")),
        Column("answered_at", gettext_lazy("Answered on"), Form.MOMENT),
        Column("closed_at", gettext_lazy("Settled on"), Form.MOMENT),
        Column("requirement", gettext_lazy("Requirement made of it (No.)"), Form.NUMBER),
    ),
    bring_comment,
    give_comments,
)
