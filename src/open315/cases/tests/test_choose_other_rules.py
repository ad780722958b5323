"""Other rules govern a case: what was counted by the earlier ones and the new do not know."""

from open315.cases.models import Case, Clock, TimelineEntry
from open315.cases.tests.using import USES
from open315.cases.tests.verbs_of_handling import ZHEJIANG
from open315.cases.tests.world import World


def test_a_time_limit_that_the_chosen_rules_do_not_have_ends_without_being_kept_or_late(world: World) -> None:
    """The mediation of an accepted case goes on by the new rules; a limit that only the old ones knew is over."""
    accepted = world.case("accepted")
    only_before = Clock.objects.get(case=accepted, key="mediation")
    only_before.pk, only_before.key = None, "site_visit"
    only_before.save()
    USES["choose_pack"](world, accepted)
    clocks = {each.key: each for each in Clock.objects.filter(case=accepted)}
    gone, kept = clocks["site_visit"], clocks["mediation"]
    assert (gone.state, gone.pack, gone.ended_on) == ("void", "council-2024", gone.started_on)
    assert (kept.state, kept.pack, kept.ended_on) == ("running", ZHEJIANG, None)
    case = Case.objects.get(pk=accepted)
    assert (case.next_clock, case.was_late) == ("mediation", False)


def test_a_case_that_was_due_on_no_day_tells_none(world: World) -> None:
    registered = world.case("registered")
    Clock.objects.filter(case=registered).delete()
    Case.objects.filter(pk=registered).update(next_due_on=None)
    USES["choose_pack"](world, registered)
    told = TimelineEntry.objects.filter(case=registered, verb="choose_pack").values_list("data", flat=True).get()
    assert (told["due_before"], told["due"]) == ("", "")
