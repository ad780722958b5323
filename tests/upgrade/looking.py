"""Look at a restored and upgraded world by today's code; what it shows, as JSON. Run with the install's own environment."""

import io
import json
import logging
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import time_machine
from django.core.management import call_command
from django.test import Client
from django.test.utils import override_settings
from django.utils import translation

import conftest  # noqa: F401  (it sets Django up, in the folder the environment names)
from open315.campaigns.models import Campaign
from open315.cases import services as cases
from open315.cases.models import Case, Party
from open315.core.clock import local_day
from open315.core.uploads import services as uploads
from open315.core.uploads import storage
from open315.core.uploads.models import Upload
from open315.law.models import CompetenceRule
from open315.notify.models import Message
from open315.notify.types import Recipient
from open315.org.models import Account, Region
from open315.org.queries import actor_for
from tests.upgrade import contents, recording, world

PAGES = {
    "inbox": ("officer", "/console/cases/?view=all"),
    "case": ("officer", "/console/cases/{number}/"),
    "campaign": ("secretariat", "/console/campaigns/{campaign}/"),
    "summary": ("secretariat", "/console/campaigns/{campaign}/summary/"),
    "imports": ("clerk", "/console/imports/"),
    "exports": ("administrator", "/console/admin/export/"),
    "competence": ("administrator", "/console/admin/competence/"),
}
"""Who opens what."""


def look(archive: Path) -> dict[str, Any]:
    """What was recorded, the audit chain, which columns say something else, an identity in clear, and the words of some pages."""
    found = {**recording.seen(), "changed": contents.changed(archive), "chain": _chain()}
    case = Case.objects.get(title=world.HERS)
    officer = actor_for(Account.objects.get(username="officer"), local_day(world.AT))
    given = {"number": case.number, "campaign": Campaign.objects.get(year=2026).pk}
    found["pages"] = {name: _page(who, path.format(**given)) for name, (who, path) in PAGES.items()}
    found["pages"]["track"] = _tracked(found["query_code"])
    names = [
        Region.objects.get(pk="420100").name_in,
        CompetenceRule.objects.get(code="market-any", valid_from="2020-01-01").article_in,
    ]
    found["names"] = [each.as_data() for each in names]
    found["told"] = _told(case.pk)
    found["files"] = _files()
    party = Party.objects.get(case=case).pk
    person = cases.unmask_identity(case.pk, party_id=party, reason="升級後查看。", actor=officer, at=world.AT).person
    found["person"] = person and [person.name, person.phone, person.email, person.address]
    return found


def _files() -> dict[str, Any]:
    """Which uploads lie in clear; of each its kind, its name, and whether its content is what was recorded when it came."""
    rows = [row for row in Upload.objects.order_by("pk") if storage.kept(row).path.exists()]
    opened = []
    for row in rows:
        with uploads.open_original(row) as file:
            opened.append([row.content_type, uploads.given_name(row), sha256(file.read()).hexdigest() == row.sha256])
    return {"in clear": [str(row.pk) for row in rows if not storage.kept(row).key_id()], "opened": opened}


def _told(case_id: int) -> dict[str, Any]:
    """For whom messages were: on which channel what kind of people, and whether hers are for her identity and the clerk's for him."""
    hers = Recipient.consumer(Party.objects.get(case=case_id).identity_id)
    clerk = Account.objects.get(username="clerk")
    return {
        "kinds": sorted(set(Message.objects.values_list("channel", "recipient_kind"))),
        "hers": Message.objects.filter(channel="email", recipient_kind=hers.kind, recipient_key=hers.key).exists(),
        "clerk": Message.objects.filter(account=clerk, recipient_key=Recipient.staff(clerk.pk).key).exists(),
    }


def _chain() -> str:
    said = io.StringIO()
    call_command("audit_verify", stdout=said)
    return said.getvalue()


def _page(who: str, path: str) -> dict[str, Any]:
    client = Client(headers={"accept-language": "zh-hant"})
    client.force_login(Account.objects.get(username=who))
    answer = client.get(path)
    return {"status": answer.status_code, "text": answer.content.decode()}


def _tracked(code: str) -> dict[str, Any]:
    answer = Client(headers={"accept-language": "zh-hant"}).post("/track/", {"code": code}, follow=True)
    return {"status": answer.status_code, "text": answer.content.decode()}


if __name__ == "__main__":
    logging.disable()
    quick = override_settings(
        STORAGES={
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
        AXES_ENABLED=False,
        MFA_REQUIRED=False,
        ALLOWED_HOSTS=["testserver"],
    )
    with time_machine.travel(world.AT, tick=False), quick, translation.override("en"):
        print(json.dumps(look(Path(sys.argv[1])), ensure_ascii=False))
