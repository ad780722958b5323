"""The figures of one line: values by hand, each leading to exactly its calls in the register. The facts are recounted by `tests/figures`."""

import re
from typing import Any

import pytest
import time_machine

from open315.activities.tests.test_show_activities import browser, words
from open315.hotline.models import Call
from open315.hotline.tests.making import after, call, line
from open315.hotline.tests.test_hear_calls import hear, heard
from open315.hotline.tests.test_ring_back import LIST, in_vain, page

pytestmark = pytest.mark.django_db
THEN = time_machine.travel(after(hours=1), tick=False)


def filled(cast: Any) -> Any:
    """Four calls on a line that wants an answer in 30 seconds: 12, 30 and 31 seconds waited, one lost; one of another line."""
    on = line(cast)
    call(cast, on=on)
    for name, wait, kind in (("c-1", 30, "complaint"), ("c-2", 31, "")):
        made = hear(on.pk, heard("arrived", call=name), heard("answered", wait, call=name), heard("ended", wait + 60, call=name))  # fmt: skip
        Call.objects.filter(pk=made.pk).update(kind=kind)
    in_vain(on.pk, "c-3", minutes=30)
    call(cast, on=line(cast, name="另一線"))
    return on


def rows_of(client: Any, html: str, label: str) -> tuple[list[str], int]:
    """The numbers of the first link behind a figure, and how many calls the register shows there."""
    row = next(each for each in re.findall(r"<tr>.*?</tr>", html, re.S) if label in each)
    links = re.findall(r'href="([^"]+)">(\d+)</a>', row)
    shown = [
        len(re.findall(r'<th scope="row"', client.get(href.replace("&amp;", "&")).content.decode()))
        for href, _n in links
    ]
    assert shown == [int(number) for _href, number in links]
    return [number for _href, number in links], shown[0]


@THEN
def test_each_figure_of_a_line_leads_to_its_calls(cast: Any) -> None:
    on, client = filled(cast), browser(cast, "clerk")
    address = f"{LIST}lines/{on.pk}/figures/"
    assert address in client.get(f"{LIST}lines/{on.pk}/").content.decode()
    html = client.get(address).content.decode()
    shown = words(html)
    for said in ("50.00%", "0:30", "1:00", "2026-04-13 – 2026-05-12", "0.00%"):
        assert said in shown, said
    assert rows_of(client, html, "熱線來電") == (["4"], 4)
    assert rows_of(client, html, "在時限內接聽") == (["2", "4"], 2)
    assert rows_of(client, html, "等候時間") == (["3"], 3)
    assert rows_of(client, html, "通話時長") == (["3"], 3)
    assert rows_of(client, html, "未接來電") == (["1"], 1)
    assert rows_of(client, html, "10:00–10:59") == (["4"], 4)
    assert rows_of(client, html, "投訴") == (["1"], 1)
    assert rows_of(client, html, "未填") == (["2"], 2)
    assert 'value="2026-04-13"' in html
    assert rows_of(client, html, "2026-05-12") == (["4"], 4)
    assert "2 / 4" in shown
    assert "0 / 1" in shown


@THEN
def test_the_period_is_chosen_and_turned_the_right_way_round(cast: Any) -> None:
    on, client = filled(cast), browser(cast, "clerk")
    address = f"{LIST}lines/{on.pk}/figures/"
    assert "2026-05-12 – 2026-05-12" in page(client, f"{address}?first=2026-05-12&last=2026-05-12")
    empty = page(client, f"{address}?first=2026-05-13&last=2026-05-20")
    assert "這段時間沒有來電" in empty
    assert "%" not in empty.replace("100%", "")
    assert "2026-05-01 – 2026-05-01" in page(client, f"{address}?first=2026-05-09&last=2026-05-01")
    told = client.get(f"{LIST}export/?line={on.pk}&first=2026-05-12&last=2026-05-12")
    text = b"".join(told.streaming_content if told.streaming else [told.content]).decode("utf-8-sig")
    assert len(text.strip().splitlines()) == 6


@THEN
def test_the_overview_of_figures_has_the_hotline(cast: Any) -> None:
    filled(cast)
    shown = page(browser(cast, "supervisor"), "/console/facts/?first=2026-05-01&last=2026-05-12")
    for said in ("熱線來電", "在時限內接聽", "來電的線路", "來電的時段"):
        assert said in shown, said
