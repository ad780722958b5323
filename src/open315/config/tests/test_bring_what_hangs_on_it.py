"""What hangs on a campaign travels with it: seminars, stalls and their counters, links of plans, filings, signatures. All expectations are by hand."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError
from django.utils import translation

from open315.activities.models import Output
from open315.campaigns.approval.brought import bring_circulation
from open315.campaigns.approval.types import Circulated
from open315.campaigns.models import Approval, Ballot, Delivery, JointIssue, Measure, PlanVersion
from open315.config.tests.commanding import ran
from open315.config.tests.folder_of_a_campaign import CITY, MADE, PROVINCE, SHEETS, brought
from open315.core.access import SYSTEM
from open315.core.errors import InvalidInput
from open315.org import queries as org
from open315.seminars.models import AgendaItem, Consensus, Guest, Seminar
from open315.stalls.models import Kept, KitItem, Press, Shift, Stall
from tests.rows import nothing_changes

pytestmark = pytest.mark.django_db


def refused(folder: Path, tmp_path: Path) -> list[str]:
    """The refused rows of a folder."""
    with pytest.raises(CommandError, match="rows were refused"):
        ran("import_campaign", str(folder), language="en", answers=str(tmp_path / "answers.csv"))
    lines = (tmp_path / "answers.csv").read_text(encoding="utf-8-sig").splitlines()
    return [line for line in lines if ",refused," in line]


def test_a_seminar_has_its_guests_agenda_minutes_and_consensus(folder: Path) -> None:
    brought(folder)
    seminar = Seminar.objects.get()
    assert (seminar.activity.title, seminar.words, seminar.reply_by, seminar.minutes) == (
        "行業自律座談會", "請準備發言。", date(2026, 3, 12), "一、通報\n二、討論",
    )  # fmt: skip
    rows = Guest.objects.order_by("pk").values_list(
        "body", "office", "rank", "is_guest", "reply", "instead_of", "is_absent", "is_asked"
    )
    assert list(rows) == [
        ("溫州市人民政府", "副市長", "county", False, "yes", "", False, True),
        ("某聯通公司", "副總經理", "", False, "yes", "總經理", False, True),
        ("某學院", "教授", "", True, "no", "", False, True),
        ("某協會", "祕書長", "", False, "", "", True, True),
        ("某報社", "記者", "", False, "", "", False, False),
    ]  # fmt: skip
    assert list(Guest.objects.order_by("pk").values_list("arrived_at", flat=True)) == [
        datetime(2026, 3, 16, 5, 50, tzinfo=UTC), datetime(2026, 3, 16, 6, 10, tzinfo=UTC), None, None, datetime(2026, 3, 16, 6, 30, tzinfo=UTC),
    ]  # fmt: skip
    assert list(AgendaItem.objects.values_list("place", "title", "speaker__office", "speaker_words")) == [
        (1, "致辭", None, "浙江省消保委 會長"), (2, "企業發言", "副總經理", ""),
    ]  # fmt: skip
    point = Consensus.objects.get()
    assert (point.text, {each.office for each in point.supporters.all()}) == (
        "保護消費者合法權益",
        {"副總經理", "副市長"},
    )


def test_stalls_have_their_shifts_and_kit_and_what_was_counted_is_the_value(folder: Path) -> None:
    brought(folder)
    assert list(Stall.objects.values_list("number", "body", "partner__name", "offers", "position")) == [
        (1, "溫州市公安局", "溫州市公安局", "反詐宣傳", "東側"), (2, "某律師事務所", None, "法律諮詢", ""),
    ]  # fmt: skip
    assert list(Shift.objects.values_list("stall__number", "office", "people", "ends_at")) == [
        (1, "宣傳科", 2, datetime(2026, 3, 15, 2, 30, tzinfo=UTC)), (1, "法制科", 1, datetime(2026, 3, 15, 4, 0, tzinfo=UTC)),
    ]  # fmt: skip
    table, frame = KitItem.objects.order_by("stall__number")
    assert (table.what, table.amount, table.brings, table.returned_at is not None) == (
        "摺疊桌",
        "兩張",
        "溫州市公安局",
        True,
    )
    assert (frame.what, frame.amount, frame.packed_at, frame.returned_at) == ("展架", "1個", None, None)
    pressed = Press.objects.filter(counter="leaflets").order_by("pk").values_list("number", flat=True)
    assert list(pressed) == [50, 50, 50, 10, 1, 1, 1]
    moments = Press.objects.filter(stall__number=2).order_by("pk").values_list("pressed_at", flat=True)
    assert [each - moments[0] for each in moments] == [timedelta(minutes=7.5 * n) for n in range(4)]
    assert moments[0] == datetime(2026, 3, 15, 1, 30, tzinfo=UTC)
    assert set(Kept.objects.values_list("indicator", "said", "output__said")) == {
        ("enquiries", "數百", "41"), ("leaflets", "3000餘", "163"),
    }  # fmt: skip
    assert set(Output.objects.filter(ended_at=None).values_list("indicator", "said")) == {
        ("enquiries", "41"),
        ("leaflets", "163"),
    }


def test_a_plan_below_is_linked_to_the_one_above_and_filed_with_its_links(folder: Path) -> None:
    brought(folder)
    own, above = Measure.objects.get(title="廣場服務"), Measure.objects.get(title="現場諮詢")
    assert own.serves == above
    assert Measure.objects.get(title="社區講座").serves is None
    delivery = Delivery.objects.get(council__name=CITY)
    version = PlanVersion.objects.get(campaign__council__name=CITY)
    assert (delivery.filed_version, version.why, version.released_at is not None) == (version, "報備稿", True)
    assert delivery.filed_at == datetime(2026, 2, 20, 4, 0, tzinfo=UTC)
    assert delivery.filed_links == [[own.pk, above.pk, "2026-03-15"]]


def test_what_cannot_hang_there_is_refused_at_its_column(folder: Path, tmp_path: Path) -> None:
    told = {
        "guests": "4,某報社,媒體,記者,,,,,到會", "agenda": "4,3,講話,某某公司／經理,\n", "consensus": "4,2,另一點,某學院／教授\n",
        "stalls": "2,3,某局,某某局,,\n", "shifts": "2,9,2026-03-15 09:00,2026-03-15 10:00,科,1\n",
        "counters": "2,2,2026-03-15 09:30,諮詢,5\n2,2,2026-03-15 10:30,諮詢,5001\n", "filings": f"{PROVINCE},{PROVINCE},實施方案的通知,稿,\n",
        "links": f"{CITY},社區講座,{PROVINCE},沒有的措施\n", "outputs": "2,宣傳資料,,4000\n",
    }  # fmt: skip
    brought(folder)
    for name, row in told.items():
        if name != "guests":
            with (folder / f"{name}.csv").open("a", encoding="utf-8") as file:
                file.write(row)
    assert refused(folder, tmp_path) == [
        "links,3,refused,Measure above that it carries out,Nothing of this name stands in the sheets before: “浙江省消費者權益保護委員會 沒有的措施”.",
        "filings,3,refused,Council,The paper was not delivered to this council.",
        'outputs,4,refused,Value as it was written,"This is counted on the spot, and beside it stands: “3000餘”. Correct that on the page of the activity."',
        "agenda,4,refused,Speaker (body／office of a guest),Nobody of this body and office is on the list of guests: “某某公司／經理”.",
        "consensus,3,refused,Supported by (body／office),Choose those who supported it from the guests who arrived.",
        "stalls,4,refused,Partner,This body is not among the partners of the activity.",
        "shifts,4,refused,Stall (No.),This activity has no stall of this number.",
        "counters,5,refused,How much was counted,Something else was counted in this hour: 4.",
        "counters,6,refused,How much was counted,So much was not counted at one stall in one hour.",
    ]


SIGNED = f"""消費者組織,發出日期,簽署截止日,同意,不同意,不同意的理由（依序）,未答覆,未答覆的要求為何可以保留
{PROVINCE},2026-02-03,2026-02-08,省總工會；省婦聯；省司法廳,省科協,經費過高,省教育廳,決算時答覆
"""


def test_a_vote_by_signature_comes_in_and_goes_out_as_it_was(folder: Path, tmp_path: Path) -> None:
    (folder / "approvals.csv").unlink()
    (folder / "circulations.csv").write_text(SIGNED, encoding="utf-8")
    made = {name: f"{count} made" for name, count in MADE.items() if name != "approvals"}
    assert brought(folder) == {**made, "circulations": "1 made"}
    vote = Approval.objects.get()
    assert (vote.way, vote.state, vote.held_on, vote.deadline, vote.members, vote.waived, vote.waiver) == (
        "circulation", "approved", date(2026, 2, 3), date(2026, 2, 8), 5, [2], "決算時答覆",
    )  # fmt: skip
    assert list(Ballot.objects.values_list("place", "member", "answer", "reason", "is_on_paper", "account")) == [
        (1, "省總工會", "agrees", "", True, None), (2, "省婦聯", "agrees", "", True, None), (3, "省司法廳", "agrees", "", True, None),
        (4, "省科協", "objects", "經費過高", True, None), (5, "省教育廳", "", "", False, None),
    ]  # fmt: skip
    assert Ballot.objects.filter(answered_at=None).count() == 1
    assert JointIssue.objects.get().state == "issued"
    ran("export_campaign", PROVINCE, "2026", str(tmp_path / "out"), language="zh-hant")
    given = (tmp_path / "out" / "circulations.csv").read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    assert given == SIGNED
    assert not (tmp_path / "out" / "approvals.csv").exists()
    assert brought(folder)["circulations"] == "1 known"


@pytest.fixture
def version(folder: Path) -> Any:
    """A version that nobody has voted on, of a day on which February is over."""
    for name in SHEETS:
        if name not in ("bodies", "campaigns", "sections", "measures", "requirements", "versions"):
            (folder / f"{name}.csv").unlink()
    brought(folder)
    return PlanVersion.objects.get()


@pytest.mark.parametrize(
    ("told", "field", "words"),
    [
        ({"objected": (("科協", " "),)}, "reasons", "Say why this member objected."),
        ({"asked_on": date(2026, 3, 21), "deadline": date(2026, 3, 25)}, "asked_on", "A meeting that has not been held cannot have voted."),
        ({"silent": ("教育廳",), "deadline": date(2026, 3, 20)}, "silent", "This circulation is not over"),
        ({"agreed": ("工會", "工會")}, "on_paper", "A member stands there twice."),
        ({"agreed": ()}, "on_paper", "Name the members who are asked to sign."),
    ],
)  # fmt: skip
def test_a_circulation_that_cannot_have_been_is_refused(
    version: Any, told: dict[str, Any], field: str, words: str
) -> None:
    at = datetime(2026, 3, 20, 4, 0, tzinfo=UTC)
    given = {
        "asked_on": date(2026, 3, 10),
        "deadline": date(2026, 3, 19),
        "agreed": ("工會",),
        "waiver": "以後答覆",
        **told,
    }
    actor = org.acting_for(SYSTEM, PROVINCE, field="council")
    with translation.override("en"), nothing_changes(), pytest.raises(InvalidInput, match=words) as error:
        bring_circulation(version.pk, Circulated(**given), actor=actor, at=at)
    assert error.value.field == field


def test_one_that_everybody_answered_is_over_before_its_last_day_and_is_decided_by_its_rules(version: Any) -> None:
    at = datetime(2026, 3, 20, 4, 0, tzinfo=UTC)
    actor = org.acting_for(SYSTEM, PROVINCE, field="council")
    told = Circulated(date(2026, 3, 20), date(2026, 3, 30), ("工會",), (("科協", " 太貴 "),), (), "以後答覆")
    vote = bring_circulation(version.pk, told, actor=actor, at=at)
    assert (vote.state, vote.members, vote.decided_at) == ("rejected", 2, at)
    assert list(vote.ballots.values_list("reason", "answered_at")) == [("", at), ("太貴", at)]
