"""The matrix of approvals: what is shipped, and how the office changes it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.domain.actor import FIRST_START, OPERATOR
from app.domain.errors import Conflict, Refused
from app.extensions import db
from app.office.approvals import queries_matrix as looks
from app.office.approvals import service
from app.office.approvals.kinds import matters
from app.office.approvals.models import Chain
from app.office.approvals.rules import StepPlan
from app.office.approvals.rules_matrix import Row
from app.office.approvals.service import matrix
from app.office.history.models import Entry
from tests import factories
from tests.office.factories_approvals import ask_for, person, row

SignIn = Callable[[str], FlaskClient]
HOME = "/office/approvals/matrix"
WITHOUT_ROW = {"A-18"}  # a refusal of finance, not a decision
NOBODY_NAMED = {"A-28", "A-40", "A-41", "A-43", "A-44"}


@pytest.fixture
def seeded(context: None) -> None:
    factories.make_posts()
    service.seed(by=FIRST_START)


def labels(chain_id: int) -> list[str]:
    return [step.label for step in looks.plans_of(chain_id)]


def version_of(chain_id: int) -> int:
    return looks.chain(chain_id).version


def newest(action: str) -> Entry:
    return db.session.scalars(select(Entry).where(Entry.action == action).order_by(Entry.id.desc()).limit(1)).one()


@pytest.mark.usefixtures("seeded")
def test_every_row_of_decisions_is_shipped() -> None:
    rows = {one.row for one in matters().values()}
    assert {f"A-{number:02}" for number in range(1, 46)} - rows == WITHOUT_ROW
    without = {one.row for one in matters().values() if one.row.startswith("A-") and not looks.rows_of(one.key)}
    assert without == NOBODY_NAMED


@pytest.mark.usefixtures("seeded")
@pytest.mark.parametrize(
    ("matter", "steps"),
    [
        ("rota.swap", ["Site supervisor"]),
        ("claims.ownership", ["Written opinion of the project manager", "Sales director"]),
        ("deals.discount", ["Leaders at each level"]),
        ("files.read_own", ["Department manager"]),
        ("files.read_other", ["General manager"]),
        ("rulebook.change", ["General manager"]),
        ("admission.open", ["Sales", "Finance", "General manager"]),
        ("complaints.decision", ["Sales manager", "Deputy general manager", "General manager"]),
        ("remedies.allowance", ["(Deputy) manager", "(Deputy) general manager"]),
        ("prices.adjust", ["Price and customer committee"]),
    ],
)
def test_a_shipped_chain_is_that_of_the_handbook(matter: str, steps: list[str]) -> None:
    (found,) = looks.rows_of(matter)
    assert labels(found.chain_id) == steps
    assert (found.amount_from, found.amount_to) == (None, None)


@pytest.mark.usefixtures("seeded")
def test_seeding_again_changes_nothing() -> None:
    before = db.session.scalars(select(Chain.id).order_by(Chain.id)).all()
    assert service.seed(by=OPERATOR) == []
    assert db.session.scalars(select(Chain.id).order_by(Chain.id)).all() == before
    assert looks.missing_chains() == []


@pytest.mark.usefixtures("context")
def test_an_office_keeps_its_own_rows_when_it_is_seeded_later() -> None:
    factories.make_posts()
    own = row(person("gao"), matter="rota.swap")
    assert "rota.swap" not in service.seed(by=OPERATOR)
    assert [one.chain_id for one in looks.rows_of("rota.swap")] == [own]


def test_the_command_takes_over_what_is_missing(app: Flask) -> None:
    with app.app_context():
        factories.make_posts()
    runner = app.test_cli_runner()
    first = runner.invoke(args=["office", "seed-approvals", "--by", "admin"])
    assert (first.exit_code, "complaints.decision" in first.output) == (0, True)
    assert runner.invoke(args=["office", "seed-approvals"]).output.strip() == ""
    assert runner.invoke(args=["office", "seed-approvals", "--by", "fang"]).exit_code == 2


@pytest.mark.usefixtures("seeded")
def test_bands_are_entered_and_every_change_is_told_old_and_new() -> None:
    (found,) = looks.rows_of("complaints.decision")
    gao = factories.actor("gao")
    matrix.change_chain(found.chain_id, 1, Row(found.chain_id, found.name, None, None, 500_00), by=gao)
    changed = newest("approvals.chain_changed").facts["changes"]
    assert changed == [{"field": "amount_to_fen", "old": None, "new": 500_00}]
    added = matrix.add_chain("complaints.decision", Row(0, "更大", None, 500_00, None), by=gao)
    with pytest.raises(Refused) as refused:
        matrix.add_chain("complaints.decision", Row(0, "重叠", None, 400_00, 600_00), by=gao)
    assert refused.value.field == "amount_from"
    assert looks.warnings(looks.rows_of("complaints.decision")) == ()
    matrix.add_step(added, version_of(added), person("gao", "总经理"), by=gao)
    assert ask_for("su", amount=600_00).chain_name == "更大"


@pytest.mark.usefixtures("seeded")
def test_steps_are_added_changed_moved_and_removed() -> None:
    gao = factories.actor("gao")
    chain_id = matrix.add_chain("gas.cut_off", Row(0, "停气"), by=gao)
    for place, (username, label) in enumerate((("bai", "一"), ("xu", "二"), ("gao", "三")), start=1):
        matrix.add_step(chain_id, place, person(username, label), by=gao)
    matrix.move_step(chain_id, 4, 3, by=gao)
    assert labels(chain_id) == ["一", "三", "二"]
    matrix.move_step(chain_id, 5, 1, by=gao)
    assert labels(chain_id) == ["一", "三", "二"]
    matrix.change_step(chain_id, 6, 2, person("bai", "四"), by=gao)
    matrix.remove_step(chain_id, 7, 1, by=gao)
    assert labels(chain_id) == ["四", "二"]
    told = newest("approvals.steps_changed").facts["changes"][0]
    assert (told["field"], told["old"] != told["new"]) == ("steps", True)
    with pytest.raises(Conflict):
        matrix.remove_step(chain_id, 7, 1, by=gao)


@pytest.mark.usefixtures("seeded")
def test_a_chain_without_end_is_refused() -> None:
    gao = factories.actor("gao")
    chain_id = matrix.add_chain("gas.cut_off", Row(0, "停气"), by=gao)
    for version in range(1, 21):
        matrix.add_step(chain_id, version, StepPlan("Step", "head"), by=gao)
    with pytest.raises(Refused, match="20"):
        matrix.add_step(chain_id, 21, StepPlan("Step", "head"), by=gao)
    with pytest.raises(Refused, match="20"):
        ask_for("su", chain=[StepPlan("Step", "head")] * 21)


@pytest.mark.usefixtures("seeded")
def test_a_row_goes_out_of_use_back_into_use_and_away() -> None:
    gao = factories.actor("gao")
    first, second = looks.chains_of("claims.ownership")
    with pytest.raises(Refused, match="overlap"):
        matrix.use_chain(second.chain.id, 1, active=True, by=gao)
    with pytest.raises(Refused, match="in use"):
        matrix.remove_chain(first.chain.id, 1, by=gao)
    matrix.use_chain(first.chain.id, version_of(first.chain.id), active=False, by=gao)
    assert str(looks.warnings(looks.rows_of("claims.ownership"))[0]).startswith("No row in use")
    matrix.use_chain(second.chain.id, version_of(second.chain.id), active=True, by=gao)
    assert [one.name for one in looks.rows_of("claims.ownership")] == ["By the department manager"]
    matrix.remove_chain(first.chain.id, version_of(first.chain.id), by=gao)
    assert [one.chain.id for one in looks.chains_of("claims.ownership")] == [second.chain.id]


@pytest.mark.usefixtures("seeded")
def test_the_shipped_chain_is_taken_over_again() -> None:
    gao = factories.actor("gao")
    (found,) = looks.rows_of("rulebook.change")
    matrix.change_step(found.chain_id, 1, 1, person("xu", "财务"), by=gao)
    service.restore("rulebook.change", by=gao)
    service.restore("claims.ownership", by=gao)
    (again,) = looks.rows_of("rulebook.change")
    assert labels(again.chain_id) == ["General manager"]
    assert [one.chain.active for one in looks.chains_of("rulebook.change")] == [True, False]
    assert len(looks.rows_of("claims.ownership")) == 1


def test_gaps_and_rows_are_shown_on_the_pages(app: Flask, sign_in: SignIn, seeded: None) -> None:
    row(person("gao"), matter="gas.cut_off", name="大额", amount_from=1_000_00)
    gao = sign_in("gao")
    page = gao.get(HOME).text
    assert "Not covered: below ￥1,000.00." in page
    assert "To the top of the office" in page
    matter = gao.get(f"{HOME}/gas.cut_off").text
    assert "大额" in matter
    assert "高总" in matter
    assert gao.get(f"{HOME}/nothing.known").status_code == 404


def test_a_band_of_one_department_stands_beside_a_row_for_all(app: Flask, sign_in: SignIn, seeded: None) -> None:
    row(person("gao"), matter="gas.cut_off", name="大额")
    row(person("bai"), matter="gas.cut_off", name="小额", department="销售部", amount_from=0, amount_to=1_000_00)
    gao = sign_in("gao")
    assert gao.get(HOME).status_code == 200
    assert "小额" in gao.get(f"{HOME}/gas.cut_off").text


@pytest.mark.parametrize(("username", "status"), [("gao", 200), ("admin", 200), ("bai", 403), ("su", 403), ("wu", 403)])
def test_only_who_keeps_the_matrix_may_open_it(sign_in: SignIn, username: str, status: int) -> None:
    assert sign_in(username).get(HOME).status_code == status


def test_the_matrix_is_kept_on_its_pages(app: Flask, sign_in: SignIn, seeded: None) -> None:
    gao = sign_in("gao")
    key = gao.get(f"{HOME}/gas.cut_off/add").text.partition('name="form_key" value="')[2].partition('"')[0]
    data = {"form_key": key, "name": "停气审批", "amount_from": "", "amount_to": "1000"}
    assert gao.post(f"{HOME}/gas.cut_off/add", data=data).status_code == 303
    assert gao.post(f"{HOME}/gas.cut_off/add", data=data).status_code == 303  # the same form again
    (found,) = looks.rows_of("gas.cut_off")
    assert (found.name, found.amount_to) == ("停气审批", 1_000_00)
    one = f"{HOME}/row/{found.chain_id}"
    assert gao.get(f"{one}/add").status_code == 200
    step = {"version": "1", "label": "主管", "who": "position", "mode": "any"}
    refused = gao.post(f"{one}/add", data=step)
    assert (refused.status_code, "Say which one this step asks." in refused.text) == (422, True)
    assert gao.post(f"{one}/add", data={**step, "who": "head"}).status_code == 303
    assert gao.post(f"{one}/add", data={**step, "version": "2", "who": "line", "mode": "turns"}).status_code == 303
    assert gao.post(f"{one}/2/up", data={"version": "3"}).status_code == 303
    assert [plan.who for plan in looks.plans_of(found.chain_id)] == ["line", "head"]
    assert gao.post(f"{one}/1/remove", data={"version": "4"}).status_code == 303
    assert gao.post(f"{one}/1/remove", data={"version": "4"}).status_code == 409
    assert gao.post(f"{one}/1/remove").status_code == 400
    assert gao.get(f"{one}/7").status_code == 404
    assert gao.post(f"{one}/retire", data={"version": "5"}).status_code == 303
    assert looks.rows_of("gas.cut_off") == []
    assert gao.post(f"{one}/use", data={"version": "6"}).status_code == 303
    assert gao.post(f"{one}/remove", data={"version": "7"}).status_code == 422
    assert gao.post(f"{HOME}/gas.cut_off/restore").status_code == 303
    assert gao.post(f"{one}/remove", data={"version": "8"}).status_code == 303
    assert looks.chains_of("gas.cut_off") == []


def test_a_shipped_name_that_nobody_touched_stays_in_the_readers_language(
    app: Flask, sign_in: SignIn, seeded: None
) -> None:
    gao = sign_in("gao")
    (found,) = looks.rows_of("rulebook.change")
    one = f"{HOME}/row/{found.chain_id}"
    page = gao.get(f"{one}/1").text
    assert 'value="General manager"' in page
    chosen = {"version": "1", "label": "General manager", "who": "top", "mode": "all"}
    assert gao.post(f"{one}/1", data=chosen).status_code == 303
    (plan,) = looks.plans_of(found.chain_id)
    assert (plan.label, plan.who, plan.mode) == ("General manager", "top", "all")
    key = gao.get(one).text.partition('name="form_key" value="')[2].partition('"')[0]
    renamed = {"form_key": key, "version": "2", "name": "制度", "department": str(factories.department_id("财务部"))}
    assert gao.post(one, data=renamed).status_code == 303
    (found,) = looks.rows_of("rulebook.change")
    assert (found.name, found.department_id) == ("制度", factories.department_id("财务部"))
