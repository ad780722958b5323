"""How the verbs of a case look and what they ask: as `expected/faces.txt` says; which are offered to whom; what a form answers."""

from datetime import date
from typing import Any

from django import forms

from open315.cases import queries
from open315.cases.models import Case, Party
from open315.cases.rules.workflow import ROOM
from open315.cases.tests.tables import lines, table
from open315.cases.tests.using import USES
from open315.cases.tests.world import World
from open315.core import verbs
from open315.core.ui.forms import FindableSelect
from open315.core.verbs import Face, NoFace
from open315.core.verbs.forms import VerbForm
from open315.phrases.offering import PhrasesBelow
from tests.rows import undone

CASES = {
    "confirm_declination": ("declination_proposed", "supervisor"),
    "reject_declination": ("declination_proposed", "supervisor"),
    "acknowledge_referral": ("referred", "market_liaison"),
    "accept_referral": ("acknowledged", "market_liaison"),
    "refuse_referral": ("referred", "market_liaison"),
    "return_referral": ("referred", "market_liaison"),
    "answer_referral": ("referred", "market_liaison"),
    "pause_clock": ("accepted", "officer"),
    "pause_referral": ("taken_up", "market_liaison"),
    "resume_referral": ("paused_referral", "market_liaison"),
    "resume_clock": ("paused", "officer"),
    "close": ("accepted", "officer"),
    "reopen": ("closed", "supervisor"),
    "supervise": ("registered", "supervisor"),
    "override_competence": ("registered", "supervisor"),
    "erase_identity": ("registered", "administrator"),
}
KINDS: dict[type[forms.Widget], str] = {
    forms.CheckboxInput: "tick",
    forms.Textarea: "text",
    PhrasesBelow: "text",
    forms.RadioSelect: "buttons",
    forms.NumberInput: "money",
    forms.CheckboxSelectMultiple: "ticks",
    FindableSelect: "find",
    forms.Select: "list",
    forms.TextInput: "line",
    forms.DateInput: "day",
    forms.DateTimeInput: "moment",
    forms.HiddenInput: "hidden",
}


def form_of(world: World, name: str, case: str = "", who: str = "", data: Any = None) -> VerbForm:
    found = CASES.get(name, ("registered", "officer"))
    row = Case.objects.get(pk=world.case(case or found[0]))
    return VerbForm(data, verb=verbs.named(ROOM, name), actor=world.actor(who or found[1]), row=row)


def _kind(field: forms.Field) -> str:
    kind = KINDS[type(field.widget)]
    if kind == "line":
        assert isinstance(field, forms.CharField)
        return f"line {field.min_length or 0}-{field.max_length}"
    if kind == "text":
        assert isinstance(field, forms.CharField)
        assert field.max_length == 4000
    return kind


def _shown(world: World) -> list[str]:
    lines = []
    faced = [each for each in verbs.of_room(ROOM) if isinstance(each.face, Face)]
    for verb in sorted(faced, key=lambda each: each.shown.place):
        face = verb.shown
        where = "main" if face.main else "more"
        lines.append(f"{verb.name} | {where} | {face.key or '-'} | {face.tone} | {verb.label} | {verb.help}")
        for name, field in form_of(world, verb.name).fields.items():
            must = "must" if field.required else "may"
            lines.append(f"    {name} | {must} | {_kind(field)} | {field.label} | {field.help_text}".rstrip())
    return lines


def test_the_buttons_and_their_questions_are_those_of_the_table(world: World) -> None:
    assert _shown(world) == lines("buttons")
    files = [each.name for each in verbs.of_room(ROOM) if isinstance(each.face, Face) and each.face.takes_files]
    assert files == ["add_evidence"]
    without = {each.name for each in verbs.of_room(ROOM) if isinstance(each.face, NoFace)}
    assert without == {"register", "record", "import", "rate", "ask_other_time", "object"}


def test_each_is_offered_what_makes_sense_beside_the_case(world: World) -> None:
    for case, who, *names in table("offered"):
        actor = world.actor(who)
        page = queries.get_case(actor, world.number(case))
        assert queries.available_verbs(actor, page) == set(names), (case, who)


def test_what_of_a_person_is_left_decides_whether_seeing_and_erasing_are_offered(world: World) -> None:
    """The wording alone, the person alone, neither."""
    administrator, name = world.actor("administrator"), "registered"

    def offered() -> bool:
        page = queries.get_case(administrator, world.number(name))
        return "erase_identity" in queries.available_verbs(administrator, page)

    with undone():
        USES["erase_identity"](world, world.case(name), party_id=None)
        Party.objects.create(case_id=world.case(name), role="agent")
        assert offered(), "the person is left"
    with undone():
        USES["erase_identity"](world, world.case(name))
        assert not offered()
    with undone():
        Party.objects.filter(case_id=world.case(name)).update(identity_id=None)
        assert offered(), "the wording is left"


def choices_of(form: VerbForm, name: str) -> list[Any]:
    return [key for key, _words in form.fields[name].choices]  # type: ignore[attr-defined]


def test_what_is_offered_for_choice_is_what_this_case_and_person_may_choose(world: World) -> None:
    names = ("market", "province", "huangshi", "health")
    assert choices_of(form_of(world, "refer"), "to_organisation_id") == [world.body(each) for each in names]
    assert form_of(world, "refer").fields["to_organisation_id"].initial == world.body("market")
    people = ("officer", "second_officer", "supervisor")
    assert choices_of(form_of(world, "assign"), "account_id") == [world.account(each) for each in people]
    own_first = ("supervisor", "officer", "second_officer")
    form = form_of(world, "assign", who="supervisor")
    assert choices_of(form, "account_id") == [world.account(each) for each in own_first]
    assert choices_of(form_of(world, "close", "report_accepted"), "result") == [
        "resolved_by_body", "unfounded", "passed_on", "verified", "not_verified", "other",
    ]  # fmt: skip
    assert choices_of(form_of(world, "close", "enquiry_accepted"), "result") == ["answered", "other"]
    assert choices_of(form_of(world, "pause_clock"), "ground") == ["appraisal", "recusal", "testing"]
    assert choices_of(form_of(world, "pause_referral"), "ground") == ["appraisal", "recusal"]
    assert choices_of(form_of(world, "supervise"), "level") == ["reminder", "yellow", "red"]
    assert choices_of(form_of(world, "propose_declination"), "grounds") == [
        "not_in_remit", "already_handled", "not_consumer_dispute", "over_three_years", "materials", "false_identity",
        "other_law",
    ]  # fmt: skip


def test_whether_the_consumer_was_told_is_asked_of_a_complaint_that_does_not_say_so(world: World) -> None:
    assert list(form_of(world, "accept").fields) == ["foreclosure_told"]
    for case in ("told", "report", "enquiry"):
        assert list(form_of(world, "accept", case).fields) == [], case


def test_whose_details_are_meant_is_not_asked_where_nobody_left_any(world: World) -> None:
    assert list(form_of(world, "unmask", "wordless").fields) == ["reason"]
    form = form_of(world, "unmask", "wordless", data={"reason": "電話回訪"})
    assert form.is_valid()
    assert form.arguments() == {"party_id": None, "reason": "電話回訪"}
    Party.objects.create(
        case_id=world.case("registered"), role="agent", identity_id="00000000-0000-4000-8000-000000000001"
    )
    assert KINDS[type(form_of(world, "unmask").fields["party_id"].widget)] == "list"


def test_a_form_answers_what_the_verb_takes(world: World) -> None:
    answered: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
        "accept": ({"foreclosure_told": "on"}, {"foreclosure_told": True}),
        "close": (
            {"result": "mediated", "recovered": "3299.05", "note": "已退款"},
            {"result": "mediated", "recovered_cents": 329_905, "note": "已退款"},
        ),
        "assign": ({"account_id": str(world.account("officer"))}, {"account_id": world.account("officer")}),
        "refer": (
            {"to_organisation_id": str(world.body("market")), "reason": "請查處"},
            {"to_organisation_id": world.body("market"), "reason": "請查處"},
        ),
        "mark_duplicate": ({"of_number": f" {world.number('original')} "}, {"of_id": world.case("original")}),
        "override_competence": (
            {"organisation_id": str(world.body("health")), "reason": "醫療"},
            {"organisation_id": world.body("health"), "reason": "醫療"},
        ),
        "supervise": (
            {"level": "red", "reason": "逾期", "due_on": "2026-05-20"},
            {"level": "red", "reason": "逾期", "due_on": date(2026, 5, 20)},
        ),
        "erase_identity": (
            {"party_id": str(world.party("registered")), "reason": "本人要求"},
            {"party_id": world.party("registered"), "reason": "本人要求"},
        ),
        "classify": ({"goods": "food", "nature": ""}, {"goods": "food", "nature": ""}),
        "resume_clock": ({}, {}),
        "resume_referral": ({}, {}),
    }
    for name, (typed, arguments) in answered.items():
        form = form_of(world, name, data=typed)
        assert form.is_valid(), (name, form.errors)
        assert form.arguments() == arguments, name
