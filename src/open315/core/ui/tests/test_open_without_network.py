"""The script that answers for a page without network: whom it answers for, and that nothing of anybody is in it."""

import re
from typing import Any

import pytest
from django.test import Client

ADDRESS = "/offline-worker.js"


def test_the_worker_may_answer_for_the_console_alone(client: Client, db: None) -> None:
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Service-Worker-Allowed"] == "/console/"
    assert not answer.cookies
    assert client.post(ADDRESS).status_code == 405


def test_the_worker_is_the_same_for_everybody(client: Client, cast: Any) -> None:
    stranger = client.get(ADDRESS).content
    client.force_login(cast.accounts["clerk"])
    assert client.get(ADDRESS).content == stranger


def test_the_worker_keeps_nothing_but_the_shell_and_what_draws_it(client: Client, db: None) -> None:
    script = client.get(ADDRESS).content.decode()
    assert re.findall(r"cache\.(?:put|add|addAll)\(([^;]+)\);", script) == [
        "files.filter((each) => !known.has(each))",
        "self.registration.scope, answer",
    ]
    assert "importScripts" not in script


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/logout/"])
def test_pages_without_the_console_bring_the_script_that_wipes(client: Client, cast: Any, path: str) -> None:
    if "logout" in path:
        client.force_login(cast.accounts["clerk"])
    page = client.get(path).content.decode()
    assert re.search(r'<script src="/static/ui/js/offline[.0-9a-f]*\.js" type="module">', page)
    assert ("data-sign-out" in page) is ("logout" in path)


def test_the_console_warns_before_what_was_not_sent_is_lost(client: Client, cast: Any) -> None:
    client.force_login(cast.accounts["clerk"])
    page = client.get("/console/").content.decode()
    form = re.search(r'<form method="post" action="/accounts/logout/" data-sign-out>.*?</form>', page, re.DOTALL)
    assert form is not None
    assert "data-unsent hidden" in form.group()
