"""Components render in every state and language, with no input missing, no inline script and no inline style."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.template import Context, Engine
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from open315.core.ui.gallery.forms import SpecimenForm, specimen_forms
from open315.core.ui.gallery.specimens import specimens

UI = Path(__file__).parent.parent
LANGUAGES = ("zh-hant", "zh-hans", "en")
SHELL_PARTS = {
    "large",
    "large_call",
    "brand",
    "language",
    "toasts",
    "portal_nav",
    "portal_foot",
    "topbar",
    "offline",
    "unsent",
    "sidebar",
    "theme",
    "keys_help",
    "palette",
    "palette_hits",
    "field",
    "form_errors",
}
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)


@pytest.fixture
def strict(settings: Any) -> Engine:
    """An engine that writes the name of a missing variable instead of nothing."""
    options = settings.TEMPLATES[0]["OPTIONS"]
    return Engine(
        app_dirs=True, builtins=[*options["builtins"]], string_if_invalid="[missing %s]", libraries=_libraries()
    )


def _libraries() -> dict[str, str]:
    return {"static": "django.templatetags.static", "django_htmx": "django_htmx.templatetags.django_htmx"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_specimen_renders_with_nothing_missing(strict: Engine, language: str) -> None:
    with translation.override(language):
        for state in (state for states in specimens().values() for state in states):
            drawn = strict.get_template(state.template).render(Context({**state.inputs, "csrf_token": "token"}))
            assert "[missing" not in drawn, (state.component, state.state, drawn)
            assert not INLINE.search(drawn), (state.component, drawn)


def test_an_option_of_a_long_list_answers_to_its_name_in_every_language() -> None:
    field = SpecimenForm()["place"]
    assert re.search(r'<option value="420200"\s+data-also="黃石市 黄石市 Huangshi">', str(field))
    assert re.search(r'<option value=""\s+selected\s*>', str(field))


def test_the_gallery_knows_every_component() -> None:
    files = {file.stem for file in (UI / "templates/ui/components").glob("*.html")}
    shown = {state.component for states in specimens().values() for state in states}
    assert files - shown - SHELL_PARTS == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refused_form_says_at_each_field_what_is_wrong(language: str) -> None:
    with translation.override(language):
        refused = dict(specimen_forms())
        drawn = render_to_string("ui/components/form_errors.html", {"form": list(refused.values())[2]})
        assert drawn.count("<li>") >= 4
        whole = str(list(refused.values())[2])
    assert 'aria-invalid="true"' in whole
    described = re.findall(r'aria-describedby="([^"]+)"', whole)
    assert described
    for ids in described:
        assert all(f'id="{name}"' in whole for name in ids.split()), ids


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_gallery_opens_in_every_language_and_theme(
    client: Client, settings: Any, language: str, theme: str
) -> None:
    settings.DEMO = True
    page = client.get("/gallery/sheet/", {"language": language, "theme": theme})
    assert page.status_code == 200
    assert f'lang="{language}"' in page.content.decode()
    assert not INLINE.search(page.content.decode())


@pytest.mark.django_db
def test_the_gallery_is_not_for_the_public_of_a_real_install(client: Client, settings: Any) -> None:
    settings.DEMO = settings.DEBUG = False
    assert client.get("/gallery/").status_code == 404
    assert client.get("/gallery/sheet/").status_code == 404
