"""Regions: the divisions change their names now and then."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from open315.core.access import Actor
from open315.core.clock import local_day
from open315.core.errors import InvalidInput
from open315.core.names import NO_NAME, Translated
from open315.core.verbs.step import step
from open315.org.models import Region, RegionName
from open315.org.policies import require_own_region
from open315.org.services.verb import REGION, managing

RENAME_REGION = managing("rename_region", REGION, event="org.region_renamed", emits=None)


@RENAME_REGION
def rename_region(
    code: str, name: str, *, name_in: Translated = NO_NAME, since: date | None = None, actor: Actor, at: datetime
) -> Region:
    """Correct a name, or with `since` record that the region bears a new one from that day and keep the old one with its dates."""
    with step(RENAME_REGION, code, actor=actor, at=at) as done:
        require_own_region(actor, code)
        region, name = done.row, name.strip()
        if not name:
            raise InvalidInput(_("Enter the name."), field="name")
        before = region.name
        if since is not None and since > local_day(at):
            raise InvalidInput(_("The new name cannot begin in the future."), field="since")
        if since is None:
            region.names.filter(valid_until=None).update(name=name)
        elif name != before:
            _date_names(region, name, since)
        region.name, region.name_in = name, name_in
        done.audit_data = {"from": before, "to": name, "since": since.isoformat() if since else ""}
        return region


def _date_names(region: Region, name: str, since: date) -> None:
    eve = since - timedelta(days=1)
    current = region.names.filter(valid_until=None).first()
    if current is None:
        RegionName.objects.create(region=region, name=region.name, valid_from=None, valid_until=eve)
    else:
        if current.valid_from is not None and current.valid_from >= since:
            raise InvalidInput(_("The region took its present name after that day."), field="since")
        current.valid_until = eve
        current.save(update_fields=["valid_until"])
    RegionName.objects.create(region=region, name=name, valid_from=since, valid_until=None)
