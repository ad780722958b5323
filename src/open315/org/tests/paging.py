"""The administration's pages as a person uses them: signed in, her password confirmed just now."""

import re
from html import unescape
from typing import Any

from django.test import Client
from django.urls import reverse

from open315.org.tests.office import Office

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ADMIN = "administrator"


class Desk:
    """A browser at the administration."""

    def __init__(self, office: Office, who: str = ADMIN, *, confirmed: bool = True) -> None:
        self.office, self.client = office, Client(headers={"accept-language": "zh-hant"})
        self.client.force_login(office.cast.accounts[who], backend=BACKEND)
        if confirmed:
            self.client.post(reverse("account_reauthenticate"), {"password": "correct horse 315"})

    def get(self, name: str, /, *args: Any, **query: str) -> str:
        """The text of a page that opens."""
        answer = self.client.get(reverse(f"org:{name}", args=args), query)
        assert answer.status_code == 200, answer
        return plain(answer.content)

    def offered(self, name: str, field: str, *args: Any, **query: str) -> Any:
        """What a form begins with in a field."""
        return self.client.get(reverse(f"org:{name}", args=args), query).context["form"][field].value()

    def sends(self, name: str, /, *args: Any, **data: Any) -> Any:
        """The answer to a form or a button."""
        return self.client.post(reverse(f"org:{name}", args=args), data)

    def done(self, name: str, /, *args: Any, **data: Any) -> str:
        """The text of the page to which a form or a button leads."""
        answer = self.client.post(reverse(f"org:{name}", args=args), data, follow=True)
        assert answer.status_code == 200, answer
        assert answer.redirect_chain
        return plain(answer.content)

    def refused(self, name: str, /, *args: Any, status: int = 422, **data: Any) -> str:
        """The text of the form that is shown again with what is wrong."""
        answer = self.sends(name, *args, **data)
        assert answer.status_code == status, answer
        return plain(answer.content)

    def lines(self, name: str, **query: str) -> list[str]:
        """A list as it is exported."""
        answer = self.client.get(reverse(f"org:{name}"), query)
        assert answer.status_code == 200, answer
        return b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()


def plain(content: bytes) -> str:
    """The words of a page, and in `[…]` what stands in its fields."""
    text = content.decode()
    text = re.sub(r'<input[^>]*\bvalue="([^"]*)"[^>]*>', r"[\1]", text)
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)))
