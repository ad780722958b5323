"""People and the posts they hold."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from open315.core import audit
from open315.core.access import Actor
from open315.core.errors import Conflict, InvalidInput
from open315.org.codes import ranks
from open315.org.models import Person, Post
from open315.org.policies import require_manager
from open315.org.queries.managed import managed_body, managed_person, managed_post
from open315.org.types import PersonDetails, PostDetails


@transaction.atomic
def add_person(details: PersonDetails, *, actor: Actor, at: datetime) -> Person:
    """Add somebody who works in a body the actor manages."""
    require_manager(actor)
    body = managed_body(actor, details.organisation_id)
    person = Person.objects.create(
        name=_name(details), name_en=details.name_en, organisation=body, phone=details.phone, email=details.email
    )
    audit.record("org.person_added", actor=actor, at=at, obj=("person", person.pk), data={"organisation": body.pk})
    return person


@transaction.atomic
def change_person(person_id: int, details: PersonDetails, *, actor: Actor, at: datetime) -> Person:
    """Correct a person's name, contact or body."""
    require_manager(actor)
    person = managed_person(actor, person_id)
    person.organisation = managed_body(actor, details.organisation_id)
    person.name, person.name_en = _name(details), details.name_en
    person.phone, person.email = details.phone, details.email
    person.save()
    data = {"organisation": person.organisation_id}
    audit.record("org.person_changed", actor=actor, at=at, obj=("person", person.pk), data=data)
    return person


def _name(details: PersonDetails) -> str:
    name = details.name.strip()
    if not name:
        raise InvalidInput(_("Enter the name."), field="name")
    return name


@transaction.atomic
def hold_post(details: PostDetails, *, actor: Actor, at: datetime) -> Post:
    """Record that a person holds a post in a body from a day on. The same post twice is a Conflict."""
    require_manager(actor)
    person = managed_person(actor, details.person_id)
    body = managed_body(actor, details.organisation_id)
    title = details.title.strip()
    if not title:
        raise InvalidInput(_("Enter the title of the post."), field="title")
    if details.rank and details.rank not in ranks():
        raise InvalidInput(_("Choose a rank from the list."), field="rank")
    if Post.objects.filter(person=person, organisation=body, title=title, held_until=None).exists():
        raise Conflict(_("The person already holds this post."))
    post = Post.objects.create(
        person=person, organisation=body, title=title, rank=details.rank, held_from=details.held_from
    )
    data = {"organisation": body.pk, "title": title, "from": details.held_from.isoformat()}
    audit.record("org.post_taken", actor=actor, at=at, obj=("person", person.pk), data=data)
    return post


@transaction.atomic
def leave_post(post_id: int, *, last_day: date, actor: Actor, at: datetime) -> Post:
    """Record the last day of a post. InvalidInput when it lies before the first."""
    require_manager(actor)
    post = managed_post(actor, post_id)
    if last_day < post.held_from:
        raise InvalidInput(_("The last day is before the first day."), field="last_day")
    post.held_until = last_day
    post.save(update_fields=["held_until"])
    data = {"organisation": post.organisation_id, "title": post.title, "until": last_day.isoformat()}
    audit.record("org.post_left", actor=actor, at=at, obj=("person", post.person_id), data=data)
    return post
