"""People and the posts they hold."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.errors import Conflict, InvalidInput
from open315.core.verbs.step import making, step
from open315.org.codes import ranks
from open315.org.models import Person, Post
from open315.org.queries.managed import managed_body, managed_person
from open315.org.services.verb import PERSON, POST, managing
from open315.org.types import PersonDetails, PostDetails

ADD_PERSON = managing("add_person", PERSON, event="org.person_added", emits=None, makes=True)


@ADD_PERSON
def add_person(details: PersonDetails, *, actor: Actor, at: datetime) -> Person:
    """Add somebody who works in a body the actor manages."""
    with making(ADD_PERSON, actor=actor, at=at) as done:
        body = managed_body(actor, details.organisation_id)
        done.row = Person.objects.create(
            name=_name(details), name_in=details.name_in, organisation=body, phone=details.phone, email=details.email
        )
        done.say(organisation=body.pk)
        return done.row


CHANGE_PERSON = managing("change_person", PERSON, event="org.person_changed", emits=None)


@CHANGE_PERSON
def change_person(person_id: int, details: PersonDetails, *, actor: Actor, at: datetime) -> Person:
    """Correct a person's name, contact or body."""
    with step(CHANGE_PERSON, person_id, actor=actor, at=at) as done:
        person = done.row
        person.organisation = managed_body(actor, details.organisation_id)
        person.name, person.name_in = _name(details), details.name_in
        person.phone, person.email = details.phone, details.email
        done.say(organisation=person.organisation_id)
        return person


def _name(details: PersonDetails) -> str:
    name = details.name.strip()
    if not name:
        raise InvalidInput(_("Enter the name."), field="name")
    return name


HOLD_POST = managing("hold_post", POST, event="org.post_taken", emits=None, makes=True)


@HOLD_POST
def hold_post(details: PostDetails, *, actor: Actor, at: datetime) -> Post:
    """Record that a person holds a post in a body from a day on. The same post twice is a Conflict."""
    with making(HOLD_POST, actor=actor, at=at) as done:
        person = managed_person(actor, details.person_id)
        body = managed_body(actor, details.organisation_id)
        title = details.title.strip()
        if not title:
            raise InvalidInput(_("Enter the title of the post."), field="title")
        if details.rank and details.rank not in ranks():
            raise InvalidInput(_("Choose a rank from the list."), field="rank")
        if Post.objects.filter(person=person, organisation=body, title=title, held_until=None).exists():
            raise Conflict(_("The person already holds this post."))
        done.row = Post.objects.create(
            person=person, organisation=body, title=title, rank=details.rank, held_from=details.held_from
        )
        done.audit_data = {"organisation": body.pk, "title": title, "from": details.held_from.isoformat()}
        return done.row


LEAVE_POST = managing("leave_post", POST, event="org.post_left", emits=None)


@LEAVE_POST
def leave_post(post_id: int, *, last_day: date, actor: Actor, at: datetime) -> Post:
    """Record the last day of a post. InvalidInput when it lies before the first."""
    with step(LEAVE_POST, post_id, actor=actor, at=at) as done:
        post = done.row
        if last_day < post.held_from:
            raise InvalidInput(_("The last day is before the first day."), field="last_day")
        post.held_until = last_day
        done.say(organisation=post.organisation_id, title=post.title, until=last_day.isoformat())
        return post
