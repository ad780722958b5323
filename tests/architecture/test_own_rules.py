"""Each of the project's own rules finds what it is for, and leaves its allowed twin alone."""

from pathlib import Path

import pytest

from checks.doc_rules import doc_problems
from checks.permission_rules import declared, permission_problems
from checks.problem import Problem
from checks.python_rules import MAX_LINES, python_problems
from checks.room_rules import room_problems
from checks.template_rules import template_problems
from checks.tree_rules import tree_problems

SLASH = "/"
BROKEN_TEMPLATES = {
    "inline script": ("<script>go()</script>", '<script src="/static/ui/js/keys.js" defer></script>'),
    "inline style sheet": ("<style>p {}</style>", '<link rel="stylesheet" href="/static/ui/css/base.css">'),
    "style attribute": ('<p class="a" style="color: red">', '<p class="warning">'),
    "event attribute (on…=)": ('<button type="button" onclick="go()">', '<button type="button" data-key="a">'),
    "htmx attribute that runs script": ('<div hx-on:click="go()">', '<div hx-get="/console/">'),
    "javascript: address": ('<a href="javascript:go()">', '<a href="/track/">'),
    "blocktranslate without trimmed": ("{% blocktranslate with a=b %}", "{% blocktranslate trimmed with a=b %}"),
    "file from another host": ('<img src="https://example.org/a.png">', '<svg xmlns="http://www.w3.org/2000/svg">'),
    "line of 161 characters": ("<p>" + "a" * 154 + "</p>", "<p>" + "a" * 153 + "</p>"),
    "two block elements on a line": ("<ul><li>{{ a }}</li>", "<ul>\n  <li>{{ a }}</li>"),
    "|safe": ("{{ text|safe }}", "{{ field.help_text|safe }}"),
}
BROKEN_PYTHON = {
    "import inside a function": (
        "src/open315/org/queries.py",
        "def f():\n    import re  # noqa" + ": PLC0415\n",
        "import re\n",
    ),
    "a sentence that changes at run time is given to gettext": (
        "src/open315/org/forms.py",
        '_(f"Hello {name}")\n',
        '_("Hello %(name)s") % {"name": name}\n',
    ),
    "the day of a moment is taken by UTC": (
        "src/open315/org/services/coverage.py",
        "day = at.date()\n",
        "day = local_day(at)\nother = date(2026, 5, 12)\n",
    ),
    "a view or form reads a table itself": (
        "src/open315/org/views_staff.py",
        "rows = Account.objects.all()\n",
        "rows = queries.visible_to(actor)\n",
    ),
}
BROKEN_LINES = {
    "path of one machine": (f"cd {SLASH}home/somebody/open315", "cd docs/home/page"),
    "address of a package registry": ("--index" + "-url https://mirror.example", "--no-emit-index" + "-url"),
    "left over from a merge": ("<" * 7 + " HEAD", "a << 7"),
    "unfinished work": ("# TO" + "DO later", "# done"),
}

KNOWN = frozenset({"cases:read", "cases:close"})
ASKED = {
    "a.py": [
        'actor.may("{}")',
        '@requires("cases:close", "{}")\ndef view(request): ...',
        'account_ids_who_may("{}", body)',
        'add_nav(key="a", permission="{}")',
        'Verb("close", permission="{}")',
        'declare_role("clerk", "", bodies=[], permissions="cases:read {}")',
        'READ = "{}"',
        'EXPORT_PERMISSION = "{}"',
        'page(permissions=("cases:close", "{}"))',
    ],
    "a.html": [
        '{{% if actor|may:"{}" %}}a{{% endif %}}',
        "{{% if actor|may:'{}' %}}a{{% endif %}}",
        '{{% if "{}" in actor.permissions %}}a{{% endif %}}',
    ],
}
"""Every way to ask for a permission."""


def whats(problems: object) -> list[str]:
    return [problem.what for problem in problems if isinstance(problem, Problem)]  # type: ignore[attr-defined]


@pytest.mark.parametrize("what", BROKEN_TEMPLATES)
def test_a_template_rule_finds_its_case_and_no_other(what: str) -> None:
    wrong, right = BROKEN_TEMPLATES[what]
    assert whats(template_problems("a.html", wrong)) == [what]
    assert whats(template_problems("a.html", right)) == []


def test_what_stands_in_a_comment_is_no_problem_and_lines_are_counted_past_it() -> None:
    text = "{# <script>\n</script> #}\n<p>\n<style>"
    assert [(problem.line, problem.what) for problem in template_problems("a.html", text)] == [
        (4, "inline style sheet")
    ]


@pytest.mark.parametrize("what", BROKEN_PYTHON)
def test_a_python_rule_finds_its_case_and_no_other(what: str) -> None:
    file, wrong, right = BROKEN_PYTHON[what]
    assert whats(python_problems(file, wrong)) == [what]
    assert whats(python_problems(file, right)) == []


def test_tests_and_migrations_may_do_what_the_product_may_not() -> None:
    _, wrong, _ = BROKEN_PYTHON["import inside a function"]
    assert whats(python_problems("src/open315/org/tests/test_x.py", wrong)) == []
    assert whats(python_problems("src/open315/org/migrations/0002_x.py", wrong)) == []


def test_a_file_may_have_four_hundred_lines_and_no_more() -> None:
    assert whats(python_problems("src/open315/org/models.py", "a = 1\n" * MAX_LINES)) == []
    assert whats(python_problems("src/open315/org/models.py", "a = 1\n" * (MAX_LINES + 1))) == ["401 lines"]


@pytest.mark.parametrize(("file", "way"), [(file, way) for file, ways in ASKED.items() for way in ways])
def test_a_permission_that_nobody_declares_is_found_wherever_it_is_asked_for(file: str, way: str) -> None:
    wrong, right = way.format("cases:raed"), way.format("cases:read")
    assert whats(permission_problems(file, wrong, KNOWN)) == ["permission 'cases:raed' is declared nowhere"]
    assert whats(permission_problems(file, right, KNOWN)) == []


def test_addresses_look_like_permissions_and_are_none() -> None:
    text = 'redirect("cases:inbox")\nSECTION = "cases:inbox"\nadd_nav(url_name="cases:inbox", permission="cases:read")'
    assert whats(permission_problems("a.py", text, KNOWN)) == []
    assert whats(permission_problems("a.html", "{% url 'cases:inbox' %}", KNOWN)) == []


def test_tests_may_ask_for_permissions_that_do_not_exist() -> None:
    assert whats(permission_problems("src/open315/org/tests/test_x.py", 'actor.may("x:y")', KNOWN)) == []


def test_permissions_are_declared_in_the_file_of_their_room(tmp_path: Path) -> None:
    (tmp_path / "src" / "room").mkdir(parents=True)
    text = 'grant({"room:read": (_("Read"), "clerk")})\ndeclare_permissions({"room:open": _("Open")})\nother({"no:name": 1})'
    (tmp_path / "src" / "room" / "permissions.py").write_text(text, encoding="utf-8")
    assert declared(tmp_path) == {"room:read", "room:open"}


@pytest.mark.parametrize("what", BROKEN_LINES)
def test_a_rule_for_all_files_finds_its_case_and_no_other(what: str) -> None:
    wrong, right = BROKEN_LINES[what]
    assert whats(tree_problems("a.txt", wrong)) == [what]
    assert whats(tree_problems("a.txt", right)) == []


def test_a_document_points_only_to_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "b.md").write_text("b", encoding="utf-8")
    text = "[b](b.md#words) [site](https://example.org/) ![picture](images/c.png)"
    assert whats(doc_problems("docs/a.md", text, tmp_path)) == ["link to images/c.png, which is not there"]


def house(root: Path) -> Path:
    """A house with one room, `org`, that has tables and is nowhere forgotten; returns the folder of the rooms."""
    rooms = root / "src" / "open315"
    (rooms / "org").mkdir(parents=True)
    (rooms / "org" / "__init__.py").write_text("", encoding="utf-8")
    (rooms / "org" / "models.py").write_text("", encoding="utf-8")
    (root / "docs").mkdir()
    (root / "docs" / "architecture.md").write_text("| room | owns |\n| `org` | bodies |\n", encoding="utf-8")
    walls = "[importlinter:contract:rooms]\ntype = layers\nlayers =\n    org\n\n[importlinter:contract:tables-of-org]\n"
    (root / ".importlinter").write_text(walls, encoding="utf-8")
    return rooms


def test_a_room_that_stands_everywhere_is_no_problem(tmp_path: Path) -> None:
    house(tmp_path)
    assert whats(room_problems(tmp_path)) == []


def test_a_forgotten_room_is_named_at_each_place_that_forgot_it(tmp_path: Path) -> None:
    mediation = house(tmp_path) / "mediation"
    (mediation / "models").mkdir(parents=True)
    (mediation / "__init__.py").write_text("", encoding="utf-8")
    assert whats(room_problems(tmp_path)) == [
        "the room mediation is in no layer",
        "nothing protects the tables of mediation",
        "no line about the room mediation",
    ]
