"""A department reaches the consumer of what was referred to it: after the receipt, until the answer, with a reason the council reads."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from open315.cases import queries, services
from open315.cases.models import Case, Party
from open315.cases.tests.making import complaint
from open315.cases.types import Kind, PersonDetails, Unmasked
from open315.core.access import ANONYMOUS
from open315.core.audit.models import AuditEntry
from open315.core.errors import Conflict, NotAllowed, NotFound

Refer = Callable[..., Case]
PERSON = PersonDetails(name="測試消費者", phone="13900139000", address="江漢路 1 號", id_number="420102199001011234")


@pytest.fixture
def refer(cast: Any) -> Refer:
    """A case that was sent to the market regulator."""

    def make(**changes: Any) -> Case:
        told = complaint(cast, **{"consumer": PERSON, **changes})
        case_id = services.register_case(told, actor=ANONYMOUS, at=cast.at).case_id
        return services.refer_case(
            case_id,
            to_organisation_id=cast.bodies["market"].pk,
            reason="請核查",
            actor=cast.actor("officer"),
            at=cast.at,
        )

    return make


def unmask(cast: Any, case: Case, who: str = "market_liaison") -> Unmasked:
    party = Party.objects.get(case=case)
    return services.unmask_identity(
        case.pk, party_id=party.pk, reason="上門核查前聯繫", actor=cast.actor(who), at=cast.at
    )


def buttons(cast: Any, case: Case, who: str = "market_liaison") -> set[str]:
    actor = cast.actor(who)
    return queries.available_verbs(actor, queries.get_case(actor, case.number))


def test_before_the_receipt_nothing_is_shown_and_after_it_contact_and_wording(cast: Any, refer: Refer) -> None:
    case = refer()
    assert "unmask" not in buttons(cast, case)
    with pytest.raises(Conflict):
        unmask(cast, case)
    services.acknowledge_referral(case.pk, actor=cast.actor("market_liaison"), at=cast.at)
    assert "unmask" in buttons(cast, case)
    seen = unmask(cast, case)
    assert seen.person is not None
    assert (seen.person.phone, seen.person.address) == (PERSON.phone, PERSON.address)
    assert "13800138000" in "".join(each.text for each in seen.originals[0].pieces)


def test_another_body_needs_no_id_number_and_the_council_has_it(cast: Any, refer: Refer) -> None:
    case = refer()
    services.acknowledge_referral(case.pk, actor=cast.actor("market_liaison"), at=cast.at)
    for who, number in (
        ("market_liaison", ""),
        ("officer", PERSON.id_number),
        ("province_supervisor", PERSON.id_number),
    ):
        seen = unmask(cast, case, who)
        assert seen.person is not None
        assert seen.person.id_number == number, who


@pytest.mark.parametrize("verb", ["answer_referral", "return_referral", "refuse_referral", "withdraw_case"])
def test_when_the_referral_ends_so_does_the_right(cast: Any, refer: Refer, verb: str) -> None:
    case = refer()
    services.acknowledge_referral(case.pk, actor=cast.actor("market_liaison"), at=cast.at)
    words = "reply" if verb == "answer_referral" else "reason"
    who = "officer" if verb == "withdraw_case" else "market_liaison"
    getattr(services, verb)(case.pk, **{words: "已核查"}, actor=cast.actor(who), at=cast.at)
    assert "unmask" not in buttons(cast, case)
    with pytest.raises(NotAllowed):
        unmask(cast, case)


def test_a_second_referral_needs_its_own_receipt(cast: Any, refer: Refer) -> None:
    case = refer()
    liaison = cast.actor("market_liaison")
    services.acknowledge_referral(case.pk, actor=liaison, at=cast.at)
    services.return_referral(case.pk, reason="材料不全", actor=liaison, at=cast.at)
    services.refer_case(
        case.pk,
        to_organisation_id=cast.bodies["market"].pk,
        reason="已補材料",
        actor=cast.actor("officer"),
        at=cast.at,
    )
    with pytest.raises(Conflict):
        unmask(cast, case)


def test_a_department_that_has_it_not_and_one_that_had_it_see_nothing(cast: Any, refer: Refer) -> None:
    case = refer()
    services.acknowledge_referral(case.pk, actor=cast.actor("market_liaison"), at=cast.at)
    with pytest.raises(NotFound):
        unmask(cast, case, "health_liaison")
    services.return_referral(case.pk, reason="不屬本局", actor=cast.actor("market_liaison"), at=cast.at)
    services.refer_case(
        case.pk, to_organisation_id=cast.bodies["health"].pk, reason="請核查", actor=cast.actor("officer"), at=cast.at
    )
    services.acknowledge_referral(case.pk, actor=cast.actor("health_liaison"), at=cast.at)
    with pytest.raises(NotAllowed):
        unmask(cast, case)
    assert unmask(cast, case, "health_liaison").person is not None


def test_who_reported_a_breach_stays_unknown_to_the_department(cast: Any, refer: Refer) -> None:
    case = refer(kind=Kind.REPORT, claims=())
    services.acknowledge_referral(case.pk, actor=cast.actor("market_liaison"), at=cast.at)
    assert "unmask" not in buttons(cast, case)
    with pytest.raises(NotAllowed):
        unmask(cast, case)
    assert unmask(cast, case, "officer").person is not None


def test_the_council_reads_who_looked_and_why(cast: Any, refer: Refer, client: Client) -> None:
    case = refer()
    services.acknowledge_referral(case.pk, actor=cast.actor("market_liaison"), at=cast.at)
    unmask(cast, case)
    entry = AuditEntry.objects.get(event="identity.unmasked")
    assert entry.organisation_id == cast.bodies["market"].pk
    assert "reason" not in entry.data
    client.force_login(cast.accounts["officer"])
    page = client.get(f"/console/cases/{case.number}/").content.decode()
    last = page.rsplit("工作人員查看了個人信息", 1)[1]
    assert "上門核查前聯繫" in last
    assert "market_liaison · 武漢市市場監督管理局" in last


def test_the_page_of_the_liaison_has_no_way_to_it_before_the_receipt(cast: Any, refer: Refer, client: Client) -> None:
    case = refer()
    client.force_login(cast.accounts["market_liaison"])
    address = f"/console/cases/{case.number}/"
    assert "do/unmask/" not in client.get(address).content.decode()
    data = {"party_id": case.parties.get().pk, "reason": "上門核查前聯繫"}
    early = client.post(f"{address}do/unmask/", data)
    assert early.status_code == 409
    assert PERSON.phone not in early.content.decode()
    client.post(f"{address}do/acknowledge_referral/", {"version": case.version})
    assert "do/unmask/" in client.get(address).content.decode()
    page = client.post(f"{address}do/unmask/", data).content.decode()
    assert PERSON.phone in page
    assert PERSON.id_number not in page
