"""The page of a comment, and how comments stand at the paragraphs of a version."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from open315.campaigns.commenting.rules import Since, item_of, since
from open315.campaigns.models import PlanComment, PlanVersion
from open315.campaigns.plan.comparing import Difference, compared
from open315.campaigns.plan.content import HEAD, Content, content_from, numbers_of
from open315.campaigns.plan.version_pages import LABELS, Talk, drawn_pieces
from open315.campaigns.types import CommentState
from open315.core.pages.cells import badge, link, moment, text
from open315.core.pages.declared import Column, Go
from open315.core.pages.details import DetailPage, Facts, Steps, Table
from open315.core.pages.steps import Confirm, Press

TONES = {
    CommentState.OPEN.value: "warn",
    CommentState.ANSWERED.value: "info",
    CommentState.SETTLED.value: "good",
    CommentState.TAKEN_UP.value: "good",
}
SINCE: Mapping[Since, tuple[Any, str]] = {
    Since.SAME: (gettext_lazy("Unchanged since version %(number)s"), "neutral"),
    Since.CHANGED: (gettext_lazy("Changed since version %(number)s"), "info"),
    Since.GONE: (gettext_lazy("Not in this version any more"), "warn"),
}


def state_badge(comment: PlanComment) -> SafeString:
    """Where a comment stands."""
    return badge(comment.get_state_display(), TONES.get(comment.state, "neutral"))


def since_badge(comment: PlanComment, what: Since) -> SafeString:
    """What became of its paragraph."""
    words, tone = SINCE[what]
    return badge(words % {"number": comment.plan_version.number}, tone)


def requirement_link(comment: PlanComment) -> SafeString | str:
    """The way to the requirement that was made of it."""
    if comment.requirement is None:
        return ""
    words = _("Requirement %(number)s") % {"number": comment.requirement.number}
    return link(reverse("campaigns:requirement", args=[comment.requirement.pk]), words)


def part_words(content: Content, key: str) -> str:
    """Number and title of a part of a version, as the reader knows it."""
    item = item_of(content, key)
    if item is None or item.kind == HEAD:
        return _("The plan as a whole")
    return f"{numbers_of(content)[key]} {text(item.fields['title'])}"


def paragraph_words(content: Content, key: str) -> str:
    """What stands at a part of a version, for who is about to say something of it."""
    item = item_of(content, key)
    if item is None:
        return ""
    names = ("idea", "goals") if item.kind == HEAD else ("responsible", "venue", "output", "text")
    said = [text(item.fields[name]) for name in names if item.fields.get(name)]
    return " · ".join((part_words(content, key), *said))


@dataclass(frozen=True, slots=True)
class Said:
    """One comment at a paragraph: of an earlier version, with what became of the paragraph since."""

    comment: PlanComment
    state: SafeString
    requirement: SafeString | str
    since: SafeString | str
    may_answer: bool


def talk_at(
    version: PlanVersion, content: Content, comments: Iterable[PlanComment], *, may_comment: bool, may_answer: bool
) -> dict[str, Talk]:
    """What was said at each part of a version; under "" what was said at parts that it has no more."""
    address = reverse("campaigns:comment_new", args=[version.pk])
    found = {item.key: Talk([], f"{address}?at={item.key}" if may_comment else "") for item in content}
    found[""] = Talk([], "")
    for comment in comments:
        is_here = comment.plan_version_id == version.pk
        what = Since.SAME if is_here else since(comment.key, content_from(comment.plan_version.content), content)
        said = Said(
            comment,
            state_badge(comment),
            requirement_link(comment),
            "" if is_here else since_badge(comment, what),
            may_answer and comment.state == CommentState.OPEN,
        )
        found[comment.key if what != Since.GONE else ""].said.append(said)
    return found


@dataclass(frozen=True, slots=True)
class CommentShown:
    """A comment, the paragraph it is at, what became of that in the latest version, and what the reader may do."""

    comment: PlanComment
    content: Content
    latest: PlanVersion
    may_answer: bool
    may_withdraw: bool

    @property
    def since(self) -> Since:
        """What became of its paragraph."""
        return since(self.comment.key, self.content, content_from(self.latest.content))

    @property
    def changes(self) -> Sequence[tuple[Any, SafeString]]:
        """Each field of the paragraph that differs now, old and new in one."""
        if self.since != Since.CHANGED:
            return ()
        key = self.comment.key
        both = [
            [item] for content in (self.content, content_from(self.latest.content)) if (item := item_of(content, key))
        ]
        return [row for each in compared(*map(tuple, both)) for row in _changed(each)]


def _changed(each: Difference) -> Iterator[tuple[Any, SafeString]]:
    for name, pieces in each.changed:
        yield LABELS[name], drawn_pieces(name, pieces)


def _to(name: str, pk: int) -> str:
    return reverse(f"campaigns:{name}", args=[pk])


def _place(shown: CommentShown) -> SafeString:
    """The paragraph in the version at which it was said."""
    version = shown.comment.plan_version
    words = _("%(part)s, in version %(number)s") % {
        "part": part_words(shown.content, shown.comment.key),
        "number": version.number,
    }
    return link(f"{_to('version', version.pk)}#at-{shown.comment.key}", words)


def _facts(shown: CommentShown) -> Iterator[tuple[Any, Any]]:
    comment = shown.comment
    yield pgettext_lazy("comment", "Comment"), linebreaksbr(text(comment.text))
    yield pgettext_lazy("comment", "At"), _place(shown)
    yield pgettext_lazy("comment", "By"), text(str(comment.written_by or comment.said_by))
    if comment.said_at:
        yield _("Said at"), text(comment.said_at)
    yield gettext_lazy("Written on"), moment(comment.written_at)
    yield gettext_lazy("State"), state_badge(comment)
    if comment.requirement is not None:
        yield pgettext_lazy("comment", "What came of it"), requirement_link(comment)
    if shown.latest.pk != comment.plan_version_id:
        words = _("Version %(number)s") % {"number": shown.latest.number}
        yield link(_to("version", shown.latest.pk), words), since_badge(comment, shown.since)


def _answer(shown: CommentShown) -> Iterator[tuple[Any, Any]]:
    yield gettext_lazy("Answer"), linebreaksbr(text(shown.comment.answer))
    yield gettext_lazy("Answered on"), moment(shown.comment.answered_at)


def _steps(shown: CommentShown) -> Iterator[Go | Press | Confirm]:
    pk, version = shown.comment.pk, shown.comment.version
    if shown.may_answer:
        yield Go(gettext_lazy("Make it a requirement"), _to("comment_require", pk), icon="plus")
        words = gettext_lazy("It is not counted as open any more. Its author is told.")
        yield Confirm(
            gettext_lazy("It is settled"), _to("comment_settle", pk), words, kind="secondary", version=version
        )
    if shown.may_withdraw:
        words = gettext_lazy("It stays to be read, as withdrawn.")
        yield Confirm(gettext_lazy("Withdraw it"), _to("comment_withdraw", pk), words, version=version)


def _buttons(shown: CommentShown) -> Iterator[Go]:
    comment = shown.comment
    yield Go(gettext_lazy("All comments"), _to("comments", comment.plan_version.campaign_id), icon="document")
    if shown.may_answer:
        yield Go(gettext_lazy("Answer"), _to("comment_answer", comment.pk), icon="pen", kind="primary", key="a")


COMMENT: DetailPage[CommentShown] = DetailPage(
    name="campaigns.comment",
    section="campaigns",
    permission="campaigns:read",
    title=lambda shown: _("Comment at %(part)s") % {"part": part_words(shown.content, shown.comment.key)},
    lead=lambda shown: format_html(
        "{} · {}", shown.comment.plan_version.campaign.year, shown.comment.plan_version.campaign.theme_in
    ),
    back=lambda: (_("Campaigns"), reverse("campaigns:list")),
    buttons=_buttons,
    main=(
        Facts(pgettext_lazy("comment", "Comment"), _facts),
        Facts(gettext_lazy("Answer of the secretariat"), _answer),
        Table(
            gettext_lazy("What changed there since"),
            (
                Column("field", gettext_lazy("Part"), lambda pair: pair[0]),
                Column("words", gettext_lazy("Change"), lambda pair: pair[1]),
            ),
            lambda shown: shown.changes,
            "",
            belongs=lambda shown: bool(shown.changes),
        ),
    ),
    aside=(Steps(_steps, title=gettext_lazy("Next steps")),),
)
