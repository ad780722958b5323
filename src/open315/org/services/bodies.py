"""Bodies: create, change, rename, move, deactivate, reactivate."""

import re
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import Conflict, InvalidInput
from open315.core.names import Names
from open315.core.translations import stored
from open315.core.verbs.step import making, step
from open315.org.codes import sectors
from open315.org.models import Organisation, OrganisationName, Region, RoleGrant
from open315.org.queries import forget, held_on
from open315.org.queries.managed import managed_bodies, managed_body
from open315.org.services.verb import BODY, managing, need_reason
from open315.org.types import BodyDetails

FIXED = {"kind", "name", "region_code", "parent_id"}
"""Not changed by `change_body`: a name by renaming, a place by moving, a kind and a region not at all."""


CREATE = managing("create_body", BODY, event="org.body_created", makes=True)


@CREATE
def create_body(details: BodyDetails, *, actor: Actor, at: datetime) -> Organisation:
    """Add a body below `parent_id`, or at the top. InvalidInput for an unknown region or sector, NotFound for a foreign parent."""
    with making(CREATE, actor=actor, at=at) as done:
        details = _check(details)
        parent = managed_body(actor, details.parent_id) if details.parent_id else None
        fields = {**asdict(details), "name": details.name.strip()}
        region_code = fields.pop("region_code")
        body = Organisation.objects.create(**fields, region_id=region_code)
        body.path = f"{parent.path if parent else '/'}{body.pk}/"
        body.save(update_fields=["path"])
        _require_kept(actor, body, field="region_code")
        done.row = body
        done.say(name=body.name, kind=body.kind)
        return body


def _require_kept(actor: Actor, body: Organisation, *, field: str) -> None:
    """Nobody puts a body where she does not manage it: at the top a council would administer the whole install."""
    if not managed_bodies(actor).filter(pk=body.pk).exists():
        forget()  # the directory was read with the body where it is not to be
        raise InvalidInput(_("This place or kind is outside of what you manage."), field=field)


def _check(details: BodyDetails, body: Organisation | None = None) -> BodyDetails:
    """The details as they are kept; InvalidInput at the field that is wrong. `body` is the one that is changed."""
    if not details.name.strip():
        raise InvalidInput(_("Enter the name."), field="name")
    if not Region.objects.filter(pk=details.region_code).exists():
        raise InvalidInput(_("Choose a region."), field="region_code")
    if details.sector and details.sector not in sectors():
        raise InvalidInput(_("Choose a sector from the list."), field="sector")
    if details.kind not in Organisation.Kind.values:
        raise InvalidInput(_("Choose the kind of body."), field="kind")
    return replace(details, case_letters=_letters(details, body))


_LETTERS = re.compile(r"[A-Z]{2,6}")


def _letters(details: BodyDetails, body: Organisation | None) -> str:
    """The letters in capitals. They stand on receipts: once given they stay, and no other body, closed or not, reads like them."""
    given, kept = details.case_letters.strip().upper(), body.case_letters if body else ""
    if given == kept:
        return kept
    if kept:
        raise InvalidInput(_("These letters stand on receipts already and stay as they are."), field="case_letters")
    if not _LETTERS.fullmatch(given):
        raise InvalidInput(_("Enter two to six letters from A to Z."), field="case_letters")
    others = Organisation.objects.exclude(pk=body.pk) if body else Organisation.objects.all()
    if others.filter(Q(case_letters=given) | Q(case_prefix__iregex=f"^{given}[^A-Za-z]*$")).exists():
        raise InvalidInput(_("Another council has these letters."), field="case_letters")
    return given


CHANGE = managing("change_body", BODY, event="org.body_changed")


@CHANGE
def change_body(organisation_id: int, details: BodyDetails, *, actor: Actor, at: datetime) -> Organisation:
    """Change what may be changed without ceremony: short name and translations, sector, prefix, contact."""
    with step(CHANGE, organisation_id, actor=actor, at=at) as done:
        details = _check(details, done.row)
        given = {name: value for name, value in asdict(details).items() if name not in FIXED}
        changed = [name for name, value in given.items() if _plain(getattr(done.row, name)) != _plain(value)]
        if not changed:
            done.leave()
        for name, value in given.items():
            setattr(done.row, name, value)
        done.say(changed=sorted(changed))
        return done.row


def _plain(value: Any) -> Any:
    return stored(value) if isinstance(value, Names | Mapping) else str(value or "")


RENAME = managing("rename_body", BODY, event="org.body_renamed")


@RENAME
def rename_body(organisation_id: int, name: str, *, since: date, actor: Actor, at: datetime) -> Organisation:
    """Give a body a new name from `since` on; the old one stays known with its dates. The same name again changes nothing."""
    with step(RENAME, organisation_id, actor=actor, at=at) as done:
        body, name = done.row, name.strip()
        if not name:
            raise InvalidInput(_("Enter the name."), field="name")
        if name == body.name:
            done.leave()
        if since > local_day(at):
            raise InvalidInput(_("The new name cannot begin in the future."), field="since")
        last = body.former_names.first()
        if last is not None and since <= last.valid_until:
            raise InvalidInput(_("The body already took another name after that day."), field="since")
        began = last.valid_until + timedelta(days=1) if last else body.valid_from
        OrganisationName.objects.create(
            organisation=body, name=body.name, valid_from=began, valid_until=since - timedelta(days=1)
        )
        done.audit_data = {"from": body.name, "to": name, "since": since.isoformat()}
        body.name = name
        return body


MOVE = managing("move_body", BODY, event="org.body_moved")


@MOVE
def move_body(organisation_id: int, parent_id: int | None, *, actor: Actor, at: datetime) -> Organisation:
    """Put a body with everything below it under another one. InvalidInput when that would put it below itself or out of reach."""
    with step(MOVE, organisation_id, actor=actor, at=at) as done:
        body = done.row
        parent = managed_body(actor, parent_id, lock=True) if parent_id else None
        if parent is not None and parent.path.startswith(body.path):
            raise InvalidInput(_("A body cannot stand below itself."), field="parent_id")
        if body.parent_id == parent_id:
            done.leave()
        if actor.organisation_id == body.pk:
            raise InvalidInput(_("You cannot move the body you act for."), field="parent_id")
        old, new = body.path, f"{parent.path if parent else '/'}{body.pk}/"
        below = Organisation.objects.filter(path__startswith=old)
        below.update(path=Concat(Value(new), Substr(F("path"), len(old) + 1)))
        Organisation.objects.filter(pk=body.pk).update(parent=parent)
        forget()
        body.refresh_from_db()
        _require_kept(actor, body, field="parent_id")
        done.audit_data = {"from": old, "to": new}
        return body


DEACTIVATE = managing("deactivate_body", BODY, event="org.body_deactivated")


@DEACTIVATE
def deactivate_body(organisation_id: int, *, reason: str, actor: Actor, at: datetime) -> Organisation:
    """Close a body: it gets no new cases and its people may not act for it. Conflict while active bodies stand below it."""
    with step(DEACTIVATE, organisation_id, actor=actor, at=at) as done:
        body = done.row
        need_reason(reason)
        if not body.is_active:
            done.leave()
        if actor.organisation_id == body.pk:
            raise Conflict(_("You cannot deactivate the body you act for."))
        if Organisation.objects.filter(path__startswith=body.path, is_active=True).exclude(pk=body.pk).exists():
            raise Conflict(_("Active bodies stand below this one. Move or deactivate them first."))
        body.is_active, body.valid_until = False, local_day(at)
        held = RoleGrant.objects.filter(held_on(local_day(at)), organisation=body).count()
        done.say(reason=reason.strip(), roles_at_rest=held)
        return body


REACTIVATE = managing("reactivate_body", BODY, event="org.body_reactivated")


@REACTIVATE
def reactivate_body(organisation_id: int, *, reason: str, actor: Actor, at: datetime) -> Organisation:
    """Open a deactivated body again; the roles granted there hold again."""
    with step(REACTIVATE, organisation_id, actor=actor, at=at) as done:
        need_reason(reason)
        if done.row.is_active:
            done.leave()
        done.row.is_active, done.row.valid_until = True, None
        done.say(reason=reason.strip())
        return done.row
