"""Regions: the divisions change their names now and then."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from open315.core import audit
from open315.core.access import Actor
from open315.core.errors import InvalidInput, NotFound
from open315.org.models import Region, RegionName
from open315.org.policies import require_manager


@transaction.atomic
def rename_region(
    code: str, name: str, *, name_en: str = "", since: date | None = None, actor: Actor, at: datetime
) -> Region:
    """Correct a name, or with `since` record that the region bears a new one from that day and keep the old one with its dates."""
    require_manager(actor)
    region = Region.objects.select_for_update().filter(pk=code).first()
    if region is None:
        raise NotFound("")
    name = name.strip()
    if not name:
        raise InvalidInput(_("Enter the name."), field="name")
    before = region.name
    if since is not None and name != before:
        _date_names(region, name, since)
    region.name, region.name_en = name, name_en.strip()
    region.save(update_fields=["name", "name_en"])
    data = {"from": before, "to": name, "since": since.isoformat() if since else ""}
    audit.record("org.region_renamed", actor=actor, at=at, obj=("region", code), data=data)
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
