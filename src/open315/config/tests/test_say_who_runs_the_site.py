"""Every public page says who stands behind the site, whom to call and where to go (ADR 0148)."""

from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client

from conftest import Cast
from open315.core import clock
from open315.core.audit.models import AuditEntry
from open315.org import queries, services
from open315.org.models import Organisation
from open315.org.queries import face
from open315.org.queries.face import missing_of_face, site_body, statements_of
from open315.org.types import BodyDetails

pytestmark = pytest.mark.django_db
FACE = {
    "phone": "027-0000 0315", "address": "示例路315號", "hours": "工作日 9:00–12:00", "map_link": "https://map.example/",
    "icp_filing": "鄂ICP備00000315號", "police_filing": "鄂公網安備 42000000000315號", "privacy_note": "負責人：辦公室",
    "access_note": "可約手語翻譯",
}  # fmt: skip


@pytest.fixture
def shown(cast: Cast) -> Organisation:
    """The body at the top with everything that people outside ask for."""
    body = Organisation.objects.filter(kind="council", parent=None).get()
    for name, value in FACE.items():
        setattr(body, name, value)
    body.save()
    return body


def test_the_footer_of_every_public_page_names_the_body_that_runs_the_site(client: Client, shown: Organisation) -> None:
    for address in ("/", "/about/", "/complain/", "/track/"):
        foot = client.get(address).content.decode().split("<footer")[1]
        for words in (
            shown.name,
            FACE["phone"],
            FACE["address"],
            FACE["hours"],
            FACE["icp_filing"],
            FACE["police_filing"],
        ):
            assert words in foot, (address, words)
        assert 'href="/contact/#privacy"' in foot
        assert 'href="/contact/#accessibility"' in foot


def test_an_install_without_a_council_has_a_footer_without_one(client: Client) -> None:
    assert "主辦單位" not in client.get("/about/").content.decode()
    assert client.get("/contact/").status_code == 200


def test_where_no_database_answers_nobody_is_named_and_the_page_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> list[Any]:
        raise DatabaseError

    monkeypatch.setattr(face, "councils", broken)
    assert site_body() is None


def test_the_contact_page_tells_bodies_departments_and_statements(
    client: Client, shown: Organisation, cast: Cast
) -> None:
    Organisation.objects.filter(pk=cast.bodies["wuhan"].pk).update(phone="027-0000 0420")
    body = Organisation(
        name="湖北省示例管理局",
        kind="department",
        sector="market",
        region_id=shown.region_id,
        parent=None,
        phone="027-0000 0999",
    )
    body.save()
    queries.forget()
    page = client.get("/contact/").content.decode()
    for words in (
        FACE["privacy_note"],
        FACE["access_note"],
        "https://map.example/",
        "武漢市消費者協會",
        "027-0000 0420",
    ):
        assert words in page, words
    assert 'href="tel:027-0000 0999"' in page
    assert page.count(f"<h2>{shown.name}</h2>") == 1


def test_the_councils_stand_below_each_other_by_the_code_of_their_place(cast: Cast, shown: Organisation) -> None:
    district = Organisation(name="江岸區消費者協會", kind="council", region_id="420102", parent=cast.bodies["wuhan"])
    district.save()
    Organisation.objects.filter(pk=district.pk).update(path=f"{cast.bodies['wuhan'].path}{district.pk}/")
    queries.forget()
    told = [(head.name, [each.name for each in below]) for head, below in queries.branches_below(site_body())]
    assert told == [("武漢市消費者協會", ["江岸區消費者協會"]), ("黃石市消費者委員會", [])]
    everybody = [head.name for head, _below in queries.branches_below(None)]
    assert everybody == [shown.name]


def test_what_is_missing_is_known_and_told_to_who_may_enter_it(client: Client, cast: Cast, shown: Organisation) -> None:
    body = site_body()
    assert body is not None
    assert (body.pk, missing_of_face(body)) == (shown.pk, [])
    Organisation.objects.filter(pk=shown.pk).update(phone="", hours="")
    queries.forget()
    body = site_body()
    assert body is not None
    assert missing_of_face(body) == ["phone", "hours"]
    client.force_login(cast.accounts["administrator"], backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/console/").content.decode()
    assert "公眾頁面尚未公布您單位的聯繫方式" in page
    assert "電話、辦公時間" in page
    client.force_login(cast.accounts["clerk"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "公眾頁面尚未公布" not in client.get("/console/").content.decode()


def test_the_face_is_changed_by_the_verb_of_the_body_and_leaves_a_trail(cast: Cast, shown: Organisation) -> None:
    details = BodyDetails(
        kind="council",
        name=shown.name,
        region_code=shown.region_id,
        case_prefix=shown.case_prefix,
        **{**FACE, "hours": "每天"},
    )
    services.change_body(shown.pk, details, actor=cast.actor("administrator"), at=clock.now())
    assert Organisation.objects.get(pk=shown.pk).hours == "每天"
    assert "hours" in AuditEntry.objects.filter(event="org.body_changed").latest("id").data["changed"]


def test_who_adds_no_statement_has_none(cast: Cast) -> None:
    assert statements_of(None) == face.Statements("", "")
    assert statements_of(site_body()) == face.Statements("", "")
