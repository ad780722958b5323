"""The page of the dictionary, its filters, its versions and its file."""

import html
import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from open315.indicators import queries
from open315.indicators.rules import parsed
from open315.indicators.tests.test_read_the_dictionary import LEAFLETS, NEW, OLD, file

pytestmark = pytest.mark.django_db
TODAY = time_machine.travel(datetime(2026, 5, 12, 2, 0, tzinfo=UTC), tick=False)


def browser(cast: Any, who: str = "clerk", language: str = "zh-hant") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(cast.accounts[who], backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def words(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def codes(page: str) -> list[str]:
    return re.findall(r"<code>(\w+)</code>", page)


@TODAY
def test_the_page_says_how_an_indicator_is_counted(cast: Any) -> None:
    page = browser(cast).get("/console/indicators/").content.decode()
    assert len(codes(page)) == len(queries.dictionary().all())
    said = words(page)
    for text in (
        "宣傳資料 宣传资料 Leaflets leaflets",
        "份 發放給消費者的傳單",
        "「受理投訴」的一部分",
        "分種類填報：捲菸、酒類",
        "由記錄統計",
        "只填準確數",
        "不相加",
        "1983-01-01 –",
    ):
        assert text in said, text


@TODAY
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=%E5%B1%95%E6%9D%BF", ["boards"]),
        ("?q=BOARDS", ["boards"]),
        ("?group=records&q=%E6%8C%BD%E5%9B%9E", ["money_recovered"]),
        ("?source=rows", ["activities_held", "complaints_accepted", "complaints_solved", "money_recovered"]),
        ("?on=1982-12-31", []),
    ],
)
def test_the_list_is_filtered(cast: Any, query: str, found: list[str]) -> None:
    assert codes(browser(cast).get(f"/console/indicators/{query}").content.decode()) == found


@TODAY
def test_every_version_is_shown_where_it_is_asked_for(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    given = parsed(file(OLD, NEW, {**LEAFLETS, "code": "boards", "levels": ["province", "county"]}))
    monkeypatch.setattr(queries, "dictionary", lambda: given)
    client = browser(cast)

    def shown(query: str) -> str:
        return words(client.get(f"/console/indicators/{query}").content.decode())

    assert "印出的份數。" in shown("")
    assert "發出的份數。 省、縣" in shown("")
    assert "發出的份數。 各級消委會" not in shown("")
    assert "發出的份數。 各級消委會" in shown("?on=2019-12-31")
    assert "1983-01-01 – 2019-12-31" in shown("?versions=all")
    assert codes(client.get("/console/indicators/?versions=all").content.decode()) == ["leaflets", "leaflets", "boards"]


@TODAY
def test_the_file_says_everything_that_the_dictionary_says(cast: Any) -> None:
    answer = browser(cast, "secretariat").get("/console/indicators/export/?q=settled_on_spot")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    head, line = (each.split(",") for each in text.splitlines()[:2])
    assert head[:4] == ["代碼", "名稱（繁體）", "名稱（簡體）", "名稱（英文）"]
    assert line == [
        "settled_on_spot", "現場調解", "现场调解", "Settled on the spot", "件", "諮詢和投訴", "現場收到的投訴中當天調解成功的件數。",
        "各級消委會", "按活動相加", "可填約數", "填報", "受理投訴", "", "1983-01-01", "",
    ]  # fmt: skip


def test_the_first_day_is_one_on_which_every_activity_can_be_recorded() -> None:
    assert {each.valid_from for each in queries.dictionary().all()} == {date(1983, 1, 1)}
