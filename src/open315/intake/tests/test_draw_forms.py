"""Every field of the forms of a case is drawn in one part of the page."""

import pytest
from django.test import Client

from conftest import Cast
from open315.intake.desk.forms import DeskForm
from open315.intake.web.forms import MatterForm
from open315.intake.web.public_forms import FORMS, ComplaintForm, EnquiryForm, ReportForm


@pytest.mark.django_db
@pytest.mark.parametrize("form", [ComplaintForm, ReportForm, EnquiryForm, DeskForm])
def test_every_field_stands_in_one_part_of_the_page(form: type[MatterForm], cast: Cast) -> None:
    placed = [name for names in form.SECTIONS.values() for name in names]
    assert sorted(placed) == sorted(form().fields)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["complaint", "report", "enquiry"])
def test_the_public_page_draws_every_field_of_its_kind_and_no_other(client: Client, cast: Cast, kind: str) -> None:
    page = client.get(f"/complain/?kind={kind}").content.decode()
    assert [name for name in FORMS[kind]().fields if f'name="{name}"' not in page] == []
    others = set(MatterForm().fields) | set(ComplaintForm().fields)
    assert [name for name in others - set(FORMS[kind]().fields) if f'name="{name}"' in page] == []


@pytest.mark.django_db
def test_the_desk_draws_every_field(client: Client, cast: Cast) -> None:
    client.force_login(cast.accounts["clerk"])
    page = client.get("/console/desk/").content.decode()
    assert [name for name in DeskForm().fields if f'name="{name}"' not in page] == []
