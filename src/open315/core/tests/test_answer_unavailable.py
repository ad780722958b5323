"""While storage is away people get a 503 that says so, nothing is half saved, and the site recovers by itself."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import DatabaseError, OperationalError, ProgrammingError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from open315.core.access import public
from open315.core.http.storage_trouble import is_storage_trouble
from open315.core.ids.models import Series

handler500 = "open315.core.http.unavailable.server_error"


def _write(request: HttpRequest) -> HttpResponse:
    with transaction.atomic(), connection.cursor() as cursor:
        Series.objects.create(name="first")
        if connection.vendor == "postgresql" and "size" in request.GET:
            cursor.execute("DO $$ BEGIN RAISE disk_full; END $$")
        Series.objects.create(name="second" * (200_000 if "size" in request.GET else 1))
    return HttpResponse("saved")


def _disk_full(request: HttpRequest) -> HttpResponse:
    raise OSError(errno.ENOSPC, "No space left on device")


def _mistake(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere")
    return HttpResponse()


def _session(request: HttpRequest) -> HttpResponse:
    request.session["seen"] = True
    return HttpResponse("kept")


urlpatterns = [
    path("session/", public(_session)),
    path("write/", public(_write)),
    path("api/v1/write/", public(_write)),
    path("disk-full/", public(_disk_full)),
    path("mistake/", public(_mistake)),
]

pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def browser() -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture
def storage_away(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every statement fails as it does when the database is gone."""

    def fail(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("connection failed") from (
            _sqlite_error(sqlite3.SQLITE_CANTOPEN) if connection.vendor == "sqlite" else None
        )

    with connection.execute_wrapper(fail):
        yield


def _sqlite_error(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("trouble")
    error.sqlite_errorcode = code
    return error


@contextmanager
def _no_more_pages() -> Iterator[None]:
    """SQLite may not grow any more. (On PostgreSQL the view itself meets the full disk.)"""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count={pages + 1}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count=1073741823")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"), [("zh-hant", "請稍候"), ("zh-hans", "请稍候"), ("en", "One moment, please")]
)
def test_a_page_says_in_the_readers_language_that_nothing_was_saved(
    browser: Client, storage_away: None, language: str, words: str
) -> None:
    browser.cookies["django_language"] = language
    answer = browser.post("/write/")
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert words in answer.content.decode()


@pytest.mark.django_db
def test_the_api_answers_with_a_problem(browser: Client, storage_away: None) -> None:
    answer = browser.post("/api/v1/write/")
    assert answer.status_code == 503
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "unavailable"
    assert answer["Retry-After"]


@pytest.mark.django_db
def test_trouble_outside_the_view_is_answered_the_same(browser: Client) -> None:
    """The session is saved by middleware, after the view."""

    def fail(execute: Any, sql: str, *args: Any) -> Any:
        if "django_session" in sql:
            raise OperationalError("gone") from (
                _sqlite_error(sqlite3.SQLITE_IOERR) if connection.vendor == "sqlite" else None
            )
        return execute(sql, *args)

    with connection.execute_wrapper(fail):
        assert browser.get("/session/").status_code == 503
    assert browser.get("/session/").status_code == 200


@pytest.mark.django_db
def test_a_full_disk_is_a_503(browser: Client) -> None:
    assert browser.post("/disk-full/").status_code == 503


@pytest.mark.django_db(transaction=True)
def test_a_full_database_saves_nothing_half_and_takes_work_again_when_there_is_room(browser: Client) -> None:
    with _no_more_pages():
        assert browser.post("/write/?size=large").status_code == 503
        assert not Series.objects.filter(name="first").exists()
    assert browser.post("/write/").content == b"saved"


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_lost_connection_is_a_503_once_and_the_next_request_works(browser: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
    other.close()
    assert browser.post("/write/").status_code in {200, 503}
    Series.objects.filter(name__in=["first", "second"]).delete()
    assert browser.post("/write/").content == b"saved"


@pytest.mark.django_db
def test_a_mistake_of_ours_stays_a_500(browser: Client) -> None:
    answer = browser.get("/mistake/")
    assert answer.status_code == 500
    assert "Traceback" not in answer.content.decode()


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (OSError(errno.ENOSPC, "full"), True),
        (OSError(errno.ENOENT, "missing"), False),
        (ProgrammingError("syntax"), False),
        (ValueError("x"), False),
        (None, False),
    ],
)
def test_what_counts_as_storage_trouble(error: Exception | None, expected: bool) -> None:
    assert is_storage_trouble(error) is expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (sqlite3.SQLITE_BUSY, True),
        (sqlite3.SQLITE_FULL, True),
        (sqlite3.SQLITE_CORRUPT, True),
        (sqlite3.SQLITE_NOTADB, True),
        (sqlite3.SQLITE_ERROR, False),
    ],
)
def test_which_sqlite_errors_count(code: int, expected: bool) -> None:
    error = OperationalError("x")
    error.__cause__ = _sqlite_error(code)
    assert is_storage_trouble(error) is expected


@pytest.mark.parametrize(
    ("kind", "state", "expected"),
    [
        (OperationalError, None, True), (OperationalError, "57P01", True), (OperationalError, "22012", False),
        (DatabaseError, "XX001", True), (DatabaseError, "22012", False), (DatabaseError, None, False),
    ],
)  # fmt: skip
def test_which_states_of_postgresql_count(kind: type[DatabaseError], state: str | None, expected: bool) -> None:
    """XX001 is a damaged page."""
    error = kind("x")
    error.__cause__ = Exception()
    error.__cause__.sqlstate = state  # type: ignore[attr-defined]
    assert is_storage_trouble(error) is expected
