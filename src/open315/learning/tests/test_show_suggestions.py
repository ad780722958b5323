"""The pages of suggestions: learn, look at the card, use, stop; and what a clerk sees beside a message and on the desk's form. By hand."""

import re
from typing import Any

import pytest
import time_machine

from open315.activities.tests.test_show_activities import browser, words
from open315.core.jobs import Job
from open315.inbox.tests.making import after, message, told
from open315.learning import fitting
from open315.learning.models import LearnedModel
from open315.learning.showing import kinds_likeliest_first, per_cent, ready
from open315.learning.tests.making import FRIDGE, TRIP, model, samples
from open315.learning.types import Likely, Sample, Subject, Suggested

pytestmark = pytest.mark.django_db
NOW = time_machine.travel(after(minutes=30), tick=False)
LIST = "/console/suggestions/"


def page(client: Any, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return words(answer.content.decode())


def selected(form: str) -> set[str]:
    """What the desk's field of goods begins with."""
    (field,) = re.findall(r'<select name="goods".*?</select>', form, re.DOTALL)
    return {re.search(r'value="([^"]*)"', each)[1] for each in re.findall(r"<option[^>]*selected[^>]*>", field)} or {""}


@NOW
def test_an_administrator_lets_it_learn_and_sees_that_it_waits(cast: Any) -> None:
    client = browser(cast, "administrator")
    empty = page(client, LIST)
    assert "還沒有學過" in empty
    assert client.post(f"{LIST}learn/goods/").status_code == 302
    assert client.post(f"{LIST}learn/colour/").status_code == 404
    assert Job.objects.get().once == "goods"
    assert "等待" in page(client, LIST)
    again = client.post(f"{LIST}learn/goods/", follow=True)
    assert "正在進行" in words(again.content.decode())


@NOW
def test_without_the_packages_the_page_says_what_to_do(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "is_there", lambda: False)
    shown = page(browser(cast, "administrator"), LIST)
    assert "沒有安裝" in shown
    assert f"{LIST}learn/" not in shown


@NOW
def test_the_card_tells_how_well_it_does_and_takes_it_into_use(cast: Any) -> None:
    made, client = model(cast, shown=samples(30, 30, 3)), browser(cast, "administrator")
    path = f"{LIST}{made.pk}/"
    shown = page(client, path)
    for each in ("家用電子電器", "旅遊服務", "其他", "60", "100 %", "1.00"):
        assert each in shown
    assert client.post(f"{path}use/", {"version": "1"}).status_code == 302
    assert LearnedModel.objects.get().is_used
    assert "使用中" in page(client, path)
    assert client.post(f"{path}stop/", {"version": "2"}).status_code == 302
    assert not LearnedModel.objects.get().is_used
    assert client.get(f"{LIST}{made.pk + 1}/").status_code == 404


@NOW
def test_a_clerk_reads_what_a_message_is_likely_about_and_the_form_begins_with_it(cast: Any) -> None:
    found = message(cast, told("m-9", FRIDGE.format(99)))
    client, path = browser(cast, "clerk"), f"/console/inbox/{found.pk}/"
    assert "可能" not in page(client, path)
    model(cast, is_used=True)
    shown = client.get(path).content.decode()
    assert "家用電子電器" in words(shown)
    assert "<q>" in shown
    assert "<meter" in shown
    form = client.get(f"/console/desk/?at=inbox.{found.pk}.complaint").content.decode()
    assert selected(form) == {"appliances"}


@NOW
def test_what_is_less_likely_than_all_others_together_is_not_filled_in(cast: Any) -> None:
    unsure = [
        Sample(f"一事{'甲乙丙丁戊己庚辛壬癸'[number % 10]}", ("appliances", "tourism", "food")[number % 3])
        for number in range(90)
    ]
    model(cast, is_used=True, shown=unsure)
    found = message(cast, told("m-9", "一事甲"))
    form = browser(cast, "clerk").get(f"/console/desk/?at=inbox.{found.pk}.complaint").content.decode()
    assert selected(form) == {""}


@NOW
def test_the_likeliest_kind_is_the_first_button(cast: Any) -> None:
    named = [Sample(each.text, {"appliances": "complaint", "tourism": "enquiry"}[each.code]) for each in samples()]
    model(cast, Subject.KIND, is_used=True, shown=named)
    found = message(cast, told("m-9", TRIP.format(99)))
    shown = browser(cast, "clerk").get(f"/console/inbox/{found.pk}/").content.decode()
    assert shown.index(f"inbox.{found.pk}.enquiry") < shown.index(f"inbox.{found.pk}.complaint")


@pytest.mark.parametrize(
    ("share", "shown"), [(1.0, 100), (0.9999, 99), (0.994, 99), (0.5, 50), (0.004, 1), (0.0001, 1), (0.0, 0)]
)
def test_only_what_is_sure_is_a_hundred_per_cent(share: float, shown: int) -> None:
    assert per_cent(share) == shown


def test_kinds_stay_in_their_order_where_none_is_suggested() -> None:
    kinds = ["complaint", "enquiry", "report"]
    assert kinds_likeliest_first([], kinds) == kinds
    goods = ready([Suggested(Subject.GOODS, (Likely("food", 0.9),), ("麵粉",))])
    assert kinds_likeliest_first(goods, kinds) == kinds
    kind = ready([Suggested(Subject.KIND, (Likely("report", 0.9), Likely("enquiry", 0.1)), ())])
    assert kinds_likeliest_first(kind, kinds) == ["report", "complaint", "enquiry"]
