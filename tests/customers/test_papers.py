"""Papers of customers: what they are worth on a day, warnings over holidays, four eyes, renewal, who sees them."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, time, timedelta
from typing import NamedTuple

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from app import clock
from app.customers.papers import nightly, queries, rules, service
from app.customers.papers.models import Paper, PaperKind
from app.customers.papers.tasks import EXPIRES
from app.domain.actor import OPERATOR
from app.domain.errors import Conflict, Refused
from app.domain.workdays import Calendar
from app.extensions import db
from app.jobs.service import enqueue
from app.office.attachments.models import Attachment
from app.office.history.models import Entry
from app.office.tasks.models import Task
from app.unit_of_work import unit_of_work
from tests.conftest import NOW
from tests.customers.factories_customers import a_customer
from tests.customers.factories_papers import LICENCE, enter, invoicing, kind_id, travel, verified
from tests.factories import actor

SignIn = Callable[[str], FlaskClient]
TODAY = date(2026, 11, 20)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


class Held(NamedTuple):
    id: int
    state: str
    expires_on: date | None
    renewal_until: date | None = None


STATES = st.sampled_from(sorted(rules.STATES.keys() - {rules.REPLACED}))
HELD = st.builds(Held, st.integers(1, 99), STATES, st.none() | DAYS, st.none() | DAYS)


@given(st.lists(HELD, max_size=5), DAYS)
def test_business_rests_on_verified_papers_in_force_or_on_a_proof_only(papers: list[Held], today: date) -> None:
    state, decides = rules.condition(papers, today, 30)
    held = [one for one in papers if one.state == rules.VERIFIED]
    good = [one for one in held if one.expires_on is None or one.expires_on >= today]
    proved = [one for one in held if one.renewal_until is not None and one.renewal_until >= today]
    assert (state in rules.HOLDS) == bool(good or proved)
    assert (decides is None) == (not papers)
    assert state != rules.WAITING or not held


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Golden weeks of whatever length, with worked weekends around them."""
    first = draw(DAYS)
    off = frozenset(first + timedelta(n) for n in range(draw(st.integers(0, 12))))
    weekends = st.lists(DAYS.filter(lambda day: day.weekday() >= 5 and day not in off), max_size=5)
    return Calendar(off, frozenset(draw(weekends)), frozenset({2026, 2027}), time(8), time(17))


@given(DAYS, st.integers(1, 60), calendars())
def test_a_warning_comes_on_the_last_working_day_that_is_early_enough(end: date, days: int, calendar: Calendar) -> None:
    day = rules.warning_day(end, days, calendar)
    assert calendar.is_working_day(day)
    assert day <= end - timedelta(days=days)
    assert calendar.working_days_between(day, end - timedelta(days=days)) == 0


@settings(max_examples=60)
@given(DAYS, calendars(), st.sets(st.integers(0, 90), max_size=12))
def test_each_warning_is_given_at_most_once_and_the_last_one_surely(
    end: date, calendar: Calendar, down: set[int]
) -> None:
    given_, warned = [], None
    for n in range(91):  # the days before the end, on some of which the program is down
        today = end - timedelta(days=90 - n)
        step = None if n in down else rules.warning_due(end, today, (30, 7), warned, calendar)
        if step is not None:
            given_.append(step)
            warned = step
    assert given_ in ([30, 7], [7], [])
    assert given_ or 90 in down


@pytest.mark.usefixtures("context")
class TestDeeds:
    def test_nobody_verifies_what_he_entered_himself_nor_what_finance_verifies(self) -> None:
        customer = a_customer("东方机械有限公司", kind="company", owner="su")
        own, tax = enter(customer, "business_licence", by="bai"), enter(customer, "national_tax", by="su")
        with pytest.raises(Refused, match="yourself"):
            service.verify(customer.id, {own.id: 1}, by=actor("bai"))
        with pytest.raises(Refused, match="decided on by"):
            service.verify(customer.id, {tax.id: 1}, by=actor("bai"))
        service.verify(customer.id, {tax.id: 1}, by=actor("xu"))
        with pytest.raises(Conflict):
            service.change_paper(tax.id, {"number": "1"}, version=2, by=actor("bai"))

    def test_a_renewed_paper_takes_the_place_of_the_old_one_only_when_it_is_verified(self) -> None:
        customer = a_customer("东方机械有限公司", kind="company", owner="su")
        old = verified(customer, "business_licence", until=TODAY + timedelta(days=3))
        new = enter(customer, "business_licence", until=TODAY + timedelta(days=900), number="91-NEW")
        line = queries.checklist(customer.id).lines[0]
        assert (line.condition, line.paper, line.newer) == (rules.EXPIRING, old, new)
        service.verify(customer.id, {new.id: 1}, by=actor("bai"))
        line = queries.checklist(customer.id).lines[0]
        assert (line.condition, line.paper, line.newer) == (rules.VALID, new, None)
        assert db.session.get_one(Paper, old.id).replaced_by_id == new.id

    def test_of_two_that_are_verified_in_whatever_order_the_one_that_ends_last_stays(self) -> None:
        customer = a_customer("东方机械有限公司", kind="company", owner="su")
        old = enter(customer, "business_licence", until=TODAY + timedelta(days=30))
        new = enter(customer, "business_licence", until=TODAY + timedelta(days=900), number="91-NEW")
        # A newer one replaces what waits before it; what was entered before and is verified later stays behind it.
        with unit_of_work(by=OPERATOR) as work:
            work.session.execute(update(Paper).where(Paper.id == new.id).values(state=rules.VERIFIED))
        service.verify(customer.id, {old.id: 1}, by=actor("bai"))
        states = dict(db.session.execute(select(Paper.id, Paper.state)).all())
        assert states == {old.id: rules.REPLACED, new.id: rules.VERIFIED}
        assert db.session.get_one(Paper, old.id, populate_existing=True).replaced_by_id == new.id
        longest = verified(customer, "business_licence", until=TODAY + timedelta(days=1900))
        assert queries.checklist(customer.id).lines[0].paper == longest

    def test_a_proof_of_renewal_holds_to_its_own_day_and_not_longer_than_the_office_allows(self) -> None:
        customer = a_customer("东方机械有限公司", kind="company", owner="su")
        paper, day = verified(customer, "business_licence", until=TODAY), TODAY + timedelta(days=20)
        with pytest.raises(Refused, match="at most"):
            service.prove_renewal(paper.id, 2, TODAY + timedelta(days=61), "回执", by=actor("bai"))
        service.prove_renewal(paper.id, 2, day, "市监局回执", by=actor("bai"))
        found = [queries.checklist(customer.id, day + timedelta(n)).lines[0].condition for n in (0, 1)]
        assert found == [rules.RENEWING, rules.EXPIRED]

    def test_changed_invoicing_data_is_verified_anew_and_its_numbers_stay_covered_in_history(self) -> None:
        customer = a_customer("东方机械有限公司", kind="company", owner="su")
        invoicing(customer)
        service.verify(customer.id, {}, 1, by=actor("xu"))
        assert queries.checklist(customer.id).invoicing_in_order
        service.save_invoicing(customer.id, {"account": "6222999988887777"}, version=2, by=actor("su"))
        assert not queries.checklist(customer.id).invoicing_in_order

    def test_the_nightly_look_warns_once_for_each_warning_and_catches_up(self) -> None:
        customer = a_customer("东方机械有限公司", kind="company", owner="su")
        end = TODAY + timedelta(days=29)
        paper = verified(customer, "business_licence", until=end)
        for day, open_ in ((0, 1), (0, 1), (1, 1), (25, 1), (26, 1)):
            travel(NOW + timedelta(days=day))
            enqueue(nightly.KIND, nightly.SUBJECT, {"day": clock.today().isoformat()}, by=actor("gao"), language="en")
            of = select(Task.state).where(Task.kind == EXPIRES.key, Task.subject == f"paper:{paper.id}")
            assert list(db.session.scalars(of)).count("open") == open_
        warned = select(Entry.id).where(Entry.action == "papers.warned")
        assert len(db.session.scalars(warned).all()) == 2
        enter(customer, "business_licence", until=end + timedelta(days=365), number="NEW")
        assert set(db.session.scalars(of)) == {"done", "cancelled"}


def test_papers_of_another_department_and_their_scans_are_nobodys_business(sign_in: SignIn) -> None:
    su, fang, xu = sign_in("su"), sign_in("fang"), sign_in("xu")
    with su.application.app_context():
        customer = a_customer("东方机械有限公司", kind="company", owner="su").id
        licence = kind_id("business_licence")
    page = f"/customers/{customer}/papers"
    typed = {"kind_id": licence, "number": "91110000600037341L", "expires_on": "2027-06-30"}
    wrong = su.post(f"{page}/new", data={**typed, "expires_on": ""})
    assert wrong.status_code == 422
    assert "91110000600037341L" in wrong.text
    scan = (io.BytesIO(LICENCE), "营业执照.png")
    entered = su.post(f"{page}/new", data={**typed, "scan": scan}, content_type="multipart/form-data")
    assert entered.location == f"{page}/new"  # the next that is missing
    with su.application.app_context():
        paper = db.session.scalars(select(Paper.id)).one()
        scan_id = db.session.scalars(select(Attachment.id).where(Attachment.subject == f"paper:{paper}")).one()
    places = [page, f"/customers/papers/{paper}", f"/attachments/{scan_id}", f"/attachments/of/paper:{paper}"]
    assert [fang.get(place).status_code for place in places] == [404] * 4
    assert [su.get(place).status_code for place in places] == [200] * 4
    assert fang.get("/customers/papers/").status_code == 403
    tab = su.get(page).text
    assert "91110000600037341L" not in tab
    assert "91110000600037341L" in su.post(page).text
    assert "东方机械" in xu.get("/customers/papers/?state=waiting").text
    assert "东方机械" not in sign_in("admin").get("/customers/papers/").text


def test_the_office_defines_kinds_and_of_whom_they_are_asked(sign_in: SignIn) -> None:
    bai = sign_in("bai")
    made = {"name": "危险化学品经营许可证", "expires": "y", "checked_by": "sales"}
    assert bai.post("/customers/papers/kinds/new", data=made).status_code == 303
    assert bai.post("/customers/papers/kinds/new", data=made).status_code == 422
    with bai.application.app_context():
        own = db.session.scalars(select(PaperKind.id).where(PaperKind.key.is_(None))).one()
    bai.post("/customers/papers/kinds", data={"need": [f"{own}:company:key", "7:nobody:x"]})
    with bai.application.app_context():
        assert queries.requirements() == {(own, "company", "key")}
        ids = [a_customer(f"{c}有限公司", kind="company", category=c, phone=None).id for c in ("key", "ordinary")]
        assert [len(one.lines) for one in queries.checklists(ids).values()] == [1, 0]
    assert "危险化学品经营许可证" in bai.get("/customers/papers/kinds").text
