"""The door for programs that speak GeoReport v2: what can be sent, what is refused, who sees what became of it. By hand; and by a client nobody here wrote."""

import json
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

import pytest
import time_machine
from django.test import Client
from georeport import GeoReport

from open315.cases import services
from open315.cases.models import Case, Party
from open315.core import throttle
from open315.intake.open311 import reading
from open315.intake.open311.clients import client_of

pytestmark = pytest.mark.django_db
KEY, OTHER = "a" * 16, "b" * 20
ROOT = "/open311/v2/"
THEN = datetime(2026, 5, 12, 2, 0, tzinfo=UTC)
SENT = {
    "api_key": KEY,
    "service_code": "complaint",
    "description": "冰箱三周後不製冷。商家不肯退款，電話 13800138000。",
    "address_string": "武漢市武昌區中山路 1 號",
    "first_name": "小明",
    "last_name": "王",
    "phone": "13800138000",
    "attribute[trader_name]": "示例電器商場",
    "attribute[trader_kind]": "offline",
    "attribute[claims]": ["refund", "repair"],
    "attribute[amount]": "1.2萬元",
    "attribute[occurred_on]": "2026-05-10T00:00:00+08:00",
    "lat": "30.55",
    "long": "114.30",
}


@pytest.fixture(autouse=True)
def _door(settings: Any, cast: Any) -> Any:
    settings.GEOREPORT_KEYS = f"app:{KEY} other:{OTHER} short:abc"
    throttle.forget()
    with time_machine.travel(THEN, tick=False):
        yield
    throttle.forget()


def send(client: Client, form: str = "json", **changes: Any) -> Any:
    sent = {name: value for name, value in {**SENT, **changes}.items() if value is not None}
    return client.post(f"{ROOT}requests.{form}", sent)


def filed(client: Client, **changes: Any) -> Case:
    (row,) = send(client, **changes).json()
    return Case.objects.get(number=row["service_request_id"])


def test_the_services_are_three_in_both_forms(client: Client) -> None:
    rows = client.get(f"{ROOT}services.json").json()
    assert [(each["service_code"], each["service_name"], each["metadata"], each["type"]) for each in rows] == [
        ("complaint", "投訴", True, "realtime"), ("report", "舉報", True, "realtime"), ("enquiry", "諮詢", True, "realtime"),
    ]  # fmt: skip
    answer = client.get(f"{ROOT}services.xml")
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    root = ElementTree.fromstring(answer.content)
    assert [each.findtext("service_code") for each in root.findall("service")] == ["complaint", "report", "enquiry"]
    assert root.findtext("service/metadata") == "true"


def test_each_service_has_its_own_questions(client: Client) -> None:
    def asked(code: str) -> dict[str, bool]:
        told = client.get(f"{ROOT}services/{code}.json").json()
        assert told["service_code"] == code
        return {each["code"]: each["required"] for each in told["attributes"]}

    complaint = asked("complaint")
    assert (complaint["trader_name"], complaint["claims"], complaint["amount"]) == (True, False, False)
    assert set(complaint) - set(asked("report")) == {"claims", "amount"}
    assert set(asked("report")) - set(asked("enquiry")) == {"occurred_on"}
    root = ElementTree.fromstring(client.get(f"{ROOT}services/complaint.xml").content)
    kinds = root.findall("attributes/attribute[code='trader_kind']/values/value/key")
    assert [each.text for each in kinds] == ["offline", "own_site", "platform", "platform_seller", "manufacturer"]
    assert client.get(f"{ROOT}services/pothole.json").status_code == 404


def test_what_a_client_sends_is_a_case_with_every_field(client: Client, cast: Any) -> None:
    answer = send(client)
    assert answer.status_code == 201
    (row,) = answer.json()
    case = Case.objects.get()
    assert row["service_request_id"] == case.number
    assert (case.kind, case.channel, case.council_id, case.region_code) == (
        "complaint", "api", cast.bodies["wuhan"].pk, "420106",
    )  # fmt: skip
    assert (case.title, case.trader_name, case.claims, case.amount_cents) == (
        "冰箱三周後不製冷", "示例電器商場", ["refund", "repair"], 1_200_000,
    )  # fmt: skip
    assert case.narrative == "冰箱三周後不製冷。商家不肯退款，電話 138****8000。"
    assert str(case.occurred_on) == "2026-05-10"
    assert (case.source, case.source_data) == ("open311 app", {"lat": "30.55", "long": "114.30"})
    party = Party.objects.get(case=case, role="consumer")
    assert (party.masked_name, party.masked_phone) == ("王**", "138****8000")
    code = row["service_notice"].partition("：")[0].split()[-1]
    assert client.post("/track/", {"code": code})["Location"] == "/track/case/"


def test_the_same_once_more_on_the_same_day_is_the_same_case(client: Client) -> None:
    first, again = send(client), send(client)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    send(client, description="另一件事")
    send(client, api_key=OTHER)
    assert Case.objects.count() == 3
    with time_machine.travel(datetime(2026, 5, 12, 16, 0, tzinfo=UTC), tick=False):
        assert send(client).status_code == 201
    assert Case.objects.count() == 4


@pytest.mark.parametrize("key", ["", "abc", "a" * 15, "a" * 17, "app", f"app:{KEY}"])
def test_without_a_key_of_sixteen_signs_nothing_is_taken_or_told(client: Client, key: str) -> None:
    answer = send(client, api_key=key)
    assert answer.status_code == 403
    assert answer.json()[0]["code"] == 403
    assert not Case.objects.exists()
    for path in ("requests.json", "requests/1.xml", "tokens/1.json"):
        assert client.get(f"{ROOT}{path}", {"api_key": key}).status_code == 403


def test_a_key_may_stand_in_the_head_as_well(client: Client) -> None:
    sent = {name: value for name, value in SENT.items() if name != "api_key"}
    assert client.post(f"{ROOT}requests.json", sent, headers={"Authorization": f"Bearer {KEY}"}).status_code == 201
    assert client.post(f"{ROOT}requests.json", sent, headers={"Authorization": "Bearer x"}).status_code == 403


def test_keys_are_not_found_by_trying_and_clients_send_so_many_a_minute(client: Client, settings: Any) -> None:
    statuses = [send(client, api_key=f"try-{n}").status_code for n in range(61)]
    assert statuses == [403] * 60 + [429]
    settings.GEOREPORT_PER_MINUTE = 2
    answers = [send(client, description=f"第{n}件") for n in range(3)]
    assert [each.status_code for each in answers] == [201, 201, 429]
    assert int(answers[2]["Retry-After"]) > 0


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"service_code": "pothole"}, "service_code"),
        ({"service_code": None}, "service_code"),
        ({"description": " "}, "description"),
        ({"address_string": None}, "address_string"),
        ({"address_string": "光谷步行街"}, "address_string"),
        ({"address_id": "42"}, "address_string"),
        ({"attribute[trader_name]": ""}, "attribute[trader_name]"),
        ({"attribute[trader_kind]": "pigeon"}, "attribute[trader_kind]"),
        ({"attribute[color]": "red"}, "attribute[color]"),
        ({"attribute[claims]": ["gold"]}, "attribute[claims]"),
        ({"attribute[amount]": "-1"}, "attribute[amount]"),
        ({"attribute[occurred_on]": "昨天"}, "attribute[occurred_on]"),
        ({"phone": "123"}, "phone"),
        ({"email": "x"}, "email"),
    ],
)
def test_what_is_wrong_is_told_at_the_clients_own_field(client: Client, changes: dict[str, Any], field: str) -> None:
    answer = send(client, "xml", **changes)
    assert answer.status_code == 400
    root = ElementTree.fromstring(answer.content)
    assert root.tag == "errors"
    assert root.findtext("error/code") == "400"
    assert str(root.findtext("error/description")).startswith(f"{field}: ")
    assert not Case.objects.exists()


def test_a_place_is_a_code_or_words_and_its_council_takes_the_case(client: Client, cast: Any) -> None:
    case = filed(client, address_id="420200", address_string="任何地方")
    assert (case.region_code, case.council_id) == ("420200", cast.bodies["huangshi"].pk)
    assert filed(client, address_string="黃石市").council_id == cast.bodies["huangshi"].pk


def test_who_sent_it_sees_where_it_stands_and_nobody_else(client: Client, cast: Any) -> None:
    case = filed(client)
    other = filed(client, api_key=OTHER)
    services.accept_case(
        case.pk, foreclosure_told=True, actor=cast.actor("officer"), at=datetime(2026, 5, 13, 2, 0, tzinfo=UTC)
    )
    (row,) = client.get(f"{ROOT}requests/{case.number}.json", {"api_key": KEY}).json()
    assert row == {
        "service_request_id": case.number, "status": "open", "status_notes": "已受理", "service_name": "投訴",
        "service_code": "complaint", "description": None, "agency_responsible": "武漢市消費者協會", "service_notice": None,
        "requested_datetime": "2026-05-12T10:00:00+08:00", "updated_datetime": "2026-05-13T10:00:00+08:00",
        "expected_datetime": "2026-07-13T23:59:59+08:00", "address": "湖北省武漢市武昌區", "address_id": "420106",
        "zipcode": None, "lat": None, "long": None, "media_url": None,
    }  # fmt: skip
    assert client.get(f"{ROOT}requests/{other.number}.json", {"api_key": KEY}).status_code == 404
    both = {"api_key": KEY, "service_request_id": f"{case.number}, {other.number}"}
    assert [each["service_request_id"] for each in client.get(f"{ROOT}requests.json", both).json()] == [case.number]


def test_a_proposal_not_to_accept_is_no_news_and_a_reporter_is_told_no_day(client: Client) -> None:
    case = filed(client, service_code="report", **{"attribute[claims]": None, "attribute[amount]": None})
    Case.objects.filter(pk=case.pk).update(state="declination_proposed")
    (row,) = client.get(f"{ROOT}requests.json", {"api_key": KEY}).json()
    assert (row["status"], row["status_notes"], row["expected_datetime"]) == ("open", "已登記", None)
    Case.objects.filter(pk=case.pk).update(state="closed")
    assert client.get(f"{ROOT}requests.json", {"api_key": KEY}).json()[0]["status"] == "closed"


def listed(client: Client, **asked: str) -> list[str]:
    rows = client.get(f"{ROOT}requests.json", {"api_key": KEY, **asked}).json()
    return [each["service_request_id"] for each in rows]


def test_requests_are_picked_out_by_day_kind_and_state(client: Client) -> None:
    old, new, asked = filed(client), filed(client, description="第二件"), filed(client, service_code="enquiry", description="第三件", **{"attribute[claims]": None, "attribute[amount]": None, "attribute[occurred_on]": None})  # fmt: skip
    Case.objects.filter(pk=old.pk).update(received_at=datetime(2026, 2, 11, 1, 59, 59, tzinfo=UTC), state="closed")
    assert listed(client) == [asked.number, new.number]
    assert listed(client, start_date="2026-02-01T00:00:00Z") == [asked.number, new.number, old.number]
    assert listed(client, end_date="2026-02-11T01:59:59Z") == [old.number]
    assert listed(client, end_date="2026-02-11T01:59:58Z") == []
    assert listed(client, service_code="enquiry") == [asked.number]
    assert listed(client, service_code="enquiry,complaint") == [asked.number, new.number]
    assert listed(client, start_date="2026-02-01", status="closed") == [old.number]
    assert listed(client, start_date="2026-02-01", status="open,closed") == [asked.number, new.number, old.number]
    assert listed(client, status="open") == [asked.number, new.number]


@pytest.mark.parametrize(
    ("asked", "field"),
    [({"status": "pending"}, "status"), ({"start_date": "soon"}, "start_date"),
     ({"start_date": "2026-05-02", "end_date": "2026-05-01"}, "end_date")],
)  # fmt: skip
def test_what_cannot_be_asked_is_told_at_its_field(client: Client, asked: dict[str, str], field: str) -> None:
    answer = client.get(f"{ROOT}requests.json", {"api_key": KEY, **asked})
    assert answer.status_code == 400
    assert answer.json()[0]["description"].startswith(f"{field}: ")


def test_a_token_leads_to_its_number_for_who_got_it(client: Client) -> None:
    case = filed(client)
    path = f"{ROOT}tokens/{case.source_ref}.json"
    assert client.get(path, {"api_key": KEY}).json() == [{"service_request_id": case.number, "token": case.source_ref}]
    assert client.get(path, {"api_key": OTHER}).status_code == 404
    assert client.get(f"{ROOT}tokens/x.json", {"api_key": KEY}).status_code == 404


def test_a_jurisdiction_that_is_not_here_is_told(client: Client) -> None:
    assert client.get(f"{ROOT}services.json", {"jurisdiction_id": "420100"}).status_code == 200
    assert client.get(f"{ROOT}services.json", {"jurisdiction_id": "330100"}).status_code == 404
    assert send(client, jurisdiction_id="city.gov").status_code == 404


def test_other_forms_and_methods_are_not_there(client: Client) -> None:
    assert client.get(f"{ROOT}services.html").status_code == 404
    assert client.post(f"{ROOT}services.json").status_code == 405
    assert client.delete(f"{ROOT}requests.json").status_code == 405


def test_where_it_all_is_stands_in_the_discovery(client: Client) -> None:
    told = client.get(f"{ROOT}discovery.json").json()
    assert told["endpoints"][0]["url"] == "http://testserver/open311/v2"
    assert [each["content_type"] for each in told["endpoints"][0]["formats"]] == ["text/xml", "application/json"]
    root = ElementTree.fromstring(client.get(f"{ROOT}discovery.xml").content)
    assert root.findtext("endpoints/endpoint/url") == "http://testserver/open311/v2"


def test_signs_that_mean_something_in_xml_stay_words(client: Client) -> None:
    answer = send(client, "xml", description="<b>1 < 2 & 3</b>")
    number = ElementTree.fromstring(answer.content).findtext("request/service_request_id")
    assert Case.objects.get(number=number).narrative == "<b>1 < 2 & 3</b>"


def test_a_nul_between_coordinates_costs_nobody_her_case(client: Client) -> None:
    """PostgreSQL keeps none in JSON."""
    assert filed(client, lat="30.\x0055", long="\x00").source_data == {"lat": "30.55"}


def test_a_picture_is_kept_as_words_and_never_fetched(client: Client) -> None:
    assert filed(client, media_url="http://127.0.0.1:9/a.jpg").narrative.endswith("\nhttp://127.0.0.1:9/a.jpg")


@pytest.mark.parametrize(
    ("text", "title"),
    [("甲。乙", "甲"), ("what? yes", "what"), ("字" * 60, "字" * 60), ("字" * 61, "字" * 59 + "…"), ("a\nb", "a"), ("v1.2 fails", "v1.2 fails")],
)  # fmt: skip
def test_the_title_is_the_first_sentence(text: str, title: str) -> None:
    assert reading.title_of(text) == title


def test_keys_are_read_from_the_settings() -> None:
    keys = f"app:{KEY} :{OTHER} {OTHER} two:{OTHER}"
    assert [client_of(each, keys) for each in (KEY, OTHER, "", "two")] == ["app", "two", "", ""]


@pytest.mark.parametrize("form", ["json", "xml"])
def test_a_client_that_nobody_here_wrote_reads_every_answer(live_server: Any, client: Client, form: str) -> None:
    """georeport, from the package registry."""
    case, more = filed(client), filed(client, description="第二件")
    address = live_server.url.replace("http://", f"http://app:{KEY}@") + "/open311/v2"
    theirs = GeoReport(address, jurisdiction="420100", output_format=form)
    assert [each["service_code"] for each in theirs.get_service_list()] == ["complaint", "report", "enquiry"]
    questions = theirs.get_service_definition("complaint")["attributes"]
    rows = questions if form == "json" else questions["attribute"]
    assert "trader_name" in [each["code"] for each in rows]
    assert {each["service_request_id"] for each in theirs.get_service_requests(status="open")} == {
        case.number,
        more.number,
    }
    assert theirs.get_service_request(case.number)["service_request_id"] == case.number
    assert json.dumps(theirs.get_service_request(case.number), ensure_ascii=False).count("冰箱") == 0


def test_whatever_a_stranger_sends_is_counted_also_where_it_is_refused_for_something_else(
    client: Client, settings: Any
) -> None:
    """A made-up jurisdiction was refused before anybody counted, as often as somebody sent one."""
    settings.POSTS_PER_MINUTE = 2
    for ours in (f"{ROOT}requests.json", f"{ROOT}services.xml"):
        throttle.forget()
        sent = {"jurisdiction_id": "nowhere", "api_key": KEY}
        assert [client.post(ours, sent).status_code for _ in range(4)] == [404] * 4
    statuses = [client.post(f"{ROOT}requests.json", {"jurisdiction_id": "nowhere"}).status_code for _ in range(3)]
    assert statuses == [404, 404, 429]
    assert client.post(f"{ROOT}services.xml").status_code == 429
    assert client.post(f"{ROOT}services.yaml").status_code == 429
    assert client.get(f"{ROOT}services.yaml").status_code == 404
    assert client.get(f"{ROOT}services.xml").status_code == 200
