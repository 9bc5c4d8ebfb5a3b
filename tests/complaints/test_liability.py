"""Liability: shares that make 100 %, parts by base points, proposals in the ledger of conduct and never a deduction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import clock
from app.complaints.causes.models import ComplaintCause
from app.complaints.liability import queries, rules, service
from app.complaints.liability.models import Judgement, LossMember
from app.complaints.liability.rules import Member, NewShare
from app.complaints.losses import service as losses
from app.complaints.losses.models import Loss
from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.domain.money import Fen, Rate
from app.extensions import db
from app.office.conduct.models import ConductCase, Deduction, Instalment
from app.office.conduct.policy import ConductPolicy
from app.office.conduct.rules import Owed, instalments
from app.office.conduct.service.months import settle_month
from app.office.policy.service import set_values
from app.unit_of_work import unit_of_work
from tests import factories
from tests.complaints.factories_cases import make_case, make_route
from tests.office.factories_conduct import bonus, grant, points

TODAY = date(2026, 11, 20)
shares_of_whole = st.lists(st.integers(1, 999_999), min_size=0, max_size=5, unique=True).map(
    lambda cuts: [b - a for a, b in zip([0, *sorted(cuts)], [*sorted(cuts), rules.WHOLE], strict=True)]
)


@given(st.integers(1, 10**12), shares_of_whole, st.lists(st.integers(1, 500), min_size=1, max_size=12))
@settings(max_examples=60)
def test_shares_and_the_parts_of_their_people_always_add_up(loss: int, shares: list[int], given_: list[int]) -> None:
    amounts = rules.amounts(Fen(loss), [Rate(one) for one in shares])
    assert sum(amounts) == loss
    members = [Member(n, str(n), own) for n, own in enumerate(given_)]
    for amount in amounts:
        parts = rules.parts_of(rules.GROUP, amount, members)
        assert sum(part.amount for part in parts) == amount
        assert all(abs(part.amount - amount * part.points / sum(given_)) < 1 for part in parts)


@given(st.lists(st.integers(1, 1_000_000), min_size=1, max_size=5))
@settings(max_examples=60)
def test_shares_that_are_no_whole_are_refused(shares: list[int]) -> None:
    if sum(shares) != rules.WHOLE:
        with pytest.raises(Refused, match="exactly 100%"):
            rules.amounts(Fen(100), [Rate(one) for one in shares])


@given(
    st.lists(st.integers(1, 300_000), min_size=2, max_size=2),
    st.lists(st.integers(0, 300_000), min_size=1, max_size=6),
    st.integers(0, 100),
)
@settings(max_examples=60)
def test_the_order_of_two_cases_changes_no_total_and_no_month_passes_its_cap(
    owed: list[int], bonuses: list[int], percent: int
) -> None:
    def run(order: Sequence[int]) -> list[int]:
        left, months = dict(enumerate(order)), []
        for paid in bonuses:
            queue = [Owed(key, Fen(rest), "bonus", "2026-11") for key, rest in left.items() if rest]
            parts = instalments("2026-12", Fen(paid), queue, percent=percent)
            months.append(sum(part.taken for part in parts))
            assert months[-1] <= paid * percent // 100
            left |= {part.id: part.left for part in parts}
        assert sum(months) + sum(left.values()) == sum(order)
        return months

    assert run(owed) == run(owed[::-1])


def test_worked_example_nine_is_500_yuan() -> None:
    members = [Member(1, "甲", 10), Member(2, "乙", 50), Member(3, "丙", 60)]
    parts = rules.parts_of(rules.SECTION, Fen(600_000), members)
    assert [part.amount for part in parts] == [50_000, 250_000, 300_000]
    with pytest.raises(Refused, match="丁、戊"):
        rules.parts_of(rules.GROUP, Fen(1), [*members, Member(4, "丁", 0), Member(5, "戊", None)])


def test_the_manuals_advise_the_group_in_manufacturing_and_the_person_elsewhere() -> None:
    told = {(a, b): rules.advised(manufacturing=a, found=b) for a in (True, False) for b in (True, False)}
    assert told == {
        (True, True): "group",
        (True, False): "section",
        (False, True): "person",
        (False, False): "department",
    }


def test_bands_choose_the_sanction_and_its_least_amount_holds() -> None:
    bands = ConductPolicy(warning_from=500, major_from=5000)
    asked = [(Fen(40_000), Fen(60_000), Fen(600_000))]
    told = [
        (rules.sanction_of(own, bands), rules.proposed(rules.sanction_of(own, bands), own, bands)) for own in asked[0]
    ]
    assert told == [("deduction", 40_000), ("warning", 60_000), ("major_demerit", 600_000)]
    assert rules.proposed("warning", Fen(100), bands) == 40_000
    assert rules.proposed("correction", Fen(100), bands) == 0


@pytest.fixture
def office(context: None) -> None:
    """An office with posts, base points and a cause."""
    factories.make_posts()
    points(su=10, bai=50, kong=20, fang=30)


def cause(key: str = "c8", rule: str | None = "complaints.cause_8", negligence: bool = False) -> int:
    """A cause of complaints."""
    with unit_of_work(by=OPERATOR) as work:
        made = ComplaintCause(key=key, name="订单注记错误", scheme="factory", sanction_rule=rule, position=1)
        made.negligence = negligence
        work.session.add(made)
        work.session.flush()
        return made.id


def with_loss(yuan: int, number: str = "261101", **values: Any) -> int:
    """A case with a fixed loss."""
    with unit_of_work(by=OPERATOR) as work:
        case_id = make_case(make_route(f"r{number}"), number=number, stage="close", decided_on=TODAY, **values)
        loss = Loss(complaint_id=case_id, decided_on=TODAY, sold="none", loss_fen=yuan * 100, state="fixed")
        loss.made_by, loss.made_at = "test", work.at
        work.session.add(loss)
    return case_id


def by_person(who: str, cause_id: int, share: int = rules.WHOLE) -> NewShare:
    return NewShare(rules.PERSON, Rate(share), staff_id=factories.staff_id(who), cause_id=cause_id)


def judged(case_id: int, *shares: NewShare, seen: int = 0, who: str = "kong") -> Judgement:
    return service.judge(case_id, seen=seen, shares=shares, reason="按原因判定", by=factories.actor(who))


def settled(case_id: int, *shares: NewShare) -> Judgement:
    made = judged(case_id, *shares)
    return service.settle(case_id, version=made.version, by=factories.actor("kong"))


def proposed(case_id: int, sanctions: dict[int, str] | None = None, who: str = "kong") -> int:
    found = queries.judgement_of(case_id)
    version = found.version if found else 0
    return service.propose(
        case_id, version=version, sanctions=sanctions or {}, reason="按责任比例", by=factories.actor(who)
    )


def test_a_loss_is_shared_by_gravity_and_proposed_person_by_person(office: None) -> None:
    case_id, why = with_loss(10_000), cause()
    group = NewShare(rules.GROUP, Rate(300_000), name="甲班", cause_id=why,
                     members=(factories.staff_id("su"), factories.staff_id("fang")))  # fmt: skip
    supplier = NewShare(rules.SUPPLIER, Rate(100_000), name="华东覆铜板厂")
    found = settled(case_id, by_person("bai", why, 600_000), group, supplier)
    lines = queries.lines(found.id)
    assert [(line.who, line.share.amount_fen) for line in lines] == [
        ("白管", 600_000), ("甲班", 300_000), ("华东覆铜板厂", 100_000)
    ]  # fmt: skip
    parts = {one.name: one.member.amount_fen for line in lines for one in line.members}
    assert parts == {"白管": 600_000, "苏销": 75_000, "方前": 225_000}
    assert [one.share for one in queries.shares_of(case_id)] == [600_000, 300_000, 100_000]
    assert proposed(case_id) == 3
    cases = db.session.query(ConductCase).order_by(ConductCase.amount_fen).all()
    assert [(one.source, one.rule, one.state, one.amount_fen) for one in cases] == [
        (f"complaint:{case_id}", "complaints.cause_8", "proposed", fen) for fen in (75_000, 225_000, 600_000)
    ]
    assert "40" in cases[0].facts
    assert db.session.query(Deduction).count() == 0  # nothing without a decision
    with pytest.raises(Refused, match="proposed already"):
        proposed(case_id)
    grant(cases[0].id)
    owed = db.session.query(Deduction).one()
    assert (owed.staff_id, owed.amount_fen) == (factories.staff_id("su"), 75_000)


def test_worked_example_ten_over_two_complaints(office: None) -> None:
    why = cause()
    for month, number, yuan in (("2026-11", "261101", 1700), ("2026-12", "261201", 400)):
        clock.set_up(ZoneInfo("Asia/Shanghai"), datetime.fromisoformat(f"{month}-20 09:00"))
        case_id = with_loss(yuan, number)
        settled(case_id, by_person("su", why))
        proposed(case_id)
        grant(db.session.query(ConductCase).filter_by(source=f"complaint:{case_id}").one().id)
        bonus(month, 1200)
        settle_month(month, by=factories.actor("xu"))
    for month in ("2027-01", "2027-02"):
        clock.set_up(ZoneInfo("Asia/Shanghai"), datetime.fromisoformat(f"{month}-20 09:00"))
        bonus(month, 1200)
        settle_month(month, by=factories.actor("xu"))
    rows = db.session.query(Instalment).order_by(Instalment.month, Instalment.deduction_id)
    taken = [(row.month, row.amount_fen // 100) for row in rows if row.amount_fen]
    assert taken == [("2026-11", 600), ("2026-12", 600), ("2027-01", 500), ("2027-01", 100), ("2027-02", 300)]


def test_a_judgement_is_replaced_only_while_nothing_of_it_was_proposed(office: None) -> None:
    case_id, why = with_loss(1000), cause()
    first = settled(case_id, by_person("su", why))
    with pytest.raises(Conflict):
        judged(case_id, by_person("bai", why))
    second = judged(case_id, by_person("bai", why), seen=first.version)
    db.session.refresh(first)
    assert (first.state, second.state, queries.shares_of(case_id)) == ("void", "draft", [])
    service.settle(case_id, version=1, by=factories.actor("kong"))
    proposed(case_id)
    now = queries.judgement_of(case_id)
    assert now is not None
    with pytest.raises(Refused, match="no longer changes"):
        judged(case_id, by_person("su", why), seen=now.version)
    loss = db.session.query(Loss).one()
    with pytest.raises(Refused, match="proposed"):
        losses.void(case_id, version=loss.version, reason="漏计", by=factories.actor("kong"))


def test_a_void_loss_takes_its_unproposed_judgement_with_it(office: None) -> None:
    case_id, why = with_loss(1000), cause()
    settled(case_id, by_person("su", why))
    losses.void(case_id, version=1, reason="漏计", by=factories.actor("kong"))
    assert queries.judgement_of(case_id) is None
    with pytest.raises(Refused, match="not fixed yet"):
        judged(case_id, by_person("su", why))


@pytest.mark.parametrize(
    ("share", "sentence"),
    [
        ({"bearer": "person", "staff": None}, "who bears"),
        ({"bearer": "group", "name": "甲班"}, "who bears"),
        ({"bearer": "supplier"}, "who bears"),
        ({"bearer": "person", "cause": None}, "Choose the cause"),
        ({"bearer": "person", "staff": "wu"}, None),
        ({"bearer": "department", "department": "办公室"}, "吴闲"),
        ({"bearer": "person", "share": 990_000}, "These make 99%"),
    ],
)
def test_a_share_that_lacks_something_is_refused(office: None, share: dict[str, Any], sentence: str | None) -> None:
    case_id, why = with_loss(1000), cause()
    staff = share.get("staff", "su") if share["bearer"] == "person" else None
    new = NewShare(
        share["bearer"], Rate(share.get("share", rules.WHOLE)), name=share.get("name"),
        cause_id=share.get("cause", why),
        staff_id=factories.staff_id(staff) if staff else None,
        department_id=factories.department_id(share["department"]) if "department" in share else None,
    )  # fmt: skip
    if sentence is None:
        assert judged(case_id, new).state == "draft"  # whoever bears it alone needs no base points
        return
    with pytest.raises(Refused, match=sentence):
        judged(case_id, new)
    assert db.session.query(Judgement).count() == 0


def test_a_department_shares_among_all_or_among_its_sales_staff(office: None) -> None:
    case_id, why = with_loss(6000), cause()
    new = NewShare(rules.DEPARTMENT, Rate(rules.WHOLE), department_id=factories.department_id("销售部"), cause_id=why)

    def parts(seen: int) -> list[int]:
        made = judged(case_id, new, seen=seen)
        return sorted(row.amount_fen for line in queries.lines(made.id) for row in [one.member for one in line.members])

    assert parts(0) == [100_000, 500_000]
    set_values({"complaints.liability.department_members": "sales"}, valid_from=TODAY, reason="K-50", by=OPERATOR)
    assert parts(1) == [600_000]


def test_the_setting_names_who_judges(office: None) -> None:
    case_id, why = with_loss(1000), cause()
    set_values({"complaints.liability.judged_by": "meeting"}, valid_from=TODAY, reason="D-38", by=OPERATOR)
    with pytest.raises(Refused, match="with whom"):
        judged(case_id, by_person("su", why))
    set_values({"complaints.liability.judged_by": "quality"}, valid_from=TODAY, reason="D-38", by=OPERATOR)
    with pytest.raises(Refused, match="质量管理部"):
        judged(case_id, by_person("su", why))
    set_values({"complaints.liability.quality_department": "客户服务部"}, valid_from=TODAY, reason="D-38", by=OPERATOR)
    assert judged(case_id, by_person("su", why)).state == "draft"


def test_nobody_proposes_what_he_bears_himself(office: None) -> None:
    case_id, why = with_loss(1000), cause(rule=None)
    settled(case_id, by_person("kong", why, 400_000), by_person("su", why, 600_000))
    assert proposed(case_id) == 1
    one = db.session.query(ConductCase).one()
    assert (one.staff_id, one.rule, one.rule_words) == (factories.staff_id("su"), "own", "订单注记错误")
    with pytest.raises(Refused, match="your own part"):
        proposed(case_id)
    factories.let_do_everything("admin")
    assert proposed(case_id, who="admin") == 1
    assert db.session.query(LossMember).filter_by(conduct_case_id=None).count() == 0
