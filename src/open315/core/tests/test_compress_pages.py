"""Pages travel compressed, pages with a secret, files and streams as they are (ADR 0149)."""

import gzip
from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from open315.core.http.compression import PageGZipMiddleware

PAGE = "<p>" + "消費者協會調解消費爭議。" * 40 + "</p>"
HAS_A_NAME = 8
"""Bit of the fourth byte of a gzip file: a name of random length follows."""


def answered(answer: HttpResponseBase, path: str = "/complain/", takes: str = "gzip, deflate, br") -> HttpResponseBase:
    request: HttpRequest = RequestFactory().get(path, headers={"accept-encoding": takes})
    return PageGZipMiddleware(lambda _request: answer)(request)  # type: ignore[return-value]


def is_compressed(answer: HttpResponseBase) -> bool:
    return answer.get("Content-Encoding") == "gzip"


def test_a_page_is_shorter_says_the_same_and_is_of_no_length_that_tells() -> None:
    answer = answered(HttpResponse(PAGE))
    assert isinstance(answer, HttpResponse)
    assert is_compressed(answer)
    assert gzip.decompress(answer.content).decode() == PAGE
    assert len(answer.content) * 4 < len(PAGE.encode())
    assert answer.content[3] & HAS_A_NAME
    assert "Accept-Encoding" in answer["Vary"]


def test_a_browser_that_takes_no_compression_gets_the_page() -> None:
    answer = answered(HttpResponse(PAGE), takes="identity")
    assert not is_compressed(answer)
    assert isinstance(answer, HttpResponse)
    assert answer.content.decode() == PAGE


@pytest.mark.parametrize("component", ["secret", "copy"])
def test_a_page_with_a_secret_goes_out_as_it_is(component: str) -> None:
    secret = render_to_string(f"ui/components/{component}.html", {"label": "Query code", "text": "7K3M-9QXT-4RWN"})
    assert not is_compressed(answered(HttpResponse(PAGE + secret)))
    assert is_compressed(answered(HttpResponse(PAGE + secret.replace("data-copy=", "data-other="))))


def test_pages_of_the_second_factor_go_out_as_they_are() -> None:
    assert not is_compressed(answered(HttpResponse(PAGE), "/accounts/2fa/totp/activate/"))
    assert is_compressed(answered(HttpResponse(PAGE), "/console/accounts/"))


@pytest.mark.parametrize(
    ("kind", "is_page"), [("text/html; charset=utf-8", True), ("text/csv", False), ("image/png", False)]
)
def test_files_are_not_compressed_again(kind: str, is_page: bool) -> None:
    assert is_compressed(answered(HttpResponse(PAGE, content_type=kind))) is is_page


def test_a_stream_is_read_as_it_comes() -> None:
    def pieces() -> Iterator[str]:
        yield PAGE

    assert not is_compressed(answered(StreamingHttpResponse(pieces(), content_type="text/html")))


@pytest.mark.django_db
def test_the_token_against_forgery_looks_different_on_each_page(client: Client) -> None:
    pages = [client.get("/about/", headers={"accept-encoding": "gzip"}) for _ in range(2)]
    tokens = [
        gzip.decompress(page.content).decode().split('name="csrfmiddlewaretoken" value="')[1][:64] for page in pages
    ]
    assert tokens[0] != tokens[1]
