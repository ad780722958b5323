"""A small office for tests of the verbs: the cast, a case in every state, built once a module and never changed by a test.

All cases are received on Wednesday 2026-04-29 in China, brought into their state on Thursday 04-30 in steps of an hour, and used by
the tests on Thursday 2026-05-07. Between them lies the Labour Day holiday (05-01 to 05-05). All of it begins in the first half hour of
a day, when the day by UTC is the one before: whoever takes the day of a moment elsewhere than in China is seen.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from conftest import Cast, make_cast
from open315.cases import services
from open315.cases.actors import consumer_of
from open315.cases.tests.making import complaint
from open315.cases.tests.using import USES, body, case, use
from open315.cases.types import History, Kind, PersonDetails
from open315.core.access import ANONYMOUS, SYSTEM, Actor, ActorKind
from open315.core.clock import SHANGHAI
from open315.core.outbox.models import OutboxEvent
from open315.core.uploads.models import Upload
from open315.org.models import Organisation
from tests.rows import everything, stored

RECEIVED = datetime(2026, 4, 29, 0, 10, tzinfo=SHANGHAI)
FIRST_STEP = datetime(2026, 4, 30, 0, 5, tzinfo=SHANGHAI)
AT = datetime(2026, 5, 7, 0, 30, tzinfo=SHANGHAI)

TO_HEALTH = use("refer_case", "officer", to_organisation_id=body("health"), reason="請查處")
TO_HUANGSHI = use("refer_case", "officer", to_organisation_id=body("huangshi"), reason="在你市發生")
BACK_FROM_HEALTH = use("return_referral", "health_liaison", reason="材料不全")
OF_ACCEPTED = use("mark_duplicate", "clerk", of_id=case("accepted"))
BY_SUPERVISOR = use("propose_declination", "supervisor", grounds=["materials"], statement="沒有票據")

WAYS: dict[str, list[Any]] = {
    # The ten states, each by its shortest way.
    "registered": [],
    "declination_proposed": ["propose_declination"],
    "declined": ["propose_declination", "confirm_declination"],
    "accepted": ["accept"],
    "referred": ["refer"],
    "answered": ["refer", "answer_referral"],
    "closed": ["accept", "close"],
    "withdrawn": ["withdraw"],
    "duplicate": ["mark_duplicate"],
    "on_record": [],
    # The same states by other ways.
    "original": [],
    "objected": ["accept", "close", "object"],
    "declined_objected": ["propose_declination", "confirm_declination", "object"],
    "assigned": ["assign"],
    "appointed": ["make_appointment"],
    "proposed_by_supervisor": [BY_SUPERVISOR],
    "paused": ["accept", "pause_clock"],
    "acknowledged": ["refer", "acknowledge_referral"],
    "taken_up": ["refer", "accept_referral"],
    "paused_referral": ["refer", "accept_referral", "pause_referral"],
    "accepted_referred": ["accept", "refer"],
    "answered_referred": ["refer", "answer_referral", "refer"],
    "accepted_answered": ["accept", "refer", "answer_referral"],
    "closed_answered": ["refer", "answer_referral", "close"],
    "accepted_duplicate": ["accept", OF_ACCEPTED],
    "answered_noted": ["refer", "answer_referral", "note"],
    "sent_back": ["refer", "return_referral"],
    "second_body": [TO_HEALTH, BACK_FROM_HEALTH, "refer"],
    "second_acknowledged": [TO_HEALTH, BACK_FROM_HEALTH, "refer", "acknowledge_referral"],
    "at_huangshi": [TO_HUANGSHI],
    # Other kinds of case.
    "report": [],
    "report_acknowledged": ["refer", "acknowledge_referral"],
    "report_accepted": ["accept"],
    "enquiry": [],
    "enquiry_accepted": ["accept"],
    "told": [],
    "wordless": [],
}
KINDS = {"report": Kind.REPORT, "enquiry": Kind.ENQUIRY}
UNLIKE: dict[str, dict[str, Any]] = {
    "told": {"consents": ("foreclosure",)},
    "wordless": {"kind": Kind.ENQUIRY, "consumer": PersonDetails(), "narrative": "想問保修期。"},
    "on_record": {"history": History(state="on_record")},
}
"""Cases that are registered otherwise: it was over; the consumer knows already; nobody named and nothing masked."""


@dataclass
class World:
    """The cast as actors, the cases by name, and the moment at which the tests act."""

    cast: Cast
    actors: dict[str, Actor] = field(default_factory=dict)
    cases: dict[str, int] = field(default_factory=dict)
    uploads: list[Any] = field(default_factory=list)
    at: datetime = AT
    kept: Any = None
    kept_stored: Any = None

    def actor(self, who: str) -> Actor:
        """A person of the cast; "consumer:<case>" is she whose code opens that case."""
        kind, _, name = who.partition(":")
        if kind == "consumer":
            return consumer_of(self.case(name))
        return self.actors[who]

    def account(self, who: str) -> int:
        """The id of a person's account."""
        return int(self.cast.accounts[who].pk)

    def body(self, name: str) -> int:
        """The id of a body."""
        return int(self.cast.bodies[name].pk)

    def case(self, name: str) -> int:
        """The id of a case."""
        return self.cases[name]

    def number(self, name: str) -> str:
        """The number of a case."""
        return str(self.kept["cases.Case"][self.cases[name]]["number"])

    def party(self, name: str) -> int:
        """The id of a case's consumer."""
        return next(int(pk) for pk, row in self.kept["cases.Party"].items() if row["case_id"] == self.cases[name])

    def unchanged(self) -> bool:
        """Whether every table still holds what it held before the first test."""
        return stored() == self.kept_stored


def build() -> World:
    """The whole office; the caller rolls it back."""
    world = World(make_cast(RECEIVED))
    world.cast.bodies["closed"] = Organisation.objects.create(
        kind="department", name="武漢市物價局", region_id="420100", sector="market", is_active=False
    )
    world.actors = {who: world.cast.actor(who) for who in world.cast.accounts}
    world.actors |= {
        "system": SYSTEM,
        "anonymous": ANONYMOUS,
        "client": Actor(kind=ActorKind.CLIENT, label="api"),
    }
    world.uploads = [_upload(name).pk for name in ("a.jpg", "b.pdf")]
    for name in WAYS:
        kind = KINDS.get(name.partition("_")[0], Kind.COMPLAINT)
        command = complaint(world.cast, **{"kind": kind, "received_at": RECEIVED, **UNLIKE.get(name, {})})
        world.cases[name] = services.register_case(
            command, actor=SYSTEM if command.history else ANONYMOUS, at=RECEIVED
        ).case_id
    for name, way in WAYS.items():
        for hours, step in enumerate(way):
            call = USES[step] if isinstance(step, str) else step
            call(world, world.case(name), at=FIRST_STEP + timedelta(hours=hours))
    abroad = complaint(world.cast, received_at=RECEIVED, council_id=world.body("huangshi"))
    world.cases["foreign"] = services.register_case(abroad, actor=ANONYMOUS, at=RECEIVED).case_id
    OutboxEvent.objects.all().delete()
    world.kept, world.kept_stored = everything(), stored()
    return world


def _upload(name: str) -> Upload:
    return Upload.objects.create(
        storage_path=name, original_name=name, content_type="image/jpeg", size=1, sha256="0" * 64, created_at=RECEIVED
    )
