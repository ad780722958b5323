"""Teaching, using and stopping: the work, the trail, who may, and what is suggested afterwards. By hand."""

from datetime import date, timedelta
from typing import Any

import pytest

from open315.cases.models import Case
from open315.cases.queries.choices import likely_goods
from open315.core.audit.models import AuditEntry
from open315.core.errors import Conflict, InvalidInput, NotAllowed, NotFound
from open315.core.jobs import Job, JobState, run
from open315.core.verbs.questions import Asked
from open315.learning import fitting, queries, services
from open315.learning.models import LearnedModel
from open315.learning.tests.making import FRIDGE, TRIP, handled_cases, model, samples
from open315.learning.types import Sample, Subject
from open315.notify.models import Message

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 12)


def trail(verb: str) -> list[dict[str, Any]]:
    return [each.data for each in AuditEntry.objects.filter(event=verb).order_by("pk")]


def asked(cast: Any, subject: Subject = Subject.GOODS) -> Job:
    return services.ask_to_learn(subject, actor=cast.actor("administrator"), at=cast.at)


def test_the_worker_learns_from_handled_cases_and_the_model_waits_to_be_looked_at(cast: Any) -> None:
    handled_cases(cast)
    job = asked(cast)
    run(job.pk)
    job.refresh_from_db()
    made = LearnedModel.objects.get()
    assert (job.state, made.subject, made.is_used, made.card.cases) == (JobState.DONE, "goods", False, 40)
    assert made.account_id == cast.accounts["administrator"].pk
    assert queries.suggestions(FRIDGE.format(99), DAY) == []
    assert trail("learning.asked_to_learn") == [{"subject": "goods"}]
    assert trail("learning.learned") == [{"subject": "goods", "cases": 40}]
    assert Message.objects.filter(account=cast.accounts["administrator"]).exists()


def test_where_there_is_too_little_the_work_stops_and_says_so(cast: Any) -> None:
    handled_cases(cast, 20, 19)
    job = asked(cast)
    run(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "20" in job.error
    assert not LearnedModel.objects.exists()


def test_a_subject_is_learned_once_at_a_time_and_two_subjects_beside_each_other(cast: Any) -> None:
    asked(cast)
    with pytest.raises(Conflict):
        asked(cast)
    asked(cast, Subject.NATURE)
    assert sorted(Job.objects.values_list("once", flat=True)) == ["goods", "nature"]
    assert len(trail("learning.asked_to_learn")) == 2


@pytest.mark.parametrize("who", ["clerk", "officer", "supervisor"])
def test_only_an_administrator_has_it_taught_or_takes_it_into_use(cast: Any, who: str) -> None:
    made = model(cast)
    with pytest.raises(NotAllowed):
        services.ask_to_learn(Subject.GOODS, actor=cast.actor(who), at=cast.at)
    with pytest.raises(NotAllowed):
        services.use_model(made.pk, actor=cast.actor(who), at=cast.at)
    with pytest.raises(NotAllowed):
        queries.get_model(cast.actor(who), made.pk)
    assert not queries.listed(cast.actor(who)).exists()
    assert not Job.objects.exists()


def test_without_the_packages_nothing_is_asked_for(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "is_there", lambda: False)
    with pytest.raises(InvalidInput):
        asked(cast)
    assert not Job.objects.exists()


def test_a_model_in_use_suggests_and_an_earlier_one_of_its_subject_no_more(cast: Any) -> None:
    earlier, later = (
        model(cast, is_used=True),
        model(
            cast,
            shown=[Sample(each.text, {"appliances": "tourism"}.get(each.code, "appliances")) for each in samples()],
        ),
    )
    other = model(cast, Subject.NATURE, is_used=True)
    assert first_code(FRIDGE.format(99)) == "appliances"
    used = services.use_model(later.pk, actor=cast.actor("administrator"), at=cast.at, version=1)
    assert (used.is_used, used.version) == (True, 2)
    assert first_code(FRIDGE.format(99)) == "tourism"
    earlier.refresh_from_db()
    other.refresh_from_db()
    assert (earlier.is_used, other.is_used) == (False, True)
    assert trail("learning.used") == [{"subject": "goods"}]


def test_a_model_out_of_use_suggests_nothing(cast: Any) -> None:
    made = model(cast, is_used=True)
    services.stop_model(made.pk, actor=cast.actor("administrator"), at=cast.at, version=1)
    assert queries.suggestions(FRIDGE.format(99), DAY) == []
    assert trail("learning.stopped_using") == [{"subject": "goods"}]
    services.use_model(made.pk, actor=cast.actor("administrator"), at=cast.at + timedelta(minutes=9), version=2)
    assert first_code(FRIDGE.format(99)) == "appliances"


@pytest.mark.parametrize(("verb", "is_used"), [(services.use_model, True), (services.stop_model, False)])
def test_what_is_so_already_is_refused(cast: Any, verb: Any, is_used: bool) -> None:
    made = model(cast, is_used=is_used)
    with pytest.raises(Conflict):
        verb(made.pk, actor=cast.actor("administrator"), at=cast.at)
    made.refresh_from_db()
    assert made.is_used is is_used


def test_a_form_older_than_the_model_is_refused_and_none_is_none(cast: Any) -> None:
    made = model(cast)
    with pytest.raises(Conflict):
        services.use_model(made.pk, actor=cast.actor("administrator"), at=cast.at, version=0)
    with pytest.raises(NotFound):
        services.use_model(made.pk + 1, actor=cast.actor("administrator"), at=cast.at)
    with pytest.raises(NotFound):
        queries.get_model(cast.actor("administrator"), made.pk + 1)


def first_code(text: str) -> str:
    (found,) = [each for each in queries.suggestions(text, DAY) if each.subject == Subject.GOODS]
    return found.likely[0].code


def test_a_code_that_is_not_in_the_list_on_that_day_is_not_suggested(cast: Any) -> None:
    named = [Sample(each.text, {"appliances": "advertising", "tourism": "quality"}[each.code]) for each in samples()]
    model(cast, Subject.NATURE, is_used=True, shown=named)
    (then,) = queries.suggestions(FRIDGE.format(99), date(2014, 12, 31))
    assert [each.code for each in then.likely] == ["advertising", "quality"]
    assert then.because
    (now,) = queries.suggestions(FRIDGE.format(99), date(2015, 1, 1))
    assert ([each.code for each in now.likely], now.because) == (["quality"], ())


def test_where_no_code_is_left_on_that_day_nothing_is_suggested(cast: Any) -> None:
    named = [
        Sample(each.text, {"appliances": "advertising", "tourism": "quality_claim"}[each.code]) for each in samples()
    ]
    model(cast, Subject.NATURE, is_used=True, shown=named)
    assert queries.suggestions(FRIDGE.format(99), date(2015, 1, 1)) == []


@pytest.mark.parametrize(("state", "is_learned"), [("accepted", True), ("closed", True), ("declined", True), ("registered", False), ("withdrawn", False), ("duplicate", False)])  # fmt: skip
def test_what_nobody_has_handled_is_not_learned_from(cast: Any, state: str, is_learned: bool) -> None:
    handled_cases(cast, 1, 0)
    Case.objects.update(state=state)
    assert queries.samples(Subject.GOODS) == ([Sample("一事\n" + FRIDGE.format(0), "appliances")] if is_learned else [])


def test_a_case_without_a_code_and_one_of_an_import_that_goes_are_not_learned_from(cast: Any) -> None:
    handled_cases(cast, 3, 0)
    first, second, third = Case.objects.order_by("pk").values_list("pk", flat=True)
    Case.objects.filter(pk=first).update(goods="")
    Case.objects.filter(pk=second).update(is_leaving=True)
    assert [each.text for each in queries.samples(Subject.GOODS)] == ["一事\n" + FRIDGE.format(2)]
    assert len(queries.samples(Subject.NATURE)) == 2
    assert third


def test_the_newest_cases_are_learned_from_oldest_first(cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    handled_cases(cast, 3, 0)
    for back, each in enumerate(Case.objects.order_by("pk")):
        Case.objects.filter(pk=each.pk).update(received_at=cast.at - timedelta(days=back))
    monkeypatch.setattr(queries, "MOST_CASES", 2)
    assert [each.text[-9:] for each in queries.samples(Subject.GOODS)] == [FRIDGE.format(1)[-9:], FRIDGE.format(0)[-9:]]


def test_how_it_does_since_is_told_from_cases_that_came_later(cast: Any) -> None:
    handled_cases(cast, 2, 1)
    made = model(cast, at=cast.at - timedelta(days=1))
    Case.objects.update(received_at=cast.at)
    assert queries.told_since(made) == (3, 3)
    Case.objects.filter(goods="tourism").update(goods="appliances")
    assert queries.told_since(made) == (3, 2)
    Case.objects.filter(goods="appliances").update(received_at=cast.at - timedelta(days=1))
    assert queries.told_since(made) == (0, 0)


def test_a_case_whose_words_name_no_goods_is_offered_what_was_learned(cast: Any) -> None:
    handled_cases(cast, 1, 0)
    case = Case.objects.get()
    case.goods = ""
    asked_for = Asked(cast.actor("officer"), case)
    assert likely_goods(asked_for) == ""
    model(cast, is_used=True)
    assert likely_goods(asked_for) == "appliances"
    case.goods_text = "旅遊"
    assert likely_goods(asked_for) == "tourism"
    case.goods_text, case.title, case.narrative = "", "無", "無"
    assert likely_goods(asked_for) == ""
    assert TRIP
