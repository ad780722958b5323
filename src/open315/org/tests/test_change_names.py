"""The forms of names: each starts with what is kept in both languages, and keeps what was typed in each."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from conftest import Cast
from open315.core.names import Names
from open315.org.models import Organisation, Person, Region

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(cast: Cast) -> Client:
    client = Client(headers={"accept-language": "zh-hant"})
    client.force_login(cast.accounts["administrator"], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def inputs(answer: Any) -> dict[str, str]:
    """The inputs for the name, by their names, with what they hold."""
    return {part.html_name: part.value() for part in answer.context["form"]["name"].parts}


def test_a_person_s_form_starts_with_both_names_and_keeps_both(admin: Client, cast: Cast) -> None:
    person = Person.objects.create(name="工作甲", name_in={"en": "Gong"}, organisation=cast.bodies["wuhan"])
    address = reverse("org:person_edit", args=[person.pk])
    assert inputs(admin.get(address)) == {"name": "工作甲", "name_en": "Gong"}
    sent = {"name": "工作乙", "name_en": "Gong Yi", "organisation_id": cast.bodies["wuhan"].pk}
    assert admin.post(address, sent).status_code == 302
    person.refresh_from_db()
    assert person.name_in == Names("工作乙", "Gong Yi")


def test_a_new_person_has_both_names(admin: Client, cast: Cast) -> None:
    sent = {"name": "工作丙", "name_en": "Gong Bing", "organisation_id": cast.bodies["wuhan"].pk}
    assert inputs(admin.get(reverse("org:person_new"))) == {"name": "", "name_en": ""}
    assert admin.post(reverse("org:person_new"), sent).status_code == 302
    assert Person.objects.get(name="工作丙").name_in.en == "Gong Bing"


def test_a_body_s_form_offers_its_translations_and_leaves_its_name_alone(admin: Client, cast: Cast) -> None:
    body = cast.bodies["market"]
    Organisation.objects.filter(pk=body.pk).update(name_in={"en": "Market Office"})
    address = reverse("org:organisation_edit", args=[body.pk])
    page = admin.get(address)
    assert inputs(page) == {"name_en": "Market Office"}
    assert 'name="name"' not in page.content.decode()
    sent = {"name": "別名", "name_en": "Market Bureau", "sector": body.sector}
    assert admin.post(address, sent).status_code == 302
    assert Organisation.objects.get(pk=body.pk).name_in == Names(body.name, "Market Bureau")


def test_a_new_body_has_both_names(admin: Client, cast: Cast) -> None:
    sent = {
        "kind": "department",
        "name": "武漢市教育局",
        "name_en": "Wuhan Education",
        "region_code": "420100",
        "sector": "education",
    }
    assert admin.post(reverse("org:organisation_new"), sent).status_code == 302
    assert Organisation.objects.get(name="武漢市教育局").name_in.en == "Wuhan Education"


def test_a_region_s_form_starts_with_both_names_and_keeps_both(admin: Client, cast: Cast) -> None:
    address = reverse("org:region_edit", args=["420100"])
    assert inputs(admin.get(address)) == {"name": "武漢市", "name_en": "Wuhan"}
    assert admin.post(address, {"name": "武漢市", "name_en": ""}).status_code == 302
    assert Region.objects.get(pk="420100").name_in == Names("武漢市")
    assert admin.post(address, {"name": "", "name_en": "Wuhan"}).status_code == 422
    assert Region.objects.get(pk="420100").name_in == Names("武漢市")
