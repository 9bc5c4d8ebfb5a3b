"""Nobody sees complaints that are not his: every page, list, search, count, export, file, tab and paper."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping, Sequence

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select
from werkzeug.routing import AnyConverter, IntegerConverter, Rule

from app import clock
from app.domain.actor import OPERATOR
from app.domain.deadlines import Unit
from app.extensions import db
from app.office.access.models import Role, RolePermission, StaffRole
from app.office.approvals.models import Approval, ApprovalSeat, ApprovalStep
from app.office.attachments.models import Attachment
from app.office.deadlines.kinds import Term
from app.office.deadlines.models import Deadline
from app.office.deadlines.service import start_deadline
from app.unit_of_work import unit_of_work
from app.web import registry
from tests import factories
from tests.architecture.crawl import unprinted
from tests.complaints.factories_foreign import SUBJECTS, foreign_case
from tests.complaints.factories_marked import ID, PLAIN, Marked
from tests.complaints.test_customer_copy import LEAVING, STAYING
from tests.customers.foreign import PICTURE
from tests.customers.test_visibility import read

SignIn = Callable[[str], FlaskClient]
# Nobody of them has to do with the complaint; the last three hold less than the others, and are asked for less.
OTHERS = ("su", "bai", "admin", "wu", "fang", "chen", "ma")
# What rights of their own let somebody read, whatever complaint it comes of: repairs, what a customer ordered, failures
# for those who track them; and names that stand in lists of choices.
BY_RIGHT = {
    "service_orders": "complaints.service_orders.see",
    "delivery_notes": "complaints.deliveries.see",
    "failures": "complaints.failures.track",
    "failure_notes": "complaints.failures.track",
    "supervision_reports": "complaints.supervision.keep",
}
NAMES = {"staff", "departments", "complaint_causes.name"}
BESIDE = {f"office.{name}" for name in ("today", "tasks", "deadlines", "approvals", "journal", "search")}
COSTS = ("losses.", "loss_lines.", "loss_judgements.", "loss_shares.", "loss_members.")
STRINGS = {"kind": "allowance", "severity": "any", "origin": "any"}
MONTHS = "month=2026-11&now=1"


@pytest.fixture
def foreign(app: Flask) -> Marked:
    """The complaint; Bai heads departments other than its own."""
    with app.app_context():
        factories.make_posts()
        return foreign_case()


def addresses(app: Flask, made: Marked) -> Iterator[str]:
    """Every address about complaints that can be asked for, and what the office keeps beside them."""
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            feature = registry.feature_of(rule.endpoint.partition(".")[0])
            known = feature.startswith("complaints.") or (feature in BESIDE and not rule.arguments)
            if "GET" in (rule.methods or ()) and known and "stream" not in rule.rule:
                yield from built(rule, made)
        ids = list(db.session.scalars(select(Attachment.id)))
    yield from (f"/documents/{kind}/{number}" for kind in (*LEAVING, *STAYING) for number in (ID, 202611))
    for subject in (f"{kind}:{ID}" for kind in SUBJECTS):
        yield from (f"/attachments/of/{subject}", f"/journal/subject/{subject}", f"/journal/of/{subject}")
    yield from (f"/attachments/{one}" for one in ids)
    yield from (f"/customers/{made.customer_id}", f"/journal/customer/{made.customer_id}", "/journal/export.csv")
    words = [word for place, word in made.markers.items() if place.startswith(("complaints.", "allowances.number"))]
    yield from (f"/search?q={word}" for word in words[:12])
    yield from (f"/complaints/?state=every&q={word}" for word in words[:4])


def built(rule: Rule, made: Marked) -> Iterator[str]:
    """The addresses of a rule about the complaint, one for each of the words from which it lets choose."""
    chosen = [(name, one) for name, one in rule._converters.items() if isinstance(one, AnyConverter)]
    for word in sorted(chosen[0][1].items) if chosen else [""]:
        values: dict[str, object] = {name: _value(name, rule, made) for name in rule.arguments}
        values |= {name: min(one.items) for name, one in chosen} | ({chosen[0][0]: word} if chosen else {})
        address = rule.build(values, append_unknown=False)
        assert address is not None, rule
        yield f"{address[1]}?{MONTHS}" if not rule.arguments else address[1]


def _value(name: str, rule: Rule, made: Marked) -> object:
    if name == "customer_id":
        return made.customer_id
    return ID if isinstance(rule._converters[name], IntegerConverter) else STRINGS.get(name, "x")


def revealing(client: FlaskClient, asked: Sequence[str], markers: Mapping[str, str]) -> Iterator[str]:
    """The addresses whose answers hold a marked word, with the place of the first; asked words may be repeated."""
    for address in asked:
        with client.get(address) as answer:
            assert answer.status_code < 500, address
            said = read(answer)
        found = (place for place, word in markers.items() if word in said and f"q={word}" not in address)
        if answer.status_code == 200 and (place := next(found, None)) is not None:
            yield f"{address}: {place}"


def hidden(app: Flask, who: str, made: Marked) -> dict[str, str]:
    """The marked words that somebody may not read, by their place."""
    with app.app_context():
        actor = factories.actor(who)
    his = {table for table, right in BY_RIGHT.items() if actor.may(right)}
    plain = {"the plain words of a table": PLAIN} if not his else {
        table: f"{PLAIN}{table}-" for table in ("allowances", "complaint_decisions", "reply_letters", "return_slips")
    }  # fmt: skip
    words = {place: word for place, word in made.markers.items() if place not in NAMES}
    return {place: word for place, word in words.items() if place.partition(".")[0] not in his} | plain


def test_nothing_of_a_complaint_of_another_department_appears_anywhere(
    app: Flask, foreign: Marked, sign_in: SignIn
) -> None:
    asked = list(dict.fromkeys(addresses(app, foreign)))
    fewer = [one for one in asked if str(ID) in one or "search" in one]
    with unprinted():
        told = {
            who: list(revealing(sign_in(who), asked if n < 4 else fewer, hidden(app, who, foreign)))
            for n, who in enumerate(OTHERS)
        }
    assert {who: found for who, found in told.items() if found} == {}


def test_what_complaints_cost_and_who_bears_it_appears_nowhere_without_the_right(
    app: Flask, foreign: Marked, sign_in: SignIn
) -> None:
    with app.app_context(), unit_of_work(by=OPERATOR) as work:
        role = Role(name="Everything but losses")
        work.session.add(role)
        work.session.flush()
        names = {one.name for one in registry.permissions()} - {"complaints.losses.see"}
        work.session.add_all(RolePermission(role_id=role.id, permission=name) for name in sorted(names))
        work.session.add(StaffRole(staff_id=factories.staff_id("wu"), role_id=role.id))
    costs = {place: word for place, word in foreign.markers.items() if place.startswith(COSTS)}
    asked = list(dict.fromkeys(addresses(app, foreign)))
    with unprinted():
        assert list(revealing(sign_in("wu"), asked, costs)) == []
        asked = [one for one in asked if "loss" in one or "liability" in one or "statistics" in one]
        seen = list(revealing(sign_in("gao"), asked, costs))
    assert len(costs) > 12
    assert len(seen) > 5, "whoever may see losses sees them"


def test_no_deed_can_be_done_on_a_complaint_of_which_one_may_not_know(
    app: Flask, foreign: Marked, sign_in: SignIn
) -> None:
    with app.test_request_context():
        ours = [rule for rule in app.url_map.iter_rules() if rule.arguments and "POST" in (rule.methods or ())]
        wanted = [rule for rule in ours if rule.endpoint.partition(".")[0] in ABOUT]
        deeds = list(dict.fromkeys(address for rule in wanted for address in built(rule, foreign)))
    assert len(deeds) > 70
    typed = {"version": "1", "reason": "查阅", "words": "查阅"}
    for who in ("su", "bai", "wu"):
        client = sign_in(who)
        answers = {one: client.post(one, data=typed).status_code for one in deeds}
        assert {one: status for one, status in answers.items() if status not in (403, 404)} == {}, who
        for kind in SUBJECTS:
            picture = {"file": (io.BytesIO(PICTURE + b"1"), "scan.png"), "note": "查阅"}
            assert client.post(f"/attachments/of/{kind}:{ID}", data=picture).status_code in (403, 404), kind


def test_whoever_is_asked_to_decide_about_a_complaint_reads_it_while_asked_and_afterwards(
    app: Flask, foreign: Marked, sign_in: SignIn
) -> None:
    """Also who stands in for him; a link to what he decides on would lead nowhere (A-21 to A-28, A-31)."""
    kinds = ("complaint_decision", "complaint_objection", "inspection", "allowance", "return", "deadline")
    browser, page = sign_in("fang"), f"/complaints/{ID}"
    with app.app_context():
        start_deadline("complaints.whole", f"complaint:{ID}", arrived_at=clock.now(), facts=ABOUT_IT, url=page,
                       term=Term(3, Unit.CALENDAR), by=OPERATOR)  # fmt: skip
        number = db.session.scalars(select(Deadline.id)).one()
    for kind in kinds:
        for column, state in (("staff_id", "waiting"), ("acting_id", "given")):
            assert browser.get(page).status_code == 404, kind
            with app.app_context():
                asked = seat(f"{kind}:{number if kind == 'deadline' else ID}", column, state)
            assert browser.get(page).status_code == 200, kind
            with app.app_context(), unit_of_work(by=OPERATOR) as work:
                work.session.execute(delete(ApprovalSeat).where(ApprovalSeat.id == asked))


def seat(subject: str, column: str, state: str) -> int:
    """A request about a thing that asks Fang to decide, or Gao for whom she stands in; the id of the seat."""
    with unit_of_work(by=OPERATOR) as work:
        gao, fang = factories.staff_id("gao"), factories.staff_id("fang")
        request = Approval(number=f"SP-{subject}-{state}", matter="test", subject=subject, title="x", url="/")
        request.submitter_id, request.submitted_at, request.snapshot, request.facts = gao, work.at, [], {}
        request.chain_name, request.state = "x", "approved"
        work.session.add(request)
        work.session.flush()
        step = ApprovalStep(approval_id=request.id, place=1, label="x", who="person", at_home=False, mode="any")
        step.state = "open"
        work.session.add(step)
        work.session.flush()
        made = ApprovalSeat(approval_id=request.id, step_id=step.id, place=1, state=state, since=work.at)
        made.staff_id = made.acting_id = gao
        setattr(made, column, fang)
        work.session.add(made)
        work.session.flush()
        return made.id


ABOUT_IT = {"number": "2611777", "matter": "x"}
ABOUT = (
    "abnormalities", "allowances", "answers", "complaints", "decisions", "disputes", "improvements", "inspections",
    "lateness", "liability", "losses", "problems", "returns", "vouchers",
)  # fmt: skip
