"""One ordinary use of every verb, for tests: which service, what it is given, and who of the cast does it."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from open315.cases import services
from open315.cases.models import Party
from open315.core.access import Actor

Use = Callable[..., Any]


def use(name: str, who: str, **arguments: Any) -> Use:
    """The service `name` used by `who`; arguments may be functions of the world and the case."""

    def call(
        world: Any, case_id: int, *, actor: Actor | None = None, at: datetime | None = None, **changes: Any
    ) -> Any:
        given = {**arguments, **changes}
        given = {key: value(world, case_id) if callable(value) else value for key, value in given.items()}
        return getattr(services, name)(case_id, **given, actor=actor or world.actor(who), at=at or world.at)

    return call


def _account(who: str) -> Callable[[Any, int], int]:
    return lambda world, _case_id: world.account(who)


def body(name: str) -> Callable[[Any, int], int]:
    """The id of a body of the cast."""
    return lambda world, _case_id: world.body(name)


def party(_world: Any, case_id: int) -> int:
    """The id of the case's consumer."""
    return Party.objects.get(case_id=case_id).pk


def case(name: str) -> Callable[[Any, int], int]:
    """The id of another case of the world."""
    return lambda world, _case_id: world.case(name)


def files(world: Any, _case_id: int) -> list[Any]:
    """The uploads of the world that nobody has claimed."""
    return list(world.uploads)


USES: dict[str, Use] = {
    "accept": use("accept_case", "officer", foreclosure_told=True),
    "propose_declination": use("propose_declination", "officer", grounds=["materials"], statement="沒有票據"),
    "confirm_declination": use("confirm_declination", "supervisor"),
    "reject_declination": use("reject_declination", "supervisor", reason="請補充材料"),
    "refer": use("refer_case", "officer", to_organisation_id=body("market"), reason="請查處"),
    "acknowledge_referral": use("acknowledge_referral", "market_liaison"),
    "refuse_referral": use("refuse_referral", "market_liaison", reason="不屬於本局職責"),
    "return_referral": use("return_referral", "market_liaison", reason="材料不全"),
    "answer_referral": use("answer_referral", "market_liaison", reply="已責令改正"),
    "assign": use("assign_case", "clerk", account_id=_account("second_officer")),
    "note": use("add_note", "clerk", text="致電商家"),
    "add_evidence": use("add_evidence", "clerk", upload_ids=files),
    "pause_clock": use("pause_clock", "officer", ground="appraisal", evidence="鑑定委託書"),
    "resume_clock": use("resume_clock", "officer"),
    "supervise": use("supervise_case", "supervisor", level="yellow", reason="逾期", due_on=date(2026, 5, 20)),
    "close": use("close_case", "officer", result="mediated", recovered_cents=329_900, note="已退款"),
    "reopen": use("reopen_case", "supervisor", reason="消費者提出新證據"),
    "withdraw": use("withdraw_case", "officer", reason="雙方和解"),
    "mark_duplicate": use("mark_duplicate", "clerk", of_id=case("original")),
    "override_competence": use(
        "override_competence", "supervisor", organisation_id=body("health"), reason="屬於醫療服務"
    ),
    "unmask": use("unmask_identity", "officer", party_id=party, reason="電話回訪"),
    "erase_identity": use("erase_identity", "administrator", party_id=party, reason="本人要求刪除"),
}
